/** Raw findings -> findings with their words, evidence and last good run. */
import type {LearnedCount} from '../analysis/counts/day-count.ts';
import type {DayFacts} from '../analysis/day-facts.ts';
import type {Acknowledgement} from '../domain/acknowledgement.ts';
import type {Collection} from '../domain/collection.ts';
import type {RunRecord} from '../domain/run.ts';
import {capitalise} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatInstant, instantOrNull} from '../domain/time.ts';
import type {ReportInput} from './build-report.ts';
import {expectedEnd} from './expected-end.ts';
import {explainCount, explainCountedFailures, explainSlot, explainUnscheduledFailure} from './explain.ts';
import {explainCause, explainDrift} from './explain-causes.ts';
import {explainFleet, explainStopped, explainTooFast} from './explain-learned.ts';
import {explainLearnedCount, roundProbability} from './explain-numbers.ts';
import type {Explainer} from './format-clock.ts';
import {describeCollection} from './freshness.ts';
import {blindFindingId, rawFindingId} from './identify-finding.ts';
import type {JobAnomaly} from './job-anomalies.ts';
import type {RawFinding} from './judge-environment.ts';
import type {FleetAbsence} from './learned-tally.ts';
import type {Finding, FindingAcknowledgement, GoodRun} from './status-report.ts';

/** What needs a person; `raws` are the environment's findings or its holds. */
export function buildFindings(
  {facts, lastGood, collections}: ReportInput,
  raws: readonly RawFinding[],
  now: EpochMs,
): Finding[] {
  const explainer: Explainer = {zone: facts.environment.clock.zone, now};
  return raws.map((raw): Finding => {
    const {explanation, ...described} = describe(raw, collections, explainer, facts);
    const good = described.job === null ? undefined : lastGood.get(described.job);
    return {
      ...blankFinding(rawFindingId(raw, facts), facts),
      ...described,
      lastGoodRun: good ? describeGoodRun(good) : null,
      explanation: capitalise(explanation),
    };
  });
}

/** That an environment cannot be seen, and why. */
export function buildBlindness({facts}: ReportInput, explanation: string, now: EpochMs): Finding {
  const blank = blankFinding(blindFindingId(facts, now), facts);
  return {...blank, kind: 'blind', explanation: capitalise(explanation)};
}

function blankFinding(
  id: string,
  {environment, acknowledgements}: DayFacts,
): Omit<Finding, 'kind' | 'explanation'> {
  const acknowledgement = acknowledgements.get(id);
  return {
    id,
    environment: environment.name,
    job: null,
    due: null,
    deadline: null,
    verdict: null,
    since: null,
    runKey: null,
    expected: null,
    found: null,
    causes: [],
    band: null,
    evidence: null,
    lastGoodRun: null,
    origin: null,
    members: null,
    expectedEnd: null,
    acknowledgement: acknowledgement ? describeAcknowledgement(acknowledgement) : null,
  };
}

function describeAcknowledgement({kind, by, at, until, note}: Acknowledgement): FindingAcknowledgement {
  return {kind, by, at: formatInstant(at), until: instantOrNull(until), note};
}

/** What a finding takes from what it is about. */
type Described = Partial<Finding> & Pick<Finding, 'kind' | 'job' | 'explanation'>;

function describe(
  raw: RawFinding,
  collections: ReadonlyMap<number, Collection>,
  explainer: Explainer,
  facts: DayFacts,
): Described {
  if ('slot' in raw) return describeSlot(raw, collections, explainer);
  if ('slots' in raw) return describeFleet(raw, collections, explainer);
  if ('stoppedSince' in raw || 'duration' in raw) return describeAnomaly(raw, collections, explainer);
  if ('run' in raw) {
    return {
      kind: raw.kind,
      job: raw.job,
      since: instantOrNull(raw.run.endedAt ?? raw.run.startedAt),
      runKey: raw.run.runKey,
      evidence: evidenceOf(collections, raw.run.seenIn),
      explanation: explainUnscheduledFailure(raw.run, explainer),
    };
  }
  if ('failures' in raw) {
    const {kind, job = null, failures, evidence} = raw;
    return {
      kind,
      job,
      since: instantOrNull(findCollection(collections, evidence)?.startedAt),
      found: failures,
      evidence: evidenceOf(collections, evidence),
      explanation: explainCountedFailures(raw),
    };
  }
  if ('drift' in raw) {
    const {since, unmetAt} = raw.drift;
    return {
      kind: raw.kind,
      job: raw.job,
      due: instantOrNull(unmetAt),
      since: formatInstant(since),
      evidence: evidenceOf(collections, raw.evidence),
      explanation: explainDrift(raw.drift, explainer),
    };
  }
  if ('learned' in raw) return describeLearnedCount(raw.learned, collections, explainer, facts);
  return {
    kind: raw.kind,
    job: raw.job ?? null,
    deadline: formatInstant(raw.deadlineAt),
    since: formatInstant(raw.deadlineAt),
    expected: raw.expected,
    found: raw.found,
    evidence: evidenceOf(collections, raw.evidence),
    explanation: explainCount(raw, explainer),
  };
}

