/** What an adapter made of an output, for `try`: JSON with stable keys, or tables for people. */

import {describeTiming} from '../domain/due-instants.ts';
import type {Observations} from '../domain/observations.ts';
import type {Timing} from '../domain/schedule.ts';
import {formatCount, plural} from '../domain/text.ts';
import {formatInstant, instantOrNull} from '../domain/time.ts';
import type {Zone} from '../domain/zone.ts';
import {formatLocal} from '../domain/zone.ts';
import type {Column} from './table.ts';
import {formatPlain} from './table.ts';

export function toTryRecord(observations: Observations): Record<string, unknown> {
  const {runs, counts, schedules, rejected, rejectedCount, partialReason} = observations;
  return {
    runs: runs.map(run => ({
      job: run.job,
      status: run.status,
      businessDay: run.businessDay,
      scheduledAt: instantOrNull(run.scheduledAt),
      startedAt: instantOrNull(run.startedAt),
      endedAt: instantOrNull(run.endedAt),
      exitCode: run.exitCode ?? null,
      runKey: run.runKey,
      message: run.message ?? null,
    })),
    counts: counts.map(({businessDay, job, status, count}) => ({
      businessDay,
      job: job ?? null,
      status: status ?? null,
      count,
    })),
    schedules: schedules.map(({job, timing, isActive, definition}) => ({
      job,
      active: isActive,
      ...describeSchedule(timing),
      definition,
    })),
    rejected,
    rejectedCount,
    partial: partialReason !== undefined,
    partialReason: partialReason ?? null,
  };
}

function describeSchedule(timing: Timing): Record<string, unknown> {
  const base = {kind: timing.kind, expression: null, timezone: null, due: null, reason: null};
  switch (timing.kind) {
    case 'cron':
    case 'on-calendar':
      return {...base, expression: timing.expression, timezone: timing.timezone};
    case 'times':
      return {...base, expression: describeTiming(timing), timezone: timing.timezone};
    case 'instants':
      return {...base, due: timing.dueAt.map(formatInstant)};
    case 'none':
      return {...base, reason: timing.reason};
  }
}

export function formatObservations(observations: Observations, zone: Zone): string {
  const {runs, counts, schedules, rejected, rejectedCount, partialReason} = observations;
  const local = (instant: number | undefined): string =>
    instant === undefined ? '-' : formatLocal(zone.toLocal(instant));
  const found = [
    plural(runs.length, 'run'),
    plural(counts.length, 'count'),
    plural(schedules.length, 'schedule'),
  ];
  return [
    `${found.join(', ')}, ${formatCount(rejectedCount)} rejected (times in ${zone.name})\n`,
    partialReason === undefined ? '' : `Partial: ${partialReason}\n`,
    formatSection(runs, [
      {key: 'status', title: 'status', value: run => run.status},
      {key: 'job', title: 'job', value: run => run.job},
      {key: 'businessDay', title: 'day', value: run => run.businessDay},
      {key: 'startedAt', title: 'started', value: run => local(run.startedAt)},
      {key: 'endedAt', title: 'ended', value: run => local(run.endedAt)},
      {key: 'exitCode', title: 'exit', align: 'right', value: run => run.exitCode ?? null},
      {key: 'runKey', title: 'run', value: run => run.runKey},
      {key: 'message', title: 'message', value: run => run.message ?? ''},
    ]),
    formatSection(counts, [
      {key: 'businessDay', title: 'day', value: count => count.businessDay},
      {key: 'job', title: 'job', value: count => count.job ?? null},
      {key: 'status', title: 'status', value: count => count.status ?? null},
      {key: 'count', title: 'count', align: 'right', value: count => count.count},
    ]),
    formatSection(schedules, [
      {key: 'active', title: 'active', value: schedule => (schedule.isActive ? 'yes' : 'no')},
      {key: 'job', title: 'job', value: schedule => schedule.job},
      {key: 'timing', title: 'due', value: schedule => describeTiming(schedule.timing)},
    ]),
    formatSection(rejected, [
      {key: 'line', title: 'line', align: 'right', value: item => item.line},
      {key: 'reason', title: 'rejected because', value: item => item.reason},
      {key: 'text', title: 'text', value: item => item.text},
    ]),
  ]
    .filter(part => part !== '')
    .join('\n');
}

/** A table of its own for each kind of observation that there is. */
function formatSection<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  return rows.length === 0 ? '' : formatPlain({rows, columns, emptyText: ''});
}
