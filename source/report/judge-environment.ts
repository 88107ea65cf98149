/** Facts of one environment and day -> tallies and findings, before anything is worded. */
import type {Cause} from '../analysis/causes.ts';
import {causeFinder} from '../analysis/causes.ts';
import type {CountVerdict} from '../analysis/count-checks.ts';
import {checkCounts, checkNumber, isDayOff} from '../analysis/count-checks.ts';
import type {CountFacts, LearnedCount} from '../analysis/counts/day-count.ts';
import {judgeDayCount} from '../analysis/counts/day-count.ts';
import type {DayFacts} from '../analysis/day-facts.ts';
import type {Drift} from '../analysis/drift.ts';
import {findDrift} from '../analysis/drift.ts';
import type {JudgedJob} from '../analysis/judge-day.ts';
import {judgeDay} from '../analysis/judge-day.ts';
import type {RunRecord} from '../domain/run.ts';
import {hasStarted, isTerminal} from '../domain/run.ts';
import type {JudgedSlot} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';
import type {JobAnomaly} from './job-anomalies.ts';
import {findRuntimeAnomalies, findStopped} from './job-anomalies.ts';
import type {FleetAbsence, LearnedTally} from './learned-tally.ts';
import {addLearned, emptyLearnedTally, groupFleetAbsence} from './learned-tally.ts';
import {earlier, nextSlotChange} from './next-change.ts';
import type {SlotTally} from './status-report.ts';
import {addSlot, emptyTally} from './tally.ts';

export type SlotFinding = {
  kind: 'missing' | 'failed' | 'overrun' | 'late';
  slot: JudgedSlot;
  /** Of a miss: what may have kept it from starting. */
  causes?: Cause[];
};

/** Something that needs a person, with what it rests on. */
export type RawFinding =
  | SlotFinding
  | {kind: 'failed'; job: string; run: RunRecord}
  | CountedFailures
  | CountVerdict
  | CountFinding
  | FleetAbsence
  | JobAnomaly
  | DriftFinding;

/** Runs that failed, of those that a source only counts: of a job or of an environment. `evidence`: the collection that counted. */
export type CountedFailures = {
  kind: 'failed';
  job?: string;
  source: string;
  failures: number;
  of: number;
  evidence: number;
};

/** A number of runs that is unlike what was learned of such days. */
export type CountFinding = {kind: 'anomaly'; job?: undefined; learned: LearnedCount; evidence: number};

/** `evidence`: the last answer of the source that shows it; absent when that is of another day. */
export type DriftFinding = {kind: 'drift'; job: string; drift: Drift; evidence?: number | undefined};

export type JudgedEnvironment = {
  facts: DayFacts;
  tally: SlotTally;
  findings: RawFinding[];
  /** Excused slots that would be missing if their hold were not acknowledged. */
  holds: SlotFinding[];
  /** Where scheduler and expectations have drifted apart, without what was never declared. */
  drift: Drift[];
  /** Every judged job, when they were asked for. */
  jobs: JudgedJob[];
  /** What is expected only because it was learned. */
  learned: LearnedTally;
  /** When the first of the slots' verdicts changes without new facts; absent when none does. */
  changesAt?: EpochMs | undefined;
};

export type JudgeOptions = {
  /** Keep every job and slot in the result, not only what needs a person. */
  keepJobs?: boolean;
  /** Leave out slots that are due later. */
  dueUntil?: EpochMs;
};

type JudgedFacts = DayFacts & {numbers?: CountFacts | undefined};

export function judgeEnvironment(
  facts: JudgedFacts,
  now: EpochMs,
  {keepJobs = false, dueUntil}: JudgeOptions = {},
): JudgedEnvironment {
  const judged: JudgedEnvironment = {
    facts,
    tally: emptyTally(),
    findings: [],
    holds: [],
    drift: findDrift(facts, now).filter(({kind}) => kind !== 'undeclared'),
    jobs: [],
    learned: emptyLearnedTally(),
  };
  for (const judgedJob of judgeDay(facts, now)) {
    const job = dueUntil === undefined ? judgedJob : dueBy(judgedJob, dueUntil);
    for (const slot of job.slots) {
      addSlot(judged.tally, slot, now);
      addLearned(judged.learned, slot, now);
      judged.changesAt = earlier(judged.changesAt, nextSlotChange(slot));
      const kind = slotFinding(slot);
      if (kind) judged.findings.push({kind, slot});
      if (slot.acknowledgement) judged.holds.push({kind: 'missing', slot});
    }
    const failure = findUnscheduledFailure(job);
    if (failure) {
      judged.tally.failed += 1;
      judged.findings.push({kind: 'failed', job: job.job, run: failure});
    }
    judged.findings.push(...checkRunsADay(job, facts, now), ...findRuntimeAnomalies(job, facts));
    if (keepJobs) judged.jobs.push(job);
  }
  for (const counted of findCountedFailures(facts)) {
    judged.tally.failed += counted.failures;
    judged.findings.push(counted);
  }
  judged.findings.push(...checkCounts(facts, now), ...checkLearnedCount(facts, judged.tally));
  judged.findings.push(...findStopped(facts), ...driftFindings(judged.drift, facts));
  const findings = groupFleetAbsence(judged.findings, judged.learned);
  findCauses(findings, facts, now);
  return {...judged, findings};
}

