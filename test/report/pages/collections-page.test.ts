import {beforeEach, expect, test} from 'vitest';
import {addDays} from '../../../source/domain/time.ts';
import {readCollectionPage, readCollectionsPage} from '../../../source/report/pages/collections-page.ts';
import type {Store} from '../../../source/store/store.ts';
import {at, DAY, environment, facts} from '../../analysis/facts.ts';
import {createStore} from '../../store/place.ts';
import {collect} from './place.ts';

const YESTERDAY = addDays(DAY, -1);
const day = {facts: {...facts({environment: environment()}), totals: [], startedByNow: new Map()}};

let store: Store;

beforeEach(async () => {
  store = await createStore();
});

test('attempts about the day and those made during it about the day before come newest first', async () => {
  await collect(store, {businessDay: YESTERDAY});
  const settled = await collect(store, {businessDay: YESTERDAY, startedAt: at('00:30')});
  const first = await collect(store, {startedAt: at('06:00')});
  const final = await collect(store, {startedAt: at('00:30', addDays(DAY, 1))});
  await collect(store, {businessDay: addDays(DAY, 1), startedAt: at('00:31', addDays(DAY, 1))});
  await collect(store, {environment: 'elsewhere'});
  const page = await readCollectionsPage(store, day);
  expect(page).toMatchObject({environment: 'prod', businessDay: DAY, isCut: false});
  expect(page.rows.map(({id}) => id)).toEqual([final, first, settled]);
});

test('too many attempts are cut, the oldest first', async () => {
  const ids = [];
  for (const time of ['01:00', '02:00', '03:00']) ids.push(await collect(store, {startedAt: at(time)}));
  const page = await readCollectionsPage(store, day, undefined, 2);
  expect(page.isCut).toBe(true);
  expect(page.rows.map(({id}) => id)).toEqual(ids.reverse().slice(0, 2));
});

test('as of an instant, attempts that had not ended are not known', async () => {
  const first = await collect(store, {startedAt: at('06:00')});
  const second = await collect(store, {startedAt: at('07:00')});
  const page = await readCollectionsPage(store, day, at('06:30'));
  expect(page.rows.map(({id}) => id)).toEqual([first]);
  expect(await readCollectionPage(store, second, at('06:30'))).toEqual({collection: null, rejected: []});
});

test('a failed attempt shows its error in one harmless line, and what the command said', async () => {
  const stderrTail = 'ssh: connect\nPermission denied';
  await collect(store, {
    changes: {outcome: 'exit', exitCode: 255, error: 'exit code 255\u001b[2J\nbye', stderrTail},
  });
  expect((await readCollectionsPage(store, day)).rows).toMatchObject([
    {outcome: 'exit', exitCode: 255, error: 'exit code 255 bye', stderrTail},
  ]);
});

test('an attempt is shown with the lines that could not be read', async () => {
  const rejected = [{line: 7, reason: 'no time', text: 'garbage'}];
  const id = await collect(store, {rejected, rejectedCount: 1, changes: {outcome: 'partial', rejected: 1}});
  expect(await readCollectionPage(store, id)).toMatchObject({
    collection: {id, outcome: 'partial', rejected: 1, exitCode: null, error: null, stderrTail: null},
    rejected,
  });
});

test('a pruned attempt is gone', async () => {
  const long = addDays(DAY, -50);
  const id = await collect(store, {businessDay: long});
  await store.prune({collectionsDays: 10, runsDays: 10}, DAY, false);
  expect(await readCollectionPage(store, id)).toEqual({collection: null, rejected: []});
});
