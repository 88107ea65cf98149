import {beforeEach, describe, expect, test} from 'vitest';
import type {Acknowledgement} from '../../source/domain/acknowledgement.ts';
import {createAcknowledgement} from '../../source/domain/acknowledgement.ts';
import type {Environment} from '../../source/domain/environment.ts';
import type {RunObservation} from '../../source/domain/run.ts';
import {addDays} from '../../source/domain/time.ts';
import type {Moment} from '../../source/report/read-facts.ts';
import {readJudgedDays, readJudgedJobs, readReport} from '../../source/report/read-report.ts';
import type {StatusReport} from '../../source/report/status-report.ts';
import {recordVerdicts} from '../../source/report/verdict-changes.ts';
import type {CollectionInput, Store} from '../../source/store/store.ts';
import {at, DAY, environment, expectation, traits} from '../analysis/facts.ts';
import {collection, createStore} from '../store/place.ts';

const NEXT = addDays(DAY, 1);
const NOW = at('06:45');
const MISSING = 'missing:prod:backup:2026-11-23T02:00:00Z';
const own = environment({expectations: [expectation({})]});

let store: Store;

beforeEach(async () => {
  store = await createStore();
});

async function collect(
  startedAt: number,
  runs: Partial<RunObservation>[] = [],
  changes: Partial<CollectionInput> = {},
): Promise<void> {
  const observed = runs.map(run => ({
    job: 'backup',
    runKey: '1',
    businessDay: changes.businessDay ?? DAY,
    status: 'succeeded' as const,
    ...run,
  }));
  const source = {environment: 'prod', source: 'cron', adapter: 'cron'};
  await store.recordCollection(collection({runs: observed}, {...source, startedAt, ...changes}));
}

function acknowledge(finding: string, changes: Partial<Acknowledgement> = {}): Promise<void> {
  const said = {finding, kind: 'acknowledged', by: 'ops1', at: at('06:42'), note: 'vendor called'} as const;
  return store.acknowledge([createAcknowledgement({...said, ...changes})]);
}

function report(moment: Partial<Moment> = {}, shown: Environment = own): Promise<StatusReport> {
  return readReport(store, [shown], {now: NOW, ...moment});
}

const stateOf = ({environments}: StatusReport): string | undefined => environments[0]?.state;

describe('an acknowledged finding', () => {
  beforeEach(async () => {
    await collect(at('06:41'));
    await acknowledge(MISSING, {until: at('08:00')});
  });

  test('says who, when, until when and why, and keeps its facts', async () => {
    const {findings, totals, environments} = await report();
    expect(findings).toMatchObject([
      {
        id: MISSING,
        kind: 'missing',
        verdict: 'missing',
        acknowledgement: {
          kind: 'acknowledged',
          by: 'ops1',
          at: '2026-11-23T06:42:00Z',
          until: '2026-11-23T08:00:00Z',
          note: 'vendor called',
        },
      },
    ]);
    expect(totals).toMatchObject({missing: 1, acknowledged: 1});
    expect(environments[0]).toMatchObject({state: 'acknowledged', missing: 1, acknowledged: 1});
  });

  test.each([
    [at('08:00') - 1, 'acknowledged', 1],
    [at('08:00'), 'problem', 0],
  ])('is at %i %s', async (now, state, acknowledged) => {
    await collect(now - 60_000);
    const shown = await report({now});
    expect([stateOf(shown), shown.totals.acknowledged]).toEqual([state, acknowledged]);
  });

  test('is a problem again when it is taken back', async () => {
    await store.withdrawAcknowledgements([MISSING], 'ops2', at('06:43'));
    const shown = await report();
    expect(stateOf(shown)).toBe('problem');
    expect(shown.findings[0]?.acknowledgement).toBeNull();
  });

  test.each([
    [at('06:41:30'), 'problem'],
    [at('06:42'), 'acknowledged'],
    [at('06:43'), 'problem'],
  ])('was as of %i %s', async (knownAt, state) => {
    await store.withdrawAcknowledgements([MISSING], 'ops2', at('06:43'));
    expect(stateOf(await report({now: knownAt, knownAt}))).toBe(state);
  });

  test('gives the report another id, and the same one the same', async () => {
    const first = await report();
    expect(await report()).toEqual(first);
    await store.withdrawAcknowledgements([MISSING], 'ops2', at('06:43'));
    expect((await report()).reportId).not.toBe(first.reportId);
  });
});

