/**
 * A memory of results that are cheap to keep and dear to make again. Bounded by weight, not by count, because one
 * schedule has one due instant a day and another has thousands. Drops the least recently used first.
 */
export type BoundedCache<Value> = {
  /** The kept value, or the one `make` returns (kept from now on). A `make` that throws leaves nothing behind. */
  get(key: string, make: () => Value): Value;
};

export function createBoundedCache<Value>(
  maxWeight: number,
  weigh: (value: Value) => number,
): BoundedCache<Value> {
  const kept = new Map<string, Value>();
  let weight = 0;

  const drop = (key: string, value: Value): void => {
    kept.delete(key);
    weight -= weigh(value);
  };

  return {
    get(key, make) {
      const known = kept.get(key);
      if (known !== undefined) {
        // A Map iterates in order of insertion: putting the value last makes the first the least recently used.
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const value = make();
      kept.set(key, value);
      weight += weigh(value);
      for (const [oldest, dropped] of kept) {
        if (weight <= maxWeight) break;
        drop(oldest, dropped);
      }
      return value;
    },
  };
}
