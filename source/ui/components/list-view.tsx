import {useRef} from 'react';
import type {Display} from '../display.ts';
import {useDisplay} from '../hooks/contexts.ts';
import type {List} from '../hooks/use-list.ts';
import {locateIn} from '../list/paint-found.ts';
import {describeRow, paintHeadings, paintRow} from '../list/paint-list.ts';
import {Line, Lines} from './lines.tsx';

export type ListViewProps<Row> = {
  list: List<Row>;
  /**
   * Changes when rows look different though neither they nor the list's definition have changed nor time has passed; then
   * rows are painted once for each. Absent: they are painted at every frame, because their cells may read anything.
   */
  revision?: number;
};

/** Headings and the rows of the window; always as many lines as it may have. */
export function ListView<Row>({list, revision}: ListViewProps<Row>) {
  const display = useDisplay();
  const paint = useRowPainter(list, display, revision);
  if (display.isLinear) return <Lines lines={describeList(list)} />;
  const {visible, top, index, columns, state, window} = list;
  const lines = visible.map((row, i) => paint(row, top + i === index));
  while (lines.length < window.height) lines.push('');
  return (
    <>
      <Line text={paintHeadings(columns, state.sort, display)} />
      <Lines lines={lines} first={top} />
    </>
  );
}

/** Lines that a list of so many rows takes: the headings come on top. */
export const HEADING_LINES = 1;

/** Rows: some pages. */
const MOST_PAINTED = 400;

/**
 * Paints rows. What the cursor is not on is the same text as in the last frame, as a rule: to paint it anew is most of what a
 * key costs in a large list, in time and in memory that has to be collected.
 */
function useRowPainter<Row>(
  {columns, filter, definition}: List<Row>,
  display: Display,
  revision: number | undefined,
): (row: Row, isSelected: boolean) => string {
  const {theme, isAscii, columns: screen, now} = display;
  const about = [columns, filter, theme, isAscii, screen, now, revision];
  const last = useRef({about, painted: new Map<Row, string>()});
  if (about.some((part, i) => part !== last.current.about[i])) last.current = {about, painted: new Map()};
  const {painted} = last.current;
  return (row, isSelected) => {
    if (isSelected) return paintRow(row, columns, true, display);
    const known = revision === undefined ? undefined : painted.get(row);
    if (known !== undefined) return known;
    const locate = locateIn(filter, filter.isEmpty ? '' : definition.textOf(row));
    const text = paintRow(row, columns, false, display, locate);
    if (painted.size >= MOST_PAINTED) painted.clear();
    painted.set(row, text);
    return text;
  };
}

/** The row under the cursor alone: every line of a frame is read out again. */
function describeList<Row>({current, index, shown, columns}: List<Row>): string[] {
  return current ? [`> ${index + 1} of ${shown.length}: ${describeRow(current, columns)}`] : [];
}
