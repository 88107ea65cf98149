import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import type {Day} from '../../../source/domain/time.ts';
import {addDays} from '../../../source/domain/time.ts';
import type {DayCell} from '../../../source/report/pages/pages.ts';
import {showPage} from '../../../source/ui/paint/day-axis.ts';
import type {HeatGrid} from '../../../source/ui/paint/heat-grid.ts';
import {paintHeatGrid} from '../../../source/ui/paint/heat-grid.ts';
import {paintMonthGrid} from '../../../source/ui/paint/month-grid.ts';
import {openTheme, stripPaint} from '../../../source/ui/paint/theme.ts';
import {HOSTILE_TEXTS} from './hostile-texts.ts';

const none = {theme: openTheme({name: 'none', colorDepth: 0}), isAscii: false};
const dark = openTheme({name: 'dark', colorDepth: 4});
/** A Monday. */
const TODAY = '2026-11-23';

describe('the page of days that is shown', () => {
  test.each([
    ['is all of them where they fit', 10, 20, 3, [0, 10]],
    ['is the newest with the cursor among them', 100, 30, 75, [70, 100]],
    ['stays where the cursor moves within it', 100, 30, 70, [70, 100]],
    ['is the one before when the cursor leaves it', 100, 30, 69, [40, 70]],
    ['is full at the oldest end', 100, 30, 0, [0, 30]],
    ['is one day where there is no room', 100, 0, 99, [99, 100]],
    ['is nothing of nothing', 0, 30, 0, [0, 0]],
  ])('%s', (_title, count, capacity, cursor, [start, end]) => {
    expect(showPage(count, capacity, cursor)).toEqual({start, end});
  });
});

describe('a heat grid', () => {
  const MARKS = 'K..KKKKM..KKFKK..KKLKK..KKUK E'.padStart(90, 'K');
  const heat = (days: number, changes: Partial<HeatGrid> = {}): HeatGrid => ({
    from: addDays(TODAY, 1 - days),
    days,
    rows: [
      {name: 'prod-ldn', marks: MARKS.slice(-days)},
      {name: '夜間バッチ', marks: MARKS.slice(-days)},
      {name: 'not read yet', marks: null},
    ],
    today: TODAY,
    cursor: null,
    show: 'marks',
    ...changes,
  });
  const paint = (grid: HeatGrid, width: number, brush = none) => {
    const {header, rows} = paintHeatGrid(grid, {...brush, width, nameWidth: 12});
    return [...header, ...rows];
  };

  test('gives few days room, with a number each', () => {
    const lines = paint(heat(7, {cursor: {row: 1, day: '2026-11-20'}}), 42);
    expect(lines.map(line => line.trimEnd())).toEqual([
      '               Nov 2026',
      '              17  18  19  20  21  22  23',
      '               T   W   T   ▾   S   S   M',
      ' prod-ldn      .   K   K   U   K       E',
      '>夜間バッチ    .   K   K  [U]  K       E',
      ' not read …',
    ]);
  });

  test('gives many days a column each, with the numbers of Mondays', () => {
    expect(paint(heat(30), 45).map(line => line.trimEnd())).toEqual([
      '            Oct    Nov 2026',
      '             26     2      9      16     23',
      '            SMTWTFSSMTWTFSSMTWTFSSMTWTFSSM',
      ' prod-ldn   K..KKKKM..KKFKK..KKLKK..KKUK E',
      ' 夜間バッチ K..KKKKM..KKFKK..KKLKK..KKUK E',
      ' not read …',
    ]);
  });

  test('shows the newest where not all fit, and the page of the cursor', () => {
    const newest = paintHeatGrid(heat(90), {...none, width: 43, nameWidth: 12});
    expect([newest.firstDay, newest.lastDay]).toEqual(['2026-10-25', TODAY]);
    const older = paintHeatGrid(heat(90, {cursor: {row: 0, day: '2026-10-24'}}), {
      ...none,
      width: 43,
      nameWidth: 12,
    });
    expect([older.firstDay, older.lastDay]).toEqual(['2026-09-25', '2026-10-24']);
  });

  test('accents today and dims what is well on a weekend, but never what is bad', () => {
    const grid = heat(7, {rows: [{name: 'a', marks: 'KKKKKMK'}]});
    const {header, rows} = paintHeatGrid(grid, {theme: dark, isAscii: false, width: 42, nameWidth: 12});
    expect(header[2]).toContain(dark.paint('accent', 'M  '));
    // Tuesday to Friday, Saturday, Sunday, Monday.
    expect(rows[0]).toContain(dark.paint('good', 'K   K   K   K   ') + dark.paint('muted', 'K   '));
    expect(rows[0]).toContain(dark.paint('bad', 'M   ') + dark.paint('good', 'K  '));
  });

  test('shows how many in steps of the most, with a letter where something is bad', () => {
    const rows = [{name: 'a', marks: 'KKKKFM ', totals: [0, 1, 50, 100, 60, 0, null]}];
    const [, , , line = ''] = paint(heat(7, {rows, show: 'totals'}), 42);
    expect(line.slice(12).replaceAll(/ {3}/g, '')).toBe('∙░▒█FM');
  });

  test.each([20, 43, 60, 200, 400])(
    'is exactly %i cells wide, whatever the names, and has no escape of theirs',
    width => {
      for (const days of [1, 7, 30, 90, 365]) {
        const rows = HOSTILE_TEXTS.map(([, name]) => ({name, marks: 'KM'.repeat(200), totals: [1, 2, 3]}));
        for (const show of ['marks', 'totals'] as const) {
          const grid = heat(days, {rows, show, cursor: {row: 3, day: addDays(TODAY, -days >> 1)}});
          for (const line of paint(grid, width)) {
            expect(stringWidth(line)).toBe(width);
            expect(line).not.toMatch(/\p{Cc}/u);
          }
          for (const line of paint(grid, width, {theme: none.theme, isAscii: true}))
            expect(line).toMatch(/^[ -~]*$/);
        }
      }
    },
  );
});

