/** When the same facts, judged later, would first say something else: whoever shows a report has to judge again then. */
import {overrunAt} from '../analysis/judge-slot.ts';
import {instantInDay} from '../domain/business-day.ts';
import {collectedAt} from '../domain/collection.ts';
import type {JudgedSlot} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';
import type {EnvironmentFacts} from './read-facts.ts';

/** Undefined for a verdict that only new facts can change. */
export function nextSlotChange(slot: JudgedSlot): EpochMs | undefined {
  switch (slot.verdict) {
    case 'pending':
      return slot.dueAt ?? after(slot.deadlineAt);
    case 'due':
      return after(slot.deadlineAt);
    case 'running':
      return after(slot.run && overrunAt(slot, slot.run));
    case 'excused':
      return slot.acknowledgement?.until;
    default:
      return undefined;
  }
}

/** Of the environment as a whole: its day's end, numbers that must be reached, and how long its data stay fresh. */
export function nextFactsChange(
  {environment, day, bounds, evidence, acknowledgements}: EnvironmentFacts,
  now: EpochMs,
): EpochMs | undefined {
  const {expectations, clock, staleAfterMs} = environment;
  const deadlines = expectations.flatMap(expectation =>
    expectation.kind === 'count' && expectation.byMs !== undefined
      ? instantInDay(day, expectation.byMs, clock) + 1
      : [],
  );
  const answers = evidence.filter(({businessDay}) => businessDay === day);
  const staleness = answers.flatMap(({latestAnswer}) =>
    latestAnswer ? collectedAt(latestAnswer) + staleAfterMs + 1 : [],
  );
  const expiries = [...acknowledgements.values()].flatMap(({until}) => until ?? []);
  return [bounds.end, bounds.end + 1, bounds.end + staleAfterMs, ...deadlines, ...staleness, ...expiries]
    .filter(at => at > now)
    .reduce<EpochMs | undefined>(earlier, undefined);
}

/** Of the instants that there are. */
export function earlier(a: EpochMs | undefined, b: EpochMs | undefined): EpochMs | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

/** Limits are inclusive: what they change changes just after them. */
function after(limit: EpochMs | undefined): EpochMs | undefined {
  return limit === undefined ? undefined : limit + 1;
}
