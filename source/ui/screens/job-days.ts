import {formatSparkline} from '../../output/sparkline.ts';
import type {JobTrend} from '../../report/pages/pages.ts';
import {dayLook, lookGlyph} from '../paint/glyphs.ts';
import {paintCells} from '../paint/paint-cells.ts';
import type {Brush, Tone} from '../paint/theme.ts';

/** Days of a job that stand in its row. */
export const JOB_DAYS = 30;

/** What is read as a height: how often it ran. Every other day is read as its letter. */
const GOOD_DAY = 'K';

/** A good day of a job that runs at most once a day: as heights these would say nothing. */
const ONCE = '-';

/** A cell a day, the newest in the last one: how often the job ran, or the letter of what went wrong. */
export function paintJobDays(
  trend: Pick<JobTrend, 'marks' | 'runs'> | undefined,
  {width, theme, isAscii, isPlain}: Brush & {width: number; isPlain: boolean},
): string {
  if (!trend) return ' '.repeat(width);
  const marks = [...trend.marks].slice(-width);
  const runs = trend.runs.slice(-marks.length);
  const isOftener = runs.some(count => count !== null && count > 1);
  const heights = isOftener ? [...formatSparkline(runs, isAscii)] : runs.map(() => ONCE);
  const cells = marks.map((mark, i) =>
    mark === GOOD_DAY ? (heights[i] ?? ' ') : lookGlyph(dayLook(mark), isAscii),
  );
  const tones = marks.map((mark): Tone => (mark === GOOD_DAY ? 'muted' : dayLook(mark).tone));
  const space = ' '.repeat(width - cells.length);
  return space + (isPlain ? cells.join('') : paintCells(cells, tones, theme));
}
