import {describe, expect, test} from 'vitest';
import type {JudgedSlot} from '../../../source/domain/slot.ts';
import {collectionFinder} from '../../../source/report/pages/page-items.ts';
import {chooseSlots, slotItem} from '../../../source/report/pages/slot-items.ts';
import {at, collection, environment, run} from '../../analysis/facts.ts';

const slot: JudgedSlot = {
  job: 'backup',
  dueAt: at('02:00'),
  deadlineAt: at('02:30'),
  earlyMarginMs: 60_000,
  origin: 'declared',
  schedule: '0 2 * * * (Europe/London)',
  verdict: 'missing',
  since: at('02:30'),
  runs: [],
  evidence: 9,
};

const context = {
  environment: 'prod',
  zone: environment().clock.zone,
  now: at('06:45'),
  findCollection: collectionFinder([collection()]),
};

describe('a slot', () => {
  test('is told with its runs, its evidence and one sentence', () => {
    const item = slotItem({...slot, runs: [run({status: 'waiting'})]}, context);
    expect(item).toMatchObject({
      dueAt: at('02:00'),
      verdict: 'missing',
      since: at('02:30'),
      runs: [{environment: 'prod', status: 'waiting', startedAt: null}],
      evidence: {id: 9, rows: 412},
      explanation:
        'It was due at 02:00 and had until 02:30; no run was seen in the complete answer of 06:41 (412 rows)',
    });
  });

  test('outlives its evidence', () => {
    expect(slotItem(slot, {...context, findCollection: collectionFinder([])})).toMatchObject({
      evidence: null,
      explanation: 'It was due at 02:00 and had until 02:30; no run was seen',
    });
  });
});

describe('of very many slots', () => {
  /** One a second. */
  const slots = Array.from({length: 10_000}, (_, second) => ({...slot, dueAt: at('00:00') + second * 1000}));
  const range = (now: number) => {
    const chosen = chooseSlots(slots, now, 1500);
    const secondOf = (index: number) => ((chosen.at(index)?.dueAt ?? 0) - at('00:00')) / 1000;
    return [chosen.length, secondOf(0), secondOf(-1)];
  };

  test.each([
    ['those that were due last and the next hundred', 5000, [1500, 3601, 5100]],
    ['the first ones while the day begins', 10, [1500, 0, 1499]],
    ['the last ones when all were due', 20_000, [1500, 8500, 9999]],
    ['the last ones when few are ahead', 9990, [1500, 8500, 9999]],
  ])('%s are shown', (_title, second, expected) => {
    expect(range(at('00:00') + second * 1000)).toEqual(expected);
  });

  test('a run a minute is shown whole', () => {
    expect(chooseSlots(slots.slice(0, 1440), at('00:00'))).toHaveLength(1440);
  });
});
