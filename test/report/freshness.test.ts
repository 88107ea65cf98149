import {expect, test} from 'vitest';
import type {Outcome} from '../../source/domain/collection.ts';
import {deriveFreshness, hasFailed} from '../../source/report/freshness.ts';
import type {CollectionEvidence} from '../../source/report/status-report.ts';
import {at, facts} from '../analysis/facts.ts';

const EVIDENCE: Omit<CollectionEvidence, 'outcome'> = {
  id: 1,
  source: 'cron',
  startedAt: '2026-11-23T06:40:00Z',
  durationMs: 100,
  rows: 0,
  rejected: 0,
  error: null,
};

test.each<[Outcome, boolean]>([
  ['ok', false],
  ['empty', false],
  ['partial', false],
  ['exit', true],
  ['timeout', true],
  ['spawn', true],
  ['parse', true],
  // Somebody quit: that says nothing of the source.
  ['cancelled', false],
])('a last attempt with the outcome %s has failed: %j', (outcome, expected) => {
  expect(hasFailed({last: {...EVIDENCE, outcome}})).toBe(expected);
});

test('without an attempt none has failed', () => {
  expect(hasFailed({last: null})).toBe(false);
});

test('nobody is blind to a day that has not begun; once it has, who was not asked is', () => {
  const unasked = facts();
  expect(deriveFreshness(unasked, at('23:59', '2026-11-22'))).toEqual({
    state: 'fresh',
    collectedAt: null,
    ageSeconds: null,
    sources: [],
  });
  expect(deriveFreshness(unasked, at('00:00'))).toMatchObject({
    state: 'blind',
    sources: [{source: 'cron', state: 'blind'}],
  });
});