describe('the state of an environment', () => {
  const two = environment({expectations: [expectation({}), expectation({job: 'other'})]});
  const OTHER = MISSING.replace('backup', 'other');

  test.each([
    ['one of two problems is acknowledged', [MISSING], 'problem'],
    ['both are', [MISSING, OTHER], 'acknowledged'],
  ])('while %s', async (_, findings, state) => {
    await collect(at('06:41'));
    for (const finding of findings) await acknowledge(finding);
    expect(stateOf(await report({}, two))).toBe(state);
  });

  test('is acknowledged by a snooze as well', async () => {
    await collect(at('06:41'));
    await acknowledge(MISSING, {kind: 'snoozed', until: at('08:00')});
    expect(stateOf(await report())).toBe('acknowledged');
  });

  test('is stale, not acknowledged, when its data is old', async () => {
    await collect(at('06:20'));
    await acknowledge(MISSING);
    expect(stateOf(await report())).toBe('stale');
  });

  test('is ok when all that is acknowledged is a late run', async () => {
    await collect(at('06:41'), [{startedAt: at('05:00'), endedAt: at('05:10')}]);
    await acknowledge(MISSING.replace('missing', 'late'));
    expect(await report()).toMatchObject({environments: [{state: 'ok', acknowledged: 1}]});
  });
});

describe('a blind environment', () => {
  const failed = {outcome: 'timeout', error: 'no answer'} as const;
  const isAcknowledged = async (now: number, day?: string): Promise<boolean> => {
    const {findings} = await report({now, day});
    const blind = findings.find(({kind}) => kind === 'blind');
    expect(blind).toBeDefined();
    return blind?.acknowledgement !== null;
  };

  test('stays blind when that is acknowledged: nobody can see it', async () => {
    await collect(at('06:41'), [], failed);
    await acknowledge('blind:prod');
    expect(await isAcknowledged(NOW)).toBe(true);
    expect(await report()).toMatchObject({
      environments: [{state: 'blind', acknowledged: 1}],
      totals: {blind: 1, acknowledged: 1},
    });
  });

  test('stays acknowledged over the end of the business day', async () => {
    await collect(at('06:41'), [], failed);
    await acknowledge('blind:prod');
    expect(await isAcknowledged(at('00:01', NEXT))).toBe(true);
  });

  test('that was seen in between is blind anew', async () => {
    await collect(at('06:41'), [], failed);
    await acknowledge('blind:prod');
    await collect(at('23:00'));
    await collect(at('00:01', NEXT), [], {...failed, businessDay: NEXT});
    expect(await isAcknowledged(at('00:02', NEXT))).toBe(false);
  });

  test('is acknowledged until an instant, whatever is seen in between', async () => {
    await collect(at('06:41'), [], failed);
    await acknowledge('blind:prod', {until: at('09:00')});
    await collect(at('07:00'));
    await collect(at('08:00'), [], failed);
    expect(await isAcknowledged(at('08:01'))).toBe(true);
    expect(await isAcknowledged(at('09:00'))).toBe(false);
  });

  test('stays acknowledged while another of its sources answers', async () => {
    const sources = ['cron', 'count'].map(name => ({name, adapter: name, traits}));
    const both = environment({sources});
    await collect(at('06:41'), [], failed);
    await acknowledge('blind:prod');
    await collect(at('06:43'), [], {source: 'count'});
    const {findings} = await report({}, both);
    expect(findings).toMatchObject([{kind: 'blind', acknowledgement: {by: 'ops1'}}]);
  });

  test('on a day that is over is another finding than being blind now', async () => {
    await acknowledge('blind:prod:2026-11-23', {at: at('06:00', NEXT)});
    await collect(at('07:00', NEXT), [], {...failed, businessDay: NEXT});
    expect(await isAcknowledged(at('07:01', NEXT), DAY)).toBe(true);
    expect(await isAcknowledged(at('07:01', NEXT))).toBe(false);
  });
});

