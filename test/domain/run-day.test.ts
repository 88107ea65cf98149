import {expect, test} from 'vitest';
import {isMadeGood, tallyRuns} from '../../source/domain/run-day.ts';
import {at, run} from '../analysis/facts.ts';

const good = run({startedAt: at('03:00')});
const failed = run({status: 'failed', startedAt: at('02:00')});

test('runs are counted by status', () => {
  expect(tallyRuns([good, failed, failed, run({status: 'held'})]).byStatus).toEqual({
    waiting: 0,
    running: 0,
    succeeded: 1,
    failed: 2,
    cancelled: 0,
    held: 1,
    unknown: 0,
  });
});

test.each([
  ['a success after the last failure', true, [failed, good]],
  ['a success between two failures', false, [failed, good, run({status: 'failed', startedAt: at('04:00')})]],
  [
    'a success at the very start of a failure',
    false,
    [good, run({status: 'failed', startedAt: at('03:00')})],
  ],
  ['a success after a cancelled run', true, [run({status: 'cancelled', startedAt: at('01:00')}), good]],
  ['a success at an unknown time', false, [failed, run()]],
  ['a failure at an unknown time', false, [run({status: 'failed'}), good]],
  ['no run at all', false, []],
])('a day is made good or not by %s', (_title, expected, runs) => {
  expect(isMadeGood(tallyRuns(runs))).toBe(expected);
});
