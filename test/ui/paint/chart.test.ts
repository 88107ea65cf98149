import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {HOUR_MS, MINUTE_MS, SECOND_MS} from '../../../source/domain/time.ts';
import type {ChartOptions, ChartPoint} from '../../../source/ui/paint/chart.ts';
import {paintChart} from '../../../source/ui/paint/chart.ts';
import {spreadPoints} from '../../../source/ui/paint/chart-columns.ts';
import {openScale} from '../../../source/ui/paint/chart-scale.ts';
import {openTheme, stripPaint} from '../../../source/ui/paint/theme.ts';

const none = openTheme({name: 'none', colorDepth: 0});
const dark = openTheme({name: 'dark', colorDepth: 4});

const points = (values: readonly (number | null)[], more: Partial<ChartPoint> = {}): ChartPoint[] =>
  values.map((value, i) => ({label: `11-${String(i + 1).padStart(2, '0')}`, value, ...more}));

const draw = (shown: readonly ChartPoint[], options: Partial<ChartOptions>): string[] =>
  paintChart(shown, {width: 40, height: 9, unit: 'count', theme: none, isAscii: false, ...options}).map(
    line => line.trimEnd(),
  );

describe('a chart', () => {
  test('has round numbers at its side, dates below and a gap where nothing is known', () => {
    expect(draw(points([0, 10, 5, null, 20, 20]), {width: 32})).toEqual([
      '20 ┤                   ─────────',
      '   │',
      '   │',
      '10 ┤    ╭────╮',
      '   │    │    ╰────',
      '   │    │',
      ' 0 ┤────╯',
      '   └────────────────────────────',
      '         11-02    11-04    11-06',
    ]);
  });

  test('is ASCII where that is all there is', () => {
    const shown = points([0, 10, 5, null, 20, 90], {low: 4, high: 22});
    expect(draw(shown, {width: 32, isAscii: true})).toEqual([
      '100 +',
      '    |                      /-o--',
      '    |                      |',
      ' 50 +                      |',
      '    |                      |',
      '    |::::/---\\:::::::::----/::::',
      '  0 +--o-/:::\\-----:::::::::::::',
      '    +---------------------------',
      '          11-02    11-04   11-06',
    ]);
  });

  test('marks what failed and what lies outside its band, without colours too', () => {
    const values = points([10, 10, 30, 10, 10, 10], {low: 8, high: 12});
    const shown = values.map((point, i) => (i === 4 ? {...point, isBad: true} : point));
    const text = draw(shown, {}).join('\n');
    expect(text.match(/◉/g)).toHaveLength(1);
    expect(text.match(/✗/g)).toHaveLength(1);
    expect(text).toContain('░');
  });

  test('paints the line, what is bad in it and the band in tones of their own', () => {
    const shown = points([10, 10, 30, 10, 10, 10], {low: 8, high: 12});
    const [peak = '', ...others] = paintChart(shown, {
      width: 40,
      height: 9,
      unit: 'count',
      theme: dark,
      isAscii: false,
    });
    expect(peak).toContain(dark.paint('bad', '──◉──╮                  '));
    const line = others.find(one => one.includes('░'));
    expect(line).toContain(dark.paint('info', '───────────╯') + dark.paint('muted', '░░░░░'));
  });

  test.each([
    ['too low', 40, 3],
    ['too narrow', 20, 9],
  ])('that is %s is a sparkline', (_title, width, height) => {
    const [line = ''] = draw(points([1, 2, 4, 8]), {width, height});
    expect(line.trim()).toBe('▂▃▅█');
  });

  test.each([[[]], [[null, null]], [[Number.NaN, Number.POSITIVE_INFINITY]]])('of %j says so', values => {
    expect(draw(points(values), {})).toEqual(['Nothing is known.', ...Array(8).fill('')]);
  });

  test('has exactly the size it is given, whatever the values', () => {
    const value = fc.option(
      fc.oneof(fc.nat(100), fc.nat(10_000_000), fc.double({noNaN: false, min: -5, max: 1e18})),
    );
    const point = fc.record({
      label: fc.constant('11-23'),
      value,
      low: value,
      high: value,
      isBad: fc.boolean(),
    });
    const size = fc.record({width: fc.integer({min: 0, max: 120}), height: fc.integer({min: 0, max: 30})});
    const unit = fc.constantFrom('count' as const, 'duration' as const);
    fc.assert(
      fc.property(
        fc.array(point, {maxLength: 200}),
        size,
        unit,
        fc.boolean(),
        (shown, {width, height}, of, isAscii) => {
          const lines = paintChart(shown, {width, height, unit: of, theme: dark, isAscii});
          expect(lines.map(line => stringWidth(line))).toEqual(Array(height).fill(width));
          if (isAscii) for (const line of lines) expect(stripPaint(line)).toMatch(/^[ -~]*$/);
        },
      ),
      {seed: 20261123, numRuns: 500},
    );
  });
});

