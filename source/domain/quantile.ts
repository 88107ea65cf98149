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

/** Up to here it is faster to put numbers in their places one by one than to call `sort`. */
const FEW = 64;

/** A sorted copy. Numbers in order of size; `sort()` alone would order them as text. */
export function ascending(values: Iterable<number>): number[] {
  const sorted = [...values];
  return sorted.length > FEW ? sorted.sort((a, b) => a - b) : insertInOrder(sorted);
}

function insertInOrder(values: number[]): number[] {
  for (let index = 1; index < values.length; index++) {
    const value = values[index] ?? 0;
    let place = index - 1;
    for (; place >= 0 && (values[place] ?? 0) > value; place--) values[place + 1] = values[place] ?? 0;
    values[place + 1] = value;
  }
  return values;
}
