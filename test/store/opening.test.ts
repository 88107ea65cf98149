import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import Database from 'better-sqlite3';
import {describe, expect, test} from 'vitest';
import {StoreError} from '../../source/domain/errors.ts';
import {transact} from '../../source/store/connection.ts';
import {NoDatabaseError, toStoreError} from '../../source/store/errors.ts';
import {checkDatabase} from '../../source/store/maintenance.ts';
import {APPLICATION_ID, MIGRATIONS, migrate} from '../../source/store/migrations.ts';
import {openConnection, openStore} from '../../source/store/sqlite-store.ts';
import {writeCollection} from '../../source/store/write-collection.ts';
import {
  asUnprivileged,
  at,
  collection,
  createFolder,
  createPath,
  createStore,
  DAY,
  dump,
  FACTS,
  onEnd,
  run,
} from './place.ts';

const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8);

describe('opening for writing', () => {
  test('makes a private directory and files that only the owner can read', async () => {
    const path = join(createFolder(), 'new', 'deep', 'jobtrack.db');
    const store = await createStore(path);
    await store.recordCollection(collection({runs: [run()]}));
    expect(modeOf(dirname(path))).toBe('700');
    expect([path, `${path}-wal`, `${path}-shm`].map(modeOf)).toEqual(['600', '600', '600']);
  });

  test('with a group makes a directory and files that the group shares', async () => {
    const path = join(createFolder(), 'shared', 'jobtrack.db');
    const gid = process.getgid?.() ?? 0;
    const store = await openStore({path, mode: 'write', group: String(gid)});
    onEnd(() => store.close());
    await store.recordCollection(collection({runs: [run()]}));
    expect(modeOf(dirname(path))).toBe('2770');
    expect([path, `${path}-wal`, `${path}-shm`].map(modeOf)).toEqual(['660', '660', '660']);
    expect(statSync(`${path}-wal`).gid).toBe(gid);
  });

  test('with a group that does not exist says so', async () => {
    await expect(openStore({path: createPath(), mode: 'write', group: 'no-such-group'})).rejects.toThrow(
      /no-such-group/,
    );
  });

  test('leaves the mode of a directory that exists as it is', async () => {
    const folder = createFolder();
    chmodSync(folder, 0o755);
    await createStore(join(folder, 'jobtrack.db'));
    expect(modeOf(folder)).toBe('755');
  });

  test.each([
    ['that is not a database', 'a text, longer than a header'],
    ['that is shorter than a header', 'short'],
  ])('a file %s is refused and left alone', async (_, content) => {
    const path = createPath();
    writeFileSync(path, content);
    await expect(openStore({path, mode: 'write'})).rejects.toThrow(
      /not a SQLite database.*db check.*db backup.*db restore/,
    );
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  test('the database of another program is refused and left alone', async () => {
    const path = createPath();
    const other = new Database(path);
    other.exec('CREATE TABLE bookmarks(url TEXT)');
    other.close();
    const before = readFileSync(path);
    await expect(openStore({path, mode: 'write'})).rejects.toThrow(/another program/);
    expect(readFileSync(path).subarray(100)).toEqual(before.subarray(100));
  });

  test('a truncated database is refused and left alone', async () => {
    const path = createPath();
    const store = await openStore({path, mode: 'write'});
    await store.recordCollection(
      collection({runs: Array.from({length: 500}, (_, key) => run({runKey: `K${key}`}))}),
    );
    await store.close();
    truncateSync(path, 8192);
    const before = readFileSync(path);
    await expect(openStore({path, mode: 'write'})).rejects.toThrow(/damaged.*db restore/);
    expect(readFileSync(path)).toEqual(before);
  });

  test('a damaged page is found before anything is written', async () => {
    const path = createPath();
    const store = await openStore({path, mode: 'write'});
    await store.recordCollection(
      collection({runs: Array.from({length: 500}, (_, key) => run({runKey: `K${key}`}))}),
    );
    await store.close();
    const bytes = readFileSync(path);
    bytes.fill(0x5a, bytes.length - 4096);
    writeFileSync(path, bytes);
    await expect(openStore({path, mode: 'write'})).rejects.toThrow(/damaged.*db check/);
    expect(readFileSync(path)).toEqual(bytes);
  });
});

describe('opening for reading', () => {
  test.each(['missing', 'empty'])('a %s database is no data yet', async state => {
    const path = createPath();
    if (state === 'empty') writeFileSync(path, '');
    await expect(openStore({path, mode: 'read'})).rejects.toThrow(NoDatabaseError);
    expect(existsSync(path)).toBe(state === 'empty');
  });

  test('refuses to write, and keeps no value', async () => {
    const path = createPath();
    await createStore(path);
    const reader = await openStore({path, mode: 'read'});
    onEnd(() => reader.close());
    await expect(reader.recordCollection(collection())).rejects.toThrow(StoreError);
    await reader.writeCache('key', 1);
    expect(await reader.readCache('key')).toBeUndefined();
  });

  test('reads a database in a directory that it cannot write, and leaves no copy behind', async () => {
    const path = createPath();
    const store = await openStore({path, mode: 'write'});
    await store.recordCollection(collection({runs: [run()]}));
    await store.close();
    chmodSync(path, 0o444);
    chmodSync(dirname(path), 0o555);
    await asUnprivileged(async () => {
      const copies = () => readdirSync(tmpdir()).filter(name => /^jobtrack-\w{6}$/.test(name)).length;
      const before = copies();
      const reader = await openStore({path, mode: 'read'});
      expect((await reader.readDayRuns('prod-ldn', DAY)).size).toBe(1);
      await expect(reader.recordCollection(collection())).rejects.toThrow(StoreError);
      expect(copies()).toBe(before + 1);
      await reader.close();
      expect(copies()).toBe(before);
    });
    chmodSync(dirname(path), 0o755);
    expect(readdirSync(dirname(path))).toEqual(['jobtrack.db']);
  });

  test('reads the log that a killed writer left in such a directory', async () => {
    const path = createPath();
    const store = await createStore(path);
    await store.recordCollection(collection({runs: [run()]}));
    const folder = createFolder();
    for (const suffix of ['', '-wal']) {
      copyFileSync(path + suffix, join(folder, `left.db${suffix}`));
      chmodSync(join(folder, `left.db${suffix}`), 0o444);
    }
    chmodSync(folder, 0o555);
    await asUnprivileged(async () => {
      const reader = await openStore({path: join(folder, 'left.db'), mode: 'read'});
      expect((await reader.readDayRuns('prod-ldn', DAY)).size).toBe(1);
      await reader.close();
    });
    chmodSync(folder, 0o755);
  });

  test('a database that this user may not read says so', async () => {
    const path = createPath();
    await (await openStore({path, mode: 'write'})).close();
    chmodSync(dirname(path), 0o755);
    await asUnprivileged(async () => {
      await expect(openStore({path, mode: 'read'})).rejects.toThrow(/Check the owner and mode/);
    });
  });
});

describe('migrations', () => {
  const second = 'ALTER TABLE environment ADD COLUMN title TEXT';

  test('a newer database is refused, in either mode, with its version and the remedy', async () => {
    const path = createPath();
    const {db, close} = openConnection({path, mode: 'write'});
    db.pragma('user_version = 99');
    close();
    for (const mode of ['read', 'write'] as const) {
      await expect(openStore({path, mode})).rejects.toThrow(/newer.*version 99.*Upgrade jobtrack-tui/);
    }
  });

  test('are applied once each, after a backup of what was there', () => {
    const {db, path} = openConnection({path: createPath(), mode: 'write'});
    onEnd(() => db.close());
    const backups: number[] = [];
    for (let time = 0; time < 2; time++) {
      migrate(db, path, version => backups.push(version), [...MIGRATIONS, second]);
    }
    expect(backups).toEqual([MIGRATIONS.length]);
    expect(db.pragma('user_version', {simple: true})).toBe(MIGRATIONS.length + 1);
  });

  test('the backup lies beside the database, and a reader waits for the writer to bring it up to date', async () => {
    const path = createPath();
    const store = await openStore({path, mode: 'write'});
    await store.recordCollection(collection({runs: [run()]}));
    await store.close();
    const newer = [...MIGRATIONS, second];
    expect(() => openConnection({path, mode: 'read'}, newer)).toThrow(
      new RegExp(`schema version ${MIGRATIONS.length} .*jobtrack-tui collect`),
    );
    openConnection({path, mode: 'write', now: at(400)}, newer).close();
    openConnection({path, mode: 'read'}, newer).close();
    const backup = `${path}.backup-v${MIGRATIONS.length}-20261123T064000Z`;
    expect(dump(backup, ['environment']).environment).toEqual([{id: 1, name: 'prod-ldn'}]);
    expect(dump(path, ['environment']).environment).toEqual([{id: 1, name: 'prod-ldn', title: null}]);
    expect(modeOf(backup)).toBe('600');
  });

  test('bring a database of version 1 to the present with everything that it holds', async () => {
    const path = createPath();
    const old = openConnection({path, mode: 'write'}, MIGRATIONS.slice(0, 1));
    transact(old, () =>
      writeCollection(old, collection({runs: [run(), run({job: 'SEND', status: 'failed'})]})),
    );
    old.close();
    await expect(openStore({path, mode: 'read'})).rejects.toThrow(/schema version 1 .*jobtrack-tui collect/);
    const before = dump(path, FACTS);
    const store = await createStore(path);
    expect(dump(path, FACTS)).toEqual(before);
    expect(await store.readAcknowledgements({at: at(0)})).toEqual([]);
    expect(await checkDatabase(path)).toEqual({problems: [], version: MIGRATIONS.length, runs: 2});
    expect(readdirSync(dirname(path)).filter(name => name.includes('.backup-v1-'))).toHaveLength(1);
  });

  test('one that fails changes nothing', () => {
    const {db, path} = openConnection({path: createPath(), mode: 'write'});
    onEnd(() => db.close());
    const broken = `${second}; INSERT INTO nowhere VALUES (1)`;
    expect(() => migrate(db, path, () => {}, [...MIGRATIONS, broken])).toThrow(/nowhere/);
    expect(db.pragma('user_version', {simple: true})).toBe(MIGRATIONS.length);
    expect(db.prepare("SELECT count(*) FROM pragma_table_info('environment')").pluck().get()).toBe(2);
  });

  test('a new database needs no backup and bears our mark', async () => {
    const path = createPath();
    await (await openStore({path, mode: 'write'})).close();
    expect(readdirSync(dirname(path))).toEqual(['jobtrack.db']);
    const db = new Database(path, {readonly: true});
    expect(db.pragma('application_id', {simple: true})).toBe(APPLICATION_ID);
    db.close();
  });
});

describe('a full disk', () => {
  test('leaves what was stored before, and the store can be used when there is space again', async () => {
    const path = createPath();
    const connection = openConnection({path, mode: 'write'});
    onEnd(() => connection.close());
    const record = (length: number, job: string): unknown => {
      const runs = Array.from({length}, (_, key) => run({job, runKey: `KEY ${key} ${'x'.repeat(40)}`}));
      return transact(connection, () => writeCollection(connection, collection({runs})));
    };
    record(10, 'FIRST');
    const before = dump(path, ['run', 'daily', 'collection']);
    connection.db.pragma(`max_page_count = ${connection.db.pragma('page_count', {simple: true})}`);
    let failure: unknown;
    try {
      record(5000, 'SECOND');
    } catch (error) {
      failure = toStoreError(error, path);
    }
    expect(failure).toBeInstanceOf(StoreError);
    expect(String(failure)).toMatch(/is full.*Free some space/);
    expect(connection.db.inTransaction).toBe(false);
    expect(dump(path, ['run', 'daily', 'collection'])).toEqual(before);
    connection.db.pragma('max_page_count = 100000');
    record(5000, 'SECOND');
    expect(dump(path, ['collection']).collection).toHaveLength(2);
  });
});

describe('a failure', () => {
  test.each([
    ['SQLITE_BUSY_SNAPSHOT', /another process/],
    ['SQLITE_READONLY_DBMOVED', /--cached/],
    ['SQLITE_CANTOPEN_ISDIR', /owner and mode/],
    ['SQLITE_IOERR_SHMSIZE', /full/],
    ['SQLITE_IOERR_READ', /file system/],
    ['SQLITE_CORRUPT_INDEX', /db check.*db backup.*db restore/],
    ['EROFS', /read-only/],
    ['SQLITE_MISUSE', /could not be used/],
  ])('with the code %s names the database and the remedy', (code, remedy) => {
    const cause = Object.assign(new Error('below'), {code});
    const error = toStoreError(cause, '/var/lib/jobtrack.db');
    expect(error.message).toMatch(remedy);
    expect(error.message).toContain('/var/lib/jobtrack.db');
    expect(error.cause).toBe(cause);
  });

  test('to get the lock says who has it, and the next attempt succeeds', async () => {
    const path = createPath();
    const store = await openStore({path, mode: 'write', busyTimeoutMs: 1});
    onEnd(() => store.close());
    const other = new Database(path);
    onEnd(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    await expect(store.recordCollection(collection({runs: [run()]}))).rejects.toThrow(/another process/);
    other.exec('ROLLBACK');
    expect((await store.recordCollection(collection({runs: [run()]}))).changedRuns).toBe(1);
  });

  test('to make the database where a file stands in the way says so', async () => {
    const folder = createFolder();
    writeFileSync(join(folder, 'file'), '');
    await expect(openStore({path: join(folder, 'file', 'jobtrack.db'), mode: 'write'})).rejects.toThrow(
      StoreError,
    );
  });
});
