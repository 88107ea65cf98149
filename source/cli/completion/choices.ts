/** What the value of a flag may be, where that is a list: for completion and the manual page. */
import {adapters} from '../../adapters/registry.ts';
import {DRIFT_KINDS} from '../../analysis/drift.ts';
import {OUTCOMES} from '../../domain/collection.ts';
import {RUN_STATUSES} from '../../domain/run.ts';
import {DST_POLICIES} from '../../domain/schedule.ts';
import {VERDICTS} from '../../domain/slot.ts';
import {ENVIRONMENT_STATES, FINDING_KINDS} from '../../report/status-report.ts';
import {ANOMALY_KINDS} from '../../report/trends/anomaly-row.ts';
import type {CommandDefinition} from '../command-table.ts';
import {LOG_FORMATS, LOG_LEVELS} from '../daemon/log.ts';
import type {FlagDefinition, FlagName} from '../flags.ts';
import {FLAGS} from '../flags.ts';
import {THEMES} from '../screen/terminal-look.ts';

/** What may stand in a place of the command line. `words` is a list, the others are looked up when asked. */
export type Expected =
  | {kind: 'words'; words: readonly string[]}
  | {kind: 'environment'}
  | {kind: 'file'}
  | {kind: 'directory'}
  /** Something that only the operator knows. */
  | {kind: 'free'};

/** `--status` means something else in each listing. */
const STATUSES: Readonly<Record<string, readonly string[]>> = {
  today: ENVIRONMENT_STATES,
  missing: FINDING_KINDS,
  anomalies: ANOMALY_KINDS,
  jobs: [...VERDICTS, 'not-scheduled'],
  slots: VERDICTS,
  runs: RUN_STATUSES,
  collections: OUTCOMES,
  drift: DRIFT_KINDS,
};

const WORDS: Partial<Record<FlagName, readonly string[]>> = {
  theme: THEMES,
  logFormat: LOG_FORMATS,
  logLevel: LOG_LEVELS,
  policy: DST_POLICIES,
  date: ['today', 'yesterday'],
  from: ['yesterday'],
  to: ['today', 'yesterday'],
};

const KINDS: Readonly<Record<string, Expected>> = {FILE: {kind: 'file'}, DIR: {kind: 'directory'}};

/** What a flag of a command takes; undefined when it takes nothing. */
export function expectedValue(
  command: Pick<CommandDefinition, 'name'>,
  flag: FlagName,
): Expected | undefined {
  const {type, value = ''}: FlagDefinition = FLAGS[flag];
  if (type === 'boolean') return undefined;
  if (flag === 'env') return {kind: 'environment'};
  const words = flag === 'status' ? STATUSES[command.name] : WORDS[flag];
  return words ? {kind: 'words', words} : (KINDS[value] ?? {kind: 'free'});
}

/** What the command's operands are, as its usage says: `check|backup|restore [file]` is a word of three, then a file. */
export function expectedOperands({operands = ''}: Pick<CommandDefinition, 'operands'>): Expected[] {
  return operands
    .split(' ')
    .filter(Boolean)
    .map(operand => {
      const name = operand.replaceAll(/[<>[\]]/g, '');
      if (name === 'environment') return {kind: 'environment'};
      if (name === 'adapter') return {kind: 'words', words: [...adapters.keys()]};
      if (/^file\b/.test(name)) return {kind: 'file'};
      return name.includes('|') ? {kind: 'words', words: name.split('|')} : {kind: 'free'};
    });
}
