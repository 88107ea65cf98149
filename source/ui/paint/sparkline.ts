import {formatSparkline} from '../../output/sparkline.ts';
import {paintCells} from './paint-cells.ts';
import type {Brush, Tone} from './theme.ts';

export type SparklineOptions = Brush & {
  /** Cells; the newest value is in the last one, older ones than fit are left out. */
  width: number;
  /** Of the value with this index. Absent: muted, the last one accented. */
  toneOf?: (index: number) => Tone;
  /** Without colours: for a row that has its own. */
  isPlain?: boolean;
};

/**
 * One cell a value (oldest first), as high as it is in proportion to the largest that is shown. Where colours cannot say
 * that a value is bad, a sign says it instead of the height.
 */
export function paintSparkline(values: readonly (number | null)[], options: SparklineOptions): string {
  const {width, theme, isAscii, isPlain = false} = options;
  const first = Math.max(0, values.length - width);
  const toneOf = options.toneOf ?? (index => (index === values.length - 1 ? 'accent' : 'muted'));
  const cells = [...formatSparkline(values.slice(first), isAscii)];
  const tones = cells.map((_, i) => toneOf(first + i));
  const shown = theme.name === 'none' ? cells.map((cell, i) => (tones[i] === 'bad' ? '!' : cell)) : cells;
  const space = ' '.repeat(Math.max(0, width - shown.length));
  return space + (isPlain ? shown.join('') : paintCells(shown, tones, theme));
}
