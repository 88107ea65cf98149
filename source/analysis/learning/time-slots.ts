/**
 * At which times of day does a job run? The day of a job begins in the middle of its longest quiet time, so that one which
 * runs around midnight is not cut in two; it is then cut at the longest pauses into as many slots as it usually has runs.
 */
import {ascending} from '../../domain/quantile.ts';

/** Where the job's own day begins (minutes from the start of the business day, -719 to 720) and its slots end. */
export type SlotPlan = {originMinutes: number; untilMinutes: number[]; isRhythm: boolean};

export const DAY_MINUTES = 1440;
/** So many runs a day are a rhythm, not times of day. */
const RHYTHM_RUNS = 13;
/** As many runs as on most days: a little over the median, because a missed run leaves one less. */
const USUAL_SHARE = 0.6;
/** A slot must hold this share of the days' runs, at least two. */
const LEAST_SHARE = 0.3;

/** `starts` in minutes, counted so that each multiple of a day is the start of a business day. Ascending, not empty. */
export function planSlots(starts: readonly number[]): SlotPlan {
  const clock = ascending(starts.map(start => floorMod(start, DAY_MINUTES)));
  const origin = quietestTime(clock);
  const perDay = new Map<number, number>();
  for (const start of starts) {
    const day = Math.floor((start - origin) / DAY_MINUTES);
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
  }
  const counts = ascending(perDay.values());
  const usual = counts[Math.floor(counts.length * USUAL_SHARE)] ?? 1;
  const originMinutes = Math.round(origin);
  const plan = {originMinutes: originMinutes > DAY_MINUTES / 2 ? originMinutes - DAY_MINUTES : originMinutes};
  if (usual >= RHYTHM_RUNS) return {originMinutes: 0, untilMinutes: [DAY_MINUTES], isRhythm: true};
  const offsets = ascending(starts.map(start => floorMod(start - originMinutes, DAY_MINUTES)));
  return {...plan, untilMinutes: cutAtPauses(offsets, usual, perDay.size), isRhythm: false};
}

/** The middle of the longest time without a start, in minutes of the day. `clock` is ascending. */
function quietestTime(clock: readonly number[]): number {
  let origin = 0;
  let longest = -1;
  for (const [index, time] of clock.entries()) {
    const next = clock[index + 1] ?? (clock[0] ?? 0) + DAY_MINUTES;
    if (next - time > longest) {
      longest = next - time;
      origin = (time + next) / 2;
    }
  }
  return origin % DAY_MINUTES;
}

/** Ends of the slots: the middles of the longest pauses that leave enough runs on each side. */
function cutAtPauses(offsets: readonly number[], slots: number, days: number): number[] {
  const least = Math.max(2, LEAST_SHARE * days);
  const pauses = offsets
    .slice(1)
    .map((offset, index) => ({index, length: offset - (offsets[index] ?? 0)}))
    .sort((a, b) => b.length - a.length);
  let cuts: number[] = [];
  for (const {index} of pauses) {
    if (cuts.length >= slots - 1) break;
    const tried = ascending([...cuts, index]);
    const edges = [-1, ...tried, offsets.length - 1];
    if (edges.slice(1).every((edge, place) => edge - (edges[place] ?? 0) >= least)) cuts = tried;
  }
  const middles = cuts.map(index => Math.round(((offsets[index] ?? 0) + (offsets[index + 1] ?? 0)) / 2));
  return [...middles, DAY_MINUTES];
}

export function floorMod(value: number, modulus: number): number {
  return value - Math.floor(value / modulus) * modulus;
}
