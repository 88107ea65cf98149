import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {
  DAY_LOOKS,
  FINDING_LOOKS,
  lookGlyph,
  lookText,
  OUTCOME_LOOKS,
  STATE_LOOKS,
  STATUS_LOOKS,
  VERDICT_LOOKS,
} from '../../source/output/looks.ts';

const TABLES = {
  states: STATE_LOOKS,
  verdicts: VERDICT_LOOKS,
  statuses: STATUS_LOOKS,
  outcomes: OUTCOME_LOOKS,
  findings: FINDING_LOOKS,
  days: DAY_LOOKS,
};

describe.each(Object.entries(TABLES))('the looks of %s', (_name, table) => {
  const looks = Object.values(table);

  test('are told apart by their signs alone, in both sets, and by their words', () => {
    for (const isAscii of [false, true])
      expect(new Set(looks.map(look => lookGlyph(look, isAscii))).size).toBe(looks.length);
    expect(new Set(looks.map(({word}) => word)).size).toBe(looks.length);
  });

  test('take one cell, also where characters of ambiguous width are wide', () => {
    for (const {glyph} of looks) {
      expect(stringWidth(glyph, {ambiguousIsNarrow: false})).toBe(1);
      expect(glyph).not.toMatch(/\p{Emoji_Presentation}/u);
    }
  });

  test('are ASCII where that is all there is', () => {
    for (const look of looks) expect(lookText(look, true)).toMatch(/^[ -~] [ -~]+$/);
  });
});

test('what a person reads is the sign and the word', () => {
  expect(lookText(VERDICT_LOOKS.failed, false)).toBe('✗ failed');
  expect(lookText(VERDICT_LOOKS.failed, true)).toBe('x failed');
});

test.each([
  ['missing', 'bad'],
  ['failed', 'bad'],
  ['overrun', 'warn'],
  ['unknown', 'warn'],
  ['ok', 'good'],
  ['pending', 'muted'],
] as const)('%s is %s', (verdict, tone) => {
  expect(VERDICT_LOOKS[verdict].tone).toBe(tone);
});
