/**
 * Schedules that schedulers keep as numbers and keywords, as calendar events; and when to believe them. No scheduler of the kind was at
 * hand, and each has starts and ends, zones and exceptions beside its rule. But each announces its next start too: a rule counts
 * only where that is what it says comes next, else the announced start does.
 */
import {dueInstants} from '../domain/due-instants.ts';
import type {Timing} from '../domain/schedule.ts';
import type {EpochMs} from '../domain/time.ts';
import {DAY_MS, SECOND_MS, twoDigits} from '../domain/time.ts';

export type Recurrence = {
  /** Days of the week, 0 = Sunday; absent = all. */
  weekdays?: readonly number[];
  /** 1 to 12; absent = all. */
  months?: readonly number[];
  /** Days of the month as systemd.time(7) writes them: `01,15`, `01..07`, `~01` is the last. Absent = all. */
  days?: string;
  /** Local times of day in seconds since midnight. */
  times: readonly number[];
};

const WEEK = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** As few calendar events as have these times: those of the same hours stand together. */
export function calendarTimings(
  {weekdays, months, days, times}: Recurrence,
  timezone: string,
  delayMs = 0,
): Timing[] {
  const named = weekdays && weekdays.length < 7 ? `${weekdays.map(day => WEEK[day]).join(',')} ` : '';
  const month = months ? months.map(twoDigits).join(',') : '*';
  const date = days?.startsWith('~') ? `*-${month}${days}` : `*-${month}-${days ?? '*'}`;
  return groupTimes(times).map(clock => ({
    kind: 'on-calendar',
    expression: `${named}${date} ${clock}`,
    timezone,
    ...(delayMs > 0 && {delayMs}),
  }));
}

function groupTimes(times: readonly number[]): string[] {
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  const byMinute = Map.groupBy(sorted, time => time % 3600);
  const byHours = Map.groupBy(byMinute, ([rest, same]) =>
    [rest % 60, ...same.map(time => Math.floor(time / 3600))].join(','),
  );
  return [...byHours].map(([key, same]) => {
    const [second = 0, ...hours] = key.split(',').map(Number);
    const minutes = same.map(([rest]) => Math.floor(rest / 60));
    return `${list(hours, 24)}:${list(minutes, 60)}:${twoDigits(second)}`;
  });
}

function list(values: readonly number[], all: number): string {
  return values.length === all ? '*' : values.map(twoDigits).join(',');
}

/** Further ahead a rule is not followed to see what comes before the announced start. */
const LONGEST_LOOK_MS = 800 * DAY_MS;

/** The rule's timings where the announced start is the next of them after `collectedAt`, else that start alone. */
export function believeAnnounced(
  timings: readonly Timing[] | undefined,
  announced: EpochMs,
  collectedAt: EpochMs,
): readonly Timing[] {
  if (!timings) return [{kind: 'instants', dueAt: [announced]}];
  const next = Math.floor(announced / SECOND_MS) * SECOND_MS;
  const has = (from: EpochMs, to: EpochMs): boolean =>
    from < to && timings.some(timing => dueInstants(timing, from, to).length > 0);
  const isNext = next - collectedAt < LONGEST_LOOK_MS && has(next, next + 1) && !has(collectedAt + 1, next);
  return isNext ? timings : [{kind: 'instants', dueAt: [announced]}];
}

/** What a timing that was derived says, for people. */
export function describeDerived(timing: Timing, otherwise: string): string {
  return timing.kind === 'on-calendar' ? timing.expression : otherwise;
}