describe('a run that is held in the scheduler', () => {
  const held = {status: 'held', scheduledAt: at('02:00'), message: 'by ops'} as const;
  const slotAt = async (now: number) => {
    const [judged] = await readJudgedDays(store, [own], {now}, true);
    return judged?.jobs[0]?.slots[0];
  };

  beforeEach(() => collect(at('06:41'), [held]));

  test('is missing', async () => {
    expect(await report()).toMatchObject({totals: {missing: 1, excused: 0}, holds: []});
  });

  test('is excused when that is acknowledged, and stands among the holds with the id that undoes it', async () => {
    await acknowledge(MISSING);
    const {totals, environments, findings, holds} = await report();
    expect(totals).toMatchObject({missing: 0, excused: 1, expected: 0, acknowledged: 0});
    expect(environments[0]?.state).toBe('ok');
    expect(findings).toEqual([]);
    expect(holds).toMatchObject([
      {
        id: MISSING,
        verdict: 'excused',
        since: '2026-11-23T06:42:00Z',
        evidence: {startedAt: '2026-11-23T06:41:00Z'},
        explanation:
          'It was due at 02:00 and had until 02:30; it is held in the scheduler (by ops), says the complete answer of 06:41 (1 row)',
        acknowledgement: {by: 'ops1', note: 'vendor called'},
      },
    ]);
    expect(await slotAt(NOW)).toMatchObject({
      verdict: 'excused',
      reason: 'held in the scheduler, acknowledged by ops1: vendor called',
      acknowledgement: {finding: MISSING},
    });
  });

  test('is missing again when the acknowledgement is taken back', async () => {
    await acknowledge(MISSING);
    const [hold] = (await report()).holds;
    expect(await store.withdrawAcknowledgements([hold?.id ?? ''], 'ops2', at('06:43'))).toBe(1);
    expect(await report()).toMatchObject({totals: {missing: 1, excused: 0}, holds: []});
  });

  test.each([
    [at('08:00') - 1, 'excused'],
    [at('08:00'), 'missing'],
  ])('is at %i, with an acknowledgement until then, %s', async (now, verdict) => {
    await acknowledge(MISSING, {until: at('08:00')});
    expect((await slotAt(now))?.verdict).toBe(verdict);
  });

  test('is still missing when that is only snoozed', async () => {
    await acknowledge(MISSING, {kind: 'snoozed', until: at('08:00')});
    expect(await report()).toMatchObject({
      totals: {missing: 1, acknowledged: 1},
      findings: [{acknowledgement: {kind: 'snoozed'}}],
    });
  });

  test('that is released and runs is late, whatever was acknowledged', async () => {
    await acknowledge(MISSING);
    await collect(at('06:43'), [{status: 'succeeded', startedAt: at('06:42:30'), endedAt: at('06:42:50')}]);
    expect(await report()).toMatchObject({totals: {late: 1, excused: 0}, holds: []});
  });

  test('that was only waiting is missing, acknowledged or not', async () => {
    await collect(at('06:43'), [{...held, status: 'waiting'}]);
    await acknowledge(MISSING);
    expect(await report()).toMatchObject({totals: {missing: 1, acknowledged: 1}, holds: []});
  });

  test('tells of its verdicts in the order in which they came', async () => {
    const remember = async (now: number): Promise<void> => {
      await recordVerdicts(store, await readJudgedJobs(store, own, {now}));
    };
    await remember(at('06:41:30'));
    await acknowledge(MISSING);
    await remember(NOW);
    const changes = await store.readVerdictChanges({from: DAY, to: DAY});
    expect(changes.map(({verdict, at: since}) => [verdict, since])).toEqual([
      ['missing', at('02:30')],
      ['excused', at('06:42')],
    ]);
  });
});

