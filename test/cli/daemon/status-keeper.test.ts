import {renameSync, rmSync, symlinkSync} from 'node:fs';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {KeeperOptions} from '../../../source/cli/daemon/status-keeper.ts';
import {openStatusKeeper} from '../../../source/cli/daemon/status-keeper.ts';
import type {DaemonSubject} from '../../../source/cli/daemon/subject.ts';
import {openStore} from '../../../source/store/sqlite-store.ts';
import type {Store} from '../../../source/store/store.ts';
import type {Place} from '../place.ts';
import {createPlace} from '../place.ts';

const NOW = Date.parse('2026-11-23T06:40:00Z');

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

async function openKeeper() {
  const told: string[] = [];
  const options: KeeperOptions = {
    own: {host: 'here', pid: process.pid},
    version: '1.0.0',
    now: () => NOW,
    onFailure: message => void told.push(`failure: ${message}`),
    onLost: message => void told.push(`lost: ${message}`),
    onBeat() {},
  };
  const subject = {store, config: {database: place.database}} as DaemonSubject;
  return {keeper: await openStatusKeeper(subject, options), told};
}

test('a database that cannot be looked at for a moment is a failure, and not the end', async () => {
  const {keeper, told} = await openKeeper();
  const aside = place.file('aside.db');
  renameSync(place.database, aside);
  // ELOOP stands for all that a file system says while it is away: ESTALE, EIO, EACCES.
  symlinkSync(place.database, place.database);
  await keeper.renew();
  expect(told).toEqual([expect.stringMatching(/^failure: .*ELOOP/)]);
  rmSync(place.database);
  renameSync(aside, place.database);
  await keeper.renew();
  expect(told).toHaveLength(1);
  await keeper.close();
});

test('another file in its place is the end', async () => {
  const {keeper, told} = await openKeeper();
  renameSync(place.database, place.file('aside.db'));
  await keeper.renew();
  expect(told).toEqual([`lost: ${place.database} is another file than the one that was opened`]);
  await keeper.close();
});
