import {readFileSync} from 'node:fs';
import {Ajv} from 'ajv';
import addFormats from 'ajv-formats';
import {describe, expect, test} from 'vitest';
import type {Acknowledgement} from '../../source/domain/acknowledgement.ts';
import {createAcknowledgement} from '../../source/domain/acknowledgement.ts';
import type {DailyTotal} from '../../source/domain/facts.ts';
import {emptyByStatus} from '../../source/domain/run.ts';
import {addDays} from '../../source/domain/time.ts';
import {buildReport} from '../../source/report/build-report.ts';
import {judgeEnvironment} from '../../source/report/judge-environment.ts';
import type {EnvironmentFacts} from '../../source/report/read-facts.ts';
import type {StatusReport} from '../../source/report/status-report.ts';
import {
  at,
  collection,
  DAY,
  environment,
  evidence,
  expectation,
  facts,
  run,
  traits,
} from '../analysis/facts.ts';

type ReportDay = Parameters<typeof facts>[0] & Partial<Pick<EnvironmentFacts, 'totals' | 'startedByNow'>>;

const NOW = at('06:45');
const collected = [evidence(collection())];

function report(...days: ReportDay[]): StatusReport {
  return reportAt(NOW, ...days);
}

function reportAt(now: number, ...days: ReportDay[]): StatusReport {
  const inputs = days.map(day => {
    const own: EnvironmentFacts = {
      ...facts(day),
      totals: day.totals ?? [],
      startedByNow: day.startedByNow ?? new Map(),
    };
    const lastGood = new Map([
      ['backup', run({businessDay: addDays(DAY, -1), startedAt: at('02:00', addDays(DAY, -1))})],
    ]);
    const collections = new Map(own.evidence.map(({latest}) => [latest.id, latest]));
    return {...judgeEnvironment(own, now), facts: own, lastGood, collections};
  });
  return buildReport(inputs, now);
}

const declared = environment({expectations: [expectation({})]});

describe('a missing run', () => {
  const {environments, findings, totals} = report({environment: declared, evidence: collected});

  test('is counted in its environment and in the totals', () => {
    expect(environments[0]).toMatchObject({state: 'problem', expected: 1, due: 1, ran: 0, missing: 1});
    expect(totals).toMatchObject({environments: 1, expected: 1, missing: 1, blind: 0});
  });

  test('is a finding that says when it was due, on what evidence it is missing, and when it last ran', () => {
    expect(findings).toEqual([
      {
        id: 'missing:prod:backup:2026-11-23T02:00:00Z',
        kind: 'missing',
        environment: 'prod',
        job: 'backup',
        due: '2026-11-23T02:00:00Z',
        deadline: '2026-11-23T02:30:00Z',
        verdict: 'missing',
        since: '2026-11-23T02:30:00Z',
        runKey: null,
        expected: null,
        found: null,
        band: null,
        evidence: expect.objectContaining({id: 9, startedAt: '2026-11-23T06:41:00Z', rows: 412}),
        lastGoodRun: expect.objectContaining({businessDay: '2026-11-22', startedAt: '2026-11-22T02:00:00Z'}),
        origin: 'declared',
        members: null,
        expectedEnd: null,
        explanation:
          'It was due at 02:00 and had until 02:30; no run was seen in the complete answer of 06:41 (412 rows)',
        causes: [{kind: 'never-seen', text: 'No source has ever shown a run of it; is its name right?'}],
        acknowledgement: null,
      },
    ]);
  });
});

test('a failure made good by a rerun is late, not failed', () => {
  const runs = [
    run({status: 'failed', startedAt: at('02:00'), endedAt: at('02:10')}),
    run({startedAt: at('02:15'), endedAt: at('02:20')}),
  ];
  const {environments, findings} = report({environment: declared, runs, evidence: collected});
  expect(environments[0]).toMatchObject({state: 'ok', ok: 1, late: 1, failed: 0, ran: 1});
  expect(findings).toMatchObject([
    {kind: 'late', explanation: '1 attempt failed (first at 02:10); a rerun at 02:15 made it good'},
  ]);
});

