/**
 * The slots of a job that runs several times a day mostly share their days. What is asked of the calendar is then whether
 * the job has its day, and of each slot only how often it runs on such days: one miss at noon says nothing of tomorrow's noon
 * when seven other runs of the day came.
 */
import {DID_NOT_RUN, NOT_KNOWN, RAN} from './day-states.ts';
import {floorMod} from './time-slots.ts';

/** From so many slots on. */
export const LEAST_SIBLINGS = 3;
/** A slot that runs on fewer of the job's days has dates of its own. */
const SHARED_DAYS = 0.75;
/** Of the few days of one weekday, two misses in six are borne. */
const SHARED_WEEKDAYS = 0.7;
const LAST_DAYS = 30;
const LAST_WEEKS = 6;

/** A day is the job's when at least half of its slots ran. */
export function poolStates(slots: readonly Uint8Array[], start: number, end: number): Uint8Array {
  const pooled = new Uint8Array(end).fill(NOT_KNOWN);
  for (let index = start; index < end; index++) {
    let ran = 0;
    let known = 0;
    for (const states of slots) {
      const state = states[index] ?? NOT_KNOWN;
      if (state === RAN) ran++;
      if (state !== NOT_KNOWN) known++;
    }
    if (2 * ran >= slots.length) pooled[index] = RAN;
    else if (2 * known >= slots.length) pooled[index] = DID_NOT_RUN;
  }
  return pooled;
}

export type Share = {
  /** Whether the slot runs on the job's days; else it has dates of its own. */
  isShared: boolean;
  /** The last days of the job on which it did not run, in a row. */
  missed: number;
};

/** `asked` is the index of the day that is asked about: its weekday counts for itself as well. */
export function shareOf(states: Uint8Array, pooled: Uint8Array, end: number, asked: number): Share {
  const all = {ran: 0, of: 0};
  const weekday = {ran: 0, of: 0};
  let missed = 0;
  let isStreak = true;
  for (let index = end - 1; index >= 0 && (all.of < LAST_DAYS || weekday.of < LAST_WEEKS); index--) {
    if (pooled[index] !== RAN || states[index] === NOT_KNOWN) continue;
    const isRun = states[index] === RAN;
    if (isRun) isStreak = false;
    else if (isStreak) missed++;
    const isOwnWeekday = floorMod(asked - index, 7) === 0;
    for (const [tally, isCounted, most] of [
      [all, true, LAST_DAYS],
      [weekday, isOwnWeekday, LAST_WEEKS],
    ] as const)
      if (isCounted && tally.of < most) {
        tally.of++;
        if (isRun) tally.ran++;
      }
  }
  const isShared =
    all.ran + 1 >= SHARED_DAYS * (all.of + 1) && weekday.ran + 1 >= SHARED_WEEKDAYS * (weekday.of + 1);
  return {isShared, missed};
}
