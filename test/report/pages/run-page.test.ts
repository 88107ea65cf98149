import {beforeEach, describe, expect, test} from 'vitest';
import type {Day} from '../../../source/domain/time.ts';
import {addDays, MINUTE_MS} from '../../../source/domain/time.ts';
import type {RunPage} from '../../../source/report/pages/pages.ts';
import {readRunPage} from '../../../source/report/pages/run-page.ts';
import type {Moment} from '../../../source/report/read-facts.ts';
import type {Store} from '../../../source/store/store.ts';
import {at, DAY, environment, expectation} from '../../analysis/facts.ts';
import {createStore} from '../../store/place.ts';
import {backup, collect, judge, lastDays} from './place.ts';

const NOW = at('12:30');
const NEXT = addDays(DAY, 1);
const own = environment({expectations: [expectation({})]});

let store: Store;
let judgedDays: Day[];

beforeEach(async () => {
  store = await createStore();
  judgedDays = [];
});

async function pageOf(
  runKey: string,
  {
    businessDay = DAY,
    environment: of = own,
    ...moment
  }: Partial<Moment> & {businessDay?: Day; environment?: typeof own} = {},
): Promise<RunPage> {
  const full = {now: NOW, ...moment};
  const judgeDay = (day: Day) => {
    judgedDays.push(day);
    return judge(store, of, {...full, day});
  };
  return readRunPage(store, judgeDay, {job: 'backup', businessDay, runKey}, full);
}

test('a run is shown with every state it was seen in, the collections that saw them and its slot', async () => {
  const running = await collect(store, {
    startedAt: at('02:10'),
    runs: [backup({runKey: '1', status: 'running', startedAt: at('02:00')})],
  });
  const failed = await collect(store, {
    startedAt: at('02:40'),
    runs: [
      backup({
        runKey: '1',
        status: 'failed',
        startedAt: at('02:00'),
        endedAt: at('02:20'),
        exitCode: 8,
        message: 'no space',
      }),
    ],
  });
  const page = await pageOf('1');
  expect(page).toMatchObject({
    environment: 'prod',
    businessDay: DAY,
    run: {
      runKey: '1',
      status: 'failed',
      exitCode: 8,
      message: 'no space',
      durationMs: 20 * MINUTE_MS,
      seenIn: failed,
    },
    usual: null,
    raw: null,
  });
  expect(page.states).toEqual([
    {
      status: 'running',
      startedAt: at('02:00'),
      endedAt: null,
      exitCode: null,
      message: null,
      collection: expect.objectContaining({id: running, startedAt: at('02:10')}),
      seenIn: running,
    },
    expect.objectContaining({status: 'failed', endedAt: at('02:20'), seenIn: failed}),
  ]);
  expect(page.slot).toMatchObject({
    dueAt: at('02:00'),
    verdict: 'failed',
    explanation: 'It was due at 02:00; its run failed at 02:20 with exit code 8: no space',
    evidence: {id: failed},
  });
  expect(judgedDays).toEqual([DAY]);
});

test('a run that is not known (any more) leaves the page empty', async () => {
  await collect(store, {runs: [backup({startedAt: at('02:00')})]});
  const nothing = {run: null, states: [], slot: null, raw: null};
  expect(await pageOf('never')).toMatchObject(nothing);
  const [before = ''] = lastDays(30);
  await collect(store, {businessDay: before, runs: [backup({businessDay: before, runKey: 'old'})]});
  expect(await pageOf('old', {businessDay: before})).toMatchObject({run: {runKey: 'old'}});
  await store.prune({runsDays: 7}, DAY, false);
  expect(await pageOf('old', {businessDay: before})).toMatchObject(nothing);
});

