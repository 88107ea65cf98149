/** Reports as judging makes them, written by hand: outputs are tested without anything below them. */
import {emptyByStatus} from '../../source/domain/run.ts';
import {addDays} from '../../source/domain/time.ts';
import type {EnvironmentReport, Finding, SlotTally, StatusReport} from '../../source/report/status-report.ts';
import {emptyTally} from '../../source/report/tally.ts';

const DAY = '2026-11-23';

const NO_SLOTS = emptyTally();
const NO_RUNS = emptyByStatus();

/** An environment in London with 30 days of history, seen a minute ago. */
export function environmentReport(changes: Partial<EnvironmentReport> = {}): EnvironmentReport {
  const history = Array.from({length: 30}, (_, i) => ({
    day: addDays(DAY, i - 29),
    total: i < 5 ? null : (i % 7) * 10,
    succeeded: i < 5 ? null : (i % 7) * 10,
    failed: i < 5 ? null : 0,
  }));
  return {
    ...NO_SLOTS,
    name: 'prod-ldn',
    title: 'London production',
    labels: {},
    timezone: 'Europe/London',
    businessDay: DAY,
    dayStartsAt: `${DAY}T00:00:00Z`,
    dayEndsAt: '2026-11-24T00:00:00Z',
    state: 'ok',
    counts: NO_RUNS,
    total: 0,
    acknowledged: 0,
    usual: null,
    delta: null,
    trend: null,
    freshness: {state: 'fresh', collectedAt: `${DAY}T06:44:00Z`, ageSeconds: 60, sources: []},
    learned: null,
    history,
    ...changes,
  };
}

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    id: 'missing:prod-ldn:RISK/EOD_VAR:2026-11-23T02:00:00Z',
    kind: 'missing',
    environment: 'prod-ldn',
    job: 'RISK/EOD_VAR',
    due: `${DAY}T02:00:00Z`,
    deadline: `${DAY}T02:30:00Z`,
    verdict: 'missing',
    since: `${DAY}T02:30:00Z`,
    runKey: null,
    expected: null,
    found: null,
    band: null,
    evidence: null,
    origin: 'declared',
    members: null,
    expectedEnd: null,
    lastGoodRun: {businessDay: addDays(DAY, -3), runKey: '1', startedAt: null, endedAt: null},
    explanation:
      'It was due at 02:00 and had until 02:30; no run was seen in the complete answer of 06:44 (412 rows)',
    causes: [],
    acknowledgement: null,
    ...changes,
  };
}

export function statusReport(
  environments: EnvironmentReport[],
  findings: Finding[] = [],
  holds: Finding[] = [],
): StatusReport {
  const sum = (key: keyof SlotTally | 'total'): number =>
    environments.reduce((total, environment) => total + environment[key], 0);
  const tally = Object.fromEntries(Object.keys(NO_SLOTS).map(key => [key, 0])) as Record<
    keyof SlotTally,
    number
  >;
  for (const key of Object.keys(tally) as (keyof SlotTally)[]) tally[key] = sum(key);
  return {
    schemaVersion: 1,
    reportId: '0123456789abcdef',
    generatedAt: `${DAY}T06:45:00Z`,
    businessDay: DAY,
    environments,
    totals: {
      ...tally,
      environments: environments.length,
      counts: NO_RUNS,
      total: sum('total'),
      blind: environments.filter(({state}) => state === 'blind').length,
      acknowledged: findings.filter(({acknowledgement}) => acknowledgement !== null).length,
    },
    findings,
    drift: [],
    holds,
  };
}
