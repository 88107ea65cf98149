/**
 * The starts from which a time is told: those on weekdays on which the job runs at the same time. A job may run early from
 * Monday to Friday and late on Saturday; its usual Saturday says nothing of a Monday.
 */
import {ascending} from '../../domain/quantile.ts';
import type {SlotTimes} from './job-history.ts';
import {floorMod} from './time-slots.ts';

const USUAL_FROM_STARTS = 15;
/** Weekdays are told apart when their usual starts are further from each other than this, in minutes. */
const APART_MINUTES = 45;
/** A weekday with fewer starts goes with all others. */
const LEAST_STARTS = 3;

/** A time has moved earlier once so many starts came so much (in minutes) before the last ones of the time before. */
const STARTS_SINCE_MOVE = 8;
const STARTS_BEFORE_MOVE = 3;
const MOVED_MINUTES = 60;
/** Most starts since are earlier: one in five may have been late. */
const MOVED_SHARE = 0.8;

/** Median of the last starts, in minutes from the start of the job's own day. */
export function usualOffset(offsets: readonly number[]): number {
  const last = ascending(offsets.slice(-USUAL_FROM_STARTS));
  return last[last.length >> 1] ?? 0;
}

/** Offsets, oldest first; all of them, as they are, where no weekday is told apart. `weekday` from 0 = Sunday. */
export function similarStarts({days, offsets}: SlotTimes, weekday: number): readonly number[] {
  if (isClose(offsets)) return offsets;
  const weekdays = days.map(day => floorMod(day + 4, 7));
  const byWeekday: number[][] = [[], [], [], [], [], [], []];
  for (const [index, offset] of offsets.entries()) byWeekday[weekdays[index] ?? 0]?.push(offset);
  const own = byWeekday[weekday] ?? [];
  if (own.length < LEAST_STARTS) return offsets;
  const usual = usualOffset(own);
  const isSimilar = byWeekday.map(
    ofWeekday => ofWeekday.length > 0 && Math.abs(usualOffset(ofWeekday) - usual) <= APART_MINUTES,
  );
  return offsets.filter((_, index) => isSimilar[weekdays[index] ?? 0]);
}

/**
 * Those since the job's time moved earlier, oldest first: by when it had started before says nothing of how late it may be now.
 * A move to a later time is no such matter, as the latest starts count already.
 */
export function startsSinceMove(offsets: readonly number[]): readonly number[] {
  if (isClose(offsets)) return offsets;
  const since: number[] = [];
  for (let index = offsets.length - 1; index >= STARTS_BEFORE_MOVE; index--) {
    insert(since, offsets[index] ?? 0);
    if (since.length < STARTS_SINCE_MOVE) continue;
    const late = since[Math.floor(MOVED_SHARE * since.length)] ?? 0;
    const before = offsets.slice(index - STARTS_BEFORE_MOVE, index);
    if (before.every(offset => offset >= late + MOVED_MINUTES)) return offsets.slice(index);
  }
  return offsets;
}

function insert(sorted: number[], value: number): void {
  let place = sorted.length;
  for (; place > 0 && (sorted[place - 1] ?? 0) > value; place--) sorted[place] = sorted[place - 1] ?? 0;
  sorted[place] = value;
}

function isClose(offsets: readonly number[]): boolean {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const offset of offsets) {
    if (offset < least) least = offset;
    if (offset > most) most = offset;
  }
  return most - least <= 2 * APART_MINUTES;
}