test('a state outlives the collection that saw it', async () => {
  const [before = ''] = lastDays(30);
  const runs = [backup({businessDay: before, runKey: 'old', startedAt: at('02:00', before)})];
  const id = await collect(store, {businessDay: before, runs});
  // The answer that decides the day is kept with its runs; the one that saw the run first is not.
  await collect(store, {businessDay: before, startedAt: at('13:00', before), runs});
  await store.prune({collectionsDays: 7}, DAY, false);
  expect((await pageOf('old', {businessDay: before})).states).toMatchObject([{seenIn: id, collection: null}]);
});

test('as of an instant, later states are not known', async () => {
  await collect(store, {
    startedAt: at('02:10'),
    runs: [backup({runKey: '1', status: 'running', startedAt: at('02:00')})],
  });
  await collect(store, {
    startedAt: at('02:40'),
    runs: [backup({runKey: '1', startedAt: at('02:00'), endedAt: at('02:20')})],
  });
  const page = await pageOf('1', {now: at('02:30'), knownAt: at('02:30')});
  expect(page).toMatchObject({
    run: {status: 'running'},
    states: [{status: 'running'}],
    slot: {verdict: 'running'},
  });
});

describe('the slot', () => {
  const evening = environment({
    expectations: [
      expectation({
        timing: {kind: 'cron', expression: '50 23 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
      }),
    ],
  });

  test('of a run after midnight is the one of the evening before', async () => {
    await collect(store, {startedAt: at('00:25', NEXT)});
    const late = backup({
      businessDay: NEXT,
      runKey: '1',
      startedAt: at('00:21', NEXT),
      endedAt: at('00:30', NEXT),
    });
    await collect(store, {businessDay: NEXT, startedAt: at('06:00', NEXT), runs: [late]});
    const page = await pageOf('1', {businessDay: NEXT, now: at('06:45', NEXT), environment: evening});
    expect(page.slot).toMatchObject({dueAt: at('23:50'), verdict: 'ok-late'});
    expect(judgedDays).toEqual([NEXT, DAY]);
  });

  test('of a run before midnight is the first of the day after, which is a Tuesday', async () => {
    const early = environment({
      expectations: [
        expectation({
          timing: {kind: 'cron', expression: '0 0 * * 2', timezone: 'Europe/London', policy: 'debian-cron'},
        }),
      ],
    });
    await collect(store, {runs: [backup({runKey: '1', startedAt: at('23:59:30'), endedAt: at('23:59:50')})]});
    await collect(store, {businessDay: NEXT, startedAt: at('00:10', NEXT)});
    const page = await pageOf('1', {now: at('00:45', NEXT), environment: early});
    expect(page.slot).toMatchObject({dueAt: at('00:00', NEXT), verdict: 'ok-early'});
    expect(judgedDays).toEqual([DAY, NEXT]);
  });

  test('is none of a run that nobody expected, and no other day is judged for it', async () => {
    await collect(store, {runs: [backup({runKey: '1', startedAt: at('01:00')})]});
    expect(await pageOf('1')).toMatchObject({run: {runKey: '1'}, slot: null});
    expect(judgedDays).toEqual([DAY]);
  });
});

test('the usual duration is that of the runs up to the run', async () => {
  for (const businessDay of lastDays(8)) {
    const startedAt = at('02:00', businessDay);
    const run = backup({businessDay, runKey: businessDay, startedAt, endedAt: startedAt + 10 * MINUTE_MS});
    await collect(store, {businessDay, runs: [run]});
  }
  expect((await pageOf(DAY)).usual).toMatchObject({medianMs: 10 * MINUTE_MS, sample: 8});
  const [, , , fourth = ''] = lastDays(8);
  expect((await pageOf(fourth, {businessDay: fourth})).usual).toBeNull();
});

test('the text that a run was read from is shown while it is kept', async () => {
  const runs = [backup({runKey: '1', startedAt: at('02:00')})];
  await collect(store, {runs, readRunText: () => '2026-11-23 02:00 backup started'});
  expect((await pageOf('1')).raw).toBe('2026-11-23 02:00 backup started');
});
