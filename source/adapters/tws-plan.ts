/** Names the runs of a plan as its rows come: a row means what it does under the stream and after the job above it. */
import type {ParseContext} from '../domain/adapter.ts';
import {hasStarted, isTerminal} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import type {Day} from '../domain/time.ts';
import {dayFinder} from './day-finder.ts';
import {readInteger} from './field-values.ts';
import type {RunFacts} from './run-register.ts';
import type {TwsOptions} from './tws.ts';
import type {TwsJob, TwsStream} from './tws-row.ts';
import {twsStateReader} from './tws-state.ts';
import {type TwsSchedule, twsScheduleReader} from './tws-times.ts';

type TwsPlan = {
  /** The stream of the jobs that follow. False when its date is none: then there is no stream for them. */
  enter(stream: TwsStream): boolean;
  /** The run that a row tells of; undefined without a stream. */
  read(row: TwsJob): RunFacts | undefined;
  /** Names that the short style has cut: they end in `+`. */
  cutNames(): number;
};

/** The stream and the job that a row refers to; `entry` is that job's place in the plan, `runs` how often it ran so far. */
type Place = {
  stream: string;
  schedule: TwsSchedule;
  businessDay: Day;
  /** How often each job of the stream has been listed. */
  listed: Map<string, number>;
  job: string;
  entry: string;
  runs: number;
};

export function createTwsPlan(context: ParseContext<TwsOptions>): TwsPlan {
  const readSchedule = twsScheduleReader(context);
  const readState = twsStateReader(context.options.statuses);
  const findDay = dayFinder(context.clock);
  // A stream may be in the plan several times at the same minute; a job that is repeated is there once a repetition.
  const listings = new Map<string, Map<string, number>>();
  let place: Place | undefined;
  let cutNames = 0;

  const noteCut = (...names: readonly string[]): void => {
    if (names.some(name => name.endsWith('+'))) cutNames += 1;
  };
  const moveTo = (open: Place, {name, kind}: TwsJob): void => {
    if (kind === 'rerun' && open.job !== '') {
      open.runs += 1;
      return;
    }
    noteCut(name);
    open.job = cleanText(`${open.stream}.${name}`);
    const occurrence = (open.listed.get(name) ?? 0) + 1;
    open.listed.set(name, occurrence);
    open.entry = occurrence === 1 ? open.schedule.name : `${open.schedule.name}/${occurrence}`;
    open.runs = 1;
  };

  return {
    enter(stream) {
      const schedule = readSchedule(stream);
      noteCut(stream.workstation, stream.name);
      if (!schedule) {
        place = undefined;
        return false;
      }
      const name = `${stream.workstation}#${stream.name}`;
      const listing = `${name}\n${schedule.name}`;
      const listed = listings.get(listing) ?? new Map<string, number>();
      listings.set(listing, listed);
      place = {
        stream: name,
        schedule,
        businessDay: findDay(schedule.scheduledAt),
        listed,
        job: '',
        entry: '',
        runs: 0,
      };
      return true;
    },
    read(row) {
      if (!place) return undefined;
      moveTo(place, row);
      const {job, businessDay, entry, runs, schedule} = place;
      const {status, message} = readState(row);
      const {startedAt, endedAt} = hasStarted(status) ? schedule.timesOf(row) : {};
      return {
        job,
        runKey: `${entry}#${runs}`,
        businessDay,
        status,
        message,
        scheduledAt: schedule.scheduledAt,
        startedAt,
        endedAt: isTerminal(status) ? endedAt : undefined,
        exitCode: isTerminal(status) ? readInteger(row.returnCode) : undefined,
      };
    },
    cutNames: () => cutNames,
  };
}
