/** What is measured beside each other, and how each of them is driven. */
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import type {BenchFleet} from './ui-fleet.ts';
import {LARGE} from './ui-fleet.ts';

export type Program = {
  name: string;
  command: string;
  args: readonly string[];
  /** Whether a screen is whole. */
  isReady: (lines: readonly string[]) => boolean;
  /** Where the rows stand, counted from 0, and how many columns tell which they are. */
  list: {fromRow: number; toRow: number; columns: number};
  keys: {down: string; pageDown: string; top: readonly string[]};
};

/** What every part of the bench needs. */
export type Bench = {
  fleet: BenchFleet;
  env: NodeJS.ProcessEnv;
  rounds: number;
  /** Names of the programs to compare with that are installed. */
  others: readonly string[];
};

export const OWN = 'jobtrack-tui';
export const NODE = 'node';
export const LAUNCHER = fileURLToPath(new URL('../bin/jobtrack-tui', import.meta.url));

/** As many rows of the list as every one of the programs has room for. */
const ROWS_SHOWN = 38;
const KEYS = {down: 'down', pageDown: 'pagedown', top: ['home']};

/** The large environment's jobs; only what is in the database unless `isLive`. */
export function ownJobs({config}: BenchFleet, isLive = false): Program {
  const args = ['--config', config, ...(isLive ? [] : ['--cached']), LARGE];
  return own(args, lines => countRows(lines, 'JOB_') >= ROWS_SHOWN);
}

/** The first screen: all environments; `isSmall`: without the large one. */
export function ownToday({config, smallConfig}: BenchFleet, isSmall = false): Program {
  const args = ['--config', isSmall ? smallConfig : config, '--cached'];
  const isThere = (lines: readonly string[]): boolean => isSmall || countRows(lines, LARGE) > 0;
  return own(args, lines => isThere(lines) && countRows(lines, 'small-') >= ROWS_SHOWN - 1);
}

function own(args: readonly string[], isReady: Program['isReady']): Program {
  return {
    name: OWN,
    command: process.execPath,
    args: [LAUNCHER, ...args],
    isReady,
    list: {fromRow: 3, toRow: 48, columns: 40},
    keys: KEYS,
  };
}

/** The same rows, from a file. */
export function visidata({rows}: BenchFleet): Program {
  return {
    name: 'visidata',
    command: 'vd',
    args: [rows],
    isReady: lines => countRows(lines, 'JOB_') >= ROWS_SHOWN && countRows(lines, ' rows ') > 0,
    list: {fromRow: 1, toRow: 48, columns: 40},
    keys: {...KEYS, top: ['g', 'k']},
  };
}

/** The processes of this machine, looked at each `tenths` of a second; 15 is its default. */
export function htop(tenths = 15): Program {
  return {
    name: 'htop',
    command: 'htop',
    args: ['--delay', String(tenths)],
    isReady: lines => countRows(lines, 'F10') > 0 && lines.some(line => /^ *\d+ \w+ /.test(line)),
    list: {fromRow: 7, toRow: 48, columns: 40},
    keys: KEYS,
  };
}

export function isInstalled(program: Program): boolean {
  return !spawnSync(program.command, ['--version']).error;
}

function countRows(lines: readonly string[], text: string): number {
  return lines.filter(line => line.includes(text)).length;
}
