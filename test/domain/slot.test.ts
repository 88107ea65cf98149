import {expect, test} from 'vitest';
import type {Verdict} from '../../source/domain/slot.ts';
import {VERDICTS, worstVerdict} from '../../source/domain/slot.ts';

const worst = (...verdicts: Verdict[]): Verdict | null => worstVerdict(verdicts.map(verdict => ({verdict})));

test('the worst verdict stands for a job with several slots', () => {
  expect(worst('ok', 'missing', 'failed')).toBe('missing');
  expect(worst('pending', 'ok', 'ok-late')).toBe('ok-late');
  expect(worst('excused', 'pending')).toBe('pending');
  expect(worst()).toBeNull();
});

test.each(VERDICTS)('%s stands for itself', verdict => {
  expect(worst(verdict)).toBe(verdict);
});
