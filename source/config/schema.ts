/**
 * The configuration file's schema. Every key has a description: it becomes the editors' JSON Schema, and a test holds
 * docs/configuration.md to it. zod is a parameter, so that a configuration from the cache is loaded without it.
 */
import type {z as Zod} from 'zod';
import {expectationSchema, maintenanceSchema} from './schema-expect.ts';
import {presetSchema} from './schema-preset.ts';
import type {Scalars} from './schema-scalars.ts';
import {NAME_FORM, NAME_PATTERN, scalars} from './schema-scalars.ts';
import {sourceSchema, viaSchema} from './schema-source.ts';

const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const WEEK_MS = 7 * 86_400_000;

/** A file that passed the schema: times of day and durations in milliseconds, defaults not yet filled in. */
export type WrittenConfig = Zod.output<ReturnType<typeof configSchema>>;
export type WrittenEnvironment = NonNullable<WrittenConfig['environments']>[string];
export type WrittenSource = NonNullable<WrittenEnvironment['sources']>[number];
export type WrittenExpectation = NonNullable<WrittenEnvironment['expect']>[number];
export type WrittenMaintenance = NonNullable<WrittenEnvironment['maintenance']>[number];
export type WrittenCalendar = NonNullable<WrittenConfig['calendars']>[string];

/** `adapterNames` are what a source can name, `baseNames` (by default the same) what a preset can be made of. */
export function configSchema(
  z: typeof Zod,
  adapterNames: readonly string[],
  baseNames: readonly string[] = adapterNames,
) {
  const s = scalars(z);
  return z.strictObject({
    timezone: s.timezone
      .optional()
      .describe('Time zone of environments that name none. Default: this host’s.'),
    database: s.word
      .optional()
      .describe(
        'Path of the database; ~ is your home directory, a relative path is taken from the configuration’s directory. Default: $XDG_STATE_HOME/jobtrack-tui/jobtrack.db.',
      ),
    databaseGroup: s.word
      .optional()
      .describe('Unix group that shares the database. Default: only its owner may read it.'),
    concurrency: s
      .wholeNumber(1, 512)
      .optional()
      .describe('How many commands run at once.')
      .meta({default: 32}),
    refresh: s
      .interval(WEEK_MS)
      .optional()
      .describe('How often to collect, and how old an answer may be used again.')
      .meta({default: '5m'}),
    timeout: s.interval().optional().describe('When to kill a command.').meta({default: '30s'}),
    retention: retentionSchema(z, s).optional().describe('How long `jobtrack-tui prune` keeps things.'),
    learn: learnSchema(z, s)
      .optional()
      .describe('What is learned from history, where nothing is declared; false learns nothing.'),
    silence: silenceSchema(z, s)
      .optional()
      .describe('Jobs of every environment of which nothing is learned: names or patterns.'),
    daemon: daemonSchema(z, s)
      .optional()
      .describe('What `jobtrack-tui collect --daemon` does beside collecting.'),
    variables: variablesSchema(s)
      .optional()
      .describe('Own placeholders for the commands of every environment: {name} becomes the value.'),
    plugins: z
      .array(s.word, {error: 'allowed: a list of files and packages'})
      .optional()
      .describe(
        'Adapters of your own: JavaScript files (./my-scheduler.mjs, from the configuration’s directory) or npm packages.',
      ),
    presets: s
      .record(NAME_PATTERN, NAME_FORM, presetSchema(z, s, baseNames))
      .optional()
      .describe('Adapters of your own by name, each made of another one by options and a command.'),
    calendars: s
      .record(NAME_PATTERN, NAME_FORM, calendarSchema(z, s))
      .optional()
      .describe('Calendars by name: days on which nothing is expected.'),
    environments: s
      .record(NAME_PATTERN, NAME_FORM, environmentSchema(z, s, adapterNames))
      .refine(environments => Object.keys(environments).length > 0, 'allowed: at least one environment')
      .describe('The places where jobs run, by name, in the order in which they are shown.'),
  });
}

function environmentSchema(z: typeof Zod, s: Scalars, adapterNames: readonly string[]) {
  return z.strictObject({
    title: s.word.optional().describe('What it is called on the screen. Default: its name.'),
    timezone: s.timezone.optional().describe('IANA time zone of its local times. Default: the top level’s.'),
    dayStart: s.timeOfDay
      .optional()
      .describe('Local time at which its business day begins.')
      .meta({default: '00:00'}),
    via: viaSchema(z, s).optional().describe('How its commands reach it. Default: they run on this host.'),
    refresh: s.interval(WEEK_MS).optional().describe('How often to collect it. Default: the top level’s.'),
    timeout: s.interval().optional().describe('When to kill its commands. Default: the top level’s.'),
    calendar: s.word
      .optional()
      .describe('Name of the calendar whose days off excuse its jobs, or none. Default: none.'),
    labels: s
      .record(NAME_PATTERN, NAME_FORM, s.text)
      .optional()
      .describe('Own labels (region: emea), for grouping and for the metrics.'),
    variables: variablesSchema(s)
      .optional()
      .describe('Own placeholders for its commands; they win over the top level’s.'),
    sources: z
      .array(sourceSchema(z, s, adapterNames), {error: 'allowed: a list of sources'})
      .optional()
      .describe('The commands that tell what ran, each with the adapter that reads it.'),
    expect: z
      .array(expectationSchema(z, s), {error: 'allowed: a list of expectations'})
      .optional()
      .describe('What must have run, beside what the scheduler itself says.'),
    learn: z
      .boolean({error: 'allowed: true or false'})
      .optional()
      .describe('Whether schedules are learned from its history. Default: the top level’s.'),
    silence: silenceSchema(z, s)
      .optional()
      .describe('Its jobs of which nothing is learned: names or patterns, beside the top level’s.'),
    maintenance: z
      .array(maintenanceSchema(z, s), {error: 'allowed: a list of maintenance windows'})
      .optional()
      .describe('Spans of time in which nothing is expected, once or recurring.'),
  });
}

