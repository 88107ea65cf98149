import {describe, expect, test} from 'vitest';
import {describeTiming, dueInstants, nextDue} from '../../source/domain/due-instants.ts';
import {ConfigError} from '../../source/domain/errors.ts';
import type {DstPolicy, Timing} from '../../source/domain/schedule.ts';
import {formatInstant, HOUR_MS, MINUTE_MS} from '../../source/domain/time.ts';

function cron(expression: string, timezone = 'UTC', policy: DstPolicy = 'debian-cron'): Timing {
  return {kind: 'cron', expression, timezone, policy};
}

function due(timing: Timing, from: string, to: string): string[] {
  return dueInstants(timing, Date.parse(from), Date.parse(to)).map(formatInstant);
}

function next(timing: Timing, from: string, count: number): string[] {
  return nextDue(timing, Date.parse(from), count).map(formatInstant);
}

describe('a span', () => {
  test('holds its first instant and not its last', () => {
    expect(due(cron('0 * * * *'), '2026-11-23T01:00Z', '2026-11-23T03:00Z')).toEqual([
      '2026-11-23T01:00:00Z',
      '2026-11-23T02:00:00Z',
    ]);
    expect(due(cron('0 2 * * *'), '2026-11-23T02:00:00.001Z', '2026-11-24T02:00Z')).toEqual([]);
  });

  test('of no length holds nothing', () => {
    expect(due(cron('* * * * *'), '2026-11-23T01:00Z', '2026-11-23T01:00Z')).toEqual([]);
  });

  test('is told in the schedule’s zone, not in UTC', () => {
    expect(due(cron('30 0 * * 1', 'Asia/Kolkata'), '2026-11-22T00:00Z', '2026-11-24T00:00Z')).toEqual([
      '2026-11-22T19:00:00Z',
    ]);
  });

  test('with six fields has seconds', () => {
    expect(due(cron('15,45 0 2 * * *'), '2026-11-23T00:00Z', '2026-11-24T00:00Z')).toEqual([
      '2026-11-23T02:00:15Z',
      '2026-11-23T02:00:45Z',
    ]);
  });
});

/** One row: zone, a day in UTC, expression, and what each scheduler does. Times are UTC, `HH:MM` of that day. */
type Row = [
  title: string,
  timezone: string,
  day: string,
  expression: string,
  debian: string,
  systemd: string,
  kubernetes: string,
];

