/** What the history says of each of a job's slots on a business day, and whether the job has stopped. */
import type {LearnedBasis, LearnedDay, LearningContext} from '../../domain/learned.ts';
import {isAlarming} from './budget.ts';
import {calendarKeys} from './calendar-keys.ts';
import type {AskOf, Outlook, StateSpan} from './experts.ts';
import type {JobHistory, SlotHistory, SlotTimes} from './job-history.ts';
import {closedDay, slotTimes, toInstant} from './job-history.ts';
import {deriveBasis} from './learned-dates.ts';
import {askOf} from './outlooks.ts';
import {LEAST_SIBLINGS, poolStates, shareOf} from './siblings.ts';
import {DAY_MINUTES} from './time-slots.ts';

/** Below this it is as likely that it does not run: nothing to expect. */
export const LEAST_CONFIDENCE = 0.5;
/** Expected and not run so many times: silent until it runs again. */
export const STOPPED_AFTER = 3;

export type SlotOutlook = Omit<Outlook, 'basis'> & {
  /** Which of the job's slots, and its starts. */
  index: number;
  times: SlotTimes;
  /** The number of the job's own day whose run is due on the business day. */
  own: number;
  /** How many of the job's slots share the days that this one's history is of. */
  sharers: number;
  /** On how many of the dates of its rule it ran. */
  basis: () => LearnedBasis;
};

/**
 * What a job's history says of each of its slots, in order, on a business day by its number: unfolded once for all the days
 * that are asked of.
 */
export function lookAhead(job: JobHistory, {calendar}: LearningContext): (day: number) => SlotOutlook[] {
  const closed = closedDay(job) + 1 - job.from;
  const states = job.slots.map(slot => slot.states);
  const pooled = states.length >= LEAST_SIBLINGS ? poolStates(states, 0, closed) : undefined;
  const ask = rememberQuestions(span => askOf(span, calendar));
  const basisOf = rememberBases(job, calendar);
  const times = slotTimes(job);

  const lookAt = (slot: SlotHistory, index: number, day: number): SlotOutlook => {
    const ofSlot = times[index] ?? {days: [], offsets: [], usual: 0};
    const own = job.rhythm ? day : day - Math.floor(ofSlot.usual / DAY_MINUTES);
    // What was known before the day.
    const end = Math.max(0, Math.min(closed, own - job.from));
    const span = {states: slot.states, from: job.from, start: 0, end, shift: slot.dayShift};
    const share = pooled && shareOf(slot.states, pooled, end, own - job.from);
    const isShared = pooled !== undefined && share?.isShared;
    const outlook = ask(isShared ? {...span, states: pooled} : span)(own + slot.dayShift);
    const missed = outlook.missed + (isShared ? share.missed : 0);
    const sharers = isShared ? job.slots.length : 1;
    return {
      ...outlook,
      missed,
      index,
      times: ofSlot,
      own,
      sharers,
      basis: () => outlook.basis ?? basisOf(span, outlook.experts),
    };
  };
  return day => job.slots.map((slot, index) => lookAt(slot, index, day));
}

/** The same history is asked of one day after the other. */
function rememberQuestions(open: (span: StateSpan) => AskOf): (span: StateSpan) => AskOf {
  const asked = new Map<Uint8Array, {span: StateSpan; ask: AskOf}>();
  return span => {
    const known = asked.get(span.states);
    if (known?.span.end === span.end && known.span.shift === span.shift) return known.ask;
    const ask = open(span);
    asked.set(span.states, {span, ask});
    return ask;
  };
}

function rememberBases(
  job: JobHistory,
  calendar: LearningContext['calendar'],
): (span: StateSpan, experts: readonly number[]) => LearnedBasis {
  const bases = new Map<Uint8Array, {end: number; experts: readonly number[]; basis: LearnedBasis}>();
  return (span, experts) => {
    const {states, end} = span;
    const known = bases.get(states);
    if (known?.end === end && known.experts === experts) return known.basis;
    const basis = deriveBasis(experts, span, calendarKeys(calendar, job.from - 2, job.lastDay + 3));
    bases.set(states, {end, experts, basis});
    return basis;
  };
}

/**
 * Since when it has stopped, and how often it ran until then: every slot that was expected has been missed several times. Only
 * of what ran so regularly that its absence would be told: a job on demand stops after each of its busy weeks.
 */
export function findStop(
  job: JobHistory,
  outlooks: readonly SlotOutlook[],
  context: LearningContext,
): Required<Pick<LearnedDay, 'stoppedSince' | 'usualDays'>> | undefined {
  const stopped = outlooks.filter(hasStopped);
  const isStopped = outlooks.every(outlook => hasStopped(outlook) || outlook.chance < LEAST_CONFIDENCE);
  if (!isStopped || !stopped.some(wasRegular)) return undefined;
  return {
    stoppedSince: toInstant(job.starts.at(-1) ?? 0, context),
    usualDays: Math.min(...stopped.map(({usualDays}) => usualDays)),
  };
}

/** Of a job that runs seldom, a second miss may be enough for it not to be expected a third time: then its silence tells. */
function hasStopped({missed, quiet, chance}: SlotOutlook): boolean {
  if (missed >= STOPPED_AFTER) return true;
  return missed === STOPPED_AFTER - 1 && chance < LEAST_CONFIDENCE && quiet > STOPPED_AFTER + 0.5;
}

function wasRegular({surety, usualDays}: SlotOutlook): boolean {
  return isAlarming({confidence: surety, runsAYear: 365 / usualDays});
}
