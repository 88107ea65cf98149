import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import type {Activity} from '../../../source/ui/backend.ts';
import {paintBar, tallyParts} from '../../../source/ui/paint/bar.ts';
import {dayLook, spinnerFrame, verdictLook} from '../../../source/ui/paint/glyphs.ts';
import {placeLabels} from '../../../source/ui/paint/label-line.ts';
import {paintCells} from '../../../source/ui/paint/paint-cells.ts';
import {describeActivity, describeOne} from '../../../source/ui/paint/progress.ts';
import {paintSparkline} from '../../../source/ui/paint/sparkline.ts';
import {openTheme, stripPaint} from '../../../source/ui/paint/theme.ts';

const none = openTheme({name: 'none', colorDepth: 0});
const dark = openTheme({name: 'dark', colorDepth: 4});
const plain = {theme: none, isAscii: false};

describe('cells with tones', () => {
  test('share their colours with their neighbours, across spaces too', () => {
    const painted = paintCells([...'MM K'], ['bad', 'bad', 'plain', 'bad'], dark);
    expect(painted).toBe(dark.paint('bad', 'MM K'));
  });

  test('never give a space a ground that is not its own', () => {
    const painted = paintCells([...'aK b'], ['plain', 'selected', 'plain', 'plain'], dark);
    expect(painted).toBe(`a${dark.paint('selected', 'K')} b`);
  });
});

describe('a sparkline', () => {
  test.each([
    ['fills the left with space', [1, 2], 4, '  ▅█'],
    ['leaves the oldest out', [9, 1, 2], 2, '▅█'],
    ['of nothing is blank', [], 3, '   '],
    ['in no room is nothing', [1, 2], 0, ''],
  ])('%s', (_title, values, width, drawn) => {
    expect(paintSparkline(values, {...plain, width})).toBe(drawn);
  });

  test('accents its last value', () => {
    const painted = paintSparkline([8, 8], {theme: dark, isAscii: false, width: 2});
    expect(painted).toBe(dark.paint('muted', '█') + dark.paint('accent', '█'));
  });

  test('asks for the tones of what it shows by their place among all values', () => {
    const toneOf = (index: number) => (index === 1 ? 'bad' : 'plain');
    expect(paintSparkline([8, 8, 8], {theme: dark, isAscii: false, width: 2, toneOf})).toBe(
      `${dark.paint('bad', '█')}█`,
    );
    expect(paintSparkline([8, 8, 8], {theme: dark, isAscii: false, width: 2, toneOf, isPlain: true})).toBe(
      '██',
    );
  });

  test('says without colours what is bad by a sign', () => {
    expect(
      paintSparkline([8, 8], {...plain, width: 2, toneOf: index => (index === 0 ? 'bad' : 'plain')}),
    ).toBe('!█');
  });
});

describe('a bar', () => {
  const tally = {
    expected: 1520,
    due: 1220,
    ran: 1217,
    ok: 1204,
    late: 2,
    early: 0,
    running: 12,
    overrun: 0,
    failed: 1,
    missing: 3,
    unknown: 0,
    pending: 300,
    excused: 0,
  };

  test.each([
    [0, ''],
    [1, '!'],
    [3, '!✗█'],
    [5, '!✗█▒░'],
    [20, '!✗██████████████▒░░░'],
  ])('in %i cells shows what there is one of', (width, drawn) => {
    expect(paintBar(tallyParts(tally), {...plain, width})).toBe(drawn);
  });

  test('in ASCII', () => {
    expect(paintBar(tallyParts(tally), {theme: none, isAscii: true, width: 10})).toBe('!x######*.');
  });

  test('of nothing is blank', () => {
    expect(paintBar([{count: 0, glyph: '█', ascii: '#', tone: 'good'}], {...plain, width: 4})).toBe('    ');
  });

  test('is exactly as wide as it should be, with colours too', () => {
    for (let width = 0; width < 60; width++)
      expect(stringWidth(paintBar(tallyParts(tally), {theme: dark, isAscii: false, width}))).toBe(width);
  });
});

