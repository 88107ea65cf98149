/** How expectations and maintenance windows are written. */
import type {z as Zod} from 'zod';
import {DST_POLICIES} from '../domain/schedule.ts';
import {daysSchema} from './schema-days.ts';
import type {Scalars} from './schema-scalars.ts';

export function expectationSchema(z: typeof Zod, s: Scalars) {
  return z.union([jobSchema(z, s), countSchema(z, s)], {
    error: 'allowed: {job: NAME, schedule: "0 2 * * *", …} or {count: {min: …, max: …, by: …}}',
  });
}

function jobSchema(z: typeof Zod, s: Scalars) {
  return z
    .strictObject({
      job: s.word.describe('Name of the job, or a pattern with * ? and [a-z].'),
      schedule: s.word
        .optional()
        .describe('When it is due: a cron expression of five or six fields, or @daily and the like.'),
      times: z
        .array(s.timeOfDay, {error: 'allowed: a list of local times such as ["06:00", "18:00"]'})
        .min(1, 'allowed: at least one time')
        .optional()
        .describe('When it is due: local times of day, every day.'),
      onCalendar: s.calendarEvent
        .optional()
        .describe(
          'When it is due: a calendar event of systemd, as in OnCalendar=, such as "Mon..Fri 02:00".',
        ),
      on: daysSchema(z, s)
        .optional()
        .describe('The business days on which it is due at these times. Default: every day.'),
      timezone: s.timezone
        .optional()
        .describe('Time zone of schedule, times and onCalendar. Default: the environment’s.'),
      policy: z
        .enum(DST_POLICIES)
        .optional()
        .describe(
          'Whose rule says what a clock change does to a due time. Default: the scheduler’s of the source, else debian-cron.',
        ),
      grace: s.duration
        .optional()
        .describe('How late a run may start before it is missing.')
        .meta({default: '30m'}),
      early: s.duration
        .optional()
        .describe('How early a run may start and still count.')
        .meta({default: '1m'}),
      maxRuntime: s
        .interval(366 * 86_400_000)
        .optional()
        .describe('How long a run may take before it is an overrun.'),
      calendar: s.word
        .optional()
        .describe('Calendar whose days off excuse it, or none. Default: the environment’s.'),
      runs: z
        .union(
          [
            s.count,
            z.strictObject({min: s.count.optional(), max: s.count.optional()}).superRefine(checkBounds),
          ],
          {
            error: 'allowed: a number of runs a day, or {min: …, max: …}',
          },
        )
        .optional()
        .describe('How many runs a business day must and may have: a number, or {min, max}.'),
      minRuns: s.count.optional().describe('Short for runs: {min: …}.'),
      maxRuns: s.count.optional().describe('Short for runs: {max: …}.'),
      source: s.word
        .optional()
        .describe(
          'The only source whose answers prove that it did not run. Default: every source with runs.',
        ),
    })
    .superRefine(checkJob);
}

type JobBounds = {
  runs?: number | {min?: number | undefined; max?: number | undefined} | undefined;
  minRuns?: number | undefined;
  maxRuns?: number | undefined;
};
type JobEntry = JobBounds & {
  on?: object | undefined;
  schedule?: string | undefined;
  times?: number[] | undefined;
  onCalendar?: string | undefined;
  policy?: string | undefined;
  maxRuntime?: number | undefined;
};

