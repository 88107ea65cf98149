import {beforeEach, describe, expect, test} from 'vitest';
import type {RunObservation, RunStatus} from '../../source/domain/run.ts';
import {addDays} from '../../source/domain/time.ts';
import {readJudgedJobs, readReport} from '../../source/report/read-report.ts';
import {recordVerdicts} from '../../source/report/verdict-changes.ts';
import type {Store} from '../../source/store/store.ts';
import {at, DAY, environment, expectation, traits} from '../analysis/facts.ts';
import {collection, createStore} from '../store/place.ts';

const own = environment({expectations: [expectation({})]});
const NEXT = addDays(DAY, 1);

let store: Store;

beforeEach(async () => {
  store = await createStore();
});

function backup(overrides: Partial<RunObservation>): RunObservation {
  return {job: 'backup', runKey: '1', businessDay: DAY, status: 'succeeded', ...overrides};
}

/** Records one answer of the only source; returns its id. */
async function collect(startedAt: number, runs: RunObservation[], businessDay = DAY): Promise<number> {
  const source = {environment: 'prod', source: 'cron', adapter: 'cron'};
  const outcome = runs.length > 0 ? 'ok' : 'empty';
  const {id} = await store.recordCollection(collection({runs}, {...source, businessDay, startedAt, outcome}));
  return id;
}

test('a finding names the collection that first saw it, however many came after', async () => {
  const failed = backup({status: 'failed', startedAt: at('02:00'), endedAt: at('02:05')});
  const first = await collect(at('02:10'), [failed]);
  for (const time of ['03:00', '04:00', '05:00']) await collect(at(time), [failed]);
  const {findings} = await readReport(store, [own], {now: at('06:45')});
  expect(findings).toMatchObject([{kind: 'failed', evidence: {id: first, outcome: 'ok'}}]);
});

describe('as of an instant in the past', () => {
  beforeEach(async () => {
    await collect(at('02:40'), []);
    await collect(at('06:00'), [backup({startedAt: at('05:00'), endedAt: at('05:30')})]);
  });

  const numbersAt = async (now: number) => {
    const {environments} = await readReport(store, [own], {now, knownAt: now});
    const {missing, late, total, history} = environments[0] ?? {};
    return {missing, late, total, shown: history?.at(-1)?.total};
  };

  test('only what was known then counts', async () => {
    expect(await numbersAt(at('02:41'))).toEqual({missing: 1, late: 0, total: 0, shown: null});
    expect(await numbersAt(at('06:45'))).toEqual({missing: 0, late: 1, total: 1, shown: 1});
  });

  test('what is known now is not what was known then', async () => {
    const {environments} = await readReport(store, [own], {now: at('02:41')});
    expect(environments[0]).toMatchObject({total: 1});
  });
});

