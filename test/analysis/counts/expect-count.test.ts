import {describe, expect, test} from 'vitest';
import type {CountSeries} from '../../../source/analysis/counts/baseline.ts';
import {expectCount} from '../../../source/analysis/counts/expect-count.ts';
import {tailsOfCount} from '../../../source/analysis/counts/expected-count.ts';
import {probabilityOf} from '../../../source/analysis/counts/spread.ts';
import {bandOf, judgeCount} from '../../../source/analysis/counts/usual-band.ts';
import {CALENDAR, series, wobble} from './weeks.ts';

const ALARM = 1 / 730;

/** What is said of a number on the day after the series. */
function judge(past: CountSeries, found: number): string {
  const expected = expectCount(past, past.counts.length);
  if (!expected) return 'nothing';
  return judgeCount(expected, found, ALARM)?.direction ?? 'usual';
}

const isWeekend = (weekday: number): boolean => weekday === 0 || weekday === 6;
const office = series(84, (place, weekday) => (isWeekend(weekday) ? 120 : 540) + wobble(place));

describe('a Monday after twelve weeks of office days', () => {
  test.each([
    [540, 'usual'],
    [530, 'usual'],
    [312, 'short'],
    [120, 'short'],
    [0, 'short'],
    [1080, 'excess'],
  ])('with %d runs is %s', (found, expected) => {
    expect(judge(office, found)).toBe(expected);
  });

  test('is told with the band in which all is usual, and nothing outside of it', () => {
    const expected = expectCount(office, 84);
    if (!expected) throw new Error('twelve weeks are enough');
    const {low, median, high} = bandOf(expected, ALARM);
    expect(median).toBeGreaterThan(530);
    expect(median).toBeLessThan(550);
    for (const found of [low, high]) expect(judge(office, found)).toBe('usual');
    expect(judge(office, low - 1)).toBe('short');
    expect(judge(office, high + 1)).toBe('excess');
  });
});

test('nothing is expected before three weeks are known', () => {
  expect(
    judge(
      series(20, () => 10),
      0,
    ),
  ).toBe('nothing');
  expect(
    judge(
      series(84, place => (place < 20 ? 10 : undefined)),
      0,
    ),
  ).toBe('nothing');
  expect(
    judge(
      series(21, () => 10),
      0,
    ),
  ).toBe('short');
});

test('a Sunday is held against Sundays', () => {
  const until = series(83, (place, weekday) => (isWeekend(weekday) ? 120 : 540) + wobble(place), {
    next: '2026-11-22',
  });
  expect([120, 540, 0].map(found => judge(until, found))).toEqual(['usual', 'excess', 'short']);
});

test('an anomaly of the past is not what is usual from then on', () => {
  const outage = series(84, (place, weekday) =>
    place === 70 || place === 77 ? 0 : (isWeekend(weekday) ? 120 : 540) + wobble(place),
  );
  expect(judge(outage, 200)).toBe('short');
  expect(
    judge(
      series(84, place => (place === 77 ? 5000 : 540 + wobble(place))),
      1080,
    ),
  ).toBe('excess');
});

test('days on which nothing runs now and then are usual where they are; half a day is not', () => {
  const idle = series(84, place => (place % 6 === 2 ? 0 : 100 + wobble(place)));
  expect([0, 100, 40].map(found => judge(idle, found))).toEqual(['usual', 'usual', 'short']);
});

describe('of a job that runs twice on most days', () => {
  const idle = series(84, place => (place % 6 === 2 ? 0 : 2));
  test.each([
    [0, 'usual'],
    [2, 'usual'],
    [4, 'excess'],
  ])('and not at all on some, %d runs are %s', (found, expected) => {
    expect(judge(idle, found)).toBe(expected);
  });

  const once = series(84, place => (place === 60 ? 0 : 2));
  test.each([
    [0, 'short'],
    [1, 'usual'],
    [2, 'usual'],
  ])('and did not once, %d runs are %s', (found, expected) => {
    expect(judge(once, found)).toBe(expected);
  });

  const weekends = series(84, (place, weekday) =>
    (weekday === 0 || weekday === 6) && place % 3 === 0 ? 0 : 2,
  );
  test('and not at all on some weekend days, none on a Monday is short', () => {
    expect(judge(weekends, 0)).toBe('short');
  });
});