function describeLearnedCount(
  learned: LearnedCount,
  collections: ReadonlyMap<number, Collection>,
  explainer: Explainer,
  facts: DayFacts,
): Described {
  const {median, found, low, high, probability, countedAt} = learned;
  return {
    kind: 'anomaly',
    job: null,
    since: formatInstant(countedAt),
    expected: median,
    found,
    band: {low, high, probability: roundProbability(probability)},
    evidence: evidenceOf(collections, learned.evidence),
    explanation: explainLearnedCount(learned, facts, explainer),
  };
}

function describeSlot(
  {kind, slot, causes = []}: Extract<RawFinding, {slot: unknown}>,
  collections: ReadonlyMap<number, Collection>,
  explainer: Explainer,
): Described {
  const evidence = findCollection(collections, slot.evidence);
  return {
    kind,
    job: slot.job,
    due: instantOrNull(slot.dueAt),
    deadline: formatInstant(slot.deadlineAt),
    verdict: slot.verdict,
    since: instantOrNull(slot.since),
    runKey: slot.run?.runKey ?? null,
    origin: slot.origin,
    expectedEnd: instantOrNull(expectedEnd(slot, explainer.now)),
    evidence: evidenceOf(collections, slot.evidence),
    causes: causes.map(cause => ({kind: cause.kind, text: capitalise(explainCause(cause, explainer))})),
    // A hold is told as the miss that it would be; who acknowledged it stands beside.
    explanation: explainSlot(
      slot.acknowledgement ? {...slot, verdict: 'missing'} : slot,
      evidence,
      explainer,
    ),
  };
}

/** One cause, most likely: what they have in common is told once. */
function describeFleet(
  raw: FleetAbsence,
  collections: ReadonlyMap<number, Collection>,
  explainer: Explainer,
): Described {
  const [first] = raw.slots;
  const last = raw.slots.at(-1);
  return {
    kind: raw.kind,
    job: null,
    due: instantOrNull(first?.dueAt),
    deadline: instantOrNull(first?.deadlineAt),
    since: instantOrNull(first?.deadlineAt),
    origin: 'learned',
    expected: raw.due,
    found: raw.due - raw.slots.length,
    members: raw.slots.map(({job, dueAt}) => ({job, due: instantOrNull(dueAt)})),
    evidence: evidenceOf(collections, last?.evidence),
    explanation: explainFleet(raw, explainer),
  };
}

function describeAnomaly(
  raw: JobAnomaly,
  collections: ReadonlyMap<number, Collection>,
  explainer: Explainer,
): Described {
  const {kind, job} = raw;
  if ('stoppedSince' in raw) {
    const since = formatInstant(raw.stoppedSince);
    return {kind, job, since, origin: 'learned', explanation: explainStopped(raw.stoppedSince, explainer)};
  }
  const {run, duration} = raw;
  return {
    kind,
    job,
    since: instantOrNull(run.endedAt),
    runKey: run.runKey,
    origin: 'learned',
    evidence: evidenceOf(collections, run.seenIn),
    explanation: explainTooFast(run, duration),
  };
}

function findCollection(
  collections: ReadonlyMap<number, Collection>,
  id: number | undefined,
): Collection | undefined {
  return id === undefined ? undefined : collections.get(id);
}

function evidenceOf(
  collections: ReadonlyMap<number, Collection>,
  id: number | undefined,
): Finding['evidence'] {
  const collection = findCollection(collections, id);
  return collection ? describeCollection(collection) : null;
}

function describeGoodRun({businessDay, runKey, startedAt, endedAt}: RunRecord): GoodRun {
  return {businessDay, runKey, startedAt: instantOrNull(startedAt), endedAt: instantOrNull(endedAt)};
}
