/** From a job's definition, and its box's, to when it is due. */
import type {ParseContext} from '../domain/adapter.ts';
import {parseTimeOfDay} from '../domain/business-day.ts';
import type {ScheduleObservation, Timing} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import {DAY_MS, HOUR_MS, MINUTE_MS, parseDuration} from '../domain/time.ts';
import type {JilJob, JilOptions} from './autosys-jil.ts';
import {zoneOf} from './autosys-times.ts';

/** A string is why a definition cannot be read. */
type ReadSchedules = (job: JilJob) => ScheduleObservation[] | string;

export function jilScheduler(
  jobs: ReadonlyMap<string, JilJob>,
  {clock, options}: ParseContext<JilOptions>,
): ReadSchedules {
  return job => {
    if (isBox(job) && !options.boxes) return [];
    const timings = timingsOf(job, jobs, clock.zone.name, options);
    if (typeof timings === 'string') return timings;
    const isActive = !/^(?:on_hold|on_ice|inactive|oh|oi|in)$/i.test(job.attributes.get('status') ?? '');
    const definition = describe(job);
    return timings.map(timing => ({job: cleanText(job.name), timing, isActive, definition}));
  };
}

function isBox({attributes}: JilJob): boolean {
  return /^b(?:ox)?$/i.test(attributes.get('job_type') ?? '');
}

function hasDateConditions({attributes}: JilJob): boolean {
  return /^(?:1|y|yes|t|true)$/i.test(attributes.get('date_conditions') ?? '');
}

const SHOWN =
  'box_name days_of_week run_calendar exclude_calendar start_times start_mins run_window timezone condition'.split(
    ' ',
  );

/** What decides when it runs. */
function describe({attributes}: JilJob): string {
  const parts = SHOWN.flatMap(name => (attributes.has(name) ? [`${name}: ${attributes.get(name)}`] : []));
  return cleanText(parts.join(', ')) || 'no starting conditions';
}

/** What a job's own attributes leave open, its boxes may say. */
type Conditions = {
  attribute(name: string): string | undefined;
  /** It starts with a box, and not at a time of its own. */
  isBoxed: boolean;
};

function timingsOf(
  job: JilJob,
  jobs: ReadonlyMap<string, JilJob>,
  zone: string,
  options: JilOptions,
): Timing[] | string {
  const found = conditionsOf(job, jobs);
  if (typeof found === 'string') return [{kind: 'none', reason: cleanText(found)}];
  const timezone = readZone(found.attribute('timezone'), zone, options);
  const dates = readDates(found, options);
  const unknown =
    timezone === undefined
      ? `time zone ${found.attribute('timezone')} is not known; name it in timezones`
      : unknownCalendar(found, options);
  if (unknown !== undefined || timezone === undefined)
    return [{kind: 'none', reason: cleanText(unknown ?? '')}];
  const times = readTimes(found);
  if (typeof dates === 'object') return dates.problem;
  if (typeof times === 'string') return times;
  const waits = found.isBoxed && (job.attributes.get('condition') ?? '') !== '';
  const delayMs = waits ? (parseDuration(options.boxDelay) ?? 0) : 0;
  return groupTimes(times).map(
    (clockFields): Timing => ({
      kind: 'cron',
      expression: `${clockFields} ${dates}`,
      timezone,
      policy: 'debian-cron',
      ...(delayMs > 0 && {delayMs}),
    }),
  );
}

/** The job's own date conditions, with the times, days and zone of its boxes where it has none; a string is why there are none. */
function conditionsOf(job: JilJob, jobs: ReadonlyMap<string, JilJob>): Conditions | string {
  const chain = [job];
  for (let box = boxOf(job); box !== undefined; ) {
    const found = jobs.get(box);
    if (!found) {
      if (!chain.some(hasDateConditions)) return `its box ${box} is not in the answer`;
      break;
    }
    if (chain.includes(found)) break;
    chain.push(found);
    box = boxOf(found);
  }
  const dated = chain.filter(hasDateConditions);
  if (dated.length === 0) {
    const condition = job.attributes.get('condition');
    return condition ? `starts on conditions: ${condition}` : 'has no date conditions, nor has its box';
  }
  const timed = dated.find(({attributes}) => attributes.has('start_times') || attributes.has('start_mins'));
  if (!timed) return 'has date conditions without start_times or start_mins';
  const dayed = dated.find(
    ({attributes}) => attributes.has('days_of_week') || attributes.has('run_calendar'),
  );
  const sayers = (name: string): readonly (JilJob | undefined)[] => {
    if (TIMES.has(name)) return [timed];
    if (DAYS.has(name)) return [dayed];
    return name === 'timezone' ? chain : dated;
  };
  const own = (name: string): string | undefined =>
    sayers(name)
      .map(sayer => sayer?.attributes.get(name))
      .find(value => value !== undefined && value !== '');
  return {attribute: name => unquote(own(name)), isBoxed: timed !== job};
}

