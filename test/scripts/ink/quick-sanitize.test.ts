import fc from 'fast-check';
import {expect, test} from 'vitest';
import sanitizeAnsi from '../../../node_modules/ink/build/sanitize-ansi.js';
import {quickSanitize} from '../../../scripts/ink/quick-sanitize.ts';
import {line, ordinaryLine} from './arbitrary-lines.ts';

test('every text is sanitized as ink itself does it', () => {
  const quick = quickSanitize(sanitizeAnsi);
  fc.assert(
    fc.property(line, text => {
      expect(quick(text)).toBe(sanitizeAnsi(text));
    }),
    {numRuns: 2000},
  );
});

test('ordinary lines are left alone without asking ink', () => {
  const quick = quickSanitize(() => {
    throw new Error('asked');
  });
  fc.assert(
    fc.property(ordinaryLine, text => {
      expect(quick(text)).toBe(text);
    }),
  );
});
