import type {Adapter} from '../../source/domain/adapter.ts';
import {emptyObservations} from '../../source/domain/observations.ts';

const runs = {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false};
const open = () => ({write() {}, end: emptyObservations});

/** Stands for a scheduler with a command of its own that is built from an option it cannot do without. */
const controlM: Adapter<{server: string; limit: number}> = {
  name: 'control-m',
  title: 'Control-M',
  description: 'A plan.',
  traits: {...runs, isPlan: true},
  tells: [],
  wholeAnswer: 'some output',
  options: z =>
    z.strictObject({
      server: z.string().describe('The server.'),
      limit: z.number().int().min(1).default(10_000).describe('Rows at most.'),
    }),
  command: ({server}) => ({
    argv: ['ctm', 'run', 'jobs:status::get', '-s', `ctm=${server}&orderDateFrom={date:yyMMdd}`],
  }),
  open,
};

/** Stands for a format without a command. */
const csv: Adapter = {
  name: 'csv',
  title: 'CSV',
  description: 'Records.',
  traits: runs,
  tells: [],
  wholeAnswer: 'some output',
  options: z =>
    z.strictObject({
      fields: z.record(z.string(), z.string()).optional().describe('Columns.'),
      statuses: z
        .record(z.string(), z.enum(['succeeded', 'failed']))
        .optional()
        .describe('Words.'),
      password: z.string().optional().describe('A secret.'),
    }),
  open,
};

/** Stands for a scheduler of the host, with codes, variables and options that all have defaults. */
const cron: Adapter = {
  name: 'cron',
  title: 'cron',
  description: 'A log.',
  traits: runs,
  tells: [],
  wholeAnswer: 'some output',
  options: z => z.strictObject({file: z.string().optional().describe('A file.')}),
  command: () => ({shell: 'journalctl -t CRON --since "{start}"'}),
  env: {LC_ALL: 'C'},
  okExitCodes: [1],
  open,
};

/** Stands for a format with an option that is a regular expression. */
const lines: Adapter = {
  ...csv,
  name: 'lines',
  title: 'Lines',
  options: z => z.strictObject({pattern: z.string().describe('A regular expression.')}),
};

const kubernetes: Adapter = {...cron, name: 'kubernetes', title: 'Kubernetes'};

export const sampleAdapters: ReadonlyMap<string, Adapter> = new Map(
  [controlM as Adapter, csv, cron, lines, kubernetes].map(adapter => [adapter.name, adapter]),
);