const DAYS: ReadonlySet<string> = new Set(['days_of_week', 'run_calendar']);
const TIMES: ReadonlySet<string> = new Set(['start_times', 'start_mins', 'run_window']);

function boxOf({attributes}: JilJob): string | undefined {
  return attributes.get('box_name') || undefined;
}

function unquote(text: string | undefined): string | undefined {
  return text?.replace(/^"(.*)"$/, '$1').trim();
}

function readZone(label: string | undefined, here: string, {timezones}: JilOptions): string | undefined {
  return label === undefined ? here : zoneOf(label, here, timezones);
}

/** Why the days are not known. */
function unknownCalendar({attribute}: Conditions, {calendars = {}, daysOff}: JilOptions): string | undefined {
  const run = attribute('run_calendar');
  if (run !== undefined && !Object.hasOwn(calendars, run))
    return `run_calendar ${run} is not known; name its days in calendars`;
  const excluded = attribute('exclude_calendar');
  return excluded === undefined || daysOff.includes(excluded)
    ? undefined
    : `exclude_calendar ${excluded} is not known; name it in daysOff if its days are days off here`;
}

const WEEK = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'];

/** The date fields of a cron expression. */
function readDates({attribute}: Conditions, {calendars = {}}: JilOptions): string | {problem: string} {
  const run = attribute('run_calendar');
  if (run !== undefined) return calendars[run] ?? '* * *';
  const written = (attribute('days_of_week') ?? 'all').toLowerCase();
  if (written === 'all') return '* * *';
  const days = written.split(',').map(day => WEEK.indexOf(day.trim()));
  return days.includes(-1)
    ? {problem: `days_of_week "${written}" is not a list of ${WEEK.join(', ')}`}
    : `* * ${days.join(',')}`;
}

/** Times of day in minutes, ascending; a string is why they cannot be read. */
function readTimes({attribute}: Conditions): number[] | string {
  const startTimes = attribute('start_times');
  const startMins = attribute('start_mins');
  const window = attribute('run_window');
  const minutes = startTimes === undefined ? hourly(startMins ?? '') : startTimes.split(',').map(minuteOfDay);
  if (minutes.length === 0 || minutes.includes(Number.NaN))
    return startTimes === undefined
      ? `start_mins "${startMins}" is not a list of minutes`
      : `start_times "${startTimes}" is not a list of times`;
  // A window holds back what repeats every hour; a start time beside it would be a mistake that AutoSys lets wait.
  const [, from, to] = /^(\d{1,2}:\d\d)\s*-\s*(\d{1,2}:\d\d)$/.exec(window ?? '') ?? [];
  if (window !== undefined && (from === undefined || to === undefined))
    return `run_window "${window}" is not a span of time`;
  const [first, last] = [minuteOfDay(from ?? '0:00'), minuteOfDay(to ?? '23:59')];
  const isInside = (minute: number): boolean =>
    first <= last ? minute >= first && minute <= last : minute >= first || minute <= last;
  return [...new Set(startTimes === undefined ? minutes.filter(isInside) : minutes)].sort((a, b) => a - b);
}

function minuteOfDay(text: string): number {
  const trimmed = text.trim();
  const ms = parseTimeOfDay(trimmed.length === 4 ? `0${trimmed}` : trimmed);
  return ms === undefined || ms >= DAY_MS ? Number.NaN : ms / MINUTE_MS;
}

function hourly(text: string): number[] {
  const minutes = text.split(',').map(part => (/^\s*[0-5]?\d\s*$/.test(part) ? Number(part) : Number.NaN));
  return Array.from({length: 24}, (_, hour) =>
    minutes.map(minute => hour * (HOUR_MS / MINUTE_MS) + minute),
  ).flat();
}

/** Minutes of a day as the first two fields of cron expressions, as few as possible: those of the same hours together. */
function groupTimes(minutes: readonly number[]): string[] {
  const hoursOf = Map.groupBy(minutes, minute => minute % 60);
  const byHours = Map.groupBy(hoursOf, ([, times]) => times.map(time => Math.floor(time / 60)).join(','));
  return [...byHours].map(([hours, same]) => {
    const every = hours.split(',').length === 24 ? '*' : hours;
    return `${same.map(([minute]) => minute).join(',')} ${every}`;
  });
}
