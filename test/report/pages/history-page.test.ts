import {beforeEach, describe, expect, test} from 'vitest';
import type {RunObservation, RunStatus} from '../../../source/domain/run.ts';
import type {Day} from '../../../source/domain/time.ts';
import {addDays} from '../../../source/domain/time.ts';
import {openZone} from '../../../source/domain/zone.ts';
import {readHistoryPage, readJobHistoryPage} from '../../../source/report/pages/history-page.ts';
import type {HistoryPage} from '../../../source/report/pages/pages.ts';
import type {Moment} from '../../../source/report/read-facts.ts';
import type {Store} from '../../../source/store/store.ts';
import {at, DAY, environment, expectation} from '../../analysis/facts.ts';
import {createStore} from '../../store/place.ts';
import {backup, collect, judge, lastDays, remember} from './place.ts';

const NOW = at('12:30');
const own = environment();

let store: Store;

beforeEach(async () => {
  store = await createStore();
});

function read(days: number, moment: Partial<Moment> = {}): Promise<HistoryPage> {
  return readHistoryPage(store, [own], days, {now: NOW, ...moment});
}

async function collectRuns(businessDay: Day, count: number, status: RunStatus = 'succeeded'): Promise<void> {
  const runs = Array.from({length: count}, (_, index) =>
    backup({businessDay, runKey: `${status} ${index}`, status}),
  );
  await collect(store, {businessDay, runs});
}

