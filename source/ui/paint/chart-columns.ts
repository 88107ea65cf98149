/** A value and what is usual there. */
export type ChartPoint = {
  /** For the axis: a date. ASCII. */
  label: string;
  /** Null where nothing is known: a gap. */
  value: number | null;
  /** The expected band; absent or null where it is not known. */
  low?: number | null;
  high?: number | null;
  /** It failed: bad whatever its value. */
  isBad?: boolean;
};

/** A point is not made wider than this. */
const WIDEST_POINT = 6;

export function isOutside({value, low, high}: ChartPoint): boolean {
  return value !== null && ((high != null && value > high) || (low != null && value < low));
}

/** Which point each column shows, oldest first, in at most `width` columns: several columns a point, or fewer points than there are. */
export function spreadPoints(points: readonly ChartPoint[], width: number): number[] {
  if (points.length > width) return keepExtremes(points, width);
  const columns = Math.min(width, points.length * WIDEST_POINT);
  return Array.from({length: columns}, (_, column) => Math.floor((column * points.length) / columns));
}

/** Two columns for each bucket of neighbours: its lowest and its highest, in their order. Peaks are what a chart is read for. */
function keepExtremes(points: readonly ChartPoint[], width: number): number[] {
  const buckets = Math.max(1, width >>> 1);
  return Array.from({length: buckets}, (_, bucket) => {
    const start = Math.floor((bucket * points.length) / buckets);
    const end = Math.floor(((bucket + 1) * points.length) / buckets);
    return pickTwo(points, start, end);
  }).flat();
}

function pickTwo(points: readonly ChartPoint[], start: number, end: number): number[] {
  let [lowest, highest] = [start, start];
  let failed: number | undefined;
  for (let i = start; i < end; i++) {
    const value = points[i]?.value ?? null;
    if (value === null) continue;
    if (value < (points[lowest]?.value ?? Number.POSITIVE_INFINITY)) lowest = i;
    if (value > (points[highest]?.value ?? Number.NEGATIVE_INFINITY)) highest = i;
    if (points[i]?.isBad) failed ??= i;
  }
  // A failure is shown, however ordinary its value.
  if (failed !== undefined && !points[highest]?.isBad) lowest = failed;
  return lowest < highest ? [lowest, highest] : [highest, lowest];
}