describe('a run that nobody expected', () => {
  const failed = run({
    job: 'adhoc',
    status: 'failed',
    startedAt: at('03:00'),
    endedAt: at('03:05'),
    exitCode: 8,
  });

  test('is a finding when it failed', () => {
    const {findings, totals} = report({runs: [failed], evidence: collected});
    expect(totals.failed).toBe(1);
    expect(findings).toMatchObject([{kind: 'failed', job: 'adhoc', due: null, runKey: failed.runKey}]);
    expect(findings[0]?.explanation).toBe(
      'Its run failed at 03:05 with exit code 8; nothing says when this job is due',
    );
  });

  test('is none when a later run of the job succeeded', () => {
    const good = run({job: 'adhoc', startedAt: at('04:00')});
    expect(report({runs: [failed, good], evidence: collected}).findings).toEqual([]);
  });
});

describe('freshness', () => {
  test('is blind without an answer for this day, and a finding with the error', () => {
    const failing = evidence(collection({outcome: 'timeout', error: 'no answer within 30s'}));
    const {environments, findings, totals} = report({environment: declared, evidence: [failing]});
    expect(environments[0]).toMatchObject({state: 'blind', unknown: 1, missing: 0});
    expect(totals.blind).toBe(1);
    expect(findings).toMatchObject([
      {kind: 'blind', explanation: 'Source cron: no answer within 30s; nothing is known of this day'},
    ]);
  });

  test.each([
    ['06:35:59', 'fresh', 'ok'],
    ['06:34:58', 'stale', 'stale'],
  ])('of an answer of %s is %s', (startedAt, state, environmentState) => {
    const {environments} = report({evidence: [evidence(collection({startedAt: at(startedAt)}))]});
    expect(environments[0]?.freshness.state).toBe(state);
    expect(environments[0]?.state).toBe(environmentState);
  });

  test('keeps the age of the last answer beside a failed attempt', () => {
    const attempts = evidence(
      collection({startedAt: at('06:00')}),
      collection({id: 10, startedAt: at('06:44'), outcome: 'exit', error: 'exit code 255'}),
    );
    const {environments, findings} = report({evidence: [attempts]});
    expect(environments[0]?.freshness).toMatchObject({
      state: 'stale',
      ageSeconds: 2699,
      sources: [{last: {outcome: 'exit'}}],
    });
    expect(findings).toMatchObject([
      {kind: 'blind', explanation: 'Source cron: exit code 255; its last answer is 44m old'},
    ]);
  });

  test('of a finished day does not age', () => {
    const after = at('00:05', addDays(DAY, 1));
    const {environments} = reportAt(at('12:00', addDays(DAY, 30)), {
      evidence: [evidence(collection({startedAt: after}))],
    });
    expect(environments[0]?.freshness.state).toBe('fresh');
  });
});

test('an environment without sources is blind, and says what it lacks', () => {
  const {environments, findings} = report({environment: environment({sources: []}), evidence: []});
  expect(environments[0]).toMatchObject({state: 'blind'});
  expect(findings).toMatchObject([
    {
      kind: 'blind',
      explanation: expect.stringContaining('No source of this environment tells of runs; add one'),
    },
  ]);
});

test('an environment whose sources tell only of schedules is blind, however fresh they are', () => {
  const sources = [
    {name: 'cron', adapter: 'crontab', traits: {...traits, hasRuns: false, hasSchedules: true}},
  ];
  const own = environment({sources, expectations: [expectation({})]});
  const {environments, findings} = report({environment: own, evidence: collected});
  expect(environments[0]).toMatchObject({state: 'blind', unknown: 1, freshness: {state: 'fresh'}});
  expect(findings).toMatchObject([
    {kind: 'blind', explanation: expect.stringContaining('No source of this environment tells of runs')},
  ]);
});

describe('the usual', () => {
  const total = (daysAgo: number, count: number): DailyTotal => ({
    environment: 'prod',
    businessDay: addDays(DAY, -daysAgo),
    byStatus: {...emptyByStatus(), succeeded: count},
    total: count,
  });

  test('of a finished day is the median of its weekday', () => {
    const totals = [total(0, 90), total(1, 1), total(7, 100), total(14, 120), total(21, 80), total(28, 100)];
    const {environments} = reportAt(at('12:00', addDays(DAY, 1)), {totals, evidence: collected});
    expect(environments[0]).toMatchObject({usual: 100, delta: -10});
  });

  test('of the present day compares with the same time of day', () => {
    const startedByNow = new Map([7, 14, 21].map(daysAgo => [addDays(DAY, -daysAgo), 30]));
    const {environments} = report({totals: [total(0, 33)], startedByNow, evidence: collected});
    expect(environments[0]).toMatchObject({usual: 30, delta: 3});
  });

  test('is not known from fewer than three days', () => {
    const {environments} = reportAt(at('12:00', addDays(DAY, 1)), {
      totals: [total(0, 9), total(7, 9)],
      evidence: collected,
    });
    expect(environments[0]).toMatchObject({usual: null, delta: null});
  });

  test('history has 30 days, those that are not known empty', () => {
    const [own] = report({
      totals: [total(0, 3), total(29, 5), total(30, 7)],
      evidence: collected,
    }).environments;
    expect(own?.history).toHaveLength(30);
    expect([own?.history[0]?.total, own?.history[1]?.total, own?.history[29]?.total]).toEqual([5, null, 3]);
  });
});

