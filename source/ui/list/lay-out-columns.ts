/** How wide each column is on this screen, and which of them have to go. Pure; the same rows give the same widths. */
import {cellText} from '../../output/table.ts';
import {measure} from '../paint/fit.ts';
import type {ListColumn} from './list-definition.ts';

export type LaidOutColumn<Row> = {column: ListColumn<Row>; width: number};

/** `widest`: cells of its longest text, which may be more than it would like to have. */
export type MeasuredColumn<Row> = LaidOutColumn<Row> & {widest: number};

export const COLUMN_GAP = 2;
/** Before the first column: the mark of the row under the cursor. */
export const MARGIN = 2;
/** What can be cut is not cut below this. */
const NARROWEST = 8;

/** What every column would like to have: depends on the rows, not on the screen. */
export function measureColumns<Row>(
  columns: readonly ListColumn<Row>[],
  rows: readonly Row[],
): MeasuredColumn<Row>[] {
  return columns.filter(({title}) => title !== undefined).map(column => measureColumn(column, rows));
}

function measureColumn<Row>(column: ListColumn<Row>, rows: readonly Row[]): MeasuredColumn<Row> {
  const {title = '', width, most = Number.POSITIVE_INFINITY} = column;
  // Not looked at, so any of its texts may be longer.
  if (width !== undefined)
    return {column, width: Math.max(width, title.length), widest: Number.POSITIVE_INFINITY};
  let widest = title.length;
  for (const row of rows) widest = Math.max(widest, measure(cellText(column, row)));
  return {column, width: Math.min(widest, Math.max(most, title.length)), widest};
}

/**
 * Leaves out what yields, and narrows what shrinks (highest number first), until the rest fits, each column as narrow as it may
 * be. Into what room is
 * then left come those back that fit after all (a wide one may have made room for narrow ones), what is left after that goes
 * to those that were made narrower, and in the end to the elastic one, as far as it has text for it. If nothing helps, the
 * widest are cut.
 */
export function fitColumns<Row>(
  wanted: readonly MeasuredColumn<Row>[],
  screen: number,
): LaidOutColumn<Row>[] {
  const narrow = wanted.map(({column, width}) => ({
    column,
    width: Math.min(width, Math.max(column.narrowest ?? width, column.title?.length ?? 0)),
  }));
  const fitted = chooseColumns(narrow, screen);
  const excess = (): number =>
    MARGIN + fitted.reduce((sum, {width}) => sum + width + COLUMN_GAP, -COLUMN_GAP) - screen;
  for (const column of fitted.toSorted((a, b) => b.width - a.width)) {
    if (excess() > 0) column.width = Math.max(Math.min(column.width, NARROWEST), column.width - excess());
  }
  for (const column of fitted) {
    const own = wanted.find(one => one.column === column.column)?.width ?? 0;
    if (excess() < 0) column.width = Math.max(column.width, Math.min(own, column.width - excess()));
  }
  for (const {column, widest} of wanted) {
    const elastic = column.isElastic ? fitted.find(one => one.column === column) : undefined;
    if (elastic) elastic.width += Math.max(0, Math.min(-excess(), widest - elastic.width));
  }
  return fitted;
}

/** What a column does to make room: it becomes narrower, or goes (`to` is 0). */
type Step<Row> = {one: LaidOutColumn<Row>; rank: number; from: number; to: number};

/** Those that stay, in their order, as narrow as they have to be. */
function chooseColumns<Row>(narrow: readonly LaidOutColumn<Row>[], screen: number): LaidOutColumn<Row>[] {
  const steps = narrow.flatMap(yieldSteps).sort((a, b) => b.rank - a.rank);
  const widths = new Map(narrow.map(one => [one, one.width]));
  let room = screen - MARGIN + COLUMN_GAP - narrow.reduce((sum, {width}) => sum + width + COLUMN_GAP, 0);
  const taken: Step<Row>[] = [];
  for (const step of steps) {
    if (room >= 0) break;
    taken.unshift(step);
    widths.set(step.one, step.to);
    room += savedBy(step);
  }
  for (const step of taken) {
    // What is gone cannot become wider.
    if (widths.get(step.one) !== step.to) continue;
    if (savedBy(step) > room) {
      // What is left over makes it wider rather than bringing back what matters less.
      if (step.to > 0) break;
      continue;
    }
    widths.set(step.one, step.from);
    room -= savedBy(step);
  }
  return narrow.flatMap(one => {
    const width = widths.get(one) ?? 0;
    return width > 0 ? [{...one, width}] : [];
  });
}

function yieldSteps<Row>(one: LaidOutColumn<Row>): Step<Row>[] {
  const {yields = 0, shrinks} = one.column;
  const least = shrinks ? Math.min(one.width, shrinks.to) : one.width;
  return [
    ...(shrinks && least < one.width ? [{one, rank: shrinks.yields, from: one.width, to: least}] : []),
    ...(yields > 0 ? [{one, rank: yields, from: least, to: 0}] : []),
  ];
}

function savedBy({from, to}: Pick<Step<never>, 'from' | 'to'>): number {
  return from - to + (to === 0 ? COLUMN_GAP : 0);
}
