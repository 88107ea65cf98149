import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {NoDatabaseError} from '../../source/store/errors.ts';
import {migrateDatabase} from '../../source/store/migrate-database.ts';
import {MIGRATIONS} from '../../source/store/migrations.ts';
import {openConnection} from '../../source/store/sqlite-store.ts';

const NEXT = [...MIGRATIONS, 'CREATE TABLE of_next_version(x)'];

let folder = '';
let database = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jobtrack-migrate-'));
  database = path.join(folder, 'jobtrack.db');
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const create = (): void => openConnection({path: database, mode: 'write'}).close();

test('brings a database to this schema, backed up before, and has nothing to do the next time', async () => {
  create();
  const [from, to] = [MIGRATIONS.length, NEXT.length];
  expect(await migrateDatabase({path: database}, NEXT)).toEqual({from, to});
  expect(readdirSync(folder)).toContainEqual(expect.stringMatching(new RegExp(`\\.backup-v${from}-`)));
  expect(await migrateDatabase({path: database}, NEXT)).toEqual({from: to, to});
});

test('a step that fails leaves the steps before it, and says so', async () => {
  create();
  const failing = [...NEXT, 'INSERT INTO no_such_table VALUES (1)'];
  await expect(migrateDatabase({path: database}, failing)).rejects.toThrow('no such table');
  expect(await migrateDatabase({path: database}, NEXT)).toEqual({from: NEXT.length, to: NEXT.length});
});

test('makes no database where there is none', async () => {
  await expect(migrateDatabase({path: database})).rejects.toThrow(NoDatabaseError);
  expect(readdirSync(folder)).toEqual([]);
});

test('refuses one of a newer version', async () => {
  create();
  await migrateDatabase({path: database}, NEXT);
  await expect(migrateDatabase({path: database})).rejects.toThrow('newer jobtrack-tui');
});
