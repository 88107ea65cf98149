/** Takes the place of string-width in what is bundled with ink; loads the real one for texts that need it. */
import type {Options} from 'string-width';
import {countCells, isUnjoined} from '../../source/ui/paint/clean.ts';
import {stripPaint} from '../../source/ui/paint/theme.ts';

type Measure = (text: string, options?: Options) => number;

let measure: Measure | undefined;

export default function quickWidth(text: string, options?: Options): number {
  if (options === undefined) {
    const bare = text.includes('\u001B') ? stripPaint(text) : text;
    if (isUnjoined(bare)) return countCells(bare);
  }
  // Not an import: what it declares at its top is what takes the time.
  measure ??= (require('string-width') as {default: Measure}).default;
  return measure(text, options);
}
