import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Remembering} from '../../source/cli/remember-verdicts.ts';
import {rememberVerdicts} from '../../source/cli/remember-verdicts.ts';
import type {TaskReport} from '../../source/collect/collection-task.ts';
import type {Outcome} from '../../source/domain/collection.ts';
import type {Environment} from '../../source/domain/environment.ts';
import type {RunObservation} from '../../source/domain/run.ts';
import type {Day, EpochMs} from '../../source/domain/time.ts';
import {addDays, formatInstant} from '../../source/domain/time.ts';
import {readJudgedJobs} from '../../source/report/read-report.ts';
import {openStore} from '../../source/store/sqlite-store.ts';
import type {Store} from '../../source/store/store.ts';
import {at, DAY, environment, expectation} from '../analysis/facts.ts';
import {collection, createStore} from '../store/place.ts';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {runMain} from './run-main.ts';

const NEXT = addDays(DAY, 1);
/** Due at 23:50, missing after 00:20. */
const evening = environment({
  expectations: [
    expectation({
      timing: {kind: 'cron', expression: '50 23 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
    }),
  ],
});

let store: Store;
let judged: Day[];
beforeEach(async () => {
  store = await createStore();
  judged = [];
});

type Asked = {day: Day; startedAt: EpochMs; runs?: Partial<RunObservation>[]; outcome?: Outcome};

async function collectOnly(...asked: Asked[]): Promise<TaskReport[]> {
  const tasks: TaskReport[] = [];
  for (const {day, startedAt, runs = [], outcome = runs.length > 0 ? 'ok' : 'empty'} of asked) {
    const task = {environment: 'prod', source: 'cron', businessDay: day};
    const observed = runs.map(run => ({
      job: 'backup',
      runKey: '1',
      businessDay: day,
      status: 'succeeded' as const,
      ...run,
    }));
    const {id, rows, changedDays} = await store.recordCollection(
      collection({runs: observed}, {...task, adapter: 'cron', startedAt, outcome}),
    );
    tasks.push({
      ...task,
      outcome,
      collection: id,
      isShared: false,
      rows,
      rejected: 0,
      durationMs: 1000,
      changedDays,
    });
  }
  return tasks;
}

function remembering(now: EpochMs, days?: Day[]): Remembering {
  judged = [];
  return {
    store,
    environments: async () => [evening],
    judge(own: Environment, day) {
      judged.push(day);
      return readJudgedJobs(store, own, {now, day});
    },
    days,
  };
}

/** Collects these days at once and remembers what that says. */
async function refresh(...asked: Asked[]): Promise<void> {
  const tasks = await collectOnly(...asked);
  const now = Math.max(...asked.map(({startedAt}) => startedAt)) + 1000;
  await rememberVerdicts(tasks, remembering(now));
}

const verdictsOf = async (day: Day): Promise<string[]> =>
  (await store.readVerdictChanges({from: day, to: day})).map(
    ({verdict, at: since}) => `${verdict} ${formatInstant(since).slice(11, 19)}`,
  );

describe('the last slot of yesterday, whose deadline lies after midnight,', () => {
  beforeEach(() => refresh({day: DAY, startedAt: at('23:55')}));

  /** Midnight has passed: yesterday is complete, but its last slot may still begin. */
  const close = (): Promise<void> =>
    refresh({day: NEXT, startedAt: at('00:05', NEXT)}, {day: DAY, startedAt: at('00:05', NEXT)});

  test('is remembered as missing when both days are known after it', async () => {
    await close();
    await refresh({day: DAY, startedAt: at('00:21', NEXT)});
    expect(await verdictsOf(DAY)).toEqual([]);
    await refresh({day: NEXT, startedAt: at('00:25', NEXT)});
    expect(await verdictsOf(DAY)).toEqual(['missing 00:20:00']);
  });

  test('is remembered although the first collection after it failed', async () => {
    await close();
    await refresh(
      {day: DAY, startedAt: at('00:30', NEXT)},
      {day: NEXT, startedAt: at('00:30', NEXT), outcome: 'timeout'},
    );
    for (const time of ['01:00', '02:00', '03:00'])
      await refresh({day: NEXT, startedAt: at(time, NEXT), outcome: 'timeout'});
    expect(await verdictsOf(DAY)).toEqual([]);
    await refresh({day: NEXT, startedAt: at('04:00', NEXT)});
    expect(await verdictsOf(DAY)).toEqual(['missing 00:20:00']);
  });

  test('is remembered as made good by a late run, whenever that ends', async () => {
    await close();
    await refresh({day: NEXT, startedAt: at('00:25', NEXT)}, {day: DAY, startedAt: at('00:25', NEXT)});
    const late = {startedAt: at('00:40', NEXT)};
    await refresh({day: NEXT, startedAt: at('00:45', NEXT), runs: [{...late, status: 'running'}]});
    const over = {...late, endedAt: at('05:00', NEXT)};
    await refresh({day: NEXT, startedAt: at('05:05', NEXT), runs: [over]});
    expect(await verdictsOf(DAY)).toEqual(['missing 00:20:00', 'ok-late 05:00:00']);
    expect(await verdictsOf(NEXT)).toEqual([]);
  });

  test('is remembered when its run, of yesterday, ends in what is collected for today', async () => {
    const begun = {startedAt: at('23:51'), businessDay: DAY};
    await refresh({day: NEXT, startedAt: at('00:05', NEXT), runs: [{...begun, status: 'running'}]});
    await refresh({
      day: NEXT,
      startedAt: at('06:00', NEXT),
      runs: [{...begun, status: 'failed', endedAt: at('05:59', NEXT)}],
    });
    expect(await verdictsOf(DAY)).toEqual(['failed 05:59:00']);
  });

  test('is not judged again once nothing can change', async () => {
    await close();
    await refresh({day: NEXT, startedAt: at('00:25', NEXT)}, {day: DAY, startedAt: at('00:25', NEXT)});
    await refresh({day: NEXT, startedAt: at('00:35', NEXT)});
    expect(judged).toEqual([NEXT, DAY]);
    await refresh({day: NEXT, startedAt: at('00:40', NEXT)});
    expect(judged).toEqual([NEXT]);
    await refresh({day: NEXT, startedAt: at('12:00', NEXT), runs: [{startedAt: at('11:59', NEXT)}]});
    expect(judged).toEqual([NEXT]);
  });

  test('is remembered once, however often it is judged', async () => {
    await close();
    for (const time of ['00:21', '00:22', '00:23'])
      await refresh({day: NEXT, startedAt: at(time, NEXT)}, {day: DAY, startedAt: at(time, NEXT)});
    expect(await verdictsOf(DAY)).toEqual(['missing 00:20:00']);
  });
});

test('a backfill judges every day that was asked for, also what an earlier one has collected and was cut off', async () => {
  const days = [NEXT, DAY];
  await collectOnly(
    {day: DAY, startedAt: at('06:00', NEXT)},
    {day: NEXT, startedAt: at('06:00', addDays(DAY, 2))},
  );
  await rememberVerdicts([], remembering(at('06:01', addDays(DAY, 2)), days));
  expect(judged).toEqual(days);
});

describe('the program', () => {
  let place: Place;
  afterEach(() => place.remove());

  const JOBS = 'sources: [{adapter: csv, command: [sh, -c, "echo job,status,startedAt; : {date}"]}]';
  const TODAY = formatInstant(Date.now()).slice(0, 10);
  const [day, next] = [addDays(TODAY, -3), addDays(TODAY, -2)];

  async function collect(now: EpochMs, ...range: string[]): Promise<void> {
    const argv = ['collect', '--config', place.config, ...range];
    const {code, stderr} = await runMain(argv, {now, env: place.env});
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
  }

  async function readPlace<T>(read: (opened: Store) => Promise<T>): Promise<T> {
    const opened = await openStore({path: place.database, mode: 'read'});
    try {
      return await read(opened);
    } finally {
      await opened.close();
    }
  }

  test('remembers after midnight what was due before', async () => {
    place = createPlace(`
  prod:
    ${JOBS}
    expect: [{job: LOAD, schedule: "50 23 * * *", grace: 30m}]`);
    await collect(at('23:55', day));
    await collect(at('00:25', next));
    const missed = await readPlace(opened => opened.readVerdictDays('missing', {from: day, to: TODAY}));
    expect(missed).toEqual(new Map([['prod', new Set([day])]]));
  });

  test('knows the holidays of the year that it backfills', async () => {
    place = createPlace(
      `
  prod:
    calendar: uk
    ${JOBS}
    expect: [{job: LOAD, schedule: "0 2 * * *"}]`,
      'calendars: {uk: {country: GB}}',
    );
    await collect(at('12:00', TODAY), '--from', '2024-12-25', '--to', '2024-12-25');
    const changes = await readPlace(opened =>
      opened.readVerdictChanges({from: '2024-12-25', to: '2024-12-25'}),
    );
    expect(changes.map(({verdict}) => verdict)).toEqual(['excused']);
  });
});
