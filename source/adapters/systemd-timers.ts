/**
 * systemd-timers: when timers will start their units next, from `systemctl list-timers --all -o json` (systemd 246 or
 * newer); schedules only.
 *
 *     [{"next":1784520003798018,"left":…,"last":1784439292006193,"passed":…,"unit":"logrotate.timer","activates":"logrotate.service"}]
 *
 * Microseconds since 1970; `next` null, 0 or infinity = none. job = the unit that the timer starts, as the `systemd`
 * adapter names its runs. Only `next` is due: `last` is the moment of the start, a little after the `next` announced
 * before it, so taking both would expect one run twice. `left` and `passed` depend on the time of asking.
 */
import type {Adapter} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import type {ScheduleObservation, Timing} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {collectObservations, documentParser} from './parser.ts';

export const systemdTimers: Adapter = {
  name: 'systemd-timers',
  title: 'systemd timers',
  description: 'The next start of every systemd timer; no runs.',
  traits: {isPlan: false, hasRuns: false, hasHistory: false, hasSchedules: true},
  tells: [],
  wholeAnswer: 'a list, be it empty: no output is partial',
  options: z => z.strictObject({}),
  command: () => ({argv: ['systemctl', 'list-timers', '--all', '-o', 'json', '--no-pager']}),
  open: () => documentParser(parseTimers),
};

function parseTimers(text: string): Observations {
  const {observations, reject} = collectObservations();
  if (text.trim() === '') {
    // systemctl prints `[]` where there are no timers: nothing at all must not take every schedule out of force.
    observations.partialReason = 'systemctl printed nothing, not even an empty list';
    return observations;
  }
  const timers = parseArray(text);
  if (!timers) {
    reject(1, text, 'not a JSON array, as `systemctl list-timers -o json` prints since systemd 246');
    return observations;
  }
  timers.forEach((timer, index) => {
    const schedule = readTimer(timer);
    if (typeof schedule === 'string') reject(index + 1, JSON.stringify(timer), schedule);
    else observations.schedules.push(schedule);
  });
  return observations;
}

function parseArray(text: string): unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** A string is the reason why the timer cannot be read. */
function readTimer(timer: unknown): ScheduleObservation | string {
  if (typeof timer !== 'object' || timer === null) return 'not a timer object';
  const {unit, activates, next} = {unit: undefined, activates: undefined, next: undefined, ...timer};
  const job = typeof activates === 'string' ? cleanText(activates) : '';
  if (job === '') return 'a timer without the unit it activates';
  const name = typeof unit === 'string' ? cleanText(unit) : job;
  const timing = readNext(next);
  if (timing === undefined) return '"next" is no time in microseconds';
  // Without the instant: a timer stays the same schedule when its next start changes.
  return {job, timing, isActive: true, definition: name};
}

function readNext(next: unknown): Timing | undefined {
  if (next === undefined || next === null || next === 0)
    return {kind: 'none', reason: 'the timer has no next start'};
  if (typeof next !== 'number' || !(next > 0)) return undefined;
  const dueAt: EpochMs = Math.floor(next / 1000);
  // USEC_INFINITY, 2^64 - 1, also means never.
  return dueAt < LATEST_INSTANT
    ? {kind: 'instants', dueAt: [dueAt]}
    : {kind: 'none', reason: 'the timer has no next start'};
}

const LATEST_INSTANT = Date.UTC(9999, 0);
