/** What the tests of the store share: real databases in a temporary folder, and collections to put into them. */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import Database from 'better-sqlite3';
import {afterEach} from 'vitest';
import {emptyObservations} from '../../source/domain/observations.ts';
import type {RunObservation} from '../../source/domain/run.ts';
import {DAY_MS, MINUTE_MS, toDayNumber} from '../../source/domain/time.ts';
import {openStore} from '../../source/store/sqlite-store.ts';
import type {CollectionInput, Store} from '../../source/store/store.ts';

export const DAY = '2026-11-23';
export const MIDNIGHT = toDayNumber(DAY) * DAY_MS;

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** Runs after the test, last come first. */
export function onEnd(clean: () => unknown): void {
  cleanups.push(clean);
}

export function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jobtrack-store-'));
  onEnd(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

export function createPath(): string {
  return join(createFolder(), 'jobtrack.db');
}

export async function createStore(path = createPath()): Promise<Store> {
  const store = await openStore({path, mode: 'write'});
  onEnd(() => store.close());
  return store;
}

/** Minutes since the UTC midnight of DAY, as an instant. */
export function at(minutes: number): number {
  return MIDNIGHT + minutes * MINUTE_MS;
}

export function run(changes: Partial<RunObservation> = {}): RunObservation {
  return {job: 'LOAD', runKey: '4711', businessDay: DAY, status: 'succeeded', ...changes};
}

/** A collection of one source that ends one second after `startedAt` (default 12:00 on DAY). */
export function collection(
  observations: Partial<CollectionInput['observations']> = {},
  changes: Partial<CollectionInput> = {},
): CollectionInput {
  return {
    environment: 'prod-ldn',
    source: 'control-m',
    adapter: 'control-m',
    businessDay: DAY,
    startedAt: at(720),
    durationMs: 1000,
    outcome: 'ok',
    rejected: 0,
    bytes: 100,
    retiresSchedules: false,
    ...changes,
    observations: {...emptyObservations(), ...observations},
  };
}

/** Everything in some tables, to see whether anything changed. */
export function dump(path: string, tables: readonly string[]): Record<string, unknown[]> {
  const db = new Database(path, {readonly: true});
  try {
    return Object.fromEntries(tables.map(table => [table, db.prepare(`SELECT * FROM ${table}`).all()]));
  } finally {
    db.close();
  }
}

/** The tables that hold facts: all but those that tell of the collections themselves. */
export const FACTS = ['job', 'run', 'run_note', 'run_change', 'daily', 'count', 'count_change', 'schedule'];

/** Runs as a user to whom file modes apply: to root they do not. Must run in a process, not in a worker thread. */
export async function asUnprivileged(work: () => Promise<void>): Promise<void> {
  const {geteuid, seteuid} = process;
  if (!geteuid || !seteuid || geteuid() !== 0) return work();
  seteuid(65534);
  try {
    await work();
  } finally {
    seteuid(0);
  }
}
