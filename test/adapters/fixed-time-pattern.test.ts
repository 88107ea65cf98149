import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {compileTimePattern} from '../../source/adapters/time-pattern.ts';
import {formatLocal} from '../../source/domain/zone.ts';

function readAs(text: string, pattern: string): string | undefined {
  const time = compileTimePattern(pattern).match(text, 2026);
  return time && formatLocal(time.local);
}

describe('a format of fixed width', () => {
  test.each([
    ['11/23/2026 06:40:59', 'MM/dd/yyyy HH:mm:ss', '2026-11-23 06:40:59'],
    ['20261123064059', 'yyyyMMddHHmmss', '2026-11-23 06:40:59'],
    ['Mon Nov 23 06:40:59 2026', 'EEE MMM d HH:mm:ss yyyy', '2026-11-23 06:40:59'],
    ['Tue Nov  3 06:40:59 2026', 'EEE MMM d HH:mm:ss yyyy', '2026-11-03 06:40:59'],
    ['Feb 29 06:40', 'MMM d HH:mm', undefined],
    ['Nov  3 06:40', 'MMM d HH:mm', '2026-11-03 06:40:00'],
    ['23.11.2026 um 06:40', "dd.MM.yyyy 'um' HH:mm", '2026-11-23 06:40:00'],
    ['23/11/2026 06:40', 'dd/MM/yyyy HH:mm', '2026-11-23 06:40:00'],
    ['2026-13-01 06:40', 'yyyy-MM-dd HH:mm', undefined],
    ['2026-11-23 06:4x', 'yyyy-MM-dd HH:mm', undefined],
    ['2026-11-23_06:40', 'yyyy-MM-dd HH:mm', undefined],
    ['M0n Nov 23 06:40:59 2026', 'EEE MMM d HH:mm:ss yyyy', undefined],
    ['Mon Nvo 23 06:40:59 2026', 'EEE MMM d HH:mm:ss yyyy', undefined],
  ])('"%s" as %s is %s', (text, pattern, expected) => {
    expect(readAs(text, pattern)).toBe(expected);
  });

  test.each([
    ['  11/23/2026   06:40:59 ', 'MM/dd/yyyy HH:mm:ss', '2026-11-23 06:40:59'],
    ['Tue Nov 3 06:40:59 2026', 'EEE MMM d HH:mm:ss yyyy', '2026-11-03 06:40:59'],
    ['Tues November 3 06:40:59 2026', 'EEE MMM d HH:mm:ss yyyy', '2026-11-03 06:40:59'],
  ])('"%s", of another width, is read all the same', (text, pattern, expected) => {
    expect(readAs(text, pattern)).toBe(expected);
  });

  test('every second is read as it was written', () => {
    const property = fc.property(fc.integer({min: 0, max: 253_000_000_000}), second => {
      const text = formatLocal(second * 1000);
      expect(readAs(text, 'yyyy-MM-dd HH:mm:ss')).toBe(text);
    });
    fc.assert(property, {seed: 20261123, numRuns: 200});
  });
});
