import {describe, expect, test} from 'vitest';
import type {Outcome} from '../../source/domain/collection.ts';
import {addDays, MINUTE_MS} from '../../source/domain/time.ts';
import type {Store} from '../../source/store/store.ts';
import {at, collection, createStore, DAY, run} from './place.ts';

const YESTERDAY = addDays(DAY, -1);

/** Two environments, two days, three jobs. */
async function createFleet(): Promise<Store> {
  const store = await createStore();
  await store.recordCollection(
    collection({
      runs: [
        run({job: 'SEND', runKey: '2', startedAt: at(9)}),
        run({job: 'LOAD', runKey: '3', status: 'waiting'}),
        run({job: 'LOAD', runKey: '2', startedAt: at(7)}),
        run({job: 'LOAD', runKey: '1', startedAt: at(5), status: 'failed'}),
        run({job: 'LOAD', runKey: '1', startedAt: at(-1400), businessDay: YESTERDAY}),
      ],
    }),
  );
  await store.recordCollection(
    collection(
      {runs: [run({job: 'RISK/EOD_1', startedAt: at(8)})]},
      {environment: 'dev-ldn', source: 'cron'},
    ),
  );
  return store;
}

const names = (rows: {environment: string; businessDay: string; job: string; runKey: string}[]): string[] =>
  rows.map(
    ({environment, businessDay, job, runKey}) => `${businessDay.slice(-2)} ${environment} ${job} ${runKey}`,
  );

describe("a day's runs", () => {
  test('are by job, each in order of start, those without one last', async () => {
    const store = await createFleet();
    const runs = await store.readDayRuns('prod-ldn', DAY);
    expect([...runs].map(([job, found]) => [job, found.map(({runKey}) => runKey)]).sort()).toEqual([
      ['LOAD', ['1', '2', '3']],
      ['SEND', ['2']],
    ]);
  });

  test('near an edge are those that started in the span, its end not included', async () => {
    const store = await createFleet();
    const edge = await store.readRunsStarted('prod-ldn', DAY, at(5), at(9));
    expect([...edge].map(([job, runs]) => [job, runs.length])).toEqual([['LOAD', 2]]);
  });

  test('whose key is their start are found near an edge too', async () => {
    const store = await createStore();
    await store.recordCollection(
      collection({runs: [run({runKey: '2026-11-23T06:40:00Z', startedAt: at(400)})]}),
    );
    expect((await store.readRunsStarted('prod-ldn', DAY, at(400), at(401))).size).toBe(1);
    expect((await store.readRunsStarted('prod-ldn', DAY, at(401), at(500))).size).toBe(0);
  });
});

describe('runs', () => {
  test('come newest day first, then by environment, job and start', async () => {
    const store = await createFleet();
    expect(names(await store.readRuns({from: YESTERDAY, to: DAY}))).toEqual([
      '23 dev-ldn RISK/EOD_1 4711',
      '23 prod-ldn LOAD 1',
      '23 prod-ldn LOAD 2',
      '23 prod-ldn LOAD 3',
      '23 prod-ldn SEND 2',
      '22 prod-ldn LOAD 1',
    ]);
  });

  test.each([
    [{job: 'LOAD', limit: 2}, ['23 prod-ldn LOAD 1', '23 prod-ldn LOAD 2']],
    [{job: 'LOAD', statuses: ['succeeded'] as const}, ['23 prod-ldn LOAD 2', '22 prod-ldn LOAD 1']],
    [{job: 'RISK/*'}, ['23 dev-ldn RISK/EOD_1 4711']],
    [
      {environment: 'prod-ldn', job: '*D', statuses: ['failed', 'waiting'] as const},
      ['23 prod-ldn LOAD 1', '23 prod-ldn LOAD 3', '23 prod-ldn SEND 2'].slice(0, 2),
    ],
    [{environment: 'prod-ldn', limit: 1}, ['23 prod-ldn LOAD 1']],
    [{statuses: ['waiting'] as const}, ['23 prod-ldn LOAD 3']],
    [{environment: 'elsewhere'}, []],
    [{job: 'NEVER'}, []],
  ])('can be chosen by %j', async (filter, expected) => {
    const store = await createFleet();
    expect(names(await store.readRuns({from: YESTERDAY, to: DAY, ...filter}))).toEqual(expected);
  });
});

