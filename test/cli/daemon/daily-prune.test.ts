import {expect, test} from 'vitest';
import {createDailyPrune} from '../../../source/cli/daemon/daily-prune.ts';
import type {DaemonSubject} from '../../../source/cli/daemon/subject.ts';
import type {Day} from '../../../source/domain/time.ts';
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
    lastDay = '2026-11-22',
  }: {prune?: boolean; prunedAt?: number; fails?: (at: number) => boolean; lastDay?: Day | undefined} = {},
): Promise<{pruned: number[]; days: Day[]; events: string[]}> {
  const pruned: number[] = [];
  const days: Day[] = [];
  const events: string[] = [];
  let now = 0;
  const status = {prunedAt};
  const keeper = {status, note: (changes: object) => void Object.assign(status, changes)};
  const store: Pick<Store, 'prune' | 'readLastDay'> = {
    readLastDay: async () => lastDay,
    async prune(_, today) {
      pruned.push(now);
      days.push(today);
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
  return {pruned, days, events};
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

test('goes on once a day when the clock has been set back', async () => {
  const back = [DAY_MS, DAY_MS + HOUR_MS, 2 * DAY_MS];
  expect((await pruneAt(back, {prunedAt: 300 * DAY_MS})).pruned).toEqual([DAY_MS, 2 * DAY_MS]);
  expect((await pruneAt([300 * DAY_MS, ...back])).pruned).toEqual([300 * DAY_MS, DAY_MS, 2 * DAY_MS]);
});

test('a clock that is a year ahead of all that ran makes nothing old', async () => {
  expect(await pruneAt([DAY_MS], {lastDay: '2025-11-20'})).toMatchObject({
    days: ['2025-11-20'],
    events: ['prune-held-back', 'pruned'],
  });
  expect(await pruneAt([DAY_MS], {lastDay: '2026-10-20'})).toMatchObject({
    days: ['2026-11-23'],
    events: ['pruned'],
  });
});
