/**
 * How sure must one be before a missing run is told? A budget that people understand: at most so many false alarms a day
 * over all jobs. A slot that is expected with confidence p and judged absent is a false alarm with probability 1 - p at
 * most, or when it only comes after its deadline.
 */

/** What is known of an expected slot or rhythm before its day. */
export type Expected = {confidence: number; lateRisk: number; runsAYear: number};

/** Sureness from which an absence is told when no budget says otherwise. */
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

export function isAlarming(slot: Expected, threshold = DEFAULT_THRESHOLD): boolean {
  return surenessOf(slot) >= threshold;
}

/** Of one day, over the slots of all jobs that are told of. An upper bound: some of what is counted will really be missing. */
export function expectedFalseAlarms(slots: Iterable<Expected>, threshold = DEFAULT_THRESHOLD): number {
  let alarms = 0;
  for (const slot of slots) if (isAlarming(slot, threshold)) alarms += riskOf(slot);
  return alarms;
}

/**
 * The lowest threshold, from 0.5 on, at which the day's expected false alarms stay within a budget; above the surest slot
 * when even that one would be too much.
 */
export function thresholdFor(slots: Iterable<Expected>, mostAlarms: number): number {
  const surestFirst = [...slots].sort((a, b) => surenessOf(b) - surenessOf(a));
  let alarms = 0;
  for (const slot of surestFirst) {
    alarms += riskOf(slot);
    if (alarms > mostAlarms) return Math.max(0.5, surenessOf(slot) + Number.EPSILON);
  }
  return 0.5;
}

function riskOf({confidence, lateRisk}: Expected): number {
  return 1 - confidence * (1 - lateRisk);
}
