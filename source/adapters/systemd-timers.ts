/**
 * systemd-timers: when timers are due, from two commands one after the other; schedules only.
 *
 *     [{"next":1784520003798018,"left":…,"last":1784439292006193,"passed":…,"unit":"logrotate.timer","activates":"logrotate.service"}]
 *     (then the blocks of `systemctl show '*.timer'`, see `systemd-timer-units.ts`)
 *
 * `systemctl list-timers --all -o json` (systemd 246 or newer): microseconds since 1970; `next` null, 0 or infinity = none. job =
 * the unit that the timer starts, as the `systemd` adapter names its runs. A timer with calendar events is due by them. Of any
 * other only `next` is due: `last` is the moment of the start, a little after the `next` announced before it, so taking both
 * would expect one run twice. `left` and `passed` depend on the time of asking.
 */
import type {Adapter, ParseContext} from '../domain/adapter.ts';
import {parseCalendarEvent, splitEventZone} from '../domain/calendar-event.ts';
import type {Observations} from '../domain/observations.ts';
import type {ScheduleObservation, Timing} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {collectObservations, documentParser, type Reject} from './parser.ts';
import {findTimerUnits, readTimerUnits, type TimerUnit} from './systemd-timer-units.ts';

const PROPERTIES =
  'Id,Unit,TimersCalendar,RandomizedDelayUSec,AccuracyUSec,Persistent,LastTriggerUSec,UnitFileState,SubState';

export const systemdTimers: Adapter = {
  name: 'systemd-timers',
  title: 'systemd timers',
  description: 'When every systemd timer is due, by its calendar or its next start; no runs.',
  traits: {isPlan: false, hasRuns: false, hasHistory: false, hasSchedules: true},
  tells: [],
  wholeAnswer: 'a list, be it empty: no output is partial',
  options: z => z.strictObject({}),
  command: () => ({
    shell: `systemctl list-timers --all -o json --no-pager && systemctl show --all --no-pager -p ${PROPERTIES} '*.timer'`,
  }),
  open: context => documentParser(text => parseTimers(text, context)),
};

function parseTimers(text: string, {clock}: ParseContext): Observations {
  const {observations, reject} = collectObservations();
  const start = findTimerUnits(text);
  const [list, properties] = start < 0 ? [text, ''] : [text.slice(0, start), text.slice(start)];
  if (text.trim() === '') {
    // systemctl prints `[]` where there are no timers: nothing at all must not take every schedule out of force.
    observations.partialReason = 'systemctl printed nothing, not even an empty list';
    return observations;
  }
  const timers = list.trim() === '' && start >= 0 ? [] : parseArray(list);
  if (!timers) {
    reject(1, text, 'not a JSON array, as `systemctl list-timers -o json` prints since systemd 246');
    return observations;
  }
  const units = new Map(readTimerUnits(properties).map(unit => [unit.name, unit]));
  const elapses = readElapses(timers, reject);
  for (const name of new Set([...elapses.keys(), ...units.keys()])) {
    const unit = units.get(name);
    if (unit?.isUnused) continue;
    observations.schedules.push(...schedulesOf(name, elapses.get(name), unit, clock.zone.name));
  }
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

/** A timer's next start, undefined when there is none. */
type Elapse = {job: string; next: EpochMs | undefined};

/** By the timer's name. */
function readElapses(timers: readonly unknown[], reject: Reject): Map<string, Elapse> {
  const elapses = new Map<string, Elapse>();
  timers.forEach((timer, index) => {
    const read = readTimer(timer);
    if (typeof read === 'string') reject(index + 1, JSON.stringify(timer), read);
    else elapses.set(read.name, read);
  });
  return elapses;
}

/** A string is the reason why the timer cannot be read. */
function readTimer(timer: unknown): (Elapse & {name: string}) | string {
  if (typeof timer !== 'object' || timer === null) return 'not a timer object';
  const {unit, activates, next} = {unit: undefined, activates: undefined, next: undefined, ...timer};
  const job = typeof activates === 'string' ? cleanText(activates) : '';
  if (job === '') return 'a timer without the unit it activates';
  const name = typeof unit === 'string' ? cleanText(unit) : job;
  if (next === undefined || next === null || next === 0) return {name, job, next: undefined};
  if (typeof next !== 'number' || !(next > 0)) return '"next" is no time in microseconds';
  const at = Math.floor(next / 1000);
  // USEC_INFINITY, 2^64 - 1, also means never.
  return {name, job, next: at < LATEST_INSTANT ? at : undefined};
}

const LATEST_INSTANT = Date.UTC(9999, 0);

/** One schedule for each of its calendar events, else what it announces. Its name comes first: it tells timers of one unit apart. */
function schedulesOf(
  name: string,
  elapse: Elapse | undefined,
  unit: TimerUnit | undefined,
  zone: string,
): ScheduleObservation[] {
  const job = elapse?.job ?? cleanText(unit?.activates ?? '');
  const isActive = unit?.state !== 'dead' && unit?.state !== 'failed';
  const calendars = unit && unit.state !== 'elapsed' ? readCalendars(unit, zone) : [];
  // The next start changes from run to run and is left out: the timer stays the same schedule.
  if (calendars.length === 0)
    return [{job, timing: announced(elapse, unit), isActive, definition: cleanText(name)}];
  const persistence = unit?.isPersistent ? ', persistent' : '';
  return calendars.map(({text, timing}) => ({
    job,
    timing,
    isActive,
    definition: cleanText(`${name}: ${text}${persistence}`),
  }));
}

/** Empty when one of the events cannot be read: the announced start is due then, and tells of all of them. */
function readCalendars({calendars, delayMs}: TimerUnit, zone: string): {text: string; timing: Timing}[] {
  try {
    return calendars.map(text => {
      const {expression, timezone = zone} = splitEventZone(text);
      parseCalendarEvent(expression);
      return {text, timing: {kind: 'on-calendar', expression: cleanText(expression), timezone, delayMs}};
    });
  } catch {
    return [];
  }
}

function announced(elapse: Elapse | undefined, unit: TimerUnit | undefined): Timing {
  if (elapse?.next !== undefined) return {kind: 'instants', dueAt: [elapse.next]};
  if (!elapse && unit?.state === '')
    return {kind: 'none', reason: 'its unit file names no calendar event, and nothing else is known of it'};
  // A timer that counts from its unit's end has no next start while the unit runs.
  if (unit?.state === 'running') return {kind: 'none', reason: 'its unit is running'};
  return {kind: 'none', reason: 'the timer has no next start', isStranded: true};
}
