/**
 * How sure must one be before a missing run is told? A budget that people understand: at most so many false alarms a day
 * over all jobs.
 */

/** So many jobs share one false alarm a day where nobody has said how many are allowed: few enough to look at each. */
const JOBS_AN_ALARM = 4000;

/** How many false alarms a day are allowed of that many jobs: one at least. Many jobs could not be told of within one. */
export function settleBudget(wanted: number | 'auto', jobs: number): number {
  return wanted === 'auto' ? Math.max(1, jobs / JOBS_AN_ALARM) : wanted;
}

/** What is known of an expected slot or rhythm before its day. */
export type Expected = {confidence: number; runsAYear: number};

/** What is less sure to run is not told of, however large the budget. */
export const DEFAULT_THRESHOLD = 0.85;
/** A job that hardly runs cannot cry wolf often: so many false alarms a year are borne of each, down to this confidence. */
const ALARMS_A_YEAR = 3;
const LEAST_CONFIDENCE = 0.7;

/**
 * The confidence by which slots are compared with a threshold: that of a rare job counts for up to 0.15 more (a monthly
 * one's for 0.1), because its history is short rather than its schedule uncertain.
 */
export function surenessOf({confidence, runsAYear}: Expected): number {
  const enough = Math.max(LEAST_CONFIDENCE, 1 - ALARMS_A_YEAR / Math.max(1, runsAYear));
  return confidence + Math.max(0, DEFAULT_THRESHOLD - enough);
}

export function isAlarming(slot: Expected): boolean {
  return surenessOf(slot) >= DEFAULT_THRESHOLD;
}

/** What a day's false alarms come to, and what is left out so that they do not come to more than the budget. */
export type Told<Slot> = {told: Set<Slot>; falseAlarms: number; withheld: number};

/** Of a day's slots, those with the least risk of a false alarm as long as the sum stays within the budget. */
export function keepWithin<Slot extends Expected & {falseAlarmRisk: number}>(
  slots: readonly Slot[],
  mostAlarms: number,
): Told<Slot> {
  const candidates = slots.filter(isAlarming).sort((a, b) => a.falseAlarmRisk - b.falseAlarmRisk);
  const told = new Set<Slot>();
  let falseAlarms = 0;
  for (const slot of candidates) {
    if (falseAlarms + slot.falseAlarmRisk > mostAlarms) break;
    falseAlarms += slot.falseAlarmRisk;
    told.add(slot);
  }
  return {told, falseAlarms, withheld: candidates.length - told.size};
}

/** Deadlines may cost half of the budget: so many late false alarms a job-year, at most what a single job may have. */
export function lateAlarmsAYear(mostAlarmsADay: number, jobs: number): number {
  return Math.min(1, Math.max(LEAST_LATE_ALARMS, (0.5 * 365 * mostAlarmsADay) / Math.max(1, jobs)));
}

/** Further out a few starts tell nothing. */
const LEAST_LATE_ALARMS = 0.001;
