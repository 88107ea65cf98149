/** Expected runs of jobs without a schedule, from what was learned of them before the day had begun. */
import type {DayBounds} from '../domain/business-day.ts';
import type {EdgeRule} from '../domain/day-edges.ts';
import type {DayForecast, JobForecast, SlotSpan} from '../domain/forecast.ts';
import type {DurationBand, LearnedRhythm, LearnedSlot} from '../domain/learned.ts';
import {falseAlarmRiskOf} from '../domain/learned.ts';
import type {RunRecord} from '../domain/run.ts';
import {hasStarted} from '../domain/run.ts';
import type {Slot} from '../domain/slot.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {HOUR_MS} from '../domain/time.ts';
import {explainBasis, explainRhythm} from './learning/reason.ts';

/** What every slot of a job has in common. */
export type SlotLimits = Pick<Slot, 'maxRuntimeMs' | 'isRuntimeLearned' | 'duration' | 'source'>;

/**
 * How long a run may take: what was said of it, else more than it ever took. Without either there is no limit.
 */
export function runtimeLimits(
  maxRuntimeMs: number | undefined,
  duration: DurationBand | undefined,
): Pick<Slot, 'maxRuntimeMs' | 'isRuntimeLearned' | 'duration'> {
  if (!duration) return {maxRuntimeMs};
  return maxRuntimeMs === undefined
    ? {maxRuntimeMs: duration.longMs, isRuntimeLearned: true, duration}
    : {maxRuntimeMs, duration};
}

/** What was expected of a job on one business day. */
export type BoundedForecast = {forecast: JobForecast | undefined; bounds: DayBounds};

/** The slots at learned times of day, of one day or of neighbouring ones, that are due within `[start, end)`, ascending. */
export function planLearnedTimes(
  job: string,
  days: readonly BoundedForecast[],
  {start, end}: DayBounds,
  limits: SlotLimits,
): Slot[] {
  const slots: Slot[] = [];
  for (const {forecast, bounds} of days) {
    for (const slot of forecast?.slots ?? []) {
      if (slot.dueAt >= start && slot.dueAt < end) slots.push(learnedSlot(job, slot, bounds, limits));
    }
  }
  return slots.length > 1 ? slots.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0)) : slots;
}

function learnedSlot(job: string, slot: LearnedSlot, bounds: DayBounds, limits: SlotLimits): Slot {
  const {dueAt, deadlineAt, normallyBy, basis} = slot;
  return {
    job,
    dueAt,
    deadlineAt,
    earlyMarginMs: earlyMargin(slot, bounds),
    origin: 'learned',
    schedule: `learned: ${explainBasis(basis)}`,
    learned: {basis, normallyBy, falseAlarmRisk: falseAlarmRiskOf(slot)},
    ...limits,
  };
}

/** What starts earlier is another matter. Only what is due in the first hour of a business day may begin before that day. */
const MOST_EARLY_MS = 6 * HOUR_MS;
const FIRST_HOUR_MS = HOUR_MS;

function earlyMargin({dueAt, earliestAt}: SlotSpan, {start}: DayBounds): number {
  return Math.max(0, Math.min(dueAt - earliestAt, MOST_EARLY_MS, Math.max(dueAt - start, FIRST_HOUR_MS)));
}

/**
 * The slots of a job that runs every so often. Every run is one; so is every time that the next one did not come within the
 * usual limit, however long that went on, and the one that is to come. `runs` are those of the day.
 */
export function planRhythm(
  job: string,
  rhythm: LearnedRhythm,
  runs: readonly RunRecord[],
  limits: SlotLimits,
): {slots: Slot[]; entries: RunRecord[][]} {
  const {everyMs, limitMs, fromAt, untilAt, basis} = rhythm;
  const slots: Slot[] = [];
  const entries: RunRecord[][] = [];
  const schedule = `learned: ${explainRhythm(rhythm)}`;
  const learned = {basis, falseAlarmRisk: falseAlarmRiskOf(rhythm)};
  const add = (dueAt: EpochMs, deadlineAt: EpochMs, own: RunRecord[]): void => {
    slots.push({job, dueAt, deadlineAt, earlyMarginMs: 0, origin: 'learned', schedule, learned, ...limits});
    entries.push(own);
  };
  // When the day before last had one is not known here: the day's first may come as late as if that had been just now.
  let last = fromAt;
  for (const run of runs) {
    const {startedAt} = run;
    if (startedAt === undefined || !hasStarted(run.status)) continue;
    if (startedAt > last + limitMs && last + limitMs < untilAt) add(last + everyMs, last + limitMs, []);
    add(startedAt, startedAt + limitMs - everyMs, [run]);
    last = Math.max(last, startedAt);
  }
  if (last + limitMs < untilAt) add(last + everyMs, last + limitMs, []);
  return {slots, entries};
}

/**
 * How far learned slots reach over the edges of their days, at most; only those that reach over count. Empty when none does.
 */
export function learnedEdgeRules(
  forecasts: ReadonlyMap<Day, DayForecast>,
  boundsOf: (day: Day) => DayBounds,
): EdgeRule[] {
  let graceMs = 0;
  let earlyMarginMs = 0;
  for (const [day, forecast] of forecasts) {
    const bounds = boundsOf(day);
    for (const slot of forecast.spans()) {
      const early = earlyMargin(slot, bounds);
      if (slot.deadlineAt >= bounds.end) graceMs = Math.max(graceMs, slot.deadlineAt - slot.dueAt);
      if (slot.dueAt - early < bounds.start) earlyMarginMs = Math.max(earlyMarginMs, early);
    }
  }
  return graceMs > 0 || earlyMarginMs > 0 ? [{kind: 'job', graceMs, earlyMarginMs}] : [];
}
