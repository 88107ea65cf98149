import {Cron} from 'croner';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {localSpans} from '../../source/domain/clock-change.ts';
import {parseCron} from '../../source/domain/cron-expression.ts';
import {dueInstants, nextDue} from '../../source/domain/due-instants.ts';
import {DST_POLICIES} from '../../source/domain/schedule.ts';
import type {EpochMs} from '../../source/domain/time.ts';
import {DAY_MS, MINUTE_MS} from '../../source/domain/time.ts';
import type {Zone} from '../../source/domain/zone.ts';
import {debianExpressions} from './cron-arbitraries.ts';
import {simulateDebianCron} from './debian-cron.ts';

const RUNS = {seed: 20261123, numRuns: 60};

/** Three days around a change (or none), `from` at least two days of ordinary time after any other. */
const WEEKENDS: [title: string, timezone: string, from: string][] = [
  ['a gap of an hour at 01:00', 'Europe/London', '2026-03-28T00:00Z'],
  ['an overlap of an hour at 01:00', 'Europe/London', '2026-10-24T00:00Z'],
  ['a gap of an hour at 02:00', 'America/New_York', '2026-03-07T00:00Z'],
  ['an overlap of an hour at 01:00', 'America/New_York', '2026-10-31T00:00Z'],
  ['an overlap of half an hour', 'Australia/Lord_Howe', '2026-04-03T12:00Z'],
  ['a gap of half an hour', 'Australia/Lord_Howe', '2026-10-02T12:00Z'],
  ['a gap at midnight', 'America/Sao_Paulo', '2018-11-03T00:00Z'],
  ['an overlap before midnight', 'America/Sao_Paulo', '2018-02-17T00:00Z'],
  ['a skipped day', 'Pacific/Apia', '2011-12-29T00:00Z'],
  ['a repeated day', 'Pacific/Kwajalein', '1969-09-29T00:00Z'],
  ['a gap of two hours', 'Antarctica/Troll', '2026-03-28T00:00Z'],
  ['an overlap of two hours', 'Antarctica/Troll', '2026-10-24T00:00Z'],
  ['a gap of a quarter of an hour', 'Asia/Kathmandu', '1985-12-31T00:00Z'],
  ['a gap at midnight', 'Africa/Cairo', '2026-04-23T00:00Z'],
  ['an overlap at midnight', 'Africa/Cairo', '2026-10-29T00:00Z'],
  ['no change, offset of half an hour', 'Asia/Kolkata', '2026-03-28T00:00Z'],
  ['no change', 'UTC', '2026-02-27T00:00Z'],
];

/** The zone's offset by Temporal, without our own zone code, looked up once a quarter of an hour. */
function offsetsOf(timezone: string): (instant: EpochMs) => number {
  const offsets = new Map<number, number>();
  return instant => {
    const quarter = Math.floor(instant / (15 * MINUTE_MS));
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);
    const offset = zoned.offsetNanoseconds / 1e6;
    offsets.set(quarter, offset);
    return offset;
  };
}

describe('debian-cron agrees with the C program', () => {
  test.each(WEEKENDS)('%s: %s', (_title, timezone, begin) => {
    const from = Date.parse(begin);
    const to = from + 3 * DAY_MS;
    const offsetAt = offsetsOf(timezone);
    fc.assert(
      fc.property(debianExpressions, expression => {
        const due = dueInstants({kind: 'cron', expression, timezone, policy: 'debian-cron'}, from, to);
        expect(due, expression).toEqual(simulateDebianCron(expression, offsetAt, from, to));
      }),
      RUNS,
    );
  });

  test('for a change of any size, at the limits most of all', () => {
    const changeAt = Date.parse('2026-06-14T02:00Z');
    const [from, to] = [changeAt - DAY_MS, changeAt + DAY_MS];
    const sizes = fc.oneof(
      fc.constantFrom(1, 3, 4, 5, 6, 178, 179, 180, 181, 182, -1, -2, -178, -179, -180, -181, -182),
      fc.integer({min: -300, max: 300}).filter(size => size !== 0),
    );
    fc.assert(
      fc.property(debianExpressions, sizes, (expression, minutes) => {
        const zone = changingZone(changeAt, minutes * MINUTE_MS);
        expect(dueInZone(expression, zone, from, to), `${expression} ${minutes}`).toEqual(
          simulateDebianCron(expression, zone.offsetAt, from, to),
        );
      }),
      {...RUNS, numRuns: 500},
    );
  });
});

