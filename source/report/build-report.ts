/** Judged environments -> the report. Pure: the same facts at the same instant give the same report with the same id. */
import type {Collection} from '../domain/collection.ts';
import {fingerprint} from '../domain/fingerprint.ts';
import type {RunRecord} from '../domain/run.ts';
import {emptyByStatus, RUN_STATUSES} from '../domain/run.ts';
import {compareText} from '../domain/text.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {formatInstant} from '../domain/time.ts';
import {deriveTrend} from './derive-trend.ts';
import {buildDrift} from './drift-report.ts';
import {explainBlindness} from './explain.ts';
import {buildBlindness, buildFindings} from './findings.ts';
import {deriveFreshness} from './freshness.ts';
import {isProblem} from './is-problem.ts';
import type {JudgedEnvironment} from './judge-environment.ts';
import type {LearnedTally} from './learned-tally.ts';
import type {EnvironmentFacts} from './read-facts.ts';
import type {
  EnvironmentReport,
  EnvironmentState,
  Finding,
  LearnedReport,
  StatusReport,
  Totals,
} from './status-report.ts';
import {FINDING_KINDS, SCHEMA_VERSION} from './status-report.ts';
import {sumTallies} from './tally.ts';
import {deriveDayTotal, deriveHistory, deriveUsual, executedOf} from './usual.ts';

export type ReportInput = JudgedEnvironment & {
  facts: EnvironmentFacts;
  /** Each troubled job's latest succeeded run. */
  lastGood: ReadonlyMap<string, RunRecord>;
  /** The collections that findings rest on, by id. One that was pruned is absent. */
  collections: ReadonlyMap<number, Collection>;
};

export function buildReport(inputs: readonly ReportInput[], now: EpochMs, day?: Day): StatusReport {
  const built = inputs.map(input => buildEnvironment(input, now));
  const environments = built.map(({environment}) => environment);
  const content = {
    schemaVersion: SCHEMA_VERSION,
    generatedAt: formatInstant(now),
    businessDay: day ?? commonDay(environments) ?? formatInstant(now).slice(0, 10),
    environments,
    totals: buildTotals(environments),
    findings: built.flatMap(({findings}) => findings).sort(worstFirst),
    drift: inputs.flatMap(input => buildDrift(input.drift, input.facts, now)),
    holds: built.flatMap(({holds}) => holds).sort(worstFirst),
  } as const;
  const {schemaVersion, ...rest} = content;
  return {schemaVersion, reportId: fingerprint(JSON.stringify(content)), ...rest};
}

const NO_RUN_SOURCE = 'no source of this environment tells of runs; add one that reads what has run';

type BuiltEnvironment = {environment: EnvironmentReport; findings: Finding[]; holds: Finding[]};

function buildEnvironment(input: ReportInput, now: EpochMs): BuiltEnvironment {
  const {facts, tally} = input;
  const {environment, bounds, day} = facts;
  const freshness = deriveFreshness(facts, now);
  // Schedules alone (a crontab without its log) tell what should run, never what did.
  const {sources} = environment;
  const isUnseen =
    sources.length === 0 || (tally.expected > 0 && !sources.some(({traits}) => traits.hasRuns));
  const blindness = isUnseen ? NO_RUN_SOURCE : explainBlindness(freshness);
  const findings = buildFindings(input, input.findings, now);
  if (blindness !== undefined) findings.push(buildBlindness(input, blindness, now));
  const usual = deriveUsual(facts, now >= bounds.end);
  const dayTotal = deriveDayTotal(facts);
  return {
    findings,
    holds: buildFindings(input, input.holds, now),
    environment: {
      name: environment.name,
      title: environment.title,
      labels: environment.labels,
      timezone: environment.timezone,
      businessDay: day,
      dayStartsAt: formatInstant(bounds.start),
      dayEndsAt: formatInstant(bounds.end),
      state: deriveState(isUnseen ? 'blind' : freshness.state, findings),
      ...tally,
      counts: dayTotal?.byStatus ?? emptyByStatus(),
      total: dayTotal?.total ?? 0,
      acknowledged: findings.filter(({acknowledgement}) => acknowledgement !== null).length,
      usual,
      delta: usual === null || !dayTotal ? null : executedOf(dayTotal) - usual,
      trend: deriveTrend(facts),
      freshness,
      learned: describeLearned(input.learned),
      history: deriveHistory(facts, dayTotal),
    },
  };
}

function describeLearned({slots, falseAlarms}: LearnedTally): LearnedReport | null {
  return slots === 0 ? null : {expected: slots, expectedFalseAlarms: Math.round(falseAlarms * 1000) / 1000};
}

function deriveState(
  freshness: EnvironmentReport['freshness']['state'],
  findings: readonly Finding[],
): EnvironmentState {
  if (freshness === 'blind') return 'blind';
  const problems = findings.filter(isProblem);
  if (problems.some(({acknowledgement}) => acknowledgement === null)) return 'problem';
  if (freshness === 'stale') return 'stale';
  return problems.length > 0 ? 'acknowledged' : 'ok';
}

function buildTotals(environments: readonly EnvironmentReport[]): Totals {
  const counts = emptyByStatus();
  for (const environment of environments) {
    for (const status of RUN_STATUSES) counts[status] += environment.counts[status];
  }
  return {
    environments: environments.length,
    ...sumTallies(environments),
    counts,
    total: environments.reduce((sum, {total}) => sum + total, 0),
    blind: environments.filter(({state}) => state === 'blind').length,
    acknowledged: environments.reduce((sum, {acknowledged}) => sum + acknowledged, 0),
  };
}

function commonDay(environments: readonly EnvironmentReport[]): Day | undefined {
  const groups = [...Map.groupBy(environments, ({businessDay}) => businessDay)];
  return groups.sort(([a, as], [b, bs]) => bs.length - as.length || a.localeCompare(b)).at(0)?.[0];
}

/** By kind (worst first), then by when it came to be; environments and jobs decide ties, so that the order is stable. */
function worstFirst(a: Finding, b: Finding): number {
  return (
    FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind) ||
    compareText(a.since ?? '', b.since ?? '') ||
    compareText(a.environment, b.environment) ||
    compareText(a.job ?? '', b.job ?? '')
  );
}