describe('the days of an environment', () => {
  test('are marked by their runs, the worst first, whatever other runs did', async () => {
    const statuses: RunStatus[] = ['failed', 'cancelled', 'unknown', 'running', 'waiting', 'succeeded'];
    for (const [index, day] of lastDays(6).entries()) {
      await collectRuns(day, 2);
      await collectRuns(day, 1, statuses[index]);
    }
    expect((await read(8)).rows).toMatchObject([
      {name: 'prod', marks: '  FXURRK', totals: [null, null, 3, 3, 3, 3, 2, 2]},
    ]);
  });

  test.each<[title: string, marks: string, others: Partial<RunObservation>[], tally: number]>([
    ['a later success of its job made good', 'L', [{startedAt: at('02:00')}], 2],
    ['only another job succeeded after', 'F', [{startedAt: at('02:00'), job: 'other'}], 2],
    ['its job succeeded before', 'F', [{startedAt: at('00:30')}], 2],
    [
      'another job’s failure was not made good with',
      'F',
      [{startedAt: at('02:00')}, {startedAt: at('03:00'), job: 'other', status: 'failed'}],
      3,
    ],
    [
      'another job’s cancelled run was not made good with',
      'X',
      [{startedAt: at('02:00')}, {startedAt: at('03:00'), job: 'other', status: 'cancelled'}],
      3,
    ],
  ])('with a failure that %s are %s, judged or remembered', async (_, marks, others, total) => {
    const failed = backup({runKey: 'failed', status: 'failed', startedAt: at('01:00')});
    const runs = [failed, ...others.map((other, index) => backup({runKey: `${index}`, ...other}))];
    await collect(store, {runs});
    expect((await read(1)).rows).toMatchObject([{marks, totals: [total]}]);
    const judged = await judge(store, own, {now: NOW});
    expect((await readHistoryPage(store, [own], 1, {now: NOW}, [judged])).rows[0]?.marks).toBe(marks);
  });

  test('on which a slot was judged failed have failed, whatever ran after it', async () => {
    const [yesterday = ''] = lastDays(2);
    await collectRuns(yesterday, 1);
    await store.recordVerdictChanges([
      {environment: 'prod', businessDay: yesterday, job: 'backup', at: NOW, verdict: 'failed'},
    ]);
    expect((await read(2)).rows[0]?.marks).toBe('F ');
  });

  test('are missing where a run was, until it was seen', async () => {
    const expecting = environment({expectations: [expectation({})]});
    const [before = '', yesterday = ''] = lastDays(3);
    for (const businessDay of [before, yesterday]) {
      await collect(store, {businessDay, runs: [backup({businessDay, job: 'other'})]});
      await remember(store, expecting, {now: at('12:30', businessDay), day: businessDay});
    }
    expect((await read(3)).rows[0]?.marks).toBe('MM ');
    const late = backup({businessDay: yesterday, startedAt: at('13:00', yesterday)});
    await collect(store, {businessDay: yesterday, startedAt: at('14:00', yesterday), runs: [late]});
    await remember(store, expecting, {now: at('15:00', yesterday), day: yesterday});
    expect((await read(3)).rows[0]?.marks).toBe('MK ');
  });

  test('on which nothing ran are known where a source answered, else not', async () => {
    const [, yesterday = ''] = lastDays(3);
    await collect(store, {businessDay: yesterday, changes: {outcome: 'empty'}});
    await collect(store, {changes: {outcome: 'timeout'}});
    expect((await read(3)).rows).toMatchObject([{marks: ' . ', totals: [null, 0, null]}]);
  });

  test('of which only numbers are known are ok', async () => {
    await collect(store, {counts: [{businessDay: DAY, count: 1204}]});
    expect((await read(1)).rows).toMatchObject([{marks: 'K', totals: [1204]}]);
  });

  test('whose runs were pruned keep their numbers', async () => {
    const [before = ''] = lastDays(10);
    await collectRuns(before, 4, 'failed');
    await store.prune({runsDays: 2}, DAY, false);
    expect((await read(10)).rows[0]).toMatchObject({
      marks: `F${' '.repeat(9)}`,
      totals: [4, ...Array(9).fill(null)],
    });
  });

  test('go up to an earlier day when it is asked for', async () => {
    await collectRuns(addDays(DAY, -1), 1);
    await collectRuns(DAY, 2);
    expect(await read(2, {day: addDays(DAY, -1)})).toMatchObject({
      from: addDays(DAY, -2),
      to: addDays(DAY, -1),
      rows: [{marks: ' K', totals: [null, 1]}],
    });
  });

  test('end with the day of the zone furthest ahead, which is the future elsewhere', async () => {
    const kiritimati = environment({
      name: 'east',
      timezone: 'Pacific/Kiritimati',
      clock: {zone: openZone('Pacific/Kiritimati'), dayStartMs: 0},
    });
    await collectRuns(DAY, 1);
    const page = await readHistoryPage(store, [own, kiritimati], 2, {now: NOW});
    expect(page).toMatchObject({to: addDays(DAY, 1), rows: [{name: 'prod', marks: 'K '}, {name: 'east'}]});
  });

  test('as of an instant show the present day only as it was judged then', async () => {
    await collectRuns(addDays(DAY, -1), 1);
    await collect(store, {startedAt: at('02:10'), runs: [backup({runKey: '1'})]});
    await collect(store, {startedAt: at('06:00'), runs: [backup({runKey: '2', status: 'failed'})]});
    const moment = {now: at('03:00'), knownAt: at('03:00')};
    expect((await read(2, moment)).rows).toMatchObject([{marks: 'K.', totals: [1, 0]}]);
    const judged = await judge(store, own, moment);
    const page = await readHistoryPage(store, [own], 2, moment, [judged]);
    expect(page.rows).toMatchObject([{marks: 'KK', totals: [1, 1]}]);
    expect((await read(2)).rows).toMatchObject([{marks: 'KF', totals: [1, 2]}]);
  });

  test('have a judged day as it was judged', async () => {
    const expecting = environment({expectations: [expectation({})]});
    await collectRuns(DAY, 0);
    const judged = await judge(store, expecting, {now: NOW});
    const page = await readHistoryPage(store, [expecting], 2, {now: NOW}, [judged]);
    expect(page.rows).toMatchObject([{marks: ' M'}]);
  });
});

test('marks are by calendar days, also over a clock change', async () => {
  const sunday = '2026-03-29';
  for (const week of [0, 1, 2, 3]) await collectRuns(addDays(sunday, -7 * week), 10 + week);
  const moment = {now: at('12:00', '2026-03-30')};
  expect(await read(2, moment)).toMatchObject({
    from: sunday,
    to: '2026-03-30',
    rows: [{marks: 'K ', totals: [10, null]}],
  });
});

test("an environment's jobs are those seen in the range or there on the day, by name", async () => {
  const expecting = environment({expectations: [expectation({job: 'declared'})]});
  const old = addDays(DAY, -40);
  await collect(store, {businessDay: old, runs: [backup({job: 'old', businessDay: old})]});
  await collect(store, {
    businessDay: addDays(DAY, -5),
    runs: [backup({job: 'recent', businessDay: addDays(DAY, -5)})],
  });
  await collect(store, {runs: [backup({job: 'A'}), backup({job: 'b'})]});
  const judged = await judge(store, expecting, {now: NOW});
  expect(await readJobHistoryPage(store, judged, 30)).toEqual({
    from: addDays(DAY, -29),
    to: DAY,
    rows: ['A', 'b', 'declared', 'recent'].map(name => ({name, marks: null, totals: null})),
  });
});
