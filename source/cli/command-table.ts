/** Every command, once: dispatch, help and the documentation's test read this table. Modules load only when run. */
import type {CommandContext} from './context.ts';
import type {FlagName} from './flags.ts';

/** Runs a command and answers with the exit code. */
export type RunCommand = (context: CommandContext) => Promise<number>;

export type CommandDefinition = {
  /** Empty for what runs without a command. */
  name: string;
  /** What follows the name: `<adapter> [file]`. */
  operands?: string;
  /** How many operands there may be: the rest is a mistake. */
  mostOperands: number;
  summary: string;
  flags: readonly FlagName[];
  /** Answers a monitoring system: whatever happens, one line on standard output and an exit code of 0 to 3. */
  isPlugin?: true;
  load(): Promise<{run: RunCommand}>;
};

const PRODUCT: readonly FlagName[] = ['config', 'database', 'env', 'quiet'];
const MOMENT: readonly FlagName[] = ['date', 'now', 'cached', 'fresh'];
const FORMAT: readonly FlagName[] = ['json', 'csv', 'ascii'];
const RANGE: readonly FlagName[] = ['from', 'to', 'days'];
const SCREEN: readonly FlagName[] = ['readOnly', 'theme', 'noColor', 'screenReader'];

/** What runs when no command is named. */
export const REPORT: CommandDefinition = {
  name: '',
  operands: '[environment]',
  mostOperands: 1,
  summary: "today's jobs in every environment and what needs a person: a screen on a terminal, else a report",
  flags: [...PRODUCT, ...MOMENT, 'json', 'ascii', 'exitCode', ...SCREEN],
  load: () => import('./commands/report.ts'),
};