describe('clock changes by policy', () => {
  test.each<Row>([
    // London, 29 March 2026: at 01:00 UTC the clock goes from 01:00 to 02:00.
    ['a fixed time in the gap', 'Europe/London', '2026-03-29', '30 1 * * *', '01:00', '', ''],
    ['the gap’s first minute', 'Europe/London', '2026-03-29', '0 1 * * *', '01:00', '', ''],
    ['the minute before the gap', 'Europe/London', '2026-03-29', '59 0 * * *', '00:59', '00:59', '00:59'],
    ['the minute after the gap', 'Europe/London', '2026-03-29', '0 2 * * *', '01:00', '01:00', '01:00'],
    [
      'several times in the gap, once',
      'Europe/London',
      '2026-03-29',
      '0-50/10 1,2 * * *',
      '01:00 01:10 01:20 01:30 01:40 01:50',
      '01:00 01:10 01:20 01:30 01:40 01:50',
      '01:00 01:10 01:20 01:30 01:40 01:50',
    ],
    [
      'a star follows the clock',
      'Europe/London',
      '2026-03-29',
      '*/30 1,2 * * *',
      '01:00 01:30',
      '01:00 01:30',
      '01:00 01:30',
    ],
    // London, 25 October 2026: at 01:00 UTC the clock goes from 02:00 back to 01:00.
    [
      'a fixed time in the overlap',
      'Europe/London',
      '2026-10-25',
      '30 1 * * *',
      '00:30',
      '00:30',
      '00:30 01:30',
    ],
    [
      'the overlap’s first minute',
      'Europe/London',
      '2026-10-25',
      '0 1 * * *',
      '00:00',
      '00:00',
      '00:00 01:00',
    ],
    ['the minute after the overlap', 'Europe/London', '2026-10-25', '0 2 * * *', '02:00', '02:00', '02:00'],
    [
      'a star in the overlap',
      'Europe/London',
      '2026-10-25',
      '*/30 1 * * *',
      '00:00 00:30 01:00 01:30',
      '00:00 00:30',
      '00:00 00:30 01:00 01:30',
    ],
    // Lord Howe moves by half an hour: on 3 October 2026 at 15:30 UTC from 02:00 to 02:30.
    ['half an hour’s gap', 'Australia/Lord_Howe', '2026-10-03', '15 2 * * *', '15:30', '', ''],
    [
      'after half an hour’s gap',
      'Australia/Lord_Howe',
      '2026-10-03',
      '45 2 * * *',
      '15:45',
      '15:45',
      '15:45',
    ],
    // and on 4 April 2026 at 15:00 UTC from 02:00 back to 01:30.
    [
      'half an hour’s overlap',
      'Australia/Lord_Howe',
      '2026-04-04',
      '45 1 * * *',
      '14:45',
      '14:45',
      '14:45 15:15',
    ],
    [
      'before half an hour’s overlap',
      'Australia/Lord_Howe',
      '2026-04-04',
      '15 1 * * *',
      '14:15',
      '14:15',
      '14:15',
    ],
    // São Paulo, 4 November 2018: midnight itself is skipped, at 03:00 UTC.
    ['midnight in the gap', 'America/Sao_Paulo', '2018-11-04', '@daily', '03:00', '', ''],
    ['a date that begins in the gap', 'America/Sao_Paulo', '2018-11-04', '15 0 4 11 *', '03:00', '', ''],
    // Troll moves by two hours: on 29 March 2026 at 01:00 UTC from 01:00 to 03:00.
    ['two hours’ gap', 'Antarctica/Troll', '2026-03-29', '30 1,2 * * *', '01:00', '', ''],
  ])('%s: %s %s, %s', (_title, timezone, day, expression, debian, systemd, kubernetes) => {
    const [from, to] = [`${day}T00:00Z`, `${day}T22:00Z`];
    const times = (policy: DstPolicy): string =>
      due(cron(expression, timezone, policy), from, to)
        .map(instant => instant.slice(11, 16))
        .join(' ');
    expect({
      debian: times('debian-cron'),
      systemd: times('systemd'),
      kubernetes: times('kubernetes'),
    }).toEqual({debian, systemd, kubernetes});
  });

  test('a day that the zone skips is skipped: Samoa had no 30 December 2011', () => {
    const daily = cron('0 12 * * *', 'Pacific/Apia');
    // 12:00 on the 29th (UTC-10), then 12:00 on the 31st (UTC+14), two hours of real time after the missing noon.
    expect(due(daily, '2011-12-29T00:00Z', '2011-12-31T12:00Z')).toEqual([
      '2011-12-29T22:00:00Z',
      '2011-12-30T22:00:00Z',
    ]);
    expect(due(cron('0 12 30 12 *', 'Pacific/Apia'), '2011-12-29T00:00Z', '2012-01-01T00:00Z')).toEqual([]);
  });

  test('the echo of an overlap is known to a span that begins inside it', () => {
    expect(due(cron('30 1 * * *', 'Europe/London'), '2026-10-25T01:15Z', '2026-10-25T03:00Z')).toEqual([]);
  });

  test('local times keep to the policy as well', () => {
    const times: Timing = {
      kind: 'times',
      timesMs: [90 * MINUTE_MS],
      timezone: 'Europe/London',
      policy: 'debian-cron',
    };
    expect(due(times, '2026-03-29T00:00Z', '2026-03-30T00:00Z')).toEqual(['2026-03-29T01:00:00Z']);
    expect(due({...times, policy: 'systemd'}, '2026-03-29T00:00Z', '2026-03-30T00:00Z')).toEqual([]);
  });
});

