import {describe, expect, test} from 'vitest';
import {toAscii} from '../../source/output/ascii.ts';
import {formatChart} from '../../source/output/chart.ts';
import {countOddNumbers, formatHeadline} from '../../source/output/headline.ts';
import {formatSparkline} from '../../source/output/sparkline.ts';
import {wrapText} from '../../source/output/wrap-text.ts';
import {finding} from './sample-report.ts';

describe('a sparkline', () => {
  test.each([
    ['nothing', [], false, ''],
    ['zero to the largest', [0, 1, 2, 3, 4, 5, 6, 7], false, '▁▂▃▄▅▆▇█'],
    ['the same in ASCII', [0, 1, 2, 3, 4, 5, 6, 7], true, '_.-~=*%#'],
    ['a day that is not known', [4, null, 8], false, '▅ █'],
    ['zeros alone', [0, 0], false, '▁▁'],
    ['what cannot be', [-3, 10], false, '▁█'],
    ['much in one day', [1, 1_000_000], false, '▁█'],
  ])('of %s', (_, values, isAscii, drawn) => {
    expect(formatSparkline(values, isAscii)).toBe(drawn);
  });
});

describe('wrapping', () => {
  test.each([
    ['one two three', undefined, '', 'one two three'],
    ['one two three', 7, '', 'one two\nthree'],
    ['one two three', 9, '  ', '  one two\n  three'],
    ['a unbreakable b', 5, '', 'a\nunbreakable\nb'],
    ['', 10, '', ''],
  ])('%j at %s', (text, width, indent, wrapped) => {
    expect(wrapText(text, width, indent)).toBe(wrapped);
  });
});

describe('the headline', () => {
  const totals = {
    missing: 0,
    failed: 0,
    overrun: 0,
    unknown: 0,
    late: 0,
    blind: 0,
    due: 1204,
    ran: 1204,
    total: 1300,
  };

  test.each([
    [{}, 'Nothing is missing: 1,204 of 1,204 due ran'],
    [{missing: 3, ran: 1201}, '3 missing: 1,201 of 1,204 due ran'],
    [
      {missing: 1, failed: 2, overrun: 3, unknown: 4, late: 5, blind: 1, ran: 9},
      '1 missing, 2 failed, 3 overrunning, 1 environment blind, 4 unknown, 5 late: 9 of 1,204 due ran',
    ],
    [
      {short: 1, excess: 1, anomaly: 2},
      '1 count short, 1 count too high, 2 anomalies: 1,204 of 1,204 due ran',
    ],
    [{blind: 2}, '2 environments blind: 1,204 of 1,204 due ran'],
    [{due: 0, ran: 0}, 'Nothing is missing: 1,300 runs, none was due'],
    [{blind: 2, unknown: 7, due: 7, ran: 0}, '2 environments blind, 7 unknown: of 7 due nothing is known'],
    [{blind: 1, unknown: 6, due: 7, ran: 0}, '1 environment blind, 6 unknown: 0 of 7 due ran'],
  ])('with %j', (changes, headline) => {
    expect(formatHeadline({...totals, ...changes})).toBe(headline);
  });

  test('counts the numbers that are not as expected among the findings', () => {
    const findings = [
      finding({kind: 'short'}),
      finding({kind: 'short'}),
      finding({kind: 'excess'}),
      finding(),
    ];
    expect(countOddNumbers(findings)).toEqual({short: 2, excess: 1, anomaly: 0});
  });

  test.each([
    [200, '6 missing, 3 failed, 2 unknown, 1 late: 344 of 358 due ran'],
    [58, '6 missing, 3 failed, 2 unknown, 1 late: 344 of 358 due ran'],
    [57, '6 missing, 3 failed, 2 unknown, 1 late: 344/358 due ran'],
    [54, '6 missing, 3 failed, 2 unknown, ...: 344/358 due ran'],
    [40, '6 missing, ...: 344/358 due ran'],
    [10, '6 missing: 344/358 due ran'],
  ])('in %i characters leaves out what matters least, never how much has run', (width, headline) => {
    const many = {...totals, missing: 6, failed: 3, unknown: 2, late: 1, due: 358, ran: 344};
    expect(formatHeadline(many, width)).toBe(headline);
  });

  test('says the same in fewer words before it leaves anything out', () => {
    const many = {
      ...totals,
      missing: 6,
      failed: 3,
      overrun: 1,
      blind: 2,
      unknown: 2,
      late: 2,
      due: 326,
      ran: 318,
    };
    expect(formatHeadline(many, 78)).toBe(
      '6 missing, 3 failed, 1 overrun, 2 blind, 2 unknown, 2 late: 318/326 due ran',
    );
  });
});

describe('a chart', () => {
  test('has its largest value at the top and its smallest at the bottom', () => {
    const chart = formatChart([0, 5, 10], {width: 40, isAscii: true});
    const lines = chart.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^ +10 /);
    expect(lines.at(-1)).toMatch(/^ +0 /);
    expect(chart).toMatch(/^[\n -~]+$/);
  });

  test('leaves the oldest values out when there are more than columns', () => {
    const values = Array.from({length: 500}, (_, i) => i);
    for (const width of [20, 40, 80]) {
      const lines = formatChart(values, {width, isAscii: false}).trimEnd().split('\n');
      expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(width);
      expect(lines[0]).toContain('499');
    }
  });
});

test.each([
  ['plain', 'plain'],
  ['Überweisung', '?berweisung'],
  ['cut off…', 'cut off~'],
  ['✗ 夜間 🚀', '? ?? ?'],
  ['\u009B2J', '?2J'],
])('%j in ASCII is %j', (text, ascii) => {
  expect(toAscii(text)).toBe(ascii);
});
