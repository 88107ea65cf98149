/**
 * Missing needs evidence: a collection that succeeded whole, began after the deadline and covers the slot. Without one
 * the slot is unknown, and this says why.
 */
import {businessDayOf} from '../domain/business-day.ts';
import {isComplete} from '../domain/collection.ts';
import type {SourceEvidence} from '../domain/facts.ts';
import type {Slot} from '../domain/slot.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays, formatInstant} from '../domain/time.ts';
import type {DayFacts} from './day-facts.ts';
import {sourceOf} from './job-sources.ts';
import type {Absence} from './judge-slot.ts';
import {findHiddenAbsence, hidesRunsOf} from './latest-runs.ts';

/** Builds the question "is it known that nothing ran for this slot?" for one environment and day. `slots`: all of its job. */
export function absenceFinder(facts: DayFacts): (slot: Slot, slots: readonly Slot[]) => Absence {
  const {environment, day, bounds, evidence} = facts;
  const bySourceAndDay = new Map(evidence.map(item => [`${item.businessDay} ${item.source}`, item]));
  const runSources = environment.sources.filter(({traits}) => traits.hasRuns).map(({name}) => name);

  const sourcesFor = (slot: Slot): string[] => {
    const source = slot.source ?? sourceOf(facts, slot.job);
    // A job that no source has ever shown could be told of by any of them: all must have answered.
    return source !== undefined && runSources.includes(source) ? [source] : runSources;
  };

  // What tells only of the present was never asked for the day before after its end.
  const tellsOfThePast = new Set(
    environment.sources.filter(({traits}) => traits.hasHistory).map(({name}) => name),
  );

  /** A run for the slot may have begun early on the day before, or late on a day after. */
  const coveringDays = ({dueAt, deadlineAt, earlyMarginMs, entry}: Slot, source: string): Covering[] => {
    const days: Covering[] = [{day, after: deadlineAt}];
    if (dueAt === undefined) return days;
    const last = businessDayOf(deadlineAt, environment.clock);
    // A plan is of one day, and its deadline the day's end; of any other slot a run that begins just then is in time.
    const isOver = entry === undefined ? deadlineAt >= bounds.end : deadlineAt > bounds.end;
    if (last > day && isOver) days.push({day: last, after: deadlineAt});
    if (entry === undefined && dueAt - earlyMarginMs < bounds.start && tellsOfThePast.has(source))
      days.push({day: addDays(day, -1), after: bounds.start - 1});
    return days;
  };

  const byName = new Map(environment.sources.map(source => [source.name, source]));

  return (slot, slots) => {
    const sources = sourcesFor(slot);
    if (sources.length === 0) return {unknown: 'no source of this environment tells of runs'};
    let newest = 0;
    for (const source of sources) {
      const own = byName.get(source);
      const hidden = own && hidesRunsOf(slot, own) ? findHiddenAbsence(slot, slots, own, facts) : undefined;
      if (hidden && 'unknown' in hidden) return hidden;
      if (hidden) newest = Math.max(newest, hidden.evidence);
      // An answer about the present is about this day and the next alike.
      if (hidden && !tellsOfThePast.has(source)) continue;
      for (const covering of coveringDays(slot, source)) {
        const item = bySourceAndDay.get(`${covering.day} ${source}`);
        if (!item?.latestComplete || item.latestComplete.startedAt <= covering.after) {
          return {unknown: explainLackOfEvidence(source, item, covering, day)};
        }
        // Of the day before only its last moments count: the slot's own day tells more.
        if (covering.day >= day) newest = Math.max(newest, item.latestComplete.id);
      }
    }
    return {evidence: newest};
  };
}

/** A business day that must be known, and the instant after which it must have been asked for. */
type Covering = {day: Day; after: EpochMs};

function explainLackOfEvidence(
  source: string,
  item: SourceEvidence | undefined,
  {day, after}: Covering,
  ownDay: Day,
): string {
  const ofDay = day === ownDay ? 'this day' : day;
  if (!item) return `${source} was never collected for ${ofDay}`;
  const {latest, latestAnswer, latestComplete} = item;
  if (latestAnswer?.outcome === 'partial' && latestAnswer.startedAt > after) {
    return `the last answer of ${source} is incomplete: ${latestAnswer.error ?? 'some of it could not be read'}`;
  }
  if (latest.startedAt > after && !isComplete(latest.outcome)) {
    return `${source} could not be collected since: ${latest.error ?? latest.outcome}`;
  }
  if (!latestComplete) return `${source} has given no complete answer for ${ofDay}`;
  const limit = day < ownDay ? `the end of ${day}` : 'the deadline';
  return `${source} was last collected before ${limit}, at ${formatInstant(latestComplete.startedAt)}`;
}