/** What the keys of one expectation say together. */
function checkJob(entry: JobEntry, context: Zod.RefinementCtx): void {
  const {schedule, times, onCalendar, on, policy, maxRuntime} = entry;
  const problem = (key: string, message: string) =>
    context.addIssue({code: 'custom', path: [key], message, input: undefined});
  if (schedule && times) problem('times', 'is given beside schedule; keep one of the two');
  if (onCalendar && (schedule ?? times))
    problem('onCalendar', `is given beside ${schedule ? 'schedule' : 'times'}; keep one of the two`);
  if (on && (schedule ?? times ?? onCalendar) === undefined)
    problem('on', 'says on which days, but not when; add times: ["06:00"], schedule or onCalendar');
  if (onCalendar && policy && policy !== 'systemd')
    problem('policy', `is ${policy}, but onCalendar always goes by systemd; leave it out`);
  const {min, max} = runBounds(entry);
  const hasShortForm = (entry.minRuns ?? entry.maxRuns) !== undefined;
  if (entry.runs !== undefined && hasShortForm) {
    problem('runs', 'is given beside minRuns or maxRuns; keep one form');
  } else if (hasShortForm && min !== undefined && max !== undefined && min > max) {
    problem('maxRuns', `${max} is less than minRuns, ${min}`);
  }
  if ((schedule ?? times ?? onCalendar ?? maxRuntime ?? min ?? max) === undefined) {
    problem('job', 'nothing is expected of it; give schedule, times, onCalendar, runs or maxRuntime');
  }
}

function countSchema(z: typeof Zod, s: Scalars) {
  return z.strictObject({
    count: z
      .strictObject({
        min: s.count.optional().describe('Fewer runs than this is a finding.'),
        max: s.count.optional().describe('More runs than this is a finding.'),
        by: s.deadlineOfDay
          .optional()
          .describe('Local time by which min must be reached. Default: the end of the business day.'),
      })
      .superRefine(checkBounds)
      .describe('How many runs the environment must and may have in a business day.'),
    job: s.word.optional().describe('Counts only the jobs that match this name or pattern.'),
    calendar: s.word
      .optional()
      .describe('Calendar on whose days off nothing is expected, or none. Default: the environment’s.'),
  });
}

function checkBounds(
  value: {min?: number | undefined; max?: number | undefined},
  context: Zod.RefinementCtx,
): void {
  const {min, max} = value;
  if (min === undefined && max === undefined) {
    context.addIssue({
      code: 'custom',
      message: 'gives neither min nor max; give one of them',
      input: undefined,
    });
  }
  if (min !== undefined && max !== undefined && min > max) {
    context.addIssue({code: 'custom', path: ['max'], message: `is less than min (${min})`, input: max});
  }
}

/** The bounds of a job's runs a day, whichever way they were written. */
export function runBounds(entry: JobBounds): {min?: number; max?: number} {
  const {runs, minRuns: min, maxRuns: max} = entry;
  if (typeof runs === 'number') return {min: runs, max: runs};
  if (runs) return runBounds({minRuns: runs.min, maxRuns: runs.max});
  return {...(min !== undefined && {min}), ...(max !== undefined && {max})};
}

export function maintenanceSchema(z: typeof Zod, s: Scalars) {
  const reason = s.word.optional().describe('Why, in a few words.').meta({default: 'maintenance'});
  const job = s.word.optional().describe('Excuses only the jobs that match this name or pattern.');
  const once = z
    .strictObject({
      from: s.time.describe('When it begins: local time of the environment, or an instant with its offset.'),
      to: s.time.describe('When it ends, in the same form.'),
      reason,
      job,
    })
    .superRefine(({from, to}, context) => {
      const isBackwards =
        (from.kind === 'local' && to.kind === 'local' && from.local >= to.local) ||
        (from.kind === 'instant' && to.kind === 'instant' && from.at >= to.at);
      if (isBackwards)
        context.addIssue({code: 'custom', path: ['to'], message: 'is not after from', input: undefined});
    });
  const recurring = z.strictObject({
    schedule: s.cron.describe('When it begins, again and again: a cron expression.'),
    duration: s.interval(366 * 86_400_000).describe('How long it lasts each time.'),
    timezone: s.timezone.optional().describe('Time zone of schedule. Default: the environment’s.'),
    reason,
    job,
  });
  return z.union([once, recurring], {
    error: 'allowed: {from: …, to: …, reason: …} or {schedule: …, duration: …, reason: …}',
  });
}