describe('the last good run', () => {
  test('is the latest success on or before the day, also of an earlier day', async () => {
    const store = await createFleet();
    await store.recordCollection(
      collection({runs: [run({job: 'LOAD', runKey: '9', status: 'failed', businessDay: addDays(DAY, 1)})]}),
    );
    const read = async (until: string) =>
      (await store.readLastGood('prod-ldn', ['LOAD', 'NEVER'], until)).get('LOAD')?.businessDay;
    expect(await read(addDays(DAY, 1))).toBe(DAY);
    expect(await read(YESTERDAY)).toBe(YESTERDAY);
    expect(await read(addDays(YESTERDAY, -1))).toBeUndefined();
  });

  test('is found further back when the latest success was corrected', async () => {
    const store = await createFleet();
    await store.recordCollection(
      collection({runs: [run({job: 'LOAD', runKey: '2', startedAt: at(7), status: 'failed'})]}),
    );
    expect((await store.readLastGood('prod-ldn', ['LOAD'], DAY)).get('LOAD')?.businessDay).toBe(YESTERDAY);
  });

  test('of a job that never succeeded is absent', async () => {
    const store = await createStore();
    await store.recordCollection(collection({runs: [run({status: 'failed'})]}));
    expect((await store.readLastGood('prod-ldn', ['LOAD'], DAY)).size).toBe(0);
  });
});

describe('jobs', () => {
  test('tell their first and last day and the source that last reported a run', async () => {
    const store = await createFleet();
    await store.recordCollection(
      collection({counts: [{businessDay: YESTERDAY, count: 1, job: 'COUNTED'}]}, {source: 'other'}),
    );
    await store.recordCollection(collection({runs: [run({job: 'SEND', runKey: '5'})]}, {source: 'other'}));
    expect(await store.readJobs({environment: 'prod-ldn'})).toEqual([
      {environment: 'prod-ldn', job: 'COUNTED', firstDay: YESTERDAY, lastDay: YESTERDAY},
      {environment: 'prod-ldn', job: 'LOAD', source: 'control-m', firstDay: YESTERDAY, lastDay: DAY},
      {environment: 'prod-ldn', job: 'SEND', source: 'other', firstDay: DAY, lastDay: DAY},
    ]);
    expect(await store.readJobs({job: 'RISK/*'})).toMatchObject([{environment: 'dev-ldn'}]);
  });
});

describe('how many had started by an instant', () => {
  test('is a number a day, from the starts of its runs', async () => {
    const store = await createFleet();
    const days = [
      {day: DAY, until: at(7)},
      {day: YESTERDAY, until: at(-1401)},
      {day: addDays(DAY, -9), until: at(0)},
    ];
    expect([...(await store.readStartedBy('prod-ldn', days))]).toEqual([
      [DAY, 2],
      [YESTERDAY, 0],
    ]);
  });

  test('counts runs whose key is their start, and those of which only the end is known', async () => {
    const store = await createStore();
    const runs = [
      run({runKey: '2026-11-23T06:40:00Z', startedAt: at(400)}),
      run({runKey: 'B', endedAt: at(390)}),
      run({runKey: 'C', status: 'held', scheduledAt: at(1)}),
      run({runKey: 'D', status: 'unknown', scheduledAt: at(1)}),
    ];
    await store.recordCollection(collection({runs}));
    expect((await store.readStartedBy('prod-ldn', [{day: DAY, until: at(399)}])).get(DAY)).toBe(2);
    expect((await store.readStartedBy('prod-ldn', [{day: DAY, until: at(400)}])).get(DAY)).toBe(3);
  });

  test('takes the count that was known by then, and no day for which there was none', async () => {
    const store = await createStore();
    for (const [minutes, count] of [
      [60, 10],
      [120, 25],
    ] as const) {
      await store.recordCollection(
        collection({counts: [{businessDay: DAY, count}]}, {startedAt: at(minutes)}),
      );
    }
    const read = async (until: number) =>
      (await store.readStartedBy('prod-ldn', [{day: DAY, until}])).get(DAY);
    expect(await read(at(30))).toBeUndefined();
    expect(await read(at(90))).toBe(10);
    expect(await read(at(180))).toBe(25);
  });
});

