import {beforeEach, expect, test} from 'vitest';
import {createDataWatch} from '../../../source/cli/resident/data-watch.ts';
import {createAcknowledgement} from '../../../source/domain/acknowledgement.ts';
import type {Store} from '../../../source/store/store.ts';
import {at, collection, createPath, createStore, DAY, run} from '../../store/place.ts';

let mine: Store;
let other: Store;

beforeEach(async () => {
  const path = createPath();
  mine = await createStore(path);
  other = await createStore(path);
});

const watch = () =>
  createDataWatch(
    () => mine,
    () => at(720),
  );

async function collect(store: Store, environment: string): Promise<number> {
  return (await store.recordCollection(collection({runs: [run()]}, {environment}))).id;
}

const note = (environment: string) =>
  createAcknowledgement({
    finding: `missing:${environment}:LOAD:${DAY}`,
    kind: 'acknowledged',
    by: 'ops',
    at: at(700),
    note: '',
  });

test('what was there before is nothing new', async () => {
  await collect(other, 'ldn');
  await other.acknowledge([note('ldn')]);
  const {begin, look} = watch();
  await begin();
  expect(await look()).toEqual(new Set());
});

test('another process’s collections name their environments, once', async () => {
  const {begin, look} = watch();
  await begin();
  await collect(other, 'ldn');
  await collect(other, 'nyc');
  await collect(other, 'ldn');
  expect(await look()).toEqual(new Set(['ldn', 'nyc']));
  expect(await look()).toEqual(new Set());
});

test('collections that are known of are nothing new, others at the same time are', async () => {
  const {begin, look, account} = watch();
  await begin();
  account(await collect(other, 'ldn'));
  expect(await look()).toEqual(new Set());
  account(await collect(other, 'ldn'));
  await collect(other, 'nyc');
  expect(await look()).toEqual(new Set(['nyc']));
});

test('what another operator acknowledges, or takes back, is noticed', async () => {
  const {begin, look} = watch();
  await begin();
  await other.acknowledge([note('ldn')]);
  expect(await look()).toEqual(new Set(['ldn']));
  await other.acknowledge([note('nyc')]);
  expect(await look()).toEqual(new Set(['nyc']));
  await other.withdrawAcknowledgements([note('ldn').finding], 'ops', at(710));
  expect(await look()).toEqual(new Set(['ldn']));
});

test('another’s claims to collect, and what it keeps for itself, change nothing that is shown', async () => {
  const {begin, look} = watch();
  await begin();
  const lease = {
    environment: 'ldn',
    source: 'cron',
    businessDay: DAY,
    holder: 'other',
    now: at(720),
    ttlMs: 1000,
  };
  await other.acquireLease(lease);
  await other.writeCache('holidays', []);
  expect(await look()).toEqual(new Set());
});

test('more collections than anyone looks through may be of all environments', async () => {
  const {begin, look} = watch();
  await begin();
  for (let i = 0; i < 500; i++) await collect(other, 'ldn');
  expect(await look()).toBe('all');
});
