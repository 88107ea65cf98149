import {expect, test} from 'vitest';
import type {Outcome} from '../../source/domain/collection.ts';
import {hasFailed} from '../../source/report/freshness.ts';
import type {CollectionEvidence} from '../../source/report/status-report.ts';

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
