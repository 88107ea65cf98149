/**
 * Control-M/Server's own utilities, for sites without the Automation API, as presets of `lines`. No real output was at hand: the columns
 * are those that BMC's documentation names, and every pattern may be replaced in the configuration.
 *
 *     ORDERID JOBNAME  TYPE ODATE    STATUS  COMPSTATE  RUNCNT                        ctmpsm -LISTJOB
 *     0a1b2   EOD_RISK CMD  20261123 Ended   OK         1
 *
 *     |20261123|020000|EOD_RISK|0a1b2| | |STARTED AT 20261123020000|                  ctmlog listjob
 *     |20261123|021044|EOD_RISK|0a1b2| | |ENDED AT 20261123021044. OSCOMPSTAT 0. RUNCNT 1|
 */
import type {Adapter} from '../domain/adapter.ts';
import {presetAdapter} from '../domain/preset.ts';
import {lines} from './lines.ts';

const ROW = String.raw`^\s*(?<runKey>\w+)\s+(?<job>\S+)\s+\S+\s+(?<day>\d{8})\s`;

/** The states of the active jobs; no times. */
export const ctmpsm: Adapter = presetAdapter(
  'ctmpsm',
  {
    adapter: 'lines',
    title: 'Control-M (ctmpsm)',
    description: 'The active jobs of Control-M/Server, without times (ctmpsm -LISTJOB).',
    command: {argv: ['ctmpsm', '-LISTJOB']},
    options: {
      ignore: [String.raw`^\s*ORDERID\b`, String.raw`^[-=\s]*$`],
      patterns: [
        {pattern: String.raw`${ROW}.*(?i:not\s?ok)\b`, status: 'failed'},
        {pattern: String.raw`${ROW}.*\b(?i:ok)\b`, status: 'succeeded'},
        {pattern: String.raw`${ROW}.*\b(?i:executing)\b`, status: 'running'},
        {pattern: String.raw`${ROW}.*\b(?i:held)\b`, status: 'held'},
        {pattern: ROW, status: 'waiting'},
      ],
    },
  },
  lines,
  {
    traits: {hasHistory: false},
    tells: ['holds'],
    isLatestOnly: true,
    wholeAnswer: 'every line is a job, a heading or a rule; no output says that there are none',
    isExperimental: true,
  },
);

const ENTRY = String.raw`^\|[^|]*\|[^|]*\|(?<job>[^|]+?)\s*\|(?<runKey>\w+)\s*\|[^|]*\|[^|]*\|`;

/** What the server's log says of jobs' starts and ends. Reruns share the order id and become one run. */
export const ctmlog: Adapter = presetAdapter(
  'ctmlog',
  {
    adapter: 'lines',
    title: 'Control-M (ctmlog)',
    description: 'Starts and ends from the log of Control-M/Server (ctmlog listjob).',
    command: {argv: ['ctmlog', 'listjob', '*', '{date:yyyyMMdd}', '0000', '{nextDate:yyyyMMdd}', '0000']},
    options: {
      // Other messages of the log, so that what is no log is not taken for one in which nothing happened.
      ignore: [String.raw`^\|[^|]*\|[^|]*\|(?!.*\|(?:STARTED|ENDED) AT )`],
      statusFromExitCode: true,
      patterns: [
        String.raw`${ENTRY}STARTED AT (?<start>\d{14})`,
        String.raw`${ENTRY}ENDED AT (?<end>\d{14})\. OSCOMPSTAT (?<exitCode>-?\d+)`,
      ],
    },
  },
  lines,
  {
    tells: ['exit-codes'],
    isLatestOnly: true,
    wholeAnswer: 'every line is one of the log; no output says that nothing happened',
    isExperimental: true,
  },
);
