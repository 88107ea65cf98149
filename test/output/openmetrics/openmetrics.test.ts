import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {MOST_JOB_SERIES} from '../../../source/output/openmetrics/job-metrics.ts';
import {formatMetrics} from '../../../source/output/openmetrics/openmetrics.ts';
import type {SourceFreshness, StatusReport} from '../../../source/report/status-report.ts';
import {FINDING_KINDS} from '../../../source/report/status-report.ts';
import {environmentReport, finding, statusReport} from '../sample-report.ts';
import type {ReadSample} from './read-exposition.ts';
import {readExposition} from './read-exposition.ts';

const OPTIONS = {version: '1.2.3', hasJobs: true};

const SOURCE: SourceFreshness = {
  source: 'control-m',
  adapter: 'control-m',
  state: 'stale',
  collectedAt: '2026-11-23T06:00:00.500Z',
  ageSeconds: 2700,
  last: {
    id: 7,
    source: 'control-m',
    startedAt: '2026-11-23T06:40:00Z',
    durationMs: 1500,
    outcome: 'timeout',
    rows: 0,
    rejected: 2,
    error: 'it hangs',
  },
};

function samples(report: StatusReport, name: string): ReadSample[] {
  return readExposition(formatMetrics(report, OPTIONS)).get(name)?.samples ?? [];
}

describe('the numbers are those of the report', () => {
  const environment = environmentReport({
    expected: 12,
    due: 9,
    ran: 8,
    ok: 7,
    late: 1,
    early: 2,
    running: 3,
    overrun: 1,
    failed: 4,
    missing: 5,
    unknown: 6,
    pending: 10,
    excused: 11,
    total: 40,
    usual: 38.5,
    delta: -3,
    acknowledged: 2,
    state: 'problem',
    counts: {waiting: 1, running: 2, succeeded: 3, failed: 4, cancelled: 5, held: 6, unknown: 7},
    freshness: {state: 'stale', collectedAt: SOURCE.collectedAt, ageSeconds: 2700, sources: [SOURCE]},
  });
  const report = statusReport(
    [environment],
    [finding({environment: 'prod-ldn'}), finding({environment: 'prod-ldn', kind: 'late'})],
  );

  test.each([
    'expected',
    'due',
    'ran',
    'ok',
    'late',
    'early',
    'running',
    'overrun',
    'failed',
    'missing',
    'unknown',
    'pending',
    'excused',
  ] as const)('of expected runs that are %s', key => {
    expect(samples(report, `jobtrack_slots_${key}`)).toEqual([
      {name: `jobtrack_slots_${key}`, labels: {environment: 'prod-ldn'}, value: environment[key]},
    ]);
  });

  test.each<[string, number | undefined, Record<string, string>?]>([
    ['jobtrack_report_timestamp_seconds', Date.parse('2026-11-23T06:45:00Z') / 1000, {}],
    ['jobtrack_runs', 6, {environment: 'prod-ldn', status: 'held'}],
    ['jobtrack_day_runs', 40],
    ['jobtrack_day_runs_usual', 38.5],
    ['jobtrack_day_runs_delta', -3],
    ['jobtrack_findings', 1, {environment: 'prod-ldn', kind: 'missing'}],
    ['jobtrack_findings', 0, {environment: 'prod-ldn', kind: 'blind'}],
    ['jobtrack_findings_acknowledged', 2],
    ['jobtrack_environment_state', 1, {environment: 'prod-ldn', state: 'problem'}],
    ['jobtrack_environment_state', 0, {environment: 'prod-ldn', state: 'ok'}],
    ['jobtrack_environment_blind', 0],
    ['jobtrack_data_age_seconds', 2700],
    ['jobtrack_data_timestamp_seconds', Date.parse('2026-11-23T06:00:00.500Z') / 1000],
    ['jobtrack_source_up', 0, {environment: 'prod-ldn', source: 'control-m'}],
    ['jobtrack_source_attempt_duration_seconds', 1.5, {environment: 'prod-ldn', source: 'control-m'}],
    ['jobtrack_source_attempt_rejected_lines', 2, {environment: 'prod-ldn', source: 'control-m'}],
    [
      'jobtrack_source_outcome_info',
      1,
      {environment: 'prod-ldn', source: 'control-m', adapter: 'control-m', outcome: 'timeout'},
    ],
  ])('%s is %d', (name, value, labels = {environment: 'prod-ldn'}) => {
    expect(samples(report, name)).toContainEqual({name, labels, value});
  });

  test('findings of every kind are there, so that none is a gap', () => {
    expect(samples(report, 'jobtrack_findings').map(({labels}) => labels.kind)).toEqual([...FINDING_KINDS]);
  });
});

