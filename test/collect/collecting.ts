/** What the tests of the collector share: a folder with a database, tasks that run fixture executables. */
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {CollectionTask} from '../../source/collect/collection-task.ts';
import type {Role} from '../../source/collect/fork-process.ts';
import type {Collection} from '../../source/domain/collection.ts';
import {openStore} from '../../source/store/sqlite-store.ts';
import {findMarked, fixture} from './processes.ts';

export const DAY = '2026-11-23';

export type Place = {
  database: {path: string};
  file(name: string): string;
  /** How often a fixture that counts its calls was run. */
  calls(name: string): number;
  /** Every recorded collection, the newest first. */
  readCollections(): Promise<Collection[]>;
  remove(): void;
};

export function createPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'jobtrack-collect-'));
  const database = {path: join(folder, 'jobtrack.db')};
  return {
    database,
    file: name => join(folder, name),
    calls: name =>
      readdirSync(folder).includes(name)
        ? readFileSync(join(folder, name), 'utf8').split('\n').length - 1
        : 0,
    async readCollections() {
      const store = await openStore({...database, mode: 'read'});
      try {
        return await store.readCollections({});
      } finally {
        await store.close();
      }
    },
    remove: () => rmSync(folder, {recursive: true, force: true}),
  };
}

/** A task that runs a fixture of test/bin and reads CSV. */
export function task(
  environment: string,
  [program, ...args]: [string, ...string[]],
  changes: Partial<CollectionTask> = {},
): CollectionTask {
  return {
    environment,
    source: 'jobs',
    adapter: 'csv',
    options: {},
    businessDay: DAY,
    timezone: 'UTC',
    dayStartMs: 0,
    command: {file: fixture(program), args, env: {}},
    timeoutMs: 20_000,
    maxOutputBytes: 1_000_000,
    okExitCodes: [],
    retries: 0,
    retryDelayMs: 10,
    retiresSchedules: false,
    freshAfter: Date.now(),
    ...changes,
  };
}

/** Process ids of the collectors among the marked processes: of one role, or both. */
export function findCollectors(marker: string, role?: Role): number[] {
  return findMarked(marker).filter(pid => {
    const words = readCommandLine(pid).split('\0');
    return words.some(word => word.includes('collector-process')) && (!role || words.includes(role));
  });
}

function readCommandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
