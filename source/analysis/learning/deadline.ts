/**
 * By when has a job nearly always started, and within which time does the next run nearly always come? The tail of a
 * sample beyond what it shows, by the exponential law of excesses over a high threshold ("peaks over threshold":
 * Pickands 1975), with a median for its scale so that one very late run does not stretch it.
 */
/**
 * The value that a sample exceeds with probability `risk` (at most 0.2): its quantile `share` plus an excess of at least
 * `floor`. Small samples are given more room. `sorted` is ascending.
 */
export function tailLimit(sorted: readonly number[], risk: number, floor: number, share = 0.8): number {
  const place = Math.min(sorted.length - 1, Math.floor(share * sorted.length));
  const threshold = sorted[place] ?? 0;
  const above = sorted.slice(place + 1);
  const middle = (above[above.length >> 1] ?? threshold) - threshold;
  const scale = (middle / Math.LN2) * (1 + 4 / Math.max(1, sorted.length));
  return threshold + Math.max(floor, scale * Math.log((1 - share) / risk));
}
