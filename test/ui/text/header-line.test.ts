import {describe, expect, test} from 'vitest';
import {measure} from '../../../source/ui/paint/fit.ts';
import {formatHeaderLine, formatPath} from '../../../source/ui/text/header-line.ts';

describe('a path', () => {
  const crumbs = ['Today', 'prod-ldn', 'SETTLE/SWIFT_MT548', 'run 77'];

  test.each([
    [99, 'Today › prod-ldn › SETTLE/SWIFT_MT548 › run 77'],
    [45, 'Today › … › SETTLE/SWIFT_MT548 › run 77'],
    [38, 'Today › … › run 77'],
    [17, '… › run 77'],
    [9, 'run 77'],
    [5, 'ru…77'],
  ])('in %i cells leaves out what lies between, and names the present place to the last', (width, path) => {
    expect(formatPath(crumbs, width, false)).toBe(path);
  });

  test('is ASCII where nothing else is shown', () => {
    expect(formatPath(crumbs, 20, true)).toBe('Today > ~ > run 77');
  });
});

describe('the line at the top', () => {
  const parts = {
    crumbs: ['Today', 'Missing', 'prod-ldn/LEDGER/ACCRUALS_POST'],
    status: ['* collecting 7/8, 12s, 1 failed', '* 7/8', '*'],
    day: '2026-11-22 (not today)',
    time: '06:45',
  };

  test.each([
    [
      120,
      ' Today › Missing › prod-ldn/LEDGER/ACCRUALS_POST          * collecting 7/8, 12s, 1 failed  2026-11-22 (not today)  06:45 ',
    ],
    [80, ' Today › … › prod-ldn/LEDGER/ACCRUALS_POST  * 7/8  2026-11-22 (not today)  06:45 '],
    [60, ' prod-ldn/LED…CCRUALS_POST  *  2026-11-22 (not today)  06:45 '],
    [40, ' prod-ld…LS_POST 2026-11-22 (not today) '],
  ])('in %i cells always has the business day, and a path that can be read', (columns, line) => {
    const shown = formatHeaderLine(parts, columns, false);
    expect(measure(shown)).toBe(columns);
    expect(shown.replaceAll(/ +/g, ' ')).toBe(line.replaceAll(/ +/g, ' '));
  });
});