describe('every policy', () => {
  test('two adjoining spans have the same instants as one', () => {
    const spans = fc.tuple(
      fc.constantFrom(...WEEKENDS),
      fc.constantFrom(...DST_POLICIES),
      fc.integer({min: 1, max: 3 * 24 * 60 - 1}),
    );
    fc.assert(
      fc.property(debianExpressions, spans, (expression, [[, timezone, begin], policy, cutMinutes]) => {
        const timing = {kind: 'cron', expression, timezone, policy} as const;
        const from = Date.parse(begin);
        const to = from + 3 * DAY_MS;
        const cut = from + cutMinutes * MINUTE_MS;
        const whole = dueInstants(timing, from, to);
        expect([...dueInstants(timing, from, cut), ...dueInstants(timing, cut, to)]).toEqual(whole);
        expect(nextDue(timing, from - 1, whole.length)).toEqual(whole);
        expect(new Set(whole).size).toBe(whole.length);
      }),
      {...RUNS, numRuns: 300},
    );
  });

  test('away from clock changes they agree with croner, which reads L, W and # by itself', () => {
    const beyondDebian = fc.constantFrom(
      ...['0 6 L * *', '0 6 LW * *', '0 6 15W,1W * *', '0 6 31W * 2', '0 6 * * 5#2', '0 6 * * MON#5,FRI#1'],
      ...[
        '0 6 * * 3L',
        '30 5 L * 1',
        '0 6 L,15 2 *',
        '10 0 6 1,15 * *',
        '*/20 */30 7 ? * 1-5',
        '0 6 1-7 * +1',
      ],
    );
    fc.assert(
      fc.property(
        fc.oneof(debianExpressions, beyondDebian),
        fc.integer({min: 0, max: 2000}),
        (expression, days) => {
          const from = Date.parse('2026-01-01T00:00Z') + days * DAY_MS;
          const domAndDow = parseCron(expression).usesAnd;
          const theirs = new Cron(expression, {timezone: 'Etc/UTC', domAndDow}).nextRuns(5, new Date(from));
          const ours = nextDue({kind: 'cron', expression, timezone: 'UTC', policy: 'debian-cron'}, from, 5);
          expect(ours, expression).toEqual(theirs.map(Number));
        },
      ),
      {...RUNS, numRuns: 600},
    );
  });
});

/** A zone of our own making: UTC, and `shiftMs` ahead of it from an instant on. */
function changingZone(changeAt: EpochMs, shiftMs: number): Zone {
  const offsetAt = (instant: EpochMs): number => (instant < changeAt ? 0 : shiftMs);
  return {
    name: 'Test/Changing',
    offsetAt,
    toLocal: instant => instant + offsetAt(instant),
    toInstant: local => local - offsetAt(local),
    transitions: (from, to) =>
      changeAt >= from && changeAt < to ? [{at: changeAt, before: 0, after: shiftMs}] : [],
  };
}

function dueInZone(expression: string, zone: Zone, from: EpochMs, to: EpochMs): EpochMs[] {
  const {isFixedTime, timesMs, matchesDay} = parseCron(expression);
  const due = localSpans(zone, {policy: 'debian-cron', isFixedTime}, from, to).flatMap(span => {
    const instants: EpochMs[] = [];
    for (let local = Math.ceil(span.from / MINUTE_MS) * MINUTE_MS; local < span.to; local += MINUTE_MS) {
      const timeOfDay = local % DAY_MS;
      if (matchesDay((local - timeOfDay) / DAY_MS) && timesMs.includes(timeOfDay)) {
        instants.push(span.madeUpAt ?? local - span.offset);
      }
    }
    return instants;
  });
  return [...new Set(due)];
}
