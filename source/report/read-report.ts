/** Store + environments + moment -> report: reads, judges, words. */
import {instantInDay} from '../domain/business-day.ts';
import type {Environment} from '../domain/environment.ts';
import type {Store} from '../store/store.ts';
import type {ReportInput} from './build-report.ts';
import {buildReport} from './build-report.ts';
import type {JudgedEnvironment} from './judge-environment.ts';
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

export async function readReport(
  store: Store,
  environments: readonly Environment[],
  moment: Moment,
): Promise<StatusReport> {
  const judged = await readJudgedDays(store, environments, moment);
  const inputs: ReportInput[] = [];
  for (const day of judged) inputs.push({...day, lastGood: await readLastGood(store, day)});
  return buildReport(inputs, moment.now, moment.day);
}

function readLastGood(store: Store, {facts, findings}: JudgedDay): ReturnType<Store['readLastGood']> {
  const jobs = findings.flatMap(finding => ('slot' in finding ? finding.slot.job : (finding.job ?? [])));
  return store.readLastGood(facts.environment.name, [...new Set(jobs)], facts.day);
}