describe('the scale', () => {
  const labels = (values: number[], rows: number, unit: 'count' | 'duration') =>
    openScale(values, rows, unit).ticks.map(({text}) => text);

  test.each([
    ['begins at zero', [300, 1204], 9, 'count', ['0', '500', '1,000', '1,500']],
    ['unless half would be empty', [1104, 1204], 9, 'count', ['1,100', '1,150', '1,200', '1,250']],
    ['of one value', [7], 9, 'count', ['0', '2', '4', '6', '8']],
    ['of nothing but zero', [0], 9, 'count', ['0', '1']],
    [
      'of durations',
      [4 * MINUTE_MS, 290 * SECOND_MS],
      9,
      'duration',
      ['4m', '4m 15s', '4m 30s', '4m 45s', '5m'],
    ],
    ['of long ones', [HOUR_MS, 5 * HOUR_MS], 9, 'duration', ['0s', '2h 00m', '4h 00m', '6h 00m']],
    ['of very short ones', [5, 90], 9, 'duration', ['0s', '1s']],
    ['of durations that short forms call the same', [600_000, 650_000], 9, 'duration', ['10m', '11m']],
    ['in two rows', [3, 90], 2, 'count', ['0', '100']],
  ] as const)('%s', (_title, values, rows, unit, texts) => {
    expect(labels([...values], rows, unit)).toEqual(texts);
  });

  test('keeps every value inside, the larger never below the smaller', () => {
    const values = fc.array(fc.nat(1_000_000_000), {minLength: 1, maxLength: 20});
    fc.assert(
      fc.property(values, fc.integer({min: 2, max: 40}), (of, rows) => {
        const {rowOf} = openScale(of, rows, 'count');
        const sorted = of.toSorted((a, b) => a - b).map(rowOf);
        expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
        expect(sorted[0]).toBeGreaterThanOrEqual(0);
        expect(sorted.at(-1)).toBeLessThan(rows);
      }),
      {seed: 20261123},
    );
  });
});

describe('columns', () => {
  test('are shared out evenly where there are more of them than points', () => {
    expect(spreadPoints(points([1, 2, 3]), 8)).toEqual([0, 0, 0, 1, 1, 1, 2, 2]);
    expect(spreadPoints(points([1, 2]), 100)).toHaveLength(12);
  });

  test('keep the lowest and the highest where there are fewer', () => {
    const values = Array.from({length: 1000}, (_, i) => 100 + (i % 10));
    values[333] = 5000;
    values[666] = 1;
    const columns = spreadPoints(points(values), 50);
    expect(columns).toHaveLength(50);
    expect(columns).toContain(333);
    expect(columns).toContain(666);
    expect(columns).toEqual(columns.toSorted((a, b) => a - b));
  });

  test('keep a failure of an ordinary duration', () => {
    const shown = points(Array.from({length: 1000}, (_, i) => 100 + (i % 10)));
    const failed = shown.map((point, i) => (i === 505 ? {...point, isBad: true} : point));
    expect(spreadPoints(failed, 50)).toContain(505);
  });

  test('go over what is not known', () => {
    const shown = points([null, null, 3, null, 5, null, null, null]);
    expect(spreadPoints(shown, 4).map(index => shown[index]?.value)).toEqual([3, 3, 5, 5]);
  });
});
