import {existsSync, symlinkSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import type {Retention} from '../../source/domain/retention.ts';
import {backupDatabase, restoreDatabase} from '../../source/store/maintenance.ts';
import {judgePutAside, listPutAside} from '../../source/store/put-aside.ts';
import {openStore} from '../../source/store/sqlite-store.ts';
import {collection, createPath, run} from './place.ts';

const REPLACED = Date.parse('2026-11-24T06:40:00Z');
const KEEP: Retention = {runsDays: 730, countsDays: 1830, replacedDays: 90};
const YOUNG = '2027-02-22';
const OLD = '2027-02-23';
const OUTLIVED = '2031-12-01';

async function record(path: string, ...keys: string[]): Promise<void> {
  const store = await openStore({path, mode: 'write'});
  await store.recordCollection(collection({runs: keys.map(runKey => run({runKey}))}));
  await store.close();
}

/** A database that went back to a backup; `since` was collected in between, `again` after it. */
async function restored(since: string[], again: string[] = []): Promise<{path: string; aside: string}> {
  const path = createPath();
  await record(path, 'K1');
  await backupDatabase(path, `${path}.backup`);
  if (since.length > 0) await record(path, 'K1', ...since);
  const {keptAs: aside = ''} = await restoreDatabase(path, `${path}.backup`, REPLACED);
  if (again.length > 0) await record(path, 'K1', ...again);
  return {path, aside};
}

async function prune(path: string, today: string, isDryRun = false, retention = KEEP): Promise<number> {
  const store = await openStore({path, mode: 'write'});
  try {
    return (await store.prune(retention, today, isDryRun)).replaced;
  } finally {
    await store.close();
  }
}

async function judge(path: string, today: string, retention = KEEP) {
  const [aside] = listPutAside(path);
  return aside && judgePutAside(path, aside, retention, today);
}

test('what was put aside goes when it is old and holds nothing more', async () => {
  const {path, aside} = await restored([]);
  expect(await judge(path, YOUNG)).toEqual({kind: 'retained', until: YOUNG});
  expect(await prune(path, YOUNG)).toBe(0);
  expect(await prune(path, OLD, true)).toBe(1);
  expect(existsSync(aside)).toBe(true);
  expect(await prune(path, OLD)).toBe(1);
  expect(existsSync(aside)).toBe(false);
  expect(existsSync(path)).toBe(true);
});

test('the only copy of a run stays, until it would not be kept in the database either', async () => {
  const {path, aside} = await restored(['K2']);
  expect(await judge(path, OLD)).toEqual({
    kind: 'only-copy',
    reason: 'it holds runs of 2026-11-23 that the database lacks',
  });
  expect(await prune(path, OLD)).toBe(0);
  expect(existsSync(aside)).toBe(true);
  expect(await prune(path, OUTLIVED)).toBe(1);
});

test('as many other runs are no copy, the same ones collected again are', async () => {
  const {path: others} = await restored(['K2'], ['K3']);
  expect(await prune(others, OLD)).toBe(0);
  const {path: again} = await restored(['K2'], ['K2']);
  expect(await prune(again, OLD)).toBe(1);
});

test('the only copy of a count stays', async () => {
  const path = createPath();
  await record(path, 'K1');
  await backupDatabase(path, `${path}.backup`);
  const store = await openStore({path, mode: 'write'});
  await store.recordCollection(
    collection({counts: [{businessDay: '2026-11-23', count: 7}]}, {source: 'total', startedAt: REPLACED}),
  );
  await store.close();
  await restoreDatabase(path, `${path}.backup`, REPLACED);
  expect(await judge(path, OLD)).toMatchObject({
    reason: 'it holds counts of 2026-11-23 that the database lacks',
  });
});

test('what cannot be read stays as long as it could hold something', async () => {
  const {path, aside} = await restored([]);
  writeFileSync(aside, 'no database');
  expect(await judge(path, OLD)).toMatchObject({
    kind: 'only-copy',
    reason: expect.stringContaining('what it holds cannot be told'),
  });
  expect(await prune(path, OUTLIVED)).toBe(1);
});

test('what has another name, or leads elsewhere, is nobody’s to remove', async () => {
  const {path, aside} = await restored([]);
  writeFileSync(`${path}.replaced-by-hand`, '');
  writeFileSync(`${path}.replaced-20269999T999999Z`, '');
  symlinkSync(aside, `${path}.replaced-20200101T000000Z`);
  expect(listPutAside(path).map(({path: file}) => file)).toEqual([aside]);
});

test('without an end nothing goes', async () => {
  const {path} = await restored([]);
  expect(await prune(path, OUTLIVED, false, {runsDays: 1, countsDays: 1})).toBe(0);
});
