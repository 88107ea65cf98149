import {expect, test} from 'vitest';
import {listCollections} from '../../source/output/listings/collections.ts';
import {formatPlain, toRecords} from '../../source/output/table.ts';
import {collection} from '../analysis/facts.ts';

const LISTING = listCollections([
  collection({
    environment: 'prod-london',
    source: 'control-m',
    durationMs: 3156,
    error: 'exit code 1: no such host',
  }),
]);

test('a collection on a screen of 80 columns keeps the whole instant at which it began', () => {
  expect(formatPlain(LISTING, {width: 80})).toMatch(/ 2026-11-23 06:41:00 /);
});

test('programs get the exact instant', () => {
  expect(toRecords(LISTING)).toMatchObject([{startedAt: '2026-11-23T06:41:00Z', durationMs: 3156}]);
});
