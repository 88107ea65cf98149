/** Jobs that ran in one environment and not in another, where they otherwise run on the same days. */
import type {Environment} from '../../domain/environment.ts';
import {matchAny} from '../../domain/glob.ts';
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
/** After so many days without a run here it is no news any more: the environment goes without the job. */
const MOST_IN_A_ROW = 7;

type Counts = JobNumbers['series']['counts'];

/** A job that did not run on a day on which it ran elsewhere. */
export type Difference = {
  environment: string;
  job: string;
  day: Day;
  /** The environments in which it ran. */
  ran: string[];
  /** How many such days there have been since it last ran here, up to this one. */
  inARow: number;
  /** Whether it has not run here since. */
  isOpen: boolean;
};

/** `days` are the last of the span, those that are looked at. Of jobs that are silenced nothing is told. */
export async function readDifferences(
  store: Store,
  environments: readonly Environment[],
  {to, now, knownAt}: DaySpan,
  days: number,
  matches: (job: string) => boolean,
): Promise<Difference[]> {
  const shared = await listSharedJobs(store, environments, matches);
  if (shared.size === 0) return [];
  const span = {to, days: MEMORY_DAYS + MOST_IN_A_ROW + days, now, knownAt};
  const byJob = new Map<string, Map<string, Counts>>();
  for (const environment of environments) {
    for await (const {job, series} of readJobNumbers(store, environment, span, name => shared.has(name)))
      byJob.getOrInsertComputed(job, () => new Map()).set(environment.name, series.counts);
  }
  const silences = new Map(environments.map(({name, silence}) => [name, matchAny(silence)]));
  return [...byJob]
    .flatMap(([job, places]) => compareJob(job, places, addDays(to, 1 - span.days), days))
    .filter(({environment, job}) => silences.get(environment)?.(job) !== true);
}

export function explainDifference({ran, inARow}: Difference): string {
  const howLong = inARow > 1 ? `, ${inARow} such days in a row` : '';
  return `Ran in ${ran.join(', ')} and not here, where it otherwise runs on the same days${howLong}`;
}

export function differenceRow(difference: Difference): AnomalyRow {
  const {environment, job, day, inARow: days} = difference;
  return {
    ...NO_NUMBERS,
    kind: 'difference',
    environment,
    job,
    day,
    days,
    explanation: explainDifference(difference),
  };
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
): Difference[] {
  return [...places].flatMap(([environment, own]) => {
    const others = new Map([...places].filter(([there]) => there !== environment));
    const lastRun = own.findLastIndex(count => (count ?? 0) > 0);
    const found: Difference[] = [];
    let inARow = 0;
    let awaySince = 0;
    for (let index = 0; index < own.length; index++) {
      if (own[index]) [inARow, awaySince] = [0, index + 1];
      // The days that it has been away for by now do not make the two less alike.
      const ran = own[index] === 0 ? whereItRan(others, index, there => ranAlike(own, there, awaySince)) : [];
      if (ran.length === 0 || ++inARow > MOST_IN_A_ROW || index < own.length - days) continue;
      found.push({environment, job, day: dayAt(from, index), ran, inARow, isOpen: index > lastRun});
    }
    return found;
  });
}

/** The others in which it ran on the day, of those that it shares its days with; where one of them did not either, none. */
function whereItRan(
  others: ReadonlyMap<string, Counts>,
  index: number,
  isAlike: (there: Counts) => boolean,
): string[] {
  const alike = [...others].filter(([, counts]) => isAlike(counts));
  // Where some ran and some did not, nobody can say which of them is right.
  if (alike.some(([, counts]) => counts[index] === 0)) return [];
  return alike.filter(([, counts]) => (counts[index] ?? 0) > 0).map(([there]) => there);
}

/** Whether on nearly all of the days before on which it ran there it ran here too. */
function ranAlike(here: Counts, there: Counts, before: number): boolean {
  let ran = 0;
  let both = 0;
  for (let day = Math.max(0, before - MEMORY_DAYS); day < before; day++) {
    if (!there[day] || here[day] === undefined) continue;
    ran += 1;
    if (here[day]) both += 1;
  }
  return ran >= FEWEST_DAYS && both >= ALIKE_SHARE * ran;
}
