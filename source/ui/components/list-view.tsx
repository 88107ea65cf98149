import type {Display} from '../display.ts';
import {useDisplay} from '../hooks/contexts.ts';
import type {List} from '../hooks/use-list.ts';
import {describeRow, paintHeadings, paintRow} from '../list/paint-list.ts';
import {Lines} from './lines.tsx';

/** Headings and the rows of the window; always as many lines as it may have. */
export function ListView<Row>({list}: {list: List<Row>}) {
  const display = useDisplay();
  if (display.isLinear) return <Lines lines={describeList(list)} />;
  return <Lines lines={paintListLines(list, display)} keys={['headings', ...lineKeys(list)]} />;
}

/** What each row is about; two rows that say the same are told apart by their place. */
function lineKeys<Row>({visible, definition}: List<Row>): string[] {
  const keys = visible.map(definition.keyOf);
  return new Set(keys).size === keys.length ? keys : keys.map((key, i) => `${key} ${i}`);
}

/** Lines that a list of so many rows takes: the headings come on top. */
export const HEADING_LINES = 1;

function paintListLines<Row>(
  {visible, top, index, columns, state, window}: List<Row>,
  display: Display,
): string[] {
  const lines = [paintHeadings(columns, state.sort, display)];
  for (const [i, row] of visible.entries()) lines.push(paintRow(row, columns, top + i === index, display));
  while (lines.length < window.height + HEADING_LINES) lines.push('');
  return lines;
}

function describeList<Row>({visible, top, index, columns}: List<Row>): string[] {
  return visible.map((row, i) => describeRow(row, columns, top + i === index));
}