describe('timings that are no cron expression', () => {
  test('times of day are due every day, in order and once, 24:00 as the next 00:00', () => {
    const times: Timing = {
      kind: 'times',
      timesMs: [14 * HOUR_MS, 24 * HOUR_MS, 0, 2 * HOUR_MS],
      timezone: 'UTC',
      policy: 'systemd',
    };
    expect(due(times, '2026-11-23T00:00Z', '2026-11-24T00:00:01Z').map(text => text.slice(8, 16))).toEqual([
      '23T00:00',
      '23T02:00',
      '23T14:00',
      '24T00:00',
    ]);
  });

  test('announced instants are sorted, taken once and cut to the span', () => {
    const timing: Timing = {kind: 'instants', dueAt: [500, 100, 300, 100, 400]};
    expect(dueInstants(timing, 100, 400)).toEqual([100, 300]);
    expect(nextDue(timing, 100, 2)).toEqual([300, 400]);
  });

  test('a job without a time is never due', () => {
    const timing: Timing = {kind: 'none', reason: '@reboot'};
    expect(dueInstants(timing, 0, 1e12)).toEqual([]);
    expect(nextDue(timing, 0, 5)).toEqual([]);
  });
});

describe('the next due instants', () => {
  test('begin strictly after the given one', () => {
    expect(next(cron('0 2 * * *'), '2026-11-23T02:00Z', 2)).toEqual([
      '2026-11-24T02:00:00Z',
      '2026-11-25T02:00:00Z',
    ]);
    expect(next(cron('0 2 * * *'), '2026-11-23T01:59:59.999Z', 1)).toEqual(['2026-11-23T02:00:00Z']);
  });

  test('are found years ahead: a leap day that is a Monday', () => {
    expect(next(cron('0 0 29 2 +1', 'Europe/London'), '2026-11-23T00:00Z', 2)).toEqual([
      '2044-02-29T00:00:00Z',
      '2072-02-29T00:00:00Z',
    ]);
  });

  test.each(['0 0 30 2 *', '0 0 31 2,4,6,9,11 *', '@reboot'])('%s has none, and says so', expression => {
    expect(next(cron(expression, 'Europe/London'), '2026-11-23T00:00Z', 1)).toEqual([]);
    expect(due(cron(expression), '2020-01-01T00:00Z', '2032-01-01T00:00Z')).toEqual([]);
  });

  test('are as many as asked for, and none when none are', () => {
    expect(nextDue(cron('*/5 * * * *'), 0, 1000)).toHaveLength(1000);
    expect(nextDue(cron('* * * * * *'), 0, 100_000).at(-1)).toBe(100_000_000);
    expect(nextDue(cron('* * * * *'), 0, 0)).toEqual([]);
  });
});

test('an unreadable expression and an unknown zone are errors, asked once or twice', () => {
  for (const _ of [1, 2]) {
    expect(() => dueInstants(cron('0 25 * * *'), 0, 1)).toThrow(ConfigError);
    expect(() => dueInstants(cron('0 2 * * *', 'Europe/Londn'), 0, 1)).toThrow(
      '"Europe/Londn" is not a time zone',
    );
  }
});

test.each<[Timing, string]>([
  [cron('0 2 * * 1-5', 'Europe/London'), '0 2 * * 1-5 (Europe/London)'],
  [
    {kind: 'times', timesMs: [2 * HOUR_MS, 52_215_000], timezone: 'UTC', policy: 'systemd'},
    '02:00, 14:30:15 (UTC)',
  ],
  [{kind: 'instants', dueAt: [Date.parse('2026-11-23T02:00Z')]}, 'announced for 2026-11-23T02:00:00Z'],
  [{kind: 'none', reason: 'no next elapse'}, 'no next elapse'],
])('a schedule is described in its own words: %j', (timing, words) => {
  expect(describeTiming(timing)).toBe(words);
});
