/**
 * The value below which a share of a sample lies, between two values where the share falls between them (linear
 * interpolation of order statistics: R's type 7, Excel's PERCENTILE.INC). `ascending` must be sorted and not empty.
 */
export function quantile(ascending: readonly number[], share: number): number {
  const position = (ascending.length - 1) * share;
  const below = ascending[Math.floor(position)] ?? Number.NaN;
  const above = ascending[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

/** A sorted copy. Numbers in order of size; `sort()` alone would order them as text. */
export function ascending(values: Iterable<number>): number[] {
  return [...values].sort((a, b) => a - b);
}
