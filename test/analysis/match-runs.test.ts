import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {matchRuns} from '../../source/analysis/match-runs.ts';
import type {Slot} from '../../source/domain/slot.ts';
import {at, run} from './facts.ts';

function slotAt(time: string, earlyMarginMs = 60_000): Slot {
  const dueAt = at(time);
  return {job: 'backup', dueAt, deadlineAt: dueAt + 600_000, earlyMarginMs, origin: 'declared', schedule: ''};
}

/** For each slot how many runs it got, and how many belong to none. */
function share(slots: Slot[], ...starts: string[]): [number[], number] {
  const {matched, unmatched} = matchRuns(
    slots,
    starts.map(time => run({startedAt: at(time)})),
  );
  return [matched.map(({runs}) => runs.length), unmatched.length];
}

describe('a run belongs to', () => {
  const hourly = [slotAt('01:00'), slotAt('02:00'), slotAt('03:00')];

  test.each([
    ['00:58', [0, 0, 0], 1, 'no slot before the first early margin'],
    ['00:59', [1, 0, 0], 0, 'the first slot from its early margin on'],
    ['01:00', [1, 0, 0], 0, 'the slot at its due instant'],
    ['01:58:59', [1, 0, 0], 0, 'the last due slot, however late'],
    ['01:59', [0, 1, 0], 0, 'the next slot inside its early margin'],
    ['23:00', [0, 0, 1], 0, 'the last slot of the day'],
  ])('%s: %j', (start, runs, unmatched) => {
    expect(share(hourly, start)).toEqual([runs, unmatched]);
  });

  test('the slot that is still without one, when its early margin reaches back to the slot before', () => {
    const wide = [slotAt('01:00', 3_000_000), slotAt('02:00', 3_000_000)];
    expect(share(wide, '01:20')).toEqual([[1, 0], 0]);
    expect(share(wide, '01:00', '01:20')).toEqual([[1, 1], 0]);
  });

  test('different slots when two schedules are due at the same instant', () => {
    expect(share([slotAt('02:00'), slotAt('02:00')], '02:00', '02:01')).toEqual([[1, 1], 0]);
  });

  test('the slot that the scheduler names, although it started hours later', () => {
    const slots = [slotAt('01:00'), slotAt('02:00')];
    const delayed = run({scheduledAt: at('01:00'), startedAt: at('05:00')});
    expect(matchRuns(slots, [delayed]).matched.map(({runs}) => runs)).toEqual([[delayed], []]);
  });

  test('the only slot when neither start nor schedule are known', () => {
    expect(matchRuns([slotAt('02:00')], [run({status: 'waiting'})]).unmatched).toEqual([]);
    expect(matchRuns([slotAt('02:00'), slotAt('03:00')], [run({status: 'waiting'})]).unmatched).toHaveLength(
      1,
    );
  });
});

test('every run is matched once or not at all', () => {
  const minute = fc.integer({min: 0, max: 1439}).map(value => at('00:00') + value * 60_000);
  const anySlot = fc.record({dueAt: minute, early: fc.integer({min: 0, max: 90})}).map(
    ({dueAt, early}): Slot => ({
      ...slotAt('00:00'),
      dueAt,
      deadlineAt: dueAt,
      earlyMarginMs: early * 60_000,
    }),
  );
  fc.assert(
    fc.property(fc.array(anySlot), fc.array(minute), (slots, starts) => {
      const sorted = slots.toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
      const runs = starts.map(startedAt => run({startedAt}));
      const {matched, unmatched} = matchRuns(sorted, runs);
      const seen = [...matched.flatMap(({runs: own}) => own), ...unmatched];
      expect(new Set(seen).size).toBe(runs.length);
      expect(seen).toHaveLength(runs.length);
      for (const {slot, runs: own} of matched) {
        for (const {startedAt = 0} of own)
          expect(startedAt).toBeGreaterThanOrEqual((slot.dueAt ?? 0) - slot.earlyMarginMs);
      }
    }),
    {seed: 1, numRuns: 300},
  );
});
