/**
 * Missing needs evidence: a collection that succeeded whole, began after the deadline and covers the slot. Without one
 * the slot is unknown, and this says why.
 */
import {businessDayOf} from '../domain/business-day.ts';
import {isComplete} from '../domain/collection.ts';
import type {SourceEvidence} from '../domain/facts.ts';
import type {Slot} from '../domain/slot.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {formatInstant} from '../domain/time.ts';
import type {DayFacts} from './day-facts.ts';
import type {Absence} from './judge-slot.ts';

/** Builds the question "is it known that nothing ran for this slot?" for one environment and day. */
export function absenceFinder(facts: DayFacts): (slot: Slot) => Absence {
  const {environment, day, evidence} = facts;
  const bySourceAndDay = new Map(evidence.map(item => [`${item.businessDay} ${item.source}`, item]));
  const runSources = environment.sources.filter(({traits}) => traits.hasRuns).map(({name}) => name);
  const sourceOfJob = new Map(facts.jobs.map(({job, source}) => [job, source]));

  const sourcesFor = (slot: Slot): string[] => {
    const source = slot.source ?? sourceOfJob.get(slot.job);
    // A job that no source has ever shown could be told of by any of them: all must have answered.
    return source !== undefined && runSources.includes(source) ? [source] : runSources;
  };

  const daysFor = (slot: Slot): Day[] => {
    if (slot.dueAt === undefined) return [day];
    const last = businessDayOf(slot.deadlineAt, environment.clock);
    return last > day && slot.deadlineAt > facts.bounds.end ? [day, last] : [day];
  };

  return slot => {
    const sources = sourcesFor(slot);
    if (sources.length === 0) return {unknown: 'no source of this environment tells of runs'};
    let newest = 0;
    for (const source of sources) {
      for (const covered of daysFor(slot)) {
        const item = bySourceAndDay.get(`${covered} ${source}`);
        if (!item?.latestComplete || item.latestComplete.startedAt <= slot.deadlineAt) {
          return {unknown: explainLackOfEvidence(source, item, slot.deadlineAt)};
        }
        newest = Math.max(newest, item.latestComplete.id);
      }
    }
    return {evidence: newest};
  };
}

function explainLackOfEvidence(
  source: string,
  item: SourceEvidence | undefined,
  deadlineAt: EpochMs,
): string {
  if (!item) return `${source} was never collected for this day`;
  const {latest, latestAnswer, latestComplete} = item;
  if (latestAnswer?.outcome === 'partial' && latestAnswer.startedAt > deadlineAt) {
    return `the last answer of ${source} is incomplete: ${latestAnswer.error ?? 'some of it could not be read'}`;
  }
  if (latest.startedAt > deadlineAt && !isComplete(latest.outcome)) {
    return `${source} could not be collected since: ${latest.error ?? latest.outcome}`;
  }
  return latestComplete
    ? `${source} was last collected before the deadline, at ${formatInstant(latestComplete.startedAt)}`
    : `${source} has given no complete answer for this day`;
}
