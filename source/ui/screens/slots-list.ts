/** The expected runs of one job's business day. */

import {VERDICTS} from '../../domain/slot.ts';
import {formatDuration} from '../../domain/time.ts';
import type {PageDay, SlotItem} from '../../report/pages/pages.ts';
import type {Display} from '../display.ts';
import type {ListDefinition} from '../list/list-definition.ts';
import {lookText, verdictLook} from '../paint/glyphs.ts';
import {formatTime, isoOrNull, TIME_CELLS} from '../text/instants.ts';

const PROBLEMS: ReadonlySet<string> = new Set(['missing', 'failed', 'overrun', 'unknown', 'ok-late']);

export function defineSlots(
  {isAscii}: Pick<Display, 'isAscii'>,
  {timezone, businessDay}: Pick<PageDay, 'timezone' | 'businessDay'>,
): ListDefinition<SlotItem> {
  return {
    noun: 'slots',
    keyOf: slotKey,
    textOf: ({verdict, explanation}) => `${verdict} ${explanation}`,
    isProblem: ({verdict}) => PROBLEMS.has(verdict),
    states: VERDICTS.map(name => ({name, test: ({verdict}) => verdict === name})),
    emptyText: 'Nothing is scheduled for this job on this business day.',
    columns: [
      {
        key: 'verdict',
        title: 'verdict',
        width: 10,
        value: row => row.verdict,
        text: ({verdict}) => lookText(verdictLook(verdict), isAscii),
        tone: ({verdict}) => verdictLook(verdict).tone,
        sortBy: ({verdict}) => VERDICTS.indexOf(verdict),
      },
      {
        key: 'dueAt',
        title: 'due',
        width: TIME_CELLS,
        value: row => isoOrNull(row.dueAt),
        text: ({dueAt}) => (dueAt === null ? 'in the day' : formatTime(dueAt, timezone, businessDay)),
      },
      {
        key: 'deadlineAt',
        title: 'deadline',
        width: TIME_CELLS,
        yields: 3,
        value: row => isoOrNull(row.deadlineAt),
        text: ({deadlineAt}) => formatTime(deadlineAt, timezone, businessDay),
      },
      {
        key: 'startedAt',
        title: 'started',
        width: TIME_CELLS,
        yields: 1,
        value: row => isoOrNull(lastRun(row)?.startedAt ?? null),
        text: row => formatTime(lastRun(row)?.startedAt ?? null, timezone, businessDay),
      },
      {
        key: 'durationMs',
        title: 'took',
        align: 'right',
        width: 7,
        yields: 2,
        value: row => lastRun(row)?.durationMs ?? null,
        text: row => tookOf(row),
      },
      {key: 'runs', title: 'runs', align: 'right', width: 4, yields: 4, value: ({runs}) => runs.length},
      {key: 'origin', title: 'by', width: 10, yields: 5, value: ({origin}) => origin},
      {
        key: 'expectedEnd',
        title: 'ends',
        width: TIME_CELLS,
        yields: 6,
        value: row => isoOrNull(row.expectedEnd),
        text: ({expectedEnd}) => formatTime(expectedEnd, timezone, businessDay),
      },
      {key: 'explanation', title: 'why', width: 16, isElastic: true, value: row => row.explanation},
    ],
  };
}

/** By its due instant: a finding knows no more of the slot that it is about. Without one, by what there is. */
export function slotKey({
  dueAt,
  deadlineAt,
  runs,
}: Pick<SlotItem, 'dueAt'> & Partial<Pick<SlotItem, 'deadlineAt' | 'runs'>>): string {
  return String(dueAt ?? `${deadlineAt} ${runs?.at(0)?.runKey ?? ''}`);
}

function lastRun({runs}: SlotItem): SlotItem['runs'][number] | undefined {
  return runs.at(-1);
}

function tookOf(row: SlotItem): string {
  const durationMs = lastRun(row)?.durationMs ?? null;
  return durationMs === null ? '-' : formatDuration(durationMs);
}
