/**
 * When a schedule is due, as instants. Wall-clock times come from the expression, what a clock change does to them from
 * the scheduler's policy (`clock-change.ts`).
 */
import {createBoundedCache} from './bounded-cache.ts';
import {parseCalendarEvent} from './calendar-event.ts';
import {localSpans} from './clock-change.ts';
import type {CronExpression} from './cron-expression.ts';
import {parseCron} from './cron-expression.ts';
import type {DstPolicy, Timing} from './schedule.ts';
import type {EpochMs} from './time.ts';
import {DAY_MS, formatInstant, MINUTE_MS} from './time.ts';
import type {LocalMs} from './zone.ts';
import {openZone} from './zone.ts';

/** Timings that are told in local time. */
type LocalTiming = Extract<Timing, {kind: 'cron' | 'times' | 'on-calendar'}>;

/** What is needed of an expression to enumerate it. */
type LocalPattern = Pick<CronExpression, 'isFixedTime' | 'timesMs' | 'matchesDay'>;

/** Weight in instants: 8 MB of them at most. */
const answers = createBoundedCache<readonly EpochMs[]>(1_000_000, due => due.length + 16);

/**
 * Every instant in `[from, to)` at which a schedule is due, ascending, each once. The answer is shared between jobs of one
 * schedule. Throws a ConfigError for an expression that cannot be read and a RangeError for an unknown zone.
 */
export function dueInstants(timing: Timing, from: EpochMs, to: EpochMs): readonly EpochMs[] {
  switch (timing.kind) {
    case 'none':
      return [];
    case 'instants':
      return [...new Set(timing.dueAt)].filter(at => at >= from && at < to).sort((a, b) => a - b);
    case 'cron':
      return answers.get(`${timing.timezone} ${timing.policy} ${from} ${to} ${timing.expression}`, () =>
        deriveDue(timing, from, to),
      );
    case 'on-calendar':
      return answers.get(`${timing.timezone} ${from} ${to} OnCalendar=${timing.expression}`, () =>
        deriveDue(timing, from, to),
      );
    case 'times':
      return deriveDue(timing, from, to);
  }
}

/** The Gregorian calendar, weekdays included, repeats after 400 years: what has not matched by then never will. */
const CALENDAR_CYCLE_MS = 146_097 * DAY_MS;
const LONGEST_LOOK_MS = 64 * DAY_MS;

/**
 * The next `count` instants strictly after `from`, as croner's `nextRuns` answers: an instant exactly at `from` is not
 * among them, so that each answer can be asked onward from. Fewer when the schedule has no more.
 */
export function nextDue(timing: Timing, from: EpochMs, count: number): EpochMs[] {
  if (timing.kind === 'none') return [];
  if (timing.kind === 'instants')
    return dueInstants(timing, from + 1, Number.POSITIVE_INFINITY).slice(0, count);
  const found: EpochMs[] = [];
  const end = from + CALENDAR_CYCLE_MS;
  for (let start = from + 1, lookMs = DAY_MS; found.length < count && start < end; ) {
    for (const due of deriveDue(timing, start, start + lookMs).slice(0, count - found.length))
      found.push(due);
    start += lookMs;
    lookMs = Math.min(lookMs * 2, LONGEST_LOOK_MS);
  }
  return found;
}

/** A schedule in its own words, for explanations: `0 2 * * 1-5 (Europe/London)`. */
export function describeTiming(timing: Timing): string {
  switch (timing.kind) {
    case 'cron':
    case 'on-calendar':
      return `${timing.expression} (${timing.timezone})`;
    case 'times':
      return `${timing.timesMs.map(formatTimeOfDay).join(', ')} (${timing.timezone})`;
    case 'instants':
      return `announced for ${timing.dueAt.map(formatInstant).join(', ')}`;
    case 'none':
      return timing.reason;
  }
}

function deriveDue(timing: LocalTiming, from: EpochMs, to: EpochMs): EpochMs[] {
  const pattern = patternOf(timing);
  const zone = openZone(timing.timezone);
  const due: EpochMs[] = [];
  if (pattern.timesMs.length === 0) return due;
  for (const span of localSpans(
    zone,
    {policy: policyOf(timing), isFixedTime: pattern.isFixedTime},
    from,
    to,
  )) {
    for (const local of matchLocal(pattern, span.from, span.to)) {
      const instant = span.madeUpAt ?? local - span.offset;
      if (instant !== due.at(-1)) due.push(instant);
    }
  }
  return due;
}

function policyOf(timing: LocalTiming): DstPolicy {
  return timing.kind === 'on-calendar' ? 'systemd' : timing.policy;
}

function patternOf(timing: LocalTiming): LocalPattern {
  if (timing.kind === 'cron') return parseCron(timing.expression, timing.policy);
  if (timing.kind === 'on-calendar') return {...parseCalendarEvent(timing.expression), isFixedTime: true};
  // Times are every day's, so 24:00 is the next day's 00:00.
  const timesMs = [...new Set(timing.timesMs.map(time => time % DAY_MS))].sort((a, b) => a - b);
  return {isFixedTime: true, timesMs, matchesDay: () => true};
}

/** The wall-clock times in `[from, to)` that match, ascending. Goes day by day: most days of most schedules do not match. */
function matchLocal({timesMs, matchesDay}: LocalPattern, from: LocalMs, to: LocalMs): LocalMs[] {
  const matches: LocalMs[] = [];
  for (let day = Math.floor(from / DAY_MS); day * DAY_MS < to; day++) {
    if (!matchesDay(day)) continue;
    for (const time of timesMs) {
      const local = day * DAY_MS + time;
      if (local >= from && local < to) matches.push(local);
    }
  }
  return matches;
}

/** `09:30`, or with seconds when there are any. */
export function formatTimeOfDay(timeOfDayMs: number): string {
  const clock = new Date(timeOfDayMs % DAY_MS).toISOString();
  return clock.slice(11, timeOfDayMs % MINUTE_MS === 0 ? 16 : 19);
}
