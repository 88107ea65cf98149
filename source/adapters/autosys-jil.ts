/**
 * AutoSys' job definitions as `autorep -J ALL -q` prints them (JIL, Broadcom AutoSys Workload Automation Reference Guide, "JIL Job
 * Definitions"); schedules only.
 *
 *     /* ----------------- EOD_BOX ----------------- *\/
 *     insert_job: EOD_BOX   job_type: BOX
 *     date_conditions: 1
 *     days_of_week: mo,tu,we,th,fr
 *     start_times: "02:00"
 *     timezone: Europe/London
 *
 *      insert_job: EOD_PRICES   job_type: CMD
 *      box_name: EOD_BOX
 *      command: /srv/batch/prices.sh
 *
 * A job without date conditions of its own runs whenever its box does, and is due when the box is.
 */
import type {Adapter, ParseContext, Parser} from '../domain/adapter.ts';
import {parseCron} from '../domain/cron-expression.ts';
import {errorMessage} from '../domain/errors.ts';
import {cleanText} from '../domain/text.ts';
import {parseDuration} from '../domain/time.ts';
import {isZone} from '../domain/zone.ts';
import {jilScheduler} from './autosys-jil-schedule.ts';
import {chosenJobs} from './autosys-options.ts';
import {collectObservations, lineParser} from './parser.ts';
import {checkedString} from './record-options.ts';

export type JilOptions = {
  jobs?: string;
  boxes: boolean;
  boxDelay: string;
  calendars?: Record<string, string>;
  daysOff: string[];
  timezones?: Record<string, string>;
};

/** A job's attributes by name, and the line on which it begins. */
export type JilJob = {name: string; line: number; attributes: Map<string, string>};

export const autosysJil: Adapter<JilOptions> = {
  name: 'autosys-jil',
  title: 'AutoSys definitions',
  description: 'When AutoSys jobs are due, from their definitions (autorep -q); no runs.',
  traits: {isPlan: false, hasRuns: false, hasHistory: false, hasSchedules: true},
  tells: [],
  wholeAnswer: 'a definition at least: no output is partial',
  options: z =>
    z.strictObject({
      ...chosenJobs(z),
      boxDelay: checkedString(z, durationProblem)
        .default('8h')
        .describe('How much later than its box a job that waits for conditions may start'),
      calendars: z
        .record(z.string(), checkedString(z, dateProblem))
        .optional()
        .describe(
          'The days of run_calendar, as the last three fields of a cron expression (day of month, month, day of week): {MONTH_END: "L * *"}',
        ),
      daysOff: z
        .array(z.string())
        .default([])
        .describe("Names of exclude_calendar whose days are days off of the environment's calendar"),
      timezones: z
        .record(
          z.string(),
          z.string().refine(isZone, 'not a time zone; use an IANA name such as Europe/London'),
        )
        .optional()
        .describe("The IANA names of AutoSys's time zones: {London: Europe/London}"),
    }),
  command: ({jobs = 'ALL'}) => ({argv: ['autorep', '-J', jobs, '-q']}),
  open: jilParser,
};

function durationProblem(text: string): string | undefined {
  return parseDuration(text) === undefined ? 'not a duration; write 30m, 2h or 1d' : undefined;
}

function dateProblem(text: string): string | undefined {
  try {
    parseCron(`0 0 ${text}`);
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}

// A name and a value; job_type stands on the line of insert_job.
const ATTRIBUTE = /^\s*([a-z_]+):\s*(.*?)\s*$/i;
const INSERT = /^(\S+)(?:\s+job_type:\s*(\S+))?$/i;

function jilParser(context: ParseContext<JilOptions>): Parser {
  const {observations, reject} = collectObservations();
  const jobs = new Map<string, JilJob>();
  let job: JilJob | undefined;
  let isEmpty = true;

  const begin = (verb: string, value: string, line: number): string | undefined => {
    job = undefined;
    if (verb !== 'insert_job') return undefined;
    const [, name, type = 'CMD'] = INSERT.exec(value) ?? [];
    if (name === undefined || cleanText(name) === '') return 'insert_job without the name of one job';
    job = {name, line, attributes: new Map([['job_type', type]])};
    jobs.set(name, job);
    return undefined;
  };
  const onLine = (text: string, line: number): void => {
    const bare = text.replace(/\/\*.*?\*\//g, '').trim();
    if (bare === '' || NOTE.test(bare)) return;
    isEmpty = false;
    const [, name = '', value = ''] = ATTRIBUTE.exec(bare) ?? [];
    if (name === '') {
      // What follows a long command or description may be anything; an error message stands before the first job.
      if (!job) reject(line, text, 'no line of a job definition (JIL)');
      return;
    }
    const verb = name.toLowerCase();
    if (!/^(?:insert|update|override|delete)_/.test(verb)) job?.attributes.set(verb, value);
    else {
      const problem = begin(verb, value, line);
      if (problem !== undefined) reject(line, text, problem);
    }
  };
  return lineParser(
    onLine,
    () => {
      const scheduler = jilScheduler(jobs, context);
      for (const defined of jobs.values()) {
        const schedules = scheduler(defined);
        if (typeof schedules === 'string') reject(defined.line, defined.name, schedules);
        else observations.schedules.push(...schedules);
      }
      return isEmpty ? {...observations, partialReason: 'autorep printed no definition'} : observations;
    },
    reject,
  );
}

/** Messages that tell of no error: `CAUAJM_I_50041 …`. */
const NOTE = /^CAUAJM_I_/;