test('what is not known has no sample', () => {
  const never: SourceFreshness = {...SOURCE, state: 'blind', collectedAt: null, ageSeconds: null, last: null};
  const report = statusReport([
    environmentReport({freshness: {state: 'blind', collectedAt: null, ageSeconds: null, sources: [never]}}),
  ]);
  for (const name of ['jobtrack_day_runs_usual', 'jobtrack_data_age_seconds', 'jobtrack_source_up'])
    expect([name, samples(report, name)]).toEqual([name, []]);
});

test('an environment has its own labels, as label names allow', () => {
  const report = statusReport([environmentReport({labels: {region: 'emea', 'cost.centre-2': 'a "b"'}})]);
  expect(samples(report, 'jobtrack_environment_info')[0]?.labels).toEqual({
    environment: 'prod-ldn',
    title: 'London production',
    timezone: 'Europe/London',
    label_region: 'emea',
    label_cost_centre_2: 'a "b"',
  });
});

describe('jobs', () => {
  const report = statusReport(
    [environmentReport()],
    Array.from({length: MOST_JOB_SERIES + 3}, (_, number) => finding({job: `JOB-${Math.max(number, 1)}`})),
  );

  test('are named only when asked for', () => {
    expect(formatMetrics(report, {...OPTIONS, hasJobs: false})).not.toContain('JOB-1');
  });

  test('are bounded, and it is told how many are left out', () => {
    const shown = samples(report, 'jobtrack_job_findings');
    expect(shown).toHaveLength(MOST_JOB_SERIES);
    expect(shown[0]).toMatchObject({labels: {job: 'JOB-1', kind: 'missing'}, value: 2});
    expect(samples(report, 'jobtrack_job_findings_left_out')[0]?.value).toBe(2);
  });
});

test('whatever jobs, titles and labels are called, the text is one that both formats allow', () => {
  const text = fc.string({unit: 'binary', maxLength: 20});
  const label = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,8}$/);
  fc.assert(
    fc.property(text, fc.array(text, {maxLength: 5}), fc.dictionary(label, text), (title, jobs, labels) => {
      const report = statusReport(
        [environmentReport({title, labels})],
        jobs.map(job => finding({job})),
      );
      const families = readExposition(formatMetrics(report, OPTIONS));
      const read = families.get('jobtrack_job_findings')?.samples ?? [];
      expect(read.map(({labels: {job}}) => job)).toEqual([...new Set(jobs)].map(job => job.toWellFormed()));
      expect(families.get('jobtrack_environment_info')?.samples[0]?.labels.title).toBe(title.toWellFormed());
    }),
    {examples: [['a\\n"b\n\\', ['x"} 1\njobtrack_build_info 2', '\uD800', '\\'], {}]]},
  );
});

test('names go by the rules: a unit at the end, none of the suffixes that mean something else', () => {
  const families = readExposition(
    formatMetrics(
      statusReport(
        [
          environmentReport({
            usual: 1,
            delta: 1,
            freshness: {state: 'fresh', collectedAt: SOURCE.collectedAt, ageSeconds: 1, sources: [SOURCE]},
          }),
        ],
        [finding()],
      ),
      OPTIONS,
    ),
  );
  expect(families.size).toBeGreaterThan(30);
  for (const {name, unit} of families.values()) {
    expect(name).toMatch(/^jobtrack_[a-z_]+$/);
    expect(name).not.toMatch(/_(?:total|count|sum|bucket|created|gauge)$/);
    expect([name, name.endsWith('_seconds')]).toEqual([name, unit === 'seconds']);
  }
});
