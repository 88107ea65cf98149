/**
 * Absence where a source tells only the latest run of each job: a later run takes the place of the one that was due. Nothing ran
 * for a slot only if a complete answer began after the slot and before the job's next run.
 */
import type {DayClock} from '../domain/business-day.ts';
import type {EnvironmentSource} from '../domain/environment.ts';
import type {CompleteAnswer, CompleteAnswers} from '../domain/facts.ts';
import type {RunRecord} from '../domain/run.ts';
import {hasStarted} from '../domain/run.ts';
import type {Slot} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';
import {addDays} from '../domain/time.ts';
import {formatLocal} from '../domain/zone.ts';
import type {DayFacts} from './day-facts.ts';
import type {Absence} from './judge-slot.ts';

/** What must be known of the sources that tell only latest runs; absent where there are none, or nothing can be missing. */
export type LatestRunFacts = {
  /** Of this day, the one before and the next. */
  answers: CompleteAnswers;
  /** Runs of the next business day by job: they take the place of this day's. Empty until it has begun. */
  laterRuns: ReadonlyMap<string, readonly RunRecord[]>;
};

/** Whether later runs may hide one that was for the slot. A plan’s entry shows itself what became of it. */
export function hidesRunsOf({entry}: Slot, {traits}: EnvironmentSource): boolean {
  return traits.isLatestOnly === true && entry === undefined;
}

/**
 * Whether it is proved that nothing ran for a slot without a run; undefined when nothing was hidden since: then it is a matter of
 * when the source was asked. `slots`: all of the job, by due instant.
 */
export function findHiddenAbsence(
  slot: Slot,
  slots: readonly Slot[],
  source: EnvironmentSource,
  facts: DayFacts,
): Absence | undefined {
  const {deadlineAt} = slot;
  const next = nextStart(slot, source, facts);
  const isBeforeDeadline = next !== undefined && next <= deadlineAt;
  // What starts from there on belongs to the next slot, even inside this one's grace.
  const limit = isBeforeDeadline ? Math.min(next, endOfTurn(slot, slots)) : deadlineAt;
  const answers = answersAbout(source, facts);
  const proof = answers.findLast(({startedAt}) => next === undefined || startedAt < next);
  if (proof && proof.startedAt > limit) return {evidence: proof.id};
  const last = answers.at(-1);
  if (next === undefined || !last || last.startedAt <= deadlineAt) return undefined;
  const time = timeTeller(facts.environment.clock, deadlineAt);
  const since = isBeforeDeadline ? time(limit) : 'the deadline';
  return {
    unknown: `${source.name} tells only the latest run of each job and was not asked between ${since} and the run of ${time(next)}`,
  };
}

/**
 * The source on whose account the number of a day's runs is not known: some of those that match may have been hidden before
 * anyone saw them. Undefined when all were seen.
 */
export function findHidingSource(
  {environment: {sources, staleAfterMs}, runs, jobs, latestRuns, day}: DayFacts,
  matches: (job: string) => boolean,
): EnvironmentSource | undefined {
  const own = sources.filter(({traits}) => traits.hasRuns && traits.isLatestOnly && !traits.isPlan);
  if (own.length === 0) return undefined;
  const sourceOf = new Map(jobs.map(({job, source}) => [job, source]));
  return own.find(({name, traits}) => {
    const answers = latestRuns?.answers.get(name);
    const before = traits.hasHistory ? [] : (answers?.get(addDays(day, -1)) ?? []);
    const asked = [...before, ...(answers?.get(day) ?? [])];
    for (const [job, all] of runs) {
      if (!matches(job) || (sourceOf.get(job) ?? name) !== name) continue;
      const starts = all.flatMap(({status, startedAt}) =>
        hasStarted(status) && startedAt !== undefined ? [{startedAt}] : [],
      );
      if (!wereAllSeen(starts, asked, staleAfterMs)) return true;
    }
    return false;
  });
}

/**
 * Whether before each run a complete answer had begun that is not too old for one in between to have been hidden. Runs by start,
 * answers oldest first.
 */
export function wereAllSeen(
  runs: readonly {startedAt: EpochMs}[],
  answers: readonly CompleteAnswer[],
  atMostMs: number,
): boolean {
  let index = 0;
  let last: EpochMs = Number.NEGATIVE_INFINITY;
  return runs.every(({startedAt}) => {
    for (; (answers[index]?.startedAt ?? Number.POSITIVE_INFINITY) < startedAt; index++)
      last = answers[index]?.startedAt ?? last;
    const isSeen = startedAt - last <= atMostMs;
    last = Math.max(last, startedAt);
    return isSeen;
  });
}

/** When the job's next run started that took the place of one for the slot. */
function nextStart(
  {job, dueAt}: Slot,
  {traits}: EnvironmentSource,
  {runs, edgeRuns, latestRuns, bounds}: DayFacts,
): EpochMs | undefined {
  // Asked for a day, a scheduler that knows past days tells the latest of that day.
  const later = traits.hasHistory ? [] : [edgeRuns.get(job), latestRuns?.laterRuns.get(job)];
  const starts = [runs.get(job), ...later]
    .flatMap(own => own ?? [])
    .filter(run => hasStarted(run.status) && !(traits.isPlan && isFirstOfEntry(run)))
    .flatMap(({startedAt}) => startedAt ?? [])
    .filter(startedAt => startedAt >= (dueAt ?? bounds.start));
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** An entry's first run took no other's place: run keys of plans are `<entry>#<run number>`. */
function isFirstOfEntry({runKey}: RunRecord): boolean {
  return runKey.endsWith('#1');
}

/** When the next slot begins to take runs. */
function endOfTurn({dueAt}: Slot, slots: readonly Slot[]): EpochMs {
  const next = slots.find(other => dueAt !== undefined && other.dueAt !== undefined && other.dueAt > dueAt);
  return next?.dueAt === undefined ? Number.POSITIVE_INFINITY : next.dueAt - next.earlyMarginMs;
}

/** Those that could have shown a run of this day: what tells only of the present shows it on the next day, too. */
function answersAbout(
  {name, traits}: EnvironmentSource,
  {day, latestRuns}: DayFacts,
): readonly CompleteAnswer[] {
  const days = traits.hasHistory ? [day] : [day, addDays(day, 1)];
  return days.flatMap(one => latestRuns?.answers.get(name)?.get(one) ?? []);
}

/** Local times; with their date where that is not the deadline's. */
function timeTeller(clock: DayClock, deadlineAt: EpochMs): (instant: EpochMs) => string {
  const local = (instant: EpochMs): string => formatLocal(clock.zone.toLocal(instant)).slice(0, 16);
  const date = local(deadlineAt).slice(0, 11);
  return instant => local(instant).replace(date, '');
}