export const SUBCOMMANDS: readonly CommandDefinition[] = [
  {
    name: 'today',
    mostOperands: 0,
    summary: 'one row an environment',
    flags: [...PRODUCT, ...MOMENT, ...FORMAT, 'status', 'exitCode'],
    load: () => import('./commands/today.ts'),
  },
  {
    name: 'missing',
    mostOperands: 0,
    summary: 'what needs a person: missing, failed, late, overrunning, short, blind',
    flags: [...PRODUCT, ...MOMENT, ...FORMAT, 'job', 'status', 'exitCode'],
    load: () => import('./commands/missing.ts'),
  },
  {
    name: 'jobs',
    mostOperands: 0,
    summary: 'one row a job of the day',
    flags: [...PRODUCT, ...MOMENT, ...FORMAT, 'job', 'status'],
    load: () => import('./commands/jobs.ts'),
  },
  {
    name: 'slots',
    mostOperands: 0,
    summary: 'every expected run of the day with its verdict and evidence',
    flags: [...PRODUCT, ...MOMENT, ...FORMAT, 'job', 'status', 'by'],
    load: () => import('./commands/slots.ts'),
  },
  {
    name: 'next',
    mostOperands: 0,
    summary: 'when jobs are due next, by what is declared, discovered or learned',
    flags: [...PRODUCT, 'now', 'cached', 'fresh', ...FORMAT, 'job', 'count', 'limit'],
    load: () => import('./commands/next.ts'),
  },
  {
    name: 'why',
    operands: '<job>',
    mostOperands: 1,
    summary: "what explains a job's missing runs: causes and evidence",
    flags: [...PRODUCT, ...MOMENT, 'json', 'ascii'],
    load: () => import('./commands/why.ts'),
  },
  {
    name: 'drift',
    mostOperands: 0,
    summary: 'what left a scheduler, is switched off or was never declared',
    flags: [...PRODUCT, ...MOMENT, ...FORMAT, 'job', 'status'],
    load: () => import('./commands/drift.ts'),
  },
  {
    name: 'runs',
    mostOperands: 0,
    summary: 'single executions',
    flags: [...PRODUCT, ...FORMAT, ...RANGE, 'date', 'now', 'job', 'status', 'limit'],
    load: () => import('./commands/runs.ts'),
  },
  {
    name: 'history',
    mostOperands: 0,
    summary: 'daily totals (30 business days unless told)',
    flags: [...PRODUCT, ...FORMAT, ...RANGE, 'now'],
    load: () => import('./commands/history.ts'),
  },
  {
    name: 'trends',
    mostOperands: 0,
    summary: 'how environments (with --job: jobs) have fared: level, success rate, streaks',
    flags: [...PRODUCT, ...FORMAT, ...RANGE, 'now', 'job', 'limit'],
    load: () => import('./commands/trends.ts'),
  },
  {
    name: 'anomalies',
    mostOperands: 0,
    summary: 'what was odd of late: numbers, streaks, what ran elsewhere and not here',
    flags: [...PRODUCT, ...FORMAT, ...RANGE, 'now', 'job', 'status', 'limit'],
    load: () => import('./commands/anomalies.ts'),
  },
  {
    name: 'collections',
    mostOperands: 0,
    summary: 'the evidence: what was collected when, with what outcome',
    flags: [...PRODUCT, ...FORMAT, ...RANGE, 'now', 'status', 'limit'],
    load: () => import('./commands/collections.ts'),
  },
  {
    name: 'collect',
    mostOperands: 0,
    summary: 'collect now, past business days (--from, --to), or for good (--daemon)',
    flags: [...PRODUCT, ...RANGE, 'json', 'daemon', 'listen', 'allowRemote', 'logFormat', 'logLevel'],
    load: () => import('./commands/collect.ts'),
  },
  {
    name: 'check',
    mostOperands: 0,
    summary: 'monitoring plugin: one line, performance data, exit code 0 to 3',
    flags: [...PRODUCT, ...MOMENT, 'by', 'drift'],
    isPlugin: true,
    load: () => import('./commands/check.ts'),
  },
  {
    name: 'adapters',
    operands: '[name]',
    mostOperands: 1,
    summary: 'what each adapter can tell; with a name its options, command and an example',
    flags: ['config', ...FORMAT],
    load: () => import('./commands/adapters.ts'),
  },
  {
    name: 'metrics',
    mostOperands: 0,
    summary: 'the numbers for Prometheus (OpenMetrics), to standard output or into a file',
    flags: [...PRODUCT, ...MOMENT, 'output', 'jobs'],
    load: () => import('./commands/metrics.ts'),
  },
  {
    name: 'try',
    operands: '<adapter> [file|-]',
    mostOperands: 2,
    summary: 'what an adapter makes of an output, without a configuration',
    flags: ['config', 'date', 'timezone', 'dayStart', 'now', 'option', 'json'],
    load: () => import('./commands/try.ts'),
  },
  {
    name: 'schedule',
    operands: '<expression>',
    mostOperands: 1,
    summary: 'when a cron expression or a calendar event of systemd is due',
    flags: ['timezone', 'from', 'now', 'count', 'policy', 'json'],
    load: () => import('./commands/schedule.ts'),
  },
  {
    name: 'config',
    operands: 'check|show|schema',
    mostOperands: 1,
    summary: 'check the configuration, show the effective one, or print its JSON Schema',
    flags: ['config', 'database', 'json'],
    load: () => import('./commands/config.ts'),
  },
  {
    name: 'init',
    mostOperands: 0,
    summary: 'write a commented configuration from what this host has',
    flags: ['config', 'output', 'dryRun'],
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'doctor',
    mostOperands: 0,
    summary: 'check configuration, database and every source, and say the remedies',
    flags: [...PRODUCT, 'json'],
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'db',
    operands: 'check|backup|restore|migrate [file]',
    mostOperands: 2,
    summary: "check, back up or restore the database, or bring it to this version's schema",
    flags: ['config', 'database'],
    load: () => import('./commands/db.ts'),
  },
  {
    name: 'prune',
    mostOperands: 0,
    summary: 'delete what is older than the configured retention',
    flags: ['config', 'database', 'dryRun', 'json', 'now'],
    load: () => import('./commands/prune.ts'),
  },
  {
    name: 'expect',
    operands: 'suggest|accept',
    mostOperands: 1,
    summary: 'what was learned as expectations: print them, or write them down',
    flags: [...PRODUCT, 'job', 'json'],
    load: () => import('./commands/expect.ts'),
  },
  {
    name: 'learn',
    operands: '[rebuild]',
    mostOperands: 1,
    summary: 'what was learned of schedules, and how many false alarms are to be expected',
    flags: [...PRODUCT, 'now', 'json'],
    load: () => import('./commands/learn.ts'),
  },
  {
    name: 'demo',
    mostOperands: 0,
    summary: 'a simulated fleet whose commands are really executed, with 90 days of history',
    flags: ['directory', 'seed', 'json', 'ascii', 'quiet', 'days', ...SCREEN],
    load: () => import('./commands/demo.ts'),
  },
  {
    name: 'completion',
    operands: 'bash|zsh|fish|environments',
    mostOperands: 1,
    summary: "a shell's completion script, or the names that it asks for",
    flags: ['config', 'database'],
    load: () => import('./commands/completion.ts'),
  },
];

export const COMMANDS: readonly CommandDefinition[] = [REPORT, ...SUBCOMMANDS];
