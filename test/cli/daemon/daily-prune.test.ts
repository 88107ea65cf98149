import {expect, test} from 'vitest';
import {createDailyPrune} from '../../../source/cli/daemon/daily-prune.ts';
import type {DaemonSubject} from '../../../source/cli/daemon/subject.ts';
import {DAY_MS, HOUR_MS} from '../../../source/domain/time.ts';
import type {Store} from '../../../source/store/store.ts';

const NOTHING = {
  runs: 0,
  days: 0,
  counts: 0,
  changes: 0,
  collections: 0,
  acknowledgements: 0,
  texts: 0,
  replaced: 0,
  isDryRun: false,
};

/** Calls it at these instants; answers with those at which something was deleted. */
async function pruneAt(
  instants: readonly number[],
  {
    prune = true,
    prunedAt,
    fails = () => false,
  }: {prune?: boolean; prunedAt?: number; fails?: (at: number) => boolean} = {},
): Promise<{pruned: number[]; events: string[]}> {
  const pruned: number[] = [];
  const events: string[] = [];
  let now = 0;
  const status = {prunedAt};
  const keeper = {status, note: (changes: object) => void Object.assign(status, changes)};
  const store: Pick<Store, 'prune'> = {
    async prune() {
      pruned.push(now);
      if (fails(now)) throw new Error('database is locked');
      return NOTHING;
    },
  };
  const subject = {
    config: {daemon: {prune}, retention: {}},
    store,
    now: () => now,
    today: () => '2026-11-23',
  };
  const work = createDailyPrune(keeper as never, (_, event) => void events.push(event));
  for (const at of instants) {
    now = at;
    await work(subject as unknown as DaemonSubject);
  }
  return {pruned, events};
}

const EVERY_HOUR = Array.from({length: 50}, (_, hour) => DAY_MS + hour * HOUR_MS);

test('once a day, also over a restart', async () => {
  expect((await pruneAt(EVERY_HOUR)).pruned).toEqual([DAY_MS, 2 * DAY_MS, 3 * DAY_MS]);
  expect((await pruneAt(EVERY_HOUR, {prunedAt: DAY_MS / 2})).pruned).toEqual([1.5 * DAY_MS, 2.5 * DAY_MS]);
});

test('never unless it is configured', async () => {
  expect((await pruneAt(EVERY_HOUR, {prune: false})).pruned).toEqual([]);
});

test('again an hour after it failed', async () => {
  const {pruned, events} = await pruneAt(EVERY_HOUR.slice(0, 4), {fails: at => at === DAY_MS});
  expect(pruned).toEqual([DAY_MS, DAY_MS + HOUR_MS]);
  expect(events).toEqual(['prune-failed', 'pruned']);
});

test('goes on where the clock was ahead and has been set back', async () => {
  expect((await pruneAt(EVERY_HOUR, {prunedAt: 1000 * DAY_MS})).pruned).toEqual([
    DAY_MS,
    2 * DAY_MS,
    3 * DAY_MS,
  ]);
  expect((await pruneAt([1000 * DAY_MS, DAY_MS, DAY_MS + HOUR_MS])).pruned).toEqual([1000 * DAY_MS, DAY_MS]);
});
