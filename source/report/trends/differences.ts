/** Jobs that ran in one environment and not in another, where they otherwise run on the same days. */
import type {Environment} from '../../domain/environment.ts';
import type {Day} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';
import type {AnomalyRow} from './anomaly-row.ts';
import {NO_NUMBERS} from './anomaly-row.ts';
import type {DaySpan, JobNumbers} from './read-job-numbers.ts';
import {dayAt, readJobNumbers} from './read-job-numbers.ts';

/** So many of the days before on which it ran there are compared; on so large a share of them it must have run here too. */
const MEMORY_DAYS = 28;
const FEWEST_DAYS = 5;
const ALIKE_SHARE = 0.95;

type Counts = JobNumbers['series']['counts'];

/** `days` are the last of the span, those that are looked at. */
export async function readDifferences(
  store: Store,
  environments: readonly Environment[],
  {to, now, knownAt}: DaySpan,
  days: number,
  matches: (job: string) => boolean,
): Promise<AnomalyRow[]> {
  const shared = await listSharedJobs(store, environments, matches);
  if (shared.size === 0) return [];
  const span = {to, days: MEMORY_DAYS + days, now, knownAt};
  const byJob = new Map<string, Map<string, Counts>>();
  for (const environment of environments) {
    for await (const {job, series} of readJobNumbers(store, environment, span, name => shared.has(name)))
      byJob.getOrInsertComputed(job, () => new Map()).set(environment.name, series.counts);
  }
  return [...byJob].flatMap(([job, places]) => compareJob(job, places, addDays(to, 1 - span.days), days));
}

/** Names that are known in more than one of the environments. */
async function listSharedJobs(
  store: Store,
  environments: readonly Environment[],
  matches: (job: string) => boolean,
): Promise<Set<string>> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const {name} of environments) {
    for (const {job} of await store.readJobs({environment: name})) {
      if (seen.has(job) && matches(job)) shared.add(job);
      seen.add(job);
    }
  }
  return shared;
}

/** `counts` begin on the day `from`; the last `days` of them are looked at. */
export function compareJob(
  job: string,
  places: ReadonlyMap<string, Counts>,
  from: Day,
  days: number,
): AnomalyRow[] {
  const rows: AnomalyRow[] = [];
  for (const [here, own] of places) {
    for (let index = own.length - days; index < own.length; index++) {
      if (own[index] !== 0) continue;
      const alike = [...places].filter(([there, counts]) => there !== here && ranAlike(own, counts, index));
      const ran = alike.filter(([, counts]) => (counts[index] ?? 0) > 0).map(([there]) => there);
      const quiet = alike.some(([, counts]) => counts[index] === 0);
      // Where some ran and some did not, nobody can say which of them is right.
      if (ran.length === 0 || quiet) continue;
      rows.push({
        ...NO_NUMBERS,
        kind: 'difference',
        environment: here,
        job,
        day: dayAt(from, index),
        explanation: `Ran in ${ran.join(', ')} and not here, where it otherwise runs on the same days`,
      });
    }
  }
  return rows;
}

/** Whether on nearly all of the days before on which it ran there it ran here too. */
function ranAlike(here: Counts, there: Counts, index: number): boolean {
  let ran = 0;
  let both = 0;
  for (let day = Math.max(0, index - MEMORY_DAYS); day < index; day++) {
    if (!there[day] || here[day] === undefined) continue;
    ran += 1;
    if (here[day]) both += 1;
  }
  return ran >= FEWEST_DAYS && both >= ALIKE_SHARE * ran;
}
