import type {Theme, Tone} from './theme.ts';

/**
 * Cells with a tone each as one text, with as few changes of colour as possible: neighbours of one tone share theirs, and
 * a space takes its neighbour's, because it shows none.
 */
export function paintCells(cells: readonly string[], tones: readonly Tone[], theme: Theme): string {
  let [painted, run] = ['', ''];
  let tone: Tone = 'plain';
  for (const [i, cell] of cells.entries()) {
    const next = tones[i] ?? 'plain';
    if (next !== tone && (cell !== ' ' || hasGround(next) || hasGround(tone))) {
      painted += theme.paint(tone, run);
      [run, tone] = ['', next];
    }
    run += cell;
  }
  return painted + theme.paint(tone, run);
}

/** Whether it shows on a space too. */
function hasGround(tone: Tone): boolean {
  return tone === 'selected' || tone === 'bar';
}
