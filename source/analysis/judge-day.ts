/** One environment's business day, job by job: plan, match, judge. */
import type {Acknowledgement} from '../domain/acknowledgement.ts';
import {slotExcuse} from '../domain/calendar.ts';
import {findCalendar} from '../domain/environment.ts';
import {formatFindingId, slotOccasion} from '../domain/finding-id.ts';
import type {RunRecord} from '../domain/run.ts';
import type {JudgedSlot, Slot} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';
import type {DayFacts} from './day-facts.ts';
import {absenceFinder} from './evidence.ts';
import type {JobRules} from './expectations.ts';
import type {Circumstances} from './judge-slot.ts';
import {byStart, judgeSlot} from './judge-slot.ts';
import {matchAtEdges} from './match-edges.ts';
import type {MatchedSlots} from './match-runs.ts';
import {matchRuns} from './match-runs.ts';
import type {JobPlan} from './plan-jobs.ts';
import {planJobs} from './plan-jobs.ts';

export type JudgedJob = {
  job: string;
  slots: JudgedSlot[];
  /** Runs of the day that belong to no slot, first started first. */
  unscheduled: RunRecord[];
  /** All runs of the business day. */
  runs: readonly RunRecord[];
  rules: JobRules;
};

/** Yields one job at a time, so that a day of millions of slots is never held at once. */
export function* judgeDay(facts: DayFacts, now: EpochMs): Generator<JudgedJob> {
  const findAbsence = absenceFinder(facts);
  const others = {findExcuse: excuseFinder(facts), findAcknowledgement: acknowledgementFinder(facts)};
  for (const plan of planJobs(facts)) {
    const circumstances: Circumstances = {...others, findAbsence: slot => findAbsence(slot, plan.slots)};
    const runs = facts.runs.get(plan.job) ?? [];
    const {matched, unmatched} = assignRuns(plan, runs, facts);
    yield {
      job: plan.job,
      slots: matched.map(({slot, runs: own}) => judgeSlot(slot, own, now, circumstances)),
      unscheduled: unmatched.sort(byStart),
      runs,
      rules: plan.rules,
    };
  }
}

function assignRuns(plan: JobPlan, runs: readonly RunRecord[], facts: DayFacts): MatchedSlots {
  const {job, slots, entries, isAtEdge} = plan;
  if (entries) return {matched: slots.map((slot, i) => ({slot, runs: entries[i] ?? []})), unmatched: []};
  if (!isAtEdge) return matchRuns(slots, runs);
  return matchAtEdges(slots, [...runs, ...(facts.edgeRuns.get(job) ?? [])], facts);
}

function excuseFinder({environment, day}: DayFacts): (slot: Slot) => string | undefined {
  return slot => {
    if (slot.isPaused) return 'switched off in the scheduler';
    const calendar = slot.origin === 'learned' ? undefined : findCalendar(environment, slot.calendar);
    if (!calendar && environment.maintenance.length === 0) return undefined;
    return slotExcuse({
      calendar,
      maintenance: environment.maintenance,
      zone: environment.clock.zone,
      day,
      dueAt: slot.dueAt,
      job: slot.job,
    });
  };
}

/** By the id that the finding has while it is one: once its hold is excused there is none, and taking it back brings it back. */
function acknowledgementFinder({
  environment,
  day,
  acknowledgements,
}: DayFacts): (slot: Slot) => Acknowledgement | undefined {
  const of = {kind: 'missing', environment: environment.name};
  return slot =>
    acknowledgements.get(formatFindingId({...of, job: slot.job, occasion: slotOccasion(slot, day)}));
}
