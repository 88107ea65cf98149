/**
 * By when has a job nearly always started, and within which time does the next run nearly always come? The tail of a
 * sample beyond what it shows, by the exponential law of excesses over a high threshold ("peaks over threshold":
 * Pickands 1975), with a median for its scale so that one very late run does not stretch it.
 */
const SHARE = 0.8;

/**
 * The value that a sample exceeds with probability `risk` (at most 0.2): its 80% quantile plus an excess of at least `floor`.
 * Small samples are given more room. `sorted` is ascending.
 */
export function tailLimit(sorted: readonly number[], risk: number, floor: number): number {
  const {threshold, scale} = fitTail(sorted);
  return threshold + Math.max(floor, scale * Math.log((1 - SHARE) / risk));
}

/** With which probability a sample exceeds a value at or above its 80% quantile. */
export function tailRisk(sorted: readonly number[], limit: number): number {
  const {threshold, scale} = fitTail(sorted);
  return scale > 0 ? (1 - SHARE) * Math.exp(-Math.max(0, limit - threshold) / scale) : 0;
}

function fitTail(sorted: readonly number[]): {threshold: number; scale: number} {
  const place = Math.min(sorted.length - 1, Math.floor(SHARE * sorted.length));
  const threshold = sorted[place] ?? 0;
  const above = sorted.slice(place + 1);
  const middle = (above[above.length >> 1] ?? threshold) - threshold;
  return {threshold, scale: (middle / Math.LN2) * (1 + 4 / Math.max(1, sorted.length))};
}
