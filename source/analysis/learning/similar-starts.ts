/**
 * The starts from which a time is told: those on weekdays on which the job runs at the same time. A job may run early from
 * Monday to Friday and late on Saturday; its usual Saturday says nothing of a Monday.
 */
import {ascending} from '../../domain/quantile.ts';
import type {SlotStart} from './job-history.ts';
import {floorMod} from './time-slots.ts';

const USUAL_FROM_STARTS = 15;
/** Weekdays are told apart when their usual starts are further from each other than this, in minutes. */
const APART_MINUTES = 45;
/** A weekday with fewer starts goes with all others. */
const LEAST_STARTS = 3;

/** Median of the last starts, in minutes from the start of the job's own day. */
export function usualOffset(offsets: readonly number[]): number {
  const last = ascending(offsets.slice(-USUAL_FROM_STARTS));
  return last[last.length >> 1] ?? 0;
}

/** Offsets, oldest first. `weekday` from 0 = Sunday. */
export function similarStarts(starts: readonly SlotStart[], weekday: number): number[] {
  const all = starts.map(({offset}) => offset);
  if (Math.max(...all) - Math.min(...all) <= 2 * APART_MINUTES) return all;
  const byWeekday: number[][] = [[], [], [], [], [], [], []];
  for (const {day, offset} of starts) byWeekday[floorMod(day + 4, 7)]?.push(offset);
  const own = byWeekday[weekday] ?? [];
  if (own.length < LEAST_STARTS) return all;
  const usual = usualOffset(own);
  const isSimilar = byWeekday.map(
    offsets => offsets.length > 0 && Math.abs(usualOffset(offsets) - usual) <= APART_MINUTES,
  );
  return starts.filter(({day}) => isSimilar[floorMod(day + 4, 7)]).map(({offset}) => offset);
}