function variablesSchema(s: Scalars) {
  return s.record(VARIABLE_NAME, 'a name of letters, digits, "_" and "-", beginning with a letter', s.text);
}

function learnSchema(z: typeof Zod, s: Scalars) {
  const allowed = 'allowed: auto, or a number of false alarms a day, above 0 and at most 1000';
  const settings = z.strictObject({
    enabled: z
      .boolean({error: 'allowed: true or false'})
      .optional()
      .describe('Whether anything is learned.')
      .meta({default: true}),
    falseAlarmsPerDay: z
      .union(
        [z.number({error: allowed}).gt(0, allowed).max(1000, allowed), z.literal('auto', {error: allowed})],
        {
          error: allowed,
        },
      )
      .optional()
      .describe(
        'How many learned alarms a day may be false, over all jobs of all environments; auto: one, and one more for each 4,000 jobs beyond the first.',
      )
      .meta({default: 'auto'}),
    countAlarmsPerYear: z
      .number({error: 'allowed: a number from 0 to 365'})
      .min(0, 'allowed: a number from 0 to 365')
      .max(365, 'allowed: a number from 0 to 365')
      .optional()
      .describe('How many false alarms a year an environment’s number of runs may give; 0 judges no numbers.')
      .meta({default: 1}),
    minimumHistory: s
      .interval(366 * 86_400_000)
      .optional()
      .describe('How long a job must be known before anything is expected of it.')
      .meta({default: '14d'}),
  });
  return z.union([z.boolean(), settings], {
    error:
      'allowed: true, false, or {enabled: …, falseAlarmsPerDay: …, countAlarmsPerYear: …, minimumHistory: …}',
  });
}

function silenceSchema(z: typeof Zod, s: Scalars) {
  return z.array(s.word, {error: 'allowed: a list of names or patterns such as [ADHOC_*]'});
}

function retentionSchema(z: typeof Zod, s: Scalars) {
  return z.strictObject({
    runs: s.keep
      .optional()
      .describe('Single runs, in days or as a duration, or forever.')
      .meta({default: '730d'}),
    counts: s.keep
      .optional()
      .describe('Numbers of runs a day; at least as long as runs.')
      .meta({default: '1830d'}),
    changes: s.keep.optional().describe('Changes of status and of verdicts.').meta({default: '730d'}),
    collections: s.keep.optional().describe('The evidence: when what was collected.').meta({default: '730d'}),
    texts: s.keep
      .optional()
      .describe('The lines that runs were read from; no longer than runs and collections.')
      .meta({default: '90d'}),
    replaced: s.keep
      .optional()
      .describe('Databases that a restore has put aside; longer while one holds what the database lacks.')
      .meta({default: '90d'}),
  });
}

function daemonSchema(z: typeof Zod, s: Scalars) {
  return z.strictObject({
    listen: s.word
      .optional()
      .describe(
        'Address and port at which /metrics, /report.json and /healthz are served: 127.0.0.1:9464. Default: nowhere.',
      ),
    allowRemote: z
      .boolean({error: 'allowed: true or false'})
      .optional()
      .describe('Whether that address may be one that other hosts reach. There is no password.')
      .meta({default: false}),
    prune: z
      .boolean({error: 'allowed: true or false'})
      .optional()
      .describe('Whether to prune once a day. Default: true if `retention` is given, else false.'),
  });
}

function calendarSchema(z: typeof Zod, s: Scalars) {
  const dates = z.array(s.day, {error: 'allowed: a list of dates such as [2026-12-24]'});
  const dated = <T extends Zod.ZodType>(value: T) =>
    s.record(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-12-24', value);
  return z
    .strictObject({
      country: s.word
        .optional()
        .describe(
          'Country whose public holidays are days off: its ISO 3166-1 code (GB). Default: no public holidays.',
        ),
      state: s.word
        .optional()
        .describe(
          'State, nation or province of the country, as the date-holidays library names it: ENG, BY, CA.',
        ),
      region: s.word.optional().describe('Region of the state; without state it is the state.'),
      weekend: z
        .array(s.weekday, {error: 'allowed: a list of days such as [sat, sun], or [] for none'})
        .optional()
        .describe('Days of the week off.')
        .meta({default: ['sat', 'sun']}),
      add: z
        .union([dates, dated(s.text)], {error: 'allowed: a list of dates, or {2026-12-24: Christmas Eve}'})
        .optional()
        .describe('More days off: a list of dates, or a map of dates to names.'),
      remove: dates.optional().describe('Days that are worked although a holiday or a weekend.'),
      halfDays: dated(s.timeOfDay)
        .optional()
        .describe('Days that end early: a map of dates to the local time from which nothing is expected.'),
    })
    .superRefine(({country, state, region}, context) => {
      if (country === undefined && (state ?? region) !== undefined) {
        context.addIssue({
          code: 'custom',
          message: 'gives a state or region without its country; add country: GB',
          input: undefined,
        });
      }
    });
}
