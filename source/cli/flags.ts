/** Every flag there is, once: parsing, help, completion and the documentation's test read this table. */

export type FlagDefinition = {
  type: 'string' | 'boolean' | 'number';
  isMultiple?: true;
  /** What stands for the value in help: `FILE`. */
  value?: string;
  summary: string;
};

export const FLAGS = {
  config: {
    type: 'string',
    value: 'FILE',
    summary: 'configuration file; else $JOBTRACK_CONFIG, the XDG directory, /etc/jobtrack',
  },
  database: {type: 'string', value: 'FILE', summary: 'database file, instead of the configured one'},
  env: {
    type: 'string',
    isMultiple: true,
    value: 'NAME',
    summary: 'only this environment (a name or a pattern; may be repeated)',
  },
  job: {type: 'string', value: 'GLOB', summary: 'only jobs that match: * any characters, ? one'},
  status: {
    type: 'string',
    isMultiple: true,
    value: 'STATUS',
    summary: 'only this status, verdict or finding (may be repeated)',
  },
  date: {
    type: 'string',
    value: 'DAY',
    summary: 'the business day to show, YYYY-MM-DD (also: today, yesterday)',
  },
  now: {type: 'string', value: 'INSTANT', summary: 'judge as of this instant, from what was known then'},
  days: {type: 'number', value: 'N', summary: 'how many business days: from --from on, else up to the last'},
  from: {type: 'string', value: 'DAY', summary: 'first business day (schedule: the instant to start after)'},
  to: {type: 'string', value: 'DAY', summary: 'last business day'},
  limit: {type: 'number', value: 'N', summary: 'at most this many rows'},
  json: {type: 'boolean', summary: 'print JSON'},
  csv: {type: 'boolean', summary: 'print CSV'},
  cached: {type: 'boolean', summary: 'never collect: answer from the database'},
  fresh: {type: 'boolean', summary: 'collect every source first, however fresh its data'},
  exitCode: {type: 'boolean', summary: 'exit with 1 when anything is missing or has failed'},
  quiet: {type: 'boolean', summary: 'no progress on standard error'},
  ascii: {type: 'boolean', summary: 'no characters beyond ASCII in tables'},
  readOnly: {type: 'boolean', summary: 'acknowledging and snoozing are disabled on the screen'},
  theme: {type: 'string', value: 'NAME', summary: 'colours of the screen: dark, light, safe'},
  noColor: {type: 'boolean', summary: 'no colours on the screen (as with NO_COLOR)'},
  screenReader: {type: 'boolean', summary: 'the screen as sentences, for screen readers'},
  drift: {type: 'boolean', summary: 'warn also of what has drifted from its scheduler'},
  by: {type: 'string', value: 'HH:MM', summary: 'only what was due by this local time'},
  timezone: {type: 'string', value: 'ZONE', summary: 'IANA time zone'},
  dayStart: {type: 'string', value: 'HH:MM', summary: 'local time at which the business day starts'},
  option: {
    type: 'string',
    isMultiple: true,
    value: 'NAME=VALUE',
    summary: 'an option of the adapter, its value as YAML (may be repeated)',
  },
  count: {type: 'number', value: 'N', summary: 'how many due instants'},
  policy: {
    type: 'string',
    value: 'NAME',
    summary: 'whose daylight-saving rules: debian-cron, systemd, kubernetes',
  },
  dryRun: {type: 'boolean', summary: 'say what would be done, do nothing'},
  output: {type: 'string', value: 'FILE', summary: 'file to write'},
  jobs: {type: 'boolean', summary: 'also name the jobs that something is wrong with (at most 500)'},
  daemon: {type: 'boolean', summary: 'collect for good, each source at its refresh interval, until stopped'},
  listen: {
    type: 'string',
    value: 'ADDRESS:PORT',
    summary: 'with --daemon: serve /metrics, /report.json and /healthz here',
  },
  allowRemote: {type: 'boolean', summary: 'with --listen: also on an address that other hosts reach'},
  logFormat: {type: 'string', value: 'FORMAT', summary: 'with --daemon: text or json'},
  logLevel: {type: 'string', value: 'LEVEL', summary: 'with --daemon: debug, info, warn or error'},
  directory: {type: 'string', value: 'DIR', summary: 'folder for the demo; else a temporary one'},
  seed: {type: 'number', value: 'N', summary: 'seed of the simulated fleet'},
  help: {type: 'boolean', summary: 'this help'},
  version: {type: 'boolean', summary: 'the version; with --json also schemas, runtime, platform and build'},
} as const satisfies Record<string, FlagDefinition>;

export type FlagName = keyof typeof FLAGS;

type ValueOf<Definition extends FlagDefinition> = Definition['type'] extends 'string'
  ? Definition extends {isMultiple: true}
    ? string[]
    : string
  : Definition['type'] extends 'number'
    ? number
    : boolean;

/** Parsed flags. What was not given is absent (lists are empty). */
export type Flags = {[Name in FlagName]?: ValueOf<(typeof FLAGS)[Name]>};

/** `dayStart` -> `--day-start`. */
export function spellFlag(name: string): string {
  return `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}
