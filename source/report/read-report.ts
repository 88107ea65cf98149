/** Store + environments + moment -> report: reads, judges, words. */
import type {JudgedJob} from '../analysis/judge-day.ts';
import {judgeDay} from '../analysis/judge-day.ts';
import {instantInDay} from '../domain/business-day.ts';
import type {Collection} from '../domain/collection.ts';
import type {Environment} from '../domain/environment.ts';
import type {Store} from '../store/store.ts';
import type {ReportInput} from './build-report.ts';
import {buildReport} from './build-report.ts';
import type {JudgedEnvironment, RawFinding} from './judge-environment.ts';
import {judgeEnvironment} from './judge-environment.ts';
import type {EnvironmentFacts, Moment} from './read-facts.ts';
import {readFacts} from './read-facts.ts';
import type {StatusReport} from './status-report.ts';

export type JudgedDay = JudgedEnvironment & {facts: EnvironmentFacts};

/** Judges each environment's day. With `keepJobs` every job and slot stays in the result, else only what needs a person. */
export async function readJudgedDays(
  store: Store,
  environments: readonly Environment[],
  moment: Moment,
  keepJobs = false,
): Promise<JudgedDay[]> {
  const days: JudgedDay[] = [];
  for (const environment of environments) {
    const facts = await readFacts(store, environment, moment);
    const dueUntil =
      moment.dueByMs === undefined ? undefined : instantInDay(facts.day, moment.dueByMs, environment.clock);
    days.push({...judgeEnvironment(facts, moment.now, {keepJobs, dueUntil}), facts});
  }
  return days;
}

/** Judges one environment's day job by job, so that no more than one job's slots is ever held. */
export async function readJudgedJobs(
  store: Store,
  environment: Environment,
  moment: Moment,
): Promise<{facts: EnvironmentFacts; jobs: Iterable<JudgedJob>}> {
  const facts = await readFacts(store, environment, moment);
  return {facts, jobs: judgeDay(facts, moment.now)};
}

export async function readReport(
  store: Store,
  environments: readonly Environment[],
  moment: Moment,
): Promise<StatusReport> {
  return readReportOn(store, await readJudgedDays(store, environments, moment), moment);
}

/** The report on days that were judged already, at this moment or at an earlier one since which nothing has changed. */
export async function readReportOn(
  store: Store,
  judged: readonly JudgedDay[],
  moment: Pick<Moment, 'now' | 'day'>,
): Promise<StatusReport> {
  const inputs: ReportInput[] = [];
  for (const day of judged) {
    inputs.push({
      ...day,
      lastGood: await readLastGood(store, day),
      collections: await readEvidence(store, day),
    });
  }
  return buildReport(inputs, moment.now, moment.day);
}

/** The collections that the findings name: mostly among the day's facts, else an older one that saw a run first. */
async function readEvidence(
  store: Store,
  {facts, findings, holds}: JudgedDay,
): Promise<Map<number, Collection>> {
  const known = facts.evidence.flatMap(({latest, latestAnswer, latestComplete}) => [
    latest,
    latestAnswer,
    latestComplete,
  ]);
  const collections = new Map(known.flatMap(collection => (collection ? [[collection.id, collection]] : [])));
  const ids = new Set(
    [...findings, ...holds].flatMap(finding => evidenceId(finding) ?? []).filter(id => !collections.has(id)),
  );
  const older = ids.size > 0 ? await store.readCollections({ids: [...ids]}) : [];
  for (const collection of older) collections.set(collection.id, collection);
  return collections;
}

function evidenceId(finding: RawFinding): number | undefined {
  if ('slot' in finding) return finding.slot.evidence;
  if ('slots' in finding) return finding.slots.at(-1)?.evidence;
  if ('stoppedSince' in finding) return undefined;
  return 'run' in finding ? finding.run.seenIn : finding.evidence;
}

function readLastGood(store: Store, {facts, findings, holds}: JudgedDay): ReturnType<Store['readLastGood']> {
  const jobs = [...findings, ...holds].flatMap(finding =>
    'slots' in finding ? [] : 'slot' in finding ? finding.slot.job : (finding.job ?? []),
  );
  return store.readLastGood(facts.environment.name, [...new Set(jobs)], facts.day);
}