describe('a finding has an id of its own', () => {
  test('as an entry of a plan, however its estimate moves', async () => {
    const plan = environment({
      sources: [{name: 'cron', adapter: 'control-m', traits: {...traits, isPlan: true}}],
    });
    const entries = (scheduledAt: number): Partial<RunObservation>[] =>
      ['7#0', '8#0'].map(runKey => ({runKey, status: 'waiting', scheduledAt}));
    const ids = async (): Promise<string[]> =>
      (await report({now: at('00:10', NEXT), day: DAY}, plan)).findings.map(({id}) => id);
    await collect(at('00:05', NEXT), entries(at('02:00')));
    const expected = ['missing:prod:backup:2026-11-23:7', 'missing:prod:backup:2026-11-23:8'];
    expect(await ids()).toEqual(expected);
    await collect(at('00:06', NEXT), entries(at('03:00')));
    expect(await ids()).toEqual(expected);
  });

  test('on every day: the number of runs and the run key may be the same on another', async () => {
    const limits = environment({
      expectations: [
        {kind: 'count', max: 0},
        {kind: 'count', max: 1, min: 9},
      ],
    });
    const runs = [
      {runKey: '1', status: 'failed', startedAt: at('03:00')},
      {runKey: '2', startedAt: at('02:00')},
    ] as const;
    await collect(at('00:05', NEXT), [...runs]);
    const {findings} = await report({now: at('00:10', NEXT), day: DAY}, limits);
    expect(findings.map(({id}) => id)).toEqual([
      'failed:prod:backup:2026-11-23:1',
      'excess:prod:2026-11-23:0',
      'excess:prod:2026-11-23:1',
    ]);
    const few = environment({
      expectations: [
        {kind: 'count', min: 9},
        {kind: 'count', min: 3, byMs: 0},
      ],
    });
    const shown = await report({now: at('00:10', NEXT), day: DAY}, few);
    expect(shown.findings.filter(({kind}) => kind === 'short').map(({id}) => id)).toEqual([
      'short:prod:2026-11-23T00:00:00Z:3',
      'short:prod:2026-11-24T00:00:00Z:9',
    ]);
  });
});

describe('acknowledged drift', () => {
  const shown = environment({
    sources: [
      {name: 'cron', adapter: 'cron', traits},
      {name: 'crontab', adapter: 'crontab', traits: {...traits, hasRuns: false, hasSchedules: true}},
    ],
  });
  const listed = async (startedAt: number, isActive: boolean, businessDay = DAY): Promise<void> => {
    const timing = {kind: 'cron', expression: '0 2 * * *', timezone: 'UTC', policy: 'debian-cron'} as const;
    const schedules = [{job: 'load', timing, isActive, definition: '0 2 * * * load'}];
    const input = collection({schedules}, {environment: 'prod', source: 'crontab', startedAt, businessDay});
    await store.recordCollection({...input, adapter: 'crontab'});
  };
  const drifts = async (now: number): Promise<StatusReport['findings']> =>
    (await report({now}, shown)).findings.filter(({kind}) => kind === 'drift');

  test('stays so until it is mended; what drifts again is another finding', async () => {
    await listed(at('06:00'), false);
    const [first] = await drifts(NOW);
    expect(first).toMatchObject({job: 'load', acknowledgement: null});
    await acknowledge(first?.id ?? '');
    expect(await drifts(NOW)).toMatchObject([{acknowledgement: {by: 'ops1'}}]);
    await listed(at('06:00', NEXT), false, NEXT);
    expect(await drifts(at('06:45', NEXT))).toMatchObject([{id: first?.id, acknowledgement: {by: 'ops1'}}]);
    await listed(at('07:00', NEXT), true, NEXT);
    expect(await drifts(at('07:05', NEXT))).toEqual([]);
    await listed(at('08:00', NEXT), false, NEXT);
    expect(await drifts(at('08:05', NEXT))).toMatchObject([{job: 'load', acknowledgement: null}]);
  });
});