describe('evidence', () => {
  test('is the latest attempt, answer and complete answer of a source and day, by their start', async () => {
    const store = await createStore();
    const outcomes = [
      ['ok', 10, 1],
      ['partial', 20, 1],
      ['timeout', 30, 1],
      ['exit', 25, 6],
    ] as const;
    for (const [outcome, minutes, lasted] of outcomes) {
      const durationMs = lasted * MINUTE_MS;
      await store.recordCollection(collection({}, {outcome, startedAt: at(minutes), durationMs}));
    }
    await store.recordCollection(collection({}, {businessDay: YESTERDAY, outcome: 'spawn'}));
    const [yesterday, today, ...others] = await store.readEvidence({from: YESTERDAY, to: DAY});
    expect(others).toEqual([]);
    expect(yesterday?.latest.outcome).toBe('spawn');
    expect(yesterday).not.toHaveProperty('latestAnswer');
    expect(today).toMatchObject({
      environment: 'prod-ldn',
      source: 'control-m',
      businessDay: DAY,
      latest: {outcome: 'timeout', startedAt: at(30)},
      latestAnswer: {outcome: 'partial', startedAt: at(20)},
      latestComplete: {outcome: 'ok', startedAt: at(10)},
    });
  });
});

describe('a clock that was ahead and has been set back', () => {
  const record = async (...attempts: [outcome: Outcome, minutes: number][]) => {
    const store = await createStore();
    for (const [outcome, minutes] of attempts)
      await store.recordCollection(collection({}, {outcome, startedAt: at(minutes)}));
    const [evidence] = await store.readEvidence({from: DAY, to: DAY});
    return evidence;
  };

  test('leaves no evidence that is dated later than what was collected since', async () => {
    const evidence = await record(['ok', 300], ['ok', 120]);
    expect(evidence).toMatchObject({
      latest: {startedAt: at(120)},
      latestAnswer: {startedAt: at(120)},
      latestComplete: {startedAt: at(120)},
    });
  });

  test('leaves what had been answered before, also when the next attempt fails', async () => {
    const evidence = await record(['ok', 100], ['partial', 110], ['ok', 300], ['exit', 120]);
    expect(evidence).toMatchObject({
      latest: {outcome: 'exit', startedAt: at(120)},
      latestAnswer: {outcome: 'partial', startedAt: at(110)},
      latestComplete: {outcome: 'ok', startedAt: at(100)},
    });
  });

  test('leaves no answer where there was none', async () => {
    const evidence = await record(['ok', 300], ['exit', 120]);
    expect(evidence?.latest.outcome).toBe('exit');
    expect(evidence).not.toHaveProperty('latestAnswer');
    expect(evidence).not.toHaveProperty('latestComplete');
  });

  test('is told from an answer that had to wait for the database', async () => {
    expect(await record(['ok', 120.5], ['exit', 120])).toMatchObject({
      latest: {outcome: 'ok', startedAt: at(120.5)},
    });
  });
});

describe('collections', () => {
  test('come back as they were recorded, newest first', async () => {
    const store = await createStore();
    const {observations, retiresSchedules, ...plain} = collection(
      {},
      {outcome: 'exit', exitCode: 2, error: 'exit code 2', stderrTail: 'no such server', startedAt: at(5)},
    );
    await store.recordCollection({...plain, observations, retiresSchedules});
    await store.recordCollection(collection({}, {environment: 'dev-ldn'}));
    expect(
      await store.readCollections({environment: 'prod-ldn', source: 'control-m', from: DAY, to: DAY}),
    ).toEqual([{...plain, id: 1, rows: 0}]);
    expect((await store.readCollections({limit: 1})).map(({id}) => id)).toEqual([2]);
    expect(await store.readCollections({source: 'cron'})).toEqual([]);
  });
});

describe('kept values', () => {
  test('come back, and are undefined when there is none', async () => {
    const store = await createStore();
    await store.writeCache('holidays GB 2026', [{date: '2026-12-25'}]);
    expect(await store.readCache('holidays GB 2026')).toEqual([{date: '2026-12-25'}]);
    expect(await store.readCache('holidays FR 2026')).toBeUndefined();
  });
});
