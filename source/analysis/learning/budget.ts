/**
 * How sure must one be before a missing run is told? A budget that people understand: at most so many false alarms a day
 * over all jobs. A slot that is expected with confidence p and judged absent is a false alarm with probability 1 - p at
 * most, or when it only comes after its deadline.
 */

/** What is known of an expected slot or rhythm before its day. */
export type Expected = {confidence: number; lateRisk: number};

/** Confidence from which an absence is told when no budget says otherwise. */
export const DEFAULT_THRESHOLD = 0.8;

export function isAlarming({confidence}: Expected, threshold = DEFAULT_THRESHOLD): boolean {
  return confidence >= threshold;
}

/** Of one day, over the slots of all jobs that are told of. An upper bound: some of what is counted will really be missing. */
export function expectedFalseAlarms(slots: Iterable<Expected>, threshold = DEFAULT_THRESHOLD): number {
  let alarms = 0;
  for (const slot of slots)
    if (isAlarming(slot, threshold)) alarms += 1 - slot.confidence * (1 - slot.lateRisk);
  return alarms;
}

/**
 * The lowest threshold, from 0.5 on, at which the day's expected false alarms stay within a budget; just above 1 when even
 * the surest slot would be too much.
 */
export function thresholdFor(slots: Iterable<Expected>, mostAlarms: number): number {
  const surestFirst = [...slots].sort((a, b) => b.confidence - a.confidence);
  let alarms = 0;
  const threshold = 0.5;
  for (const slot of surestFirst) {
    alarms += 1 - slot.confidence * (1 - slot.lateRisk);
    if (alarms > mostAlarms) return Math.max(threshold, slot.confidence + Number.EPSILON);
  }
  return threshold;
}
