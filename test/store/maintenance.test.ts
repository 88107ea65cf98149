import {
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import Database from 'better-sqlite3';
import {describe, expect, test} from 'vitest';
import {addDays} from '../../source/domain/time.ts';
import {NoDatabaseError} from '../../source/store/errors.ts';
import {backupDatabase, checkDatabase, restoreDatabase} from '../../source/store/maintenance.ts';
import {MIGRATIONS} from '../../source/store/migrations.ts';
import {openStore} from '../../source/store/sqlite-store.ts';
import type {Store} from '../../source/store/store.ts';
import {at, collection, createFolder, createPath, createStore, DAY, dump, run} from './place.ts';

/** A closed database with some runs of one job. */
async function createDatabase(job: string, runs = 1, path = createPath()): Promise<string> {
  const store = await openStore({path, mode: 'write'});
  const observed = Array.from({length: runs}, (_, key) => run({job, runKey: `K${key}`}));
  await store.recordCollection(collection({runs: observed}));
  await store.close();
  return path;
}

describe('checking a database', () => {
  test('a sound one has no problems', async () => {
    expect(await checkDatabase(await createDatabase('LOAD', 3))).toEqual({
      problems: [],
      version: MIGRATIONS.length,
      runs: 3,
    });
  });

  test('a missing one is no data yet', async () => {
    await expect(checkDatabase(createPath())).rejects.toThrow(NoDatabaseError);
  });

  test('damage is told, not thrown', async () => {
    const path = await createDatabase('LOAD', 500);
    const bytes = readFileSync(path);
    bytes.fill(0x5a, bytes.length - 4096);
    writeFileSync(path, bytes);
    expect((await checkDatabase(path)).problems).not.toEqual([]);
    writeFileSync(path, 'something else entirely');
    expect((await checkDatabase(path)).problems).toEqual([expect.stringContaining('not a SQLite database')]);
  });

  test('a rollup that differs from the runs is found', async () => {
    const path = await createDatabase('LOAD', 2);
    const db = new Database(path);
    db.exec('UPDATE daily SET failed = 1');
    db.close();
    expect((await checkDatabase(path)).problems).toEqual([
      `The daily totals of prod-ldn on ${DAY} differ from its runs.`,
    ]);
  });
});

describe('a backup', () => {
  test('is private, and whole while another process writes', async () => {
    const path = createPath();
    const store = await createStore(path);
    await store.recordCollection(collection({runs: [run()]}));
    const target = join(createFolder(), 'backup.db');
    await backupDatabase(path, target);
    await store.recordCollection(collection({runs: [run({runKey: 'later'})]}));
    expect(await checkDatabase(target)).toMatchObject({problems: [], runs: 1});
    expect(statSync(target).mode & 0o777).toBe(0o600);
  });

  test('overwrites nothing', async () => {
    const path = await createDatabase('LOAD');
    const target = join(createFolder(), 'backup.db');
    writeFileSync(target, 'precious');
    await expect(backupDatabase(path, target)).rejects.toThrow(/exists already/);
    expect(readFileSync(target, 'utf8')).toBe('precious');
  });

  test('of nothing is no data yet', async () => {
    await expect(backupDatabase(createPath(), join(createFolder(), 'backup.db'))).rejects.toThrow(
      NoDatabaseError,
    );
  });
});

describe('restoring', () => {
  test('puts the backup in place and keeps what was there, with the mode it had', async () => {
    const path = await createDatabase('PRESENT');
    const backup = await createDatabase('BACKUP');
    chmodSync(path, 0o660);
    const {keptAs} = await restoreDatabase(path, backup, at(400));
    expect(keptAs).toBe(`${path}.replaced-20261123T064000Z`);
    expect(dump(path, ['job']).job).toMatchObject([{name: 'BACKUP'}]);
    expect(dump(keptAs ?? '', ['job']).job).toMatchObject([{name: 'PRESENT'}]);
    expect(statSync(path).mode & 0o777).toBe(0o660);
  });

  test('moves the log of what was there along, so that it is not replayed into the backup', async () => {
    const path = createPath();
    const store = await createStore(path);
    await store.recordCollection(collection({runs: [run({job: 'ONLY IN THE LOG'})]}));
    const {keptAs} = await restoreDatabase(path, await createDatabase('BACKUP'));
    expect(dump(path, ['job']).job).toMatchObject([{name: 'BACKUP'}]);
    expect(dump(keptAs ?? '', ['job']).job).toMatchObject([{name: 'ONLY IN THE LOG'}]);
  });

  test('in the place of a damaged database, or of none, works', async () => {
    const backup = await createDatabase('BACKUP');
    const path = createPath();
    expect(await restoreDatabase(path, backup)).toEqual({});
    writeFileSync(path, 'garbage');
    const {keptAs} = await restoreDatabase(path, backup, at(0));
    const again = await restoreDatabase(path, backup, at(0));
    expect(readFileSync(keptAs ?? '', 'utf8')).toBe('garbage');
    expect(again.keptAs).toBe(`${keptAs}-2`);
    expect((await checkDatabase(path)).problems).toEqual([]);
  });

  test('that was cut off between its steps is told of, and done again with the log where it belongs', async () => {
    const path = await createDatabase('PRESENT');
    const backup = await createDatabase('BACKUP');
    const keptAs = `${path}.replaced-20261123T064000Z`;
    renameSync(path, keptAs);
    writeFileSync(`${path}-wal`, 'the log of what was there');
    copyFileSync(backup, `${path}.restoring`);
    for (const mode of ['read', 'write'] as const)
      await expect(openStore({path, mode})).rejects.toThrow(/cut off.*db restore <backup>.*again/);
    expect(existsSync(path)).toBe(false);
    await restoreDatabase(path, backup);
    expect(dump(path, ['job']).job).toMatchObject([{name: 'BACKUP'}]);
    expect(readFileSync(`${keptAs}-wal`, 'utf8')).toBe('the log of what was there');
    await (await openStore({path, mode: 'write'})).close();
  });

  test('refuses a backup that is not sound and leaves the database alone', async () => {
    const path = await createDatabase('PRESENT');
    const bad = createPath();
    writeFileSync(bad, 'not a backup');
    await expect(restoreDatabase(path, bad)).rejects.toThrow(/not a sound backup/);
    expect(dump(path, ['job']).job).toMatchObject([{name: 'PRESENT'}]);
    expect(existsSync(`${path}.restoring`)).toBe(false);
  });
});

test('the last day before another on which anything ran, wherever that was', async () => {
  const store = await createStore(createPath());
  expect(await store.readLastDay(DAY)).toBeUndefined();
  for (const [environment, businessDay] of [
    ['prod', addDays(DAY, -40)],
    ['uat', addDays(DAY, -3)],
    ['prod', DAY],
  ] as const)
    await store.recordCollection(collection({runs: [run({businessDay})]}, {environment, businessDay}));
  expect(await store.readLastDay(DAY)).toBe(addDays(DAY, -3));
  expect(await store.readLastDay(addDays(DAY, 1))).toBe(DAY);
});

describe('pruning', () => {
  const days = [0, -1, -2, -3, -4, -5].map(back => addDays(DAY, back));

  async function createHistory(path: string): Promise<Store> {
    const store = await createStore(path);
    for (const businessDay of days) {
      for (const status of ['running', 'succeeded'] as const) {
        const observed = {
          runs: [run({businessDay, status})],
          counts: [{businessDay, count: 2}],
          rejected: [{line: 1, reason: 'no job', text: '?'}],
        };
        await store.recordCollection(collection(observed, {businessDay}));
      }
    }
    return store;
  }

  const retention = {runsDays: 2, countsDays: 4, changesDays: 1, collectionsDays: 3};
  const expected = {runs: 3, days: 1, counts: 1, changes: 4};

  test('forgets runs before counts, and keeps the totals of days without runs', async () => {
    const path = createPath();
    const store = await createHistory(path);
    const result = await store.prune(retention, DAY, false);
    expect(result).toMatchObject({...expected, isDryRun: false});
    expect(
      (await store.readRuns({from: days[5] ?? '', to: DAY})).map(({businessDay}) => businessDay),
    ).toEqual(days.slice(0, 3));
    const totals = await store.readDailyTotals({from: days[5] ?? '', to: DAY});
    expect(totals.map(({total}) => total)).toEqual([3, 3, 3, 3, 3]);
    expect(dump(path, ['run_change']).run_change).toHaveLength(2);
    expect((await store.prune(retention, DAY, false)).runs).toBe(0);
    expect((await checkDatabase(path)).problems).toEqual([]);
  });

  test('a dry run only counts', async () => {
    const path = createPath();
    const store = await createHistory(path);
    const before = dump(path, ['run', 'daily', 'count', 'run_change', 'collection', 'evidence']);
    expect(await store.prune(retention, DAY, true)).toMatchObject({...expected, isDryRun: true});
    expect(dump(path, Object.keys(before))).toEqual(before);
  });

  test('without a retention nothing is forgotten', async () => {
    const store = await createHistory(createPath());
    expect(await store.prune({}, DAY, false)).toEqual({
      runs: 0,
      days: 0,
      counts: 0,
      changes: 0,
      collections: 0,
      acknowledgements: 0,
      texts: 0,
      replaced: 0,
      isDryRun: false,
    });
  });

  test('evidence goes with the runs: a day without runs but with evidence would look all missing', async () => {
    const store = await createHistory(createPath());
    await store.prune({runsDays: 2}, DAY, false);
    const evidence = await store.readEvidence({from: days[5] ?? '', to: DAY});
    expect(evidence.map(({businessDay}) => businessDay)).toEqual(days.slice(0, 3).reverse());
  });

  test('collections that are the evidence of a kept day stay, the others go with their rejected lines', async () => {
    const path = createPath();
    const store = await createHistory(path);
    const {collections} = await store.prune({collectionsDays: 0}, DAY, false);
    expect(collections).toBe(5);
    expect(await store.readEvidence({from: days[5] ?? '', to: DAY})).toHaveLength(6);
    expect(await store.readRejectedLines(11)).toEqual([]);
    expect(dump(path, ['rejected_line']).rejected_line).toHaveLength(7);
  });

  test('runs of a pruned day are not counted a second time when a source shows them again', async () => {
    const store = await createHistory(createPath());
    await store.prune(retention, DAY, false);
    const businessDay = days[3] ?? '';
    const {changedRuns} = await store.recordCollection(
      collection({runs: [run({businessDay})]}, {businessDay, outcome: 'partial'}),
    );
    expect(changedRuns).toBe(0);
    expect(await store.readDailyTotals({from: businessDay, to: businessDay})).toMatchObject([{total: 3}]);
  });
});
