/** Jobs that ran elsewhere and not here, as far as they still have not: what each environment lacks. */
import {businessDayOf} from '../../domain/business-day.ts';
import type {Environment} from '../../domain/environment.ts';
import type {Day} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';
import type {Moment} from '../read-facts.ts';
import {explainDifference, readDifferences} from '../trends/differences.ts';
import type {DifferencesPage} from './pages.ts';

/** A weekly job's absence is told until its next day. */
const DAYS = 7;

/** Of the days before the shown one, each environment's own: the shown one may not be over. */
export async function readDifferencesPage(
  store: Store,
  environments: readonly Environment[],
  {now, knownAt, day}: Moment,
): Promise<DifferencesPage> {
  if (environments.length < 2) return {rows: []};
  const shown = environments.map(({clock}) => day ?? businessDayOf(now, clock));
  const to = addDays(shown.toSorted().at(-1) ?? '1970-01-01', -1);
  const uneven = await readUneven(store, to);
  const found = await readDifferences(store, environments, {to, days: DAYS, now, knownAt}, DAYS, job =>
    uneven.has(job),
  );
  const latest = new Map(
    found.map(difference => [`${difference.environment}\n${difference.job}`, difference]),
  );
  return {
    rows: [...latest.values()]
      .filter(({isOpen}) => isOpen)
      .map(difference => ({
        environment: difference.environment,
        job: difference.job,
        day: difference.day,
        days: difference.inARow,
        explanation: explainDifference(difference),
      })),
  };
}

/** Most jobs run wherever they are: only the others need a closer look. */
async function readUneven(store: Store, to: Day): Promise<Set<string>> {
  const uneven = new Set<string>();
  for (let ago = 0; ago < DAYS; ago++)
    for (const job of await store.readUnevenJobs(addDays(to, -ago))) uneven.add(job);
  return uneven;
}