test('a run after midnight is the late run of the evening before', async () => {
  const evening = environment({
    expectations: [
      expectation({
        timing: {kind: 'cron', expression: '50 23 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
      }),
    ],
  });
  const late = backup({businessDay: NEXT, startedAt: at('00:21', NEXT), endedAt: at('00:30', NEXT)});
  await collect(at('00:25', NEXT), []);
  await collect(at('06:00', NEXT), [late], NEXT);
  const {environments, findings} = await readReport(store, [evening], {now: at('06:45', NEXT), day: DAY});
  expect(environments[0]).toMatchObject({businessDay: DAY, ok: 1, late: 1, missing: 0});
  expect(findings).toMatchObject([{kind: 'late', job: 'backup'}]);
});

test('a late run after midnight that failed is one finding, of the evening before', async () => {
  const evening = environment({
    expectations: [
      expectation({
        timing: {kind: 'cron', expression: '50 23 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
      }),
    ],
  });
  const late = backup({
    businessDay: NEXT,
    status: 'failed',
    startedAt: at('00:05', NEXT),
    endedAt: at('00:06', NEXT),
  });
  await collect(at('06:00', NEXT), []);
  await collect(at('06:00', NEXT), [late], NEXT);
  const findingsOf = async (day: string) =>
    (await readReport(store, [evening], {now: at('06:45', NEXT), day})).findings.map(({id}) => id);
  expect(await findingsOf(DAY)).toEqual([`failed:prod:backup:${DAY}T23:50:00Z`]);
  expect(await findingsOf(NEXT)).toEqual([]);
});

test('an early run before midnight is found for the slot of the day after', async () => {
  const midnight = environment({
    expectations: [
      expectation({
        timing: {kind: 'cron', expression: '0 0 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
      }),
    ],
  });
  await collect(at('06:00', NEXT), [backup({startedAt: at('23:59:30'), endedAt: at('23:59:50')})]);
  await collect(at('06:00', NEXT), [], NEXT);
  const tallyOf = async (day: string) =>
    (await readReport(store, [midnight], {now: at('06:45', NEXT), day})).environments[0];
  expect(await tallyOf(NEXT)).toMatchObject({ok: 1, early: 1, missing: 0});
  expect(await tallyOf(DAY)).toMatchObject({ok: 0, unknown: 1});
});

test('the last good run of a missing job is found on an earlier day', async () => {
  const before = addDays(DAY, -3);
  await collect(at('06:00', before), [backup({businessDay: before, startedAt: at('02:00', before)})], before);
  await collect(at('06:41'), []);
  const {findings} = await readReport(store, [own], {now: at('06:45')});
  expect(findings).toMatchObject([{kind: 'missing', lastGoodRun: {businessDay: before}}]);
});

test('changed verdicts are remembered once, dated when they came to be', async () => {
  await collect(at('06:00'), []);
  const remember = async (now: number) => {
    await recordVerdicts(store, await readJudgedJobs(store, own, {now}));
    return (await store.readVerdictChanges({from: DAY, to: DAY})).length;
  };
  expect(await remember(at('06:01'))).toBe(1);
  expect(await remember(at('06:02'))).toBe(1);
  await collect(at('07:00'), [backup({startedAt: at('06:30'), endedAt: at('06:40')})]);
  expect(await remember(at('07:01'))).toBe(2);
  const changes = await store.readVerdictChanges({from: DAY, to: DAY});
  expect(changes.map(({verdict, at: since}) => [verdict, since])).toEqual([
    ['missing', at('02:30')],
    ['ok-late', at('06:40')],
  ]);
});

test('a pattern stands for the jobs that were seen lately', async () => {
  const before = addDays(DAY, -36);
  await collect(at('06:00', before), [backup({job: 'EOD_OLD', businessDay: before})], before);
  await collect(at('06:41'), [backup({job: 'EOD_NEW', startedAt: at('02:00')})]);
  const patterned = environment({expectations: [expectation({job: 'EOD_*'})]});
  const {environments} = await readReport(store, [patterned], {now: at('06:45')});
  expect(environments[0]).toMatchObject({expected: 1, ok: 1});
});

describe('runs that failed, of those that are only counted', () => {
  const counted = environment({
    sources: [{name: 'warehouse', adapter: 'count', traits: {...traits, hasRuns: false}}],
  });
  const record = (time: string, counts: {status?: RunStatus; job?: string; count: number}[]) =>
    store.recordCollection(
      collection(
        {counts: counts.map(count => ({businessDay: DAY, ...count}))},
        {
          ...{environment: 'prod', source: 'warehouse', adapter: 'count'},
          ...{businessDay: DAY, startedAt: at(time)},
        },
      ),
    );
  const read = () => readReport(store, [counted], {now: at('06:45')});

  test('are one finding of the environment, with how many of how many', async () => {
    const {id} = await record('06:40', [
      {status: 'succeeded', count: 537},
      {status: 'failed', count: 3},
      {status: 'waiting', count: 9},
    ]);
    const {environments, findings, totals} = await read();
    expect(findings).toMatchObject([
      {
        kind: 'failed',
        job: null,
        found: 3,
        since: '2026-11-23T06:40:00Z',
        evidence: {id},
        explanation: '3 of 540 runs failed, says warehouse, which tells only how many',
      },
    ]);
    expect([environments[0]?.state, environments[0]?.failed, totals.failed]).toEqual(['problem', 3, 3]);
  });

  test('are another finding when there are more of them, and none when there are none', async () => {
    await record('06:00', [{status: 'failed', count: 3}]);
    const [first] = (await read()).findings;
    await record('06:20', [{status: 'failed', count: 4}]);
    const [second] = (await read()).findings;
    expect([first?.found, second?.found]).toEqual([3, 4]);
    expect(second?.id).not.toBe(first?.id);
    await record('06:40', [{status: 'succeeded', count: 4}]);
    expect((await read()).findings).toEqual([]);
  });

  test('are the job’s where it is named, unless its runs are known', async () => {
    await record('06:40', [
      {job: 'LOAD', status: 'failed', count: 1},
      {job: 'backup', status: 'failed', count: 2},
    ]);
    await store.recordCollection(
      collection(
        {runs: [backup({startedAt: at('02:00'), endedAt: at('02:05')})]},
        {...{environment: 'prod', source: 'cron', adapter: 'cron'}, startedAt: at('06:41')},
      ),
    );
    expect((await read()).findings).toMatchObject([{kind: 'failed', job: 'LOAD', found: 1}]);
  });
});

describe('what another process records while the facts are read', () => {
  const latestOnly = environment({
    expectations: [expectation({})],
    sources: [{name: 'cron', adapter: 'autosys', traits: {...traits, hasHistory: false, isLatestOnly: true}}],
  });

  test.each([
    ['of a source that tells all runs', own],
    ['of a source that tells only the latest', latestOnly],
  ])('proves no absence of the run that it tells of, %s', async (_, judged) => {
    await collect(at('02:10'), []);
    const busy: Store = {
      ...store,
      async readDayRuns(...query) {
        const runs = await store.readDayRuns(...query);
        await collect(at('02:40'), [backup({startedAt: at('02:00'), endedAt: at('02:05')})]);
        return runs;
      },
    };
    const {environments} = await readReport(busy, [judged], {now: at('02:41')});
    expect(environments[0]).toMatchObject({missing: 0, unknown: 1});
    const after = await readReport(store, [judged], {now: at('02:41')});
    expect(after.environments[0]).toMatchObject({missing: 0, ok: 1});
  });
});
