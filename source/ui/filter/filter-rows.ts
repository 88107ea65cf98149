import type {Filter} from './compile-filter.ts';

/**
 * The rows that a filter lets through, in their order: those that hold every word as it stands; only if there are none, those
 * that hold the letters in order. A list is not sorted by how well a row fits, so that a few good ones would be lost among
 * the many in which the letters happen to be.
 */
export function filterRows<Row>(
  rows: readonly Row[],
  textOf: (row: Row) => string,
  filter: Filter,
): readonly Row[] {
  if (filter.isEmpty) return rows;
  const plain = rows.filter(row => filter.matchesPlainly(textOf(row)));
  return plain.length > 0 ? plain : rows.filter(row => filter.matches(textOf(row)));
}