test('findings are listed worst first', () => {
  const own = environment({
    expectations: [
      expectation({}),
      expectation({job: 'late'}),
      expectation({job: 'bad'}),
      {kind: 'count', max: 0},
    ],
  });
  const runs = [
    run({job: 'late', startedAt: at('05:00'), endedAt: at('05:01')}),
    run({job: 'bad', status: 'failed', startedAt: at('02:00')}),
  ];
  expect(report({environment: own, runs, evidence: collected}).findings.map(({kind}) => kind)).toEqual([
    'missing',
    'failed',
    'excess',
    'late',
  ]);
});

test('a job with too few or too many runs a day is a finding', () => {
  const own = environment({expectations: [expectation({timing: undefined, runs: {min: 2, max: 2}})]});
  const after = at('00:05', addDays(DAY, 1));
  const lateEvidence = [evidence(collection({startedAt: after}))];
  const runs = (count: number) => Array.from({length: count}, (_, i) => run({startedAt: at(`0${i}:00`)}));
  const found = (count: number) =>
    reportAt(after + 1, {environment: own, runs: runs(count), evidence: lateEvidence}).findings.map(
      ({kind}) => kind,
    );
  expect([found(1), found(2), found(3)]).toEqual([['short'], [], ['excess']]);
});

test('a day off expects no number of runs of a job', () => {
  const calendar = {
    name: 'uk',
    weekend: new Set([1]),
    daysOff: new Map<string, string>(),
    workedDays: new Set<string>(),
    halfDays: new Map<string, number>(),
  };
  const rule = expectation({timing: undefined, runs: {min: 1}});
  const after = at('00:05', addDays(DAY, 1));
  const found = (own: Parameters<typeof environment>[0]) =>
    reportAt(after + 1, {
      environment: environment({expectations: [rule], ...own}),
      evidence: [evidence(collection({startedAt: after}))],
    }).findings.map(({kind}) => kind);
  expect(found({})).toEqual(['short']);
  expect(found({calendar})).toEqual([]);
});

test('the same facts at the same instant have the same id, others another', () => {
  const first = report({environment: declared, evidence: collected});
  expect(report({environment: declared, evidence: collected})).toEqual(first);
  expect(report({environment: declared}).reportId).not.toBe(first.reportId);
  expect(reportAt(NOW + 1000, {environment: declared, evidence: collected}).reportId).not.toBe(
    first.reportId,
  );
});

function acknowledgedBy(by: string, jobs: readonly string[]): Map<string, Acknowledgement> {
  const entries = jobs.map(job =>
    createAcknowledgement({
      finding: `missing:prod:${job}:2026-11-23T02:00:00Z`,
      kind: 'acknowledged',
      by,
      at: at('06:42'),
      until: at('08:00'),
      note: '',
    }),
  );
  return new Map(entries.map(entry => [entry.finding, entry]));
}

test('the report is as docs/report.schema.json says', () => {
  const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'));
  const ajv = new Ajv({allErrors: true, allowUnionTypes: true});
  addFormats.default(ajv);
  const runs = [run({startedAt: at('02:15')}), run({job: 'adhoc', status: 'failed', startedAt: at('03:00')})];
  const own = environment({
    expectations: [...['backup', 'other', 'held'].map(job => expectation({job})), {kind: 'count', max: 0}],
  });
  runs.push(run({job: 'held', status: 'held', scheduledAt: at('02:00')}));
  const acknowledgements = acknowledgedBy('ops1', ['other', 'held']);
  const full = report(
    {environment: own, runs, evidence: collected, acknowledgements},
    {environment: environment({name: 'blind'})},
  );
  expect(full.findings.map(({kind}) => kind)).toEqual(
    expect.arrayContaining(['missing', 'failed', 'excess', 'blind']),
  );
  expect([full.totals.acknowledged, full.holds.length]).toEqual([1, 1]);
  ajv.validate(schema, full);
  expect(ajv.errors).toBeNull();
});
