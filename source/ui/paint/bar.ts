import type {SlotTally} from '../../report/status-report.ts';
import {paintCells} from './paint-cells.ts';
import type {Brush, Tone} from './theme.ts';

export type BarPart = {count: number; glyph: string; ascii: string; tone: Tone};

/**
 * Parts of a whole in `width` cells, each in proportion and none at all invisible: what there is one of among thousands has
 * a cell too. Parts that come last go first when there are more of them than cells.
 */
export function paintBar(
  parts: readonly BarPart[],
  {width, theme, isAscii}: Brush & {width: number},
): string {
  const present = parts.filter(({count}) => count > 0).slice(0, Math.max(0, width));
  const sizes = shareCells(
    present.map(({count}) => count),
    width,
  );
  const cells = present.flatMap((part, i) =>
    Array<string>(sizes[i] ?? 0).fill(isAscii ? part.ascii : part.glyph),
  );
  const tones = present.flatMap(({tone}, i) => Array<Tone>(sizes[i] ?? 0).fill(tone));
  return paintCells(cells, tones, theme) + ' '.repeat(Math.max(0, width - cells.length));
}

/** Ran well, went wrong, under way, to come. Signs differ, because colour is never the only one. */
export function tallyParts(tally: SlotTally): BarPart[] {
  const {ok, failed, missing, unknown, running, overrun, pending} = tally;
  return [
    {count: missing, glyph: '!', ascii: '!', tone: 'bad'},
    {count: failed, glyph: '✗', ascii: 'x', tone: 'bad'},
    {count: unknown, glyph: '?', ascii: '?', tone: 'warn'},
    {count: ok, glyph: '█', ascii: '#', tone: 'good'},
    {count: running + overrun, glyph: '▒', ascii: '*', tone: 'info'},
    {count: pending, glyph: '░', ascii: '.', tone: 'muted'},
  ];
}

/** Whole cells that add up to `width`, at least one each; there are no more counts than cells. */
function shareCells(counts: readonly number[], width: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map(count => (count / total) * width);
  const sizes = exact.map(size => Math.max(1, Math.floor(size)));
  const used = (): number => sizes.reduce((sum, size) => sum + size, 0);
  // Whose share is short by most gets the next cell; whose is over by most gives one, but never its only one.
  while (counts.length > 0 && used() !== width) {
    const isShort = used() < width;
    let chosen = -1;
    for (const [i, size] of sizes.entries()) {
      if (!isShort && size === 1) continue;
      const need = (exact[i] ?? 0) - size;
      const best = (exact[chosen] ?? 0) - (sizes[chosen] ?? 0);
      if (chosen === -1 || (isShort ? need > best : need < best)) chosen = i;
    }
    if (chosen === -1) break;
    sizes[chosen] = (sizes[chosen] ?? 0) + (isShort ? 1 : -1);
  }
  return sizes;
}
