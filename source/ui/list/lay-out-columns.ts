/** How wide each column is on this screen, and which of them have to go. Pure; the same rows give the same widths. */
import {cellText} from '../../output/table.ts';
import {measure} from '../paint/fit.ts';
import type {ListColumn} from './list-definition.ts';

export type LaidOutColumn<Row> = {column: ListColumn<Row>; width: number};

export const COLUMN_GAP = 2;
/** Before the first column: the mark of the row under the cursor. */
export const MARGIN = 2;
/** What can be cut is not cut below this. */
const NARROWEST = 8;

/** What every column would like to have: depends on the rows, not on the screen. */
export function measureColumns<Row>(
  columns: readonly ListColumn<Row>[],
  rows: readonly Row[],
): LaidOutColumn<Row>[] {
  return columns
    .filter(({title}) => title !== undefined)
    .map(column => ({column, width: wantedWidth(column, rows)}));
}

function wantedWidth<Row>(column: ListColumn<Row>, rows: readonly Row[]): number {
  const {title = '', width, most = Number.POSITIVE_INFINITY} = column;
  if (width !== undefined) return Math.max(width, title.length);
  let widest = title.length;
  for (const row of rows) widest = Math.max(widest, measure(cellText(column, row)));
  return Math.min(widest, Math.max(most, title.length));
}

/**
 * Leaves out what yields (highest number first) until the rest fits, each column as narrow as it may be; what room is then
 * left goes to those that were made narrower, and in the end to the elastic one. If nothing helps, the widest are cut.
 */
export function fitColumns<Row>(wanted: readonly LaidOutColumn<Row>[], screen: number): LaidOutColumn<Row>[] {
  const fitted = wanted.map(({column, width}) => ({
    column,
    width: Math.min(width, Math.max(column.narrowest ?? width, column.title?.length ?? 0)),
  }));
  const excess = (): number =>
    MARGIN + fitted.reduce((sum, {width}) => sum + width + COLUMN_GAP, -COLUMN_GAP) - screen;
  while (excess() > 0) {
    const first = fitted.reduce((most, {column}) => Math.max(most, column.yields ?? 0), 0);
    if (first === 0) break;
    fitted.splice(
      fitted.findIndex(({column}) => column.yields === first),
      1,
    );
  }
  for (const column of fitted.toSorted((a, b) => b.width - a.width)) {
    if (excess() > 0) column.width = Math.max(Math.min(column.width, NARROWEST), column.width - excess());
  }
  for (const column of fitted) {
    const own = wanted.find(one => one.column === column.column)?.width ?? 0;
    if (excess() < 0) column.width = Math.max(column.width, Math.min(own, column.width - excess()));
  }
  const elastic = fitted.find(({column}) => column.isElastic);
  if (elastic && excess() < 0) elastic.width -= excess();
  return fitted;
}
