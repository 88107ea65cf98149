import type {Filter} from '../filter/compile-filter.ts';
import type {Theme, Tone} from '../paint/theme.ts';

/** Which characters of a text a filter found there: offsets in order. */
export type Locate = (text: string) => readonly number[];

/** How to find in the cells of a row what let it through; undefined while there is no filter. */
export function locateIn(filter: Filter, rowText: string): Locate | undefined {
  if (filter.isEmpty) return undefined;
  // Letters with others between them are looked for only where nothing else let the row through: they are in many texts.
  return filter.matchesPlainly(rowText) ? filter.plainPositions : filter.positions;
}

/** A text with what was found in the tone for that and all else in its own. */
export function paintFound(text: string, found: readonly number[], tone: Tone, theme: Theme): string {
  let painted = '';
  let end = 0;
  for (let i = 0; i < found.length; ) {
    const start = found[i] ?? 0;
    let next = i + 1;
    while (found[next] === start + next - i) next += 1;
    painted += theme.paint(tone, text.slice(end, start));
    end = start + next - i;
    painted += theme.paint('match', text.slice(start, end));
    i = next;
  }
  return painted + theme.paint(tone, text.slice(end));
}
