/**
 * Business days as they were judged, until new data or time itself would make judging say something else. To judge a large
 * environment takes a tenth of a second, and a screen asks for the same day again and again.
 */
import {businessDayOf} from '../../domain/business-day.ts';
import type {Environment} from '../../domain/environment.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {earlier, nextFactsChange} from '../../report/next-change.ts';
import type {Moment} from '../../report/read-facts.ts';
import type {JudgedDay} from '../../report/read-report.ts';
import {readJudgedDays} from '../../report/read-report.ts';
import {slimDay} from '../../report/slim-day.ts';
import type {Store} from '../../store/store.ts';

export type JudgedDays = {
  /** Of one environment, with its runs, jobs and slots. */
  judgeWhole(environment: Environment, moment: Moment): Promise<JudgedDay>;
  /** Of each environment, what a report says (see `slimDay`). Lets others have a turn in between. */
  judgeAll(environments: readonly Environment[], moment: Moment): Promise<JudgedDay[]>;
  /** Their data have changed; absent = those of all environments. */
  forget(environments?: Iterable<string>): void;
  /** The first instant after `since` at which a day that is kept would be judged otherwise. */
  nextChangeAt(since: EpochMs): EpochMs | undefined;
};

type Kept = {
  environment: string;
  day: Day;
  isWhole: boolean;
  judged: Promise<JudgedDay>;
  /** Unknown while it is being judged. */
  changesAt?: EpochMs | undefined;
};

/** A whole day of a large environment takes some ten megabytes. */
const MOST_WHOLE_DAYS = 3;
/** Zones that are a day ahead or behind have their own present one. */
const MOST_DAYS = 6;
/** The usual of this time of day moves on without any event. */
const LONGEST_KEPT_MS = 10 * 60_000;
/** So long others may wait for an answer while all environments are judged. */
const LONGEST_TURN_MS = 30;

export function createJudgedDays(store: () => Store): JudgedDays {
  /** The least recently used first. */
  let kept: Kept[] = [];

  const judge = (environment: Environment, moment: Moment, isWhole: boolean): Promise<JudgedDay> => {
    const {name, clock} = environment;
    const day = moment.day ?? businessDayOf(moment.now, clock);
    const known = kept.findLast(
      entry => entry.environment === name && entry.day === day && (entry.isWhole || !isWhole),
    );
    if (known && !(known.changesAt !== undefined && known.changesAt <= moment.now)) {
      kept.push(...kept.splice(kept.indexOf(known), 1));
      return known.judged;
    }
    const judged = judgeAnew(store(), environment, moment, isWhole);
    const entry: Kept = {environment: name, day, isWhole, judged};
    kept = dropOldest([...kept.filter(other => other.environment !== name || other.day !== day), entry]);
    judged.then(
      result => {
        entry.changesAt = changeOf(result, moment.now);
      },
      () => {
        kept = kept.filter(other => other !== entry);
      },
    );
    return judged;
  };

  return {
    judgeWhole: (environment, moment) => judge(environment, moment, true),
    async judgeAll(environments, moment) {
      const days: JudgedDay[] = [];
      let turnBegan = performance.now();
      for (const environment of environments) {
        days.push(await judge(environment, moment, false));
        if (performance.now() - turnBegan < LONGEST_TURN_MS) continue;
        await new Promise(resolve => setImmediate(resolve));
        turnBegan = performance.now();
      }
      return days;
    },
    forget(environments) {
      const names = environments && new Set(environments);
      kept = names ? kept.filter(({environment}) => !names.has(environment)) : [];
    },
    nextChangeAt: since =>
      kept
        .map(({changesAt}) => changesAt)
        .filter(at => at !== undefined && at > since)
        .reduce(earlier, undefined),
  };
}

async function judgeAnew(
  store: Store,
  environment: Environment,
  moment: Moment,
  isWhole: boolean,
): Promise<JudgedDay> {
  const [judged] = await readJudgedDays(store, [environment], moment, isWhole);
  if (!judged) throw new Error(`${environment.name} was not judged`);
  return isWhole ? judged : slimDay(judged);
}

function changeOf({changesAt, facts}: JudgedDay, now: EpochMs): EpochMs {
  const first = earlier(changesAt, nextFactsChange(facts, now)) ?? Number.POSITIVE_INFINITY;
  return Math.min(first, now + LONGEST_KEPT_MS);
}

function dropOldest(kept: readonly Kept[]): Kept[] {
  const days = [...new Set(kept.toReversed().map(({day}) => day))].slice(0, MOST_DAYS);
  const whole = kept.filter(({isWhole}) => isWhole).slice(-MOST_WHOLE_DAYS);
  return kept.filter(entry => days.includes(entry.day) && (!entry.isWhole || whole.includes(entry)));
}
