import {expect, test} from 'vitest';
import type {JudgedSlot} from '../../source/domain/slot.ts';
import {VERDICTS} from '../../source/domain/slot.ts';
import {addSlot, emptyTally, sumTallies} from '../../source/report/tally.ts';
import {at, run} from '../analysis/facts.ts';

const judged: Omit<JudgedSlot, 'verdict'> = {
  job: 'backup',
  dueAt: at('02:00'),
  deadlineAt: at('02:30'),
  earlyMarginMs: 0,
  origin: 'declared',
  schedule: '',
  runs: [],
};

test('every verdict is counted, excused ones outside of what is expected', () => {
  const tally = emptyTally();
  for (const verdict of VERDICTS) addSlot(tally, {...judged, verdict}, at('06:00'));
  expect(tally).toEqual({
    expected: 10,
    due: 10,
    ran: 0,
    ok: 3,
    late: 1,
    early: 1,
    running: 2,
    overrun: 1,
    failed: 1,
    missing: 1,
    unknown: 1,
    pending: 2,
    excused: 1,
  });
});

test('a slot is due from its due instant on, and ran once a run has started', () => {
  const tally = emptyTally();
  addSlot(tally, {...judged, verdict: 'pending'}, at('01:59'));
  addSlot(tally, {...judged, verdict: 'due', runs: [run({status: 'waiting'})]}, at('02:00'));
  addSlot(tally, {...judged, verdict: 'running', runs: [run({status: 'running'})]}, at('02:00'));
  expect(tally).toMatchObject({expected: 3, due: 2, ran: 1});
});

test('tallies add up key by key', () => {
  const one = {...emptyTally(), expected: 2, missing: 1};
  expect(sumTallies([one, {...one, late: 3}])).toEqual({...emptyTally(), expected: 4, missing: 2, late: 3});
});