test('of a job that runs every third day or so, a day with two runs is no news, one with eight is', () => {
  const seldom = [0, 1, 0, 0, 0, 2, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0];
  const past = series(84, place => seldom[place % seldom.length]);
  const expected = expectCount(past, 84);
  expect(expected?.mean).toBeGreaterThan(0.3);
  expect(expected?.mean).toBeLessThan(0.55);
  expect([0, 1, 2, 8].map(found => judge(past, found))).toEqual(['usual', 'usual', 'usual', 'excess']);
});

test('the band of a series with idle days is that of the others', () => {
  const idle = series(84, place => (place % 6 === 2 ? 0 : 100 + wobble(place)));
  const varied = series(84, place => [3, 5, 1, 4, 2, 6, 3, 0, 4, 2, 3][place % 11]);
  const lowOf = (past: CountSeries): number | undefined => {
    const expected = expectCount(past, 84);
    return expected && bandOf(expected, ALARM).low;
  };
  expect(lowOf(idle)).toBeGreaterThan(80);
  expect(lowOf(varied)).toBe(0);
});

test('a slow rise is followed', () => {
  const rising = series(84, place => Math.round(400 * (1 + place / 300)) + wobble(place));
  expect([510, 512, 250].map(found => judge(rising, found))).toEqual(['usual', 'usual', 'short']);
});

test.each([
  [2, 1, 'usual'],
  [2, 0, 'short'],
  [4, 2, 'short'],
  [1, 0, 'usual'],
])('of a job that runs %d times every day, %d runs are %s', (always, found, expected) => {
  expect(
    judge(
      series(84, () => always),
      found,
    ),
  ).toBe(expected);
});

test('what varies by chance may vary: five of twelve are no news, none is', () => {
  const varied = [9, 14, 11, 17, 8, 12, 13, 10, 15, 7, 12, 16, 11, 9, 14, 19, 12, 10, 6];
  const chance = series(84, place => varied[place % varied.length]);
  expect([5, 22, 0, 40].map(found => judge(chance, found))).toEqual(['usual', 'usual', 'short', 'excess']);
});

describe('days that are not like others', () => {
  const year = (factor: number) =>
    series(
      400,
      (place, _weekday, day) => {
        const isOff = CALENDAR.daysOff.has(day);
        return Math.round((300 + wobble(place)) * (isOff ? factor : 1));
      },
      {calendar: CALENDAR},
    );

  test('a holiday is held against the holidays before it', () => {
    expect([30, 300, 0].map(found => judge(year(0.1), found))).toEqual(['usual', 'excess', 'short']);
  });

  test('a holiday of a calendar that changes nothing is a day like others', () => {
    expect([300, 100].map(found => judge(year(1), found))).toEqual(['usual', 'short']);
  });

  test('the first holiday may be as others, as a Sunday, or empty', () => {
    const young = series(84, (place, weekday) => (weekday === 0 ? 50 : 300 + wobble(place)), {
      calendar: CALENDAR,
    });
    young.shapes.forEach((shape, index) => {
      if (index < 84) shape.isHoliday = false;
    });
    expect([300, 50, 0].map(found => judge(young, found))).toEqual(['usual', 'usual', 'usual']);
  });

  test("a month's last business day that always has twice as many has too few with as many as others", () => {
    const next = '2026-11-30';
    const ends = (past: CountSeries): CountSeries => ({
      ...past,
      counts: past.counts.map((count, index) =>
        past.shapes[index]?.monthEdge === -1 ? 2 * (count ?? 0) : count,
      ),
    });
    const doubled = ends(series(400, place => 300 + wobble(place), {next}));
    expect([600, 300].map(found => judge(doubled, found))).toEqual(['usual', 'short']);
    const young = ends(series(84, place => 300 + wobble(place), {next}));
    expect([600, 300].map(found => judge(young, found))).toEqual(['usual', 'usual']);
  });
});

test('days that are not known count neither for nor against', () => {
  const gaps = series(84, (place, weekday) =>
    place % 3 === 0 ? undefined : (isWeekend(weekday) ? 120 : 540) + wobble(place),
  );
  expect([540, 300].map(found => judge(gaps, found))).toEqual(['usual', 'short']);
});

test('the further off, the less probable', () => {
  const expected = expectCount(office, 84);
  if (!expected) throw new Error('twelve weeks are enough');
  const probabilities = [540, 520, 500, 450, 300, 0].map(found =>
    probabilityOf(tailsOfCount(expected, found)),
  );
  expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
  expect(probabilities[0]).toBeGreaterThan(0.5);
});