function driftFindings(found: readonly Drift[], {evidence, day}: DayFacts): DriftFinding[] {
  return found.map(drift => {
    const own = evidence.find(item => item.source === drift.schedule.source && item.businessDay === day);
    return {kind: 'drift', job: drift.job, drift, evidence: own?.latestComplete?.id};
  });
}

/** Says of every miss what may have been its cause. */
function findCauses(findings: readonly RawFinding[], facts: DayFacts, now: EpochMs): void {
  const missing = findings.flatMap(finding =>
    'slot' in finding && finding.kind === 'missing' ? [finding] : [],
  );
  if (missing.length === 0) return;
  const due = missing.flatMap(({slot}) => slot.dueAt ?? []).sort((a, b) => a - b);
  const find = causeFinder(facts, due, now);
  for (const finding of missing) finding.causes = find(finding.slot);
}

/** Runs that are due and have not come are told by name, or will be when their grace is over: they explain as much of a shortage. */
function checkLearnedCount(facts: JudgedFacts, {due, ran}: SlotTally): CountFinding[] {
  const learned = facts.numbers && judgeDayCount(facts, facts.numbers);
  if (!learned || (learned.direction === 'short' && learned.found + due - ran >= learned.low)) return [];
  return [{kind: 'anomaly', learned, evidence: learned.evidence}];
}

function dueBy(job: JudgedJob, until: EpochMs): JudgedJob {
  return {...job, slots: job.slots.filter(({dueAt}) => dueAt !== undefined && dueAt <= until)};
}

function slotFinding({verdict, run, deadlineAt}: JudgedSlot): SlotFinding['kind'] | undefined {
  switch (verdict) {
    case 'missing':
    case 'failed':
    case 'overrun':
      return verdict;
    case 'ok-late':
      return 'late';
    case 'running':
      return run?.startedAt !== undefined && run.startedAt > deadlineAt ? 'late' : undefined;
    default:
      return undefined;
  }
}

/** A run that nobody expected and that failed, unless a later run of the job made it good. */
export function findUnscheduledFailure({unscheduled, runs}: JudgedJob): RunRecord | undefined {
  const last = unscheduled.filter(run => isTerminal(run.status)).at(-1);
  if (last?.status !== 'failed') return undefined;
  const wasMadeGood = runs.some(
    run => run.status === 'succeeded' && (run.startedAt ?? 0) > (last.startedAt ?? Number.MAX_SAFE_INTEGER),
  );
  return wasMadeGood ? undefined : last;
}

/** Whether a later run made them good is not told. A job whose runs are known is judged by those. */
function findCountedFailures({counts, runs}: DayFacts): CountedFailures[] {
  const bySubject = Map.groupBy(counts, ({source, job}) => JSON.stringify([source, job]));
  return [...bySubject.values()].flatMap(own => {
    const failed = own.find(({status, count}) => status === 'failed' && count > 0);
    if (!failed || (failed.job !== undefined && runs.has(failed.job))) return [];
    const {source, job, count: failures, seenIn: evidence} = failed;
    const started = own.filter(({status}) => status === undefined || hasStarted(status));
    const of = started.reduce((sum, {count}) => sum + count, 0);
    return [{kind: 'failed', ...(job !== undefined && {job}), source, failures, of, evidence}];
  });
}

function checkRunsADay({job, runs, rules}: JudgedJob, facts: DayFacts, now: EpochMs): CountVerdict[] {
  const rule = [...rules.timed, rules.general].find(candidate => candidate?.runs);
  if (!rule?.runs || isDayOff(facts, rule.calendar)) return [];
  const found = runs.filter(run => hasStarted(run.status)).length;
  return checkNumber({found, ...rule.runs, job, deadlineAt: facts.bounds.end}, facts, now);
}