describe('labels on a line', () => {
  const labels = [
    {at: 2, forms: ['Jan 2026', 'Jan']},
    {at: 12, forms: ['Feb 2026', 'Feb']},
    {at: 17, forms: ['Mar 2026', 'Mar']},
    {at: 19, forms: ['Apr 2026', 'Apr']},
  ];

  test('take the longest form that leaves the next one free, or are left out', () => {
    expect(placeLabels(labels, 30)).toBe('  Jan 2026  Feb    Apr 2026   ');
    expect(placeLabels(labels, 21)).toBe('  Jan 2026  Feb      ');
  });
});

describe('the look', () => {
  test('of a job without a schedule', () => {
    expect(verdictLook(null).word).toBe('not scheduled');
  });

  test.each([['?'], [undefined], [' ']])('of a day with the mark %j is that of one not known', mark => {
    expect(dayLook(mark).word).toBe('not known');
  });
});

describe('progress', () => {
  const NOW = Date.parse('2026-11-23T06:41:12Z');
  const activity = (changes: Partial<Activity> = {}): Activity => ({
    environment: 'prod-ldn',
    state: 'running',
    source: 'sacct',
    startedAt: NOW - 12_000,
    done: 1,
    total: 3,
    durationMs: null,
    errors: [],
    ...changes,
  });

  test.each<[Partial<Activity>, string, string]>([
    [{}, '⠋ 12s 1/3 sacct', '| 12s 1/3 sacct'],
    [{total: 1, done: 0}, '⠋ 12s sacct', '| 12s sacct'],
    [{source: null, startedAt: null}, '⠋ <1s 1/3', '| <1s 1/3'],
    [{source: '\u001b[2Jx'}, '⠋ 12s 1/3 x', '| 12s 1/3 x'],
    [{state: 'queued'}, '∙ waiting', '. waiting'],
    [{state: 'done', durationMs: 4100}, '✓ 4s', 'v 4s'],
    [
      {state: 'done', durationMs: 400, errors: ['exit code\u0007 1']},
      '✗ <1s exit code 1',
      'x <1s exit code 1',
    ],
  ])('of one environment with %j', (changes, unicode, ascii) => {
    expect(describeOne(activity(changes), NOW, false)).toBe(unicode);
    expect(describeOne(activity(changes), NOW, true)).toBe(ascii);
  });

  test.each<[Activity[], string]>([
    [[], ''],
    [
      [activity(), activity({state: 'done'}), activity({state: 'queued', startedAt: null})],
      '⠋ collecting 1/3, 12s',
    ],
    [[activity({state: 'done', errors: ['x']}), activity()], '⠋ collecting 1/2, 12s, 1 failed'],
    [[activity({state: 'done'})], '✓ collecting 1/1, 12s'],
    [[activity({state: 'done', errors: ['x']})], '✗ collecting 1/1, 12s, 1 failed'],
    [[activity({state: 'queued', startedAt: null})], '⠋ collecting 0/1, <1s'],
  ])('of all environments', (activities, text) => {
    expect(describeActivity(activities, NOW, false)[0] ?? '').toBe(text);
  });

  test.each([false, true])('turns once through every frame (ASCII %s)', isAscii => {
    const frames = Array.from({length: 40}, (_, i) => spinnerFrame(NOW + i * 50, isAscii));
    expect(new Set(frames).size).toBe(isAscii ? 4 : 10);
    for (const frame of frames) expect(stringWidth(frame, {ambiguousIsNarrow: false})).toBe(1);
  });
});

test('a sparkline and a bar in ASCII have nothing beyond it', () => {
  const ascii = {theme: dark, isAscii: true, width: 30};
  const values = Array.from({length: 30}, (_, i) => (i % 7 === 0 ? null : i));
  expect(stripPaint(paintSparkline(values, ascii))).toMatch(/^[ -~]{30}$/);
});
