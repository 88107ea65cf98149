import fc from 'fast-check';
import {expect, test} from 'vitest';
import {fingerprint} from '../../source/domain/fingerprint.ts';

test('is 16 hexadecimal digits, the same for the same text', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      expect(fingerprint(text)).toMatch(/^[0-9a-f]{16}$/);
      expect(fingerprint(text)).toBe(fingerprint(text));
    }),
    {seed: 1},
  );
});

test('differs for 100,000 texts that differ by one character', () => {
  const seen = new Set(Array.from({length: 100_000}, (_, i) => fingerprint(`{"missing":${i}}`)));
  expect(seen.size).toBe(100_000);
});
