import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import {forgottenReason, retentionOption} from '../../source/adapters/retention.ts';
import {openZone} from '../../source/domain/zone.ts';

const context = {
  day: '2026-11-23',
  clock: {zone: openZone('Europe/London'), dayStartMs: 7 * 3_600_000},
  collectedAt: Date.UTC(2026, 10, 24, 7),
};

describe('a day that began a day ago', () => {
  test.each([
    ['1d', undefined],
    ['25h', undefined],
    ['1439m', 'finished jobs are known for 23h 59m only; where they are kept for longer, set cleanPeriod'],
    ['1h', 'finished jobs are known for 1h 00m only; where they are kept for longer, set cleanPeriod'],
  ])('is told by a scheduler that remembers %s: %s', (kept, expected) => {
    expect(forgottenReason(context, kept, 'cleanPeriod')).toBe(expected);
  });
});

test('what is no duration is refused, and the default is given', () => {
  const schema = retentionOption(z, '14d', 'How long');
  expect([
    schema.parse(undefined),
    schema.safeParse('soon').success,
    schema.safeParse('36h').success,
  ]).toEqual(['14d', false, true]);
});