describe('a month grid', () => {
  const year = (mark: (day: Day, index: number) => DayCell['mark']): DayCell[] =>
    Array.from({length: 371}, (_, i) => {
      const day = addDays(TODAY, i - 370);
      return {day, mark: mark(day, i), runs: 1};
    });
  const days = year((day, i) =>
    i < 340 ? 'K' : day === '2026-11-18' ? 'M' : day.endsWith('-01') ? 'F' : 'K',
  );

  test('has weeks as columns and a cursor in brackets', () => {
    const {lines, firstDay, lastDay} = paintMonthGrid(
      {days: days.slice(-40), today: TODAY, cursor: '2026-11-18'},
      {...none, width: 26},
    );
    expect(lines.map(line => line.trimEnd())).toEqual([
      '      Oct 2026 Nov 2026',
      'Mon      K  K  K  K  K  K',
      'Tue      K  K  K  K  K',
      'Wed>     K  K  K  K [M]',
      'Thu   K  K  K  K  K  K',
      'Fri   K  K  K  K  K  K',
      'Sat   K  K  K  K  K  K',
      'Sun   K  K  F  K  K  K',
    ]);
    expect([firstDay, lastDay]).toEqual(['2026-10-15', TODAY]);
  });

  test('shows a whole year on a wide screen and the newest weeks on a narrow one', () => {
    expect(paintMonthGrid({days, today: TODAY, cursor: null}, {...none, width: 200})).toMatchObject({
      firstDay: '2025-11-18',
      lastDay: TODAY,
    });
    expect(paintMonthGrid({days, today: TODAY, cursor: null}, {...none, width: 80})).toMatchObject({
      firstDay: '2026-03-16',
      lastDay: TODAY,
    });
  });

  test('turns to the weeks about the cursor', () => {
    const {lines, firstDay} = paintMonthGrid(
      {days, today: TODAY, cursor: '2025-12-25'},
      {...none, width: 80},
    );
    expect(firstDay).toBe('2025-11-18');
    expect(lines[4]).toMatch(/^Thu>.*\[K\]/);
  });

  test.each([20, 40, 80, 120, 200, 300])('is eight lines of exactly %i cells', width => {
    for (const shown of [days, days.slice(-1), [], days.slice(0, 100)])
      for (const isAscii of [false, true]) {
        const {lines} = paintMonthGrid(
          {days: shown, today: TODAY, cursor: TODAY},
          {theme: dark, isAscii, width},
        );
        expect(lines.map(line => stringWidth(line))).toEqual(Array(8).fill(width));
        if (isAscii) for (const line of lines) expect(stripPaint(line)).toMatch(/^[ -~]*$/);
      }
  });
});
