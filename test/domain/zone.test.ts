import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {formatInstant, HOUR_MS, MINUTE_MS} from '../../source/domain/time.ts';
import {formatLocal, isZone, localDay, localMs, openZone} from '../../source/domain/zone.ts';

const toInstant = (zone: string, local: string, overlap?: 'earlier' | 'later'): string =>
  formatInstant(openZone(zone).toInstant(Date.parse(`${local}Z`), overlap));

describe('a wall-clock time becomes an instant', () => {
  test.each([
    ['in winter', 'Europe/London', '2026-01-15T12:00', '2026-01-15T12:00:00Z'],
    ['in summer', 'Europe/London', '2026-07-15T12:00', '2026-07-15T11:00:00Z'],
    ['before a gap', 'Europe/London', '2026-03-29T00:59', '2026-03-29T00:59:00Z'],
    ['at a gap’s start', 'Europe/London', '2026-03-29T01:00', '2026-03-29T01:00:00Z'],
    ['in a gap: as far after its start', 'Europe/London', '2026-03-29T01:30', '2026-03-29T01:30:00Z'],
    ['after a gap', 'Europe/London', '2026-03-29T02:00', '2026-03-29T01:00:00Z'],
    ['before an overlap', 'Europe/London', '2026-10-25T00:59', '2026-10-24T23:59:00Z'],
    ['in an overlap: the first', 'Europe/London', '2026-10-25T01:30', '2026-10-25T00:30:00Z'],
    ['after an overlap', 'Europe/London', '2026-10-25T02:00', '2026-10-25T02:00:00Z'],
    ['in half an hour’s gap', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45:00Z'],
    ['in half an hour’s overlap', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00Z'],
    ['before Samoa’s skipped day', 'Pacific/Apia', '2011-12-29T23:59', '2011-12-30T09:59:00Z'],
    ['in Samoa’s skipped day', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T22:00:00Z'],
    ['after Samoa’s skipped day', 'Pacific/Apia', '2011-12-31T00:00', '2011-12-30T10:00:00Z'],
    ['at a midnight that does not exist', 'America/Sao_Paulo', '2018-11-04T00:00', '2018-11-04T03:00:00Z'],
  ])('%s', (_title, zone, local, instant) => {
    expect(toInstant(zone, local)).toBe(instant);
  });

  test('around every change of the year in every zone, as Temporal reads it', () => {
    const beyond = [-50, -25, -24, -3, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 3, 24, 25, 50];
    for (const name of Intl.supportedValuesOf('timeZone')) {
      const zone = openZone(name);
      const changes = zone.transitions(Date.UTC(2026, 0), Date.UTC(2027, 0));
      for (const {at, before} of changes) {
        for (const hours of beyond) {
          const local = at + before + hours * HOUR_MS;
          const written = Temporal.PlainDateTime.from(formatLocal(local).replace(' ', 'T'));
          for (const overlap of ['earlier', 'later'] as const) {
            const isRepeated = zone.toInstant(local, 'later') !== zone.toInstant(local, 'earlier');
            const disambiguation = overlap === 'later' && isRepeated ? 'later' : 'compatible';
            const expected = written.toZonedDateTime(name, {disambiguation}).epochMilliseconds;
            expect([name, zone.toInstant(local, overlap)]).toEqual([name, expected]);
          }
        }
      }
    }
  });

  test('in an overlap: the second, when that is asked for', () => {
    expect(toInstant('Europe/London', '2026-10-25T01:30', 'later')).toBe('2026-10-25T01:30:00Z');
    expect(toInstant('Australia/Lord_Howe', '2026-04-05T01:45', 'later')).toBe('2026-04-04T15:15:00Z');
    expect(toInstant('Europe/London', '2026-07-15T12:00', 'later')).toBe('2026-07-15T11:00:00Z');
  });
});

const ZONES = [
  'Europe/London',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Antarctica/Troll',
  'UTC',
];

test('agrees with Temporal at every instant, in whatever order the questions come', () => {
  const instants = fc.integer({
    min: Date.parse('1965-01-01') / MINUTE_MS,
    max: Date.parse('2045-01-01') / MINUTE_MS,
  });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, (name, minutes) => {
      const zone = openZone(name);
      const instant = minutes * MINUTE_MS;
      const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name);
      const plain = zoned.toPlainDateTime();
      expect(zone.offsetAt(instant)).toBe(zoned.offsetNanoseconds / 1e6);
      expect(formatLocal(zone.toLocal(instant))).toBe(
        plain.toString({smallestUnit: 'second'}).replace('T', ' '),
      );
      expect(zone.toInstant(zone.toLocal(instant))).toBe(plain.toZonedDateTime(name).epochMilliseconds);
    }),
    {seed: 20261123, numRuns: 500},
  );
});

describe('transitions', () => {
  const list = (zone: string, from: string, to: string): [string, number][] =>
    openZone(zone)
      .transitions(Date.parse(from), Date.parse(to))
      .map(({at, before, after}) => [formatInstant(at), (after - before) / MINUTE_MS]);

  test('are every change of a span, gaps positive', () => {
    expect(list('Europe/London', '2026-01-01', '2027-01-01')).toEqual([
      ['2026-03-29T01:00:00Z', 60],
      ['2026-10-25T01:00:00Z', -60],
    ]);
    expect(list('Pacific/Apia', '2011-12-01', '2012-01-01')).toEqual([['2011-12-30T10:00:00Z', 24 * 60]]);
    expect(list('UTC', '1970-01-01', '2100-01-01')).toEqual([]);
  });

  test('count at the first instant of a span and not at its last', () => {
    expect(list('Europe/London', '2026-03-29T01:00Z', '2026-03-29T02:00Z')).toEqual([
      ['2026-03-29T01:00:00Z', 60],
    ]);
    expect(list('Europe/London', '2026-03-29T00:00Z', '2026-03-29T01:00Z')).toEqual([]);
    expect(list('Europe/London', '2026-03-29T01:01Z', '2026-03-29T02:00Z')).toEqual([]);
  });
});

test('a zone is known by its IANA name', () => {
  expect(['Europe/London', 'UTC', 'Asia/Kolkata'].every(isZone)).toBe(true);
  expect(['', 'London', 'Europe/Londn', 'local', '../etc'].some(isZone)).toBe(false);
  expect(() => openZone('Europe/Londn')).toThrow(
    '"Europe/Londn" is not a time zone; use an IANA name such as Europe/London',
  );
});

test('a wall-clock time has a date and a time of day, before 1970 too', () => {
  expect(localDay(localMs('2026-11-23', 23 * HOUR_MS))).toBe('2026-11-23');
  expect(localDay(localMs('1969-12-31', HOUR_MS))).toBe('1969-12-31');
  expect(formatLocal(localMs('2026-11-23', 6 * HOUR_MS + 40 * MINUTE_MS))).toBe('2026-11-23 06:40:00');
});
