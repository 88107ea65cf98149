/** Raw findings -> findings with their words, evidence and last good run. */
import type {Collection} from '../domain/collection.ts';
import type {RunRecord} from '../domain/run.ts';
import {capitalise} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatInstant, instantOrNull} from '../domain/time.ts';
import type {ReportInput} from './build-report.ts';
import type {Explainer} from './explain.ts';
import {explainCount, explainSlot, explainUnscheduledFailure} from './explain.ts';
import {describeCollection} from './freshness.ts';
import type {RawFinding} from './judge-environment.ts';
import type {Finding, GoodRun} from './status-report.ts';

export function buildFindings(input: ReportInput, blindness: string | undefined, now: EpochMs): Finding[] {
  const {facts, lastGood, collections} = input;
  const explainer: Explainer = {zone: facts.environment.clock.zone, now};
  const base = blankFinding(facts.environment.name);
  const findings = input.findings.map((raw): Finding => {
    const finding = {...base, ...describe(raw, collections, explainer)};
    const good = finding.job === null ? undefined : lastGood.get(finding.job);
    return identified({...finding, lastGoodRun: good ? describeGoodRun(good) : null});
  });
  if (blindness === undefined) return findings;
  return [...findings, identified({...base, kind: 'blind', explanation: blindness})];
}

function blankFinding(environment: string): Omit<Finding, 'kind' | 'explanation'> {
  return {
    id: '',
    environment,
    job: null,
    due: null,
    deadline: null,
    verdict: null,
    since: null,
    runKey: null,
    expected: null,
    found: null,
    evidence: null,
    lastGoodRun: null,
  };
}

function describe(
  raw: RawFinding,
  collections: ReadonlyMap<number, Collection>,
  explainer: Explainer,
): Partial<Finding> & Pick<Finding, 'kind' | 'explanation'> {
  if ('slot' in raw) return describeSlot(raw, collections, explainer);
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

function describeSlot(
  {kind, slot}: Extract<RawFinding, {slot: unknown}>,
  collections: ReadonlyMap<number, Collection>,
  explainer: Explainer,
): Partial<Finding> & Pick<Finding, 'kind' | 'explanation'> {
  const evidence = findCollection(collections, slot.evidence);
  return {
    kind,
    job: slot.job,
    due: instantOrNull(slot.dueAt),
    deadline: formatInstant(slot.deadlineAt),
    verdict: slot.verdict,
    since: instantOrNull(slot.since),
    runKey: slot.run?.runKey ?? null,
    evidence: evidenceOf(collections, slot.evidence),
    explanation: explainSlot(slot, evidence, explainer),
  };
}

function identified(finding: Finding): Finding {
  const {kind, environment, job, due, runKey} = finding;
  const what = due ?? (kind === 'failed' ? runKey : null);
  const id = [kind, environment, job, what].filter(part => part !== null).join(':');
  return {...finding, id, explanation: capitalise(finding.explanation)};
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
