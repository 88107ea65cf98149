import type {JudgedSlot} from '../../domain/slot.ts';
import type {EpochMs} from '../../domain/time.ts';
import {instantOrNull} from '../../domain/time.ts';
import {expectedEnd} from '../../report/expected-end.ts';
import type {Listing} from '../table.ts';
import {formatLocalTime} from './local-time.ts';

export type SlotRow = {environment: string; timezone: string; businessDay: string; slot: JudgedSlot};

/** `slots`: every expected run of the day. */
export function listSlots(rows: readonly SlotRow[], now: EpochMs): Listing<SlotRow> {
  return {
    rows,
    emptyText: 'No run is expected on this day.',
    columns: [
      {key: 'environment', title: 'environment', value: row => row.environment},
      {key: 'businessDay', yields: 6, title: 'day', value: row => row.businessDay},
      {key: 'job', title: 'job', value: row => row.slot.job},
      {
        key: 'due',
        title: 'due',
        value: row => instantOrNull(row.slot.dueAt),
        text: row => formatLocalTime(row.slot.dueAt, row.timezone, now),
      },
      {
        key: 'deadline',
        yields: 1,
        title: 'until',
        value: row => instantOrNull(row.slot.deadlineAt),
        text: row => formatLocalTime(row.slot.deadlineAt, row.timezone, now),
      },
      {key: 'verdict', title: 'verdict', value: row => row.slot.verdict},
      {key: 'since', value: row => instantOrNull(row.slot.since)},
      {key: 'status', value: row => row.slot.run?.status ?? null},
      {
        key: 'startedAt',
        yields: 2,
        title: 'started',
        value: row => instantOrNull(row.slot.run?.startedAt),
        text: row => formatLocalTime(row.slot.run?.startedAt, row.timezone, now),
      },
      {key: 'endedAt', value: row => instantOrNull(row.slot.run?.endedAt)},
      {key: 'runKey', yields: 5, title: 'run', value: row => row.slot.run?.runKey ?? null},
      {key: 'attempts', value: row => row.slot.runs.length},
      {
        key: 'evidence',
        yields: 4,
        title: 'evidence',
        align: 'right',
        value: row => row.slot.evidence ?? null,
      },
      {key: 'origin', value: row => row.slot.origin},
      {key: 'schedule', yields: 3, title: 'schedule', value: row => row.slot.schedule},
      {
        key: 'expectedEnd',
        yields: 7,
        title: 'ends',
        value: row => instantOrNull(expectedEnd(row.slot, now)),
        text: row => formatLocalTime(expectedEnd(row.slot, now), row.timezone, now),
      },
      {key: 'reason', title: 'reason', value: row => row.slot.reason ?? null},
    ],
  };
}
