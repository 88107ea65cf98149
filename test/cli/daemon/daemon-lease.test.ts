import {spawnSync} from 'node:child_process';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {
  dropDaemonLease,
  LEASE_MS,
  renewDaemonLease,
  takeDaemonLease,
} from '../../../source/cli/daemon/daemon-lease.ts';
import {openStore} from '../../../source/store/sqlite-store.ts';
import type {Store} from '../../../source/store/store.ts';
import type {Place} from '../place.ts';
import {createPlace} from '../place.ts';

const NOW = Date.parse('2026-11-23T06:40:00Z');
const OTHER = {host: 'elsewhere', pid: 1};
const OWN = {host: 'here', pid: process.pid};

let place: Place;
let store: Store;
beforeEach(async () => {
  place = createPlace();
  store = await openStore({path: place.database, mode: 'write'});
});
afterEach(async () => {
  await store.close();
  place.remove();
});

test('a second daemon is told who has the database and until when', async () => {
  await takeDaemonLease(store, OTHER, NOW);
  await expect(takeDaemonLease(store, OWN, NOW + 1000)).rejects.toThrow(
    'this database is already collected by a daemon: process 1 on elsewhere, which holds it until 2026-11-23T06:41:00Z',
  );
});

test('it is free after an orderly end, and when it was not renewed in time', async () => {
  await takeDaemonLease(store, OTHER, NOW);
  await dropDaemonLease(store, OTHER);
  await takeDaemonLease(store, OWN, NOW);
  await takeDaemonLease(store, OTHER, NOW + LEASE_MS + 1);
  expect(await renewDaemonLease(store, OWN, NOW + LEASE_MS + 2)).toBe(false);
});

test('one whose process is gone from this host is not waited for', async () => {
  const {pid} = spawnSync('true');
  await takeDaemonLease(store, {host: 'here', pid}, NOW);
  await takeDaemonLease(store, OWN, NOW);
  expect(await renewDaemonLease(store, OWN, NOW)).toBe(true);
});

test('it is no lease of a collection', async () => {
  await takeDaemonLease(store, OWN, NOW);
  const task = {
    environment: 'prod',
    source: 'daemon',
    businessDay: '1970-01-01',
    holder: 'x',
    now: NOW,
    ttlMs: 1000,
  };
  expect(await store.acquireLease(task)).toEqual({granted: true});
});
