/** After a collection: keeps the verdicts that it changed, of the days that were collected and of those before them. */
import type {TaskReport} from '../collect/collection-task.ts';
import {hasAnswered} from '../collect/collection-task.ts';
import {isComplete, OUTCOMES} from '../domain/collection.ts';
import type {Environment} from '../domain/environment.ts';
import type {Day} from '../domain/time.ts';
import {addDays} from '../domain/time.ts';
import type {DayNews} from '../report/day-before.ts';
import {mayChangeDayBefore} from '../report/day-before.ts';
import type {EnvironmentFacts} from '../report/read-facts.ts';
import type {JudgedJobs} from '../report/verdict-changes.ts';
import {recordVerdicts} from '../report/verdict-changes.ts';
import type {Store} from '../store/store.ts';

export type Remembering = {
  store: Pick<Store, 'readCollections' | 'readVerdictChanges' | 'recordVerdictChanges'>;
  /** With the holidays around a day. */
  environments(day: Day): Promise<readonly Environment[]>;
  /** As of now, the collection being over. */
  judge(environment: Environment, day: Day): Promise<JudgedJobs & {facts: EnvironmentFacts}>;
  /** Of a backfill: judged in any case, of every environment. One that was cut off may have collected without judging. */
  days?: readonly Day[] | undefined;
};

/**
 * `tasks` are those of one collection. An environment's latest day is judged in any case, since time passes too; an earlier
 * one when it was answered, or when news of the day after may have changed it. Others have a turn in between.
 */
export async function rememberVerdicts(
  tasks: readonly TaskReport[],
  remembering: Remembering,
): Promise<void> {
  const byEnvironment = Map.groupBy(tasks, ({environment}) => environment);
  const [asked] = remembering.days ?? [];
  const all = asked === undefined ? [] : await remembering.environments(asked);
  for (const name of new Set([...byEnvironment.keys(), ...all.map(environment => environment.name)]))
    await rememberEnvironment(name, byEnvironment.get(name) ?? [], remembering);
}

async function rememberEnvironment(
  name: string,
  tasks: readonly TaskReport[],
  remembering: Remembering,
): Promise<void> {
  const days = chooseDays(tasks, remembering.days);
  for (const day of days) {
    const facts = await rememberDay(name, day, remembering);
    const before = addDays(day, -1);
    if (!facts || days.has(before)) continue;
    const news = await readNews(name, day, tasks, remembering);
    if (mayChangeDayBefore(facts, news)) await rememberDay(name, before, remembering);
  }
}

function chooseDays(tasks: readonly TaskReport[], asked: readonly Day[] = []): Set<Day> {
  const latest = tasks
    .map(({businessDay}) => businessDay)
    .toSorted()
    .at(-1);
  const answered = tasks.filter(hasAnswered).map(({businessDay}) => businessDay);
  return new Set([...(latest === undefined ? [] : [latest]), ...answered, ...asked]);
}

async function rememberDay(
  name: string,
  day: Day,
  {store, environments, judge}: Remembering,
): Promise<EnvironmentFacts | undefined> {
  const environment = (await environments(day)).find(candidate => candidate.name === name);
  if (!environment) return undefined;
  const judged = await judge(environment, day);
  await recordVerdicts(store, judged);
  await new Promise(resolve => setImmediate(resolve));
  return judged.facts;
}

async function readNews(
  environment: string,
  day: Day,
  tasks: readonly TaskReport[],
  {store}: Remembering,
): Promise<DayNews> {
  const collections = new Set(tasks.flatMap(({collection}) => collection ?? []));
  const completeBefore: DayNews['completeBefore'][number][] = [];
  for (const {source, businessDay, outcome} of tasks) {
    if (businessDay !== day || outcome === undefined || !isComplete(outcome)) continue;
    const filter = {environment, source, from: day, to: day, outcomes: OUTCOMES.filter(isComplete), limit: 2};
    const complete = await store.readCollections(filter);
    completeBefore.push(complete.find(({id}) => !collections.has(id))?.startedAt);
  }
  return {collections, completeBefore, changedDays: new Set(tasks.flatMap(task => task.changedDays ?? []))};
}
