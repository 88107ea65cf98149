import {beforeEach, describe, expect, test} from 'vitest';
import type {JudgedJob} from '../../source/analysis/judge-day.ts';
import type {VerdictChange} from '../../source/domain/facts.ts';
import type {JudgedSlot} from '../../source/domain/slot.ts';
import {recordVerdicts} from '../../source/report/verdict-changes.ts';
import type {Store} from '../../source/store/store.ts';
import {at, DAY, facts} from '../analysis/facts.ts';
import {createStore} from '../store/place.ts';

let store: Store;
/** How many changes each transaction was given. */
let writes: number[];

beforeEach(async () => {
  const opened = await createStore();
  writes = [];
  store = {
    ...opened,
    recordVerdictChanges(changes) {
      writes.push(changes.length);
      return opened.recordVerdictChanges(changes);
    },
  };
});

function slot(verdict: JudgedSlot['verdict'], overrides: Partial<JudgedSlot> = {}): JudgedSlot {
  return {
    job: 'backup',
    dueAt: at('02:00'),
    deadlineAt: at('02:30'),
    earlyMarginMs: 60_000,
    origin: 'declared',
    schedule: '',
    verdict,
    since: at('02:30'),
    runs: [],
    ...overrides,
  };
}

function job(...slots: JudgedSlot[]): JudgedJob {
  return {job: slots[0]?.job ?? '', slots, unscheduled: [], runs: [], rules: {timed: []}};
}

const record = (...jobs: JudgedJob[]): Promise<void> => recordVerdicts(store, {facts: facts(), jobs});
const remembered = async (): Promise<(number | string | undefined)[][]> =>
  (await store.readVerdictChanges({from: DAY, to: DAY})).map(({dueAt, verdict}: VerdictChange) => [
    dueAt,
    verdict,
  ]);

describe('what is remembered of a judged day', () => {
  test.each<JudgedSlot['verdict']>(['pending', 'due', 'running', 'unknown', 'ok'])(
    'is nothing of a slot that is %s',
    async verdict => {
      await record(job(slot(verdict)));
      expect(writes).toEqual([]);
    },
  );

  test('is each change once, however often the day is judged', async () => {
    for (const verdict of ['missing', 'missing', 'ok-late', 'ok-late', 'ok'] as const)
      await record(job(slot(verdict)));
    expect((await remembered()).map(([, verdict]) => verdict)).toEqual(['missing', 'ok-late', 'ok']);
    expect(writes).toEqual([1, 1, 1]);
  });

  test('is the worst of slots that are due at the same instant, and does not change when they are judged again', async () => {
    const twice = job(
      slot('failed', {dueAt: undefined}),
      slot('ok', {dueAt: undefined}),
      slot('ok'),
      slot('missing'),
      slot('ok-late'),
    );
    await record(twice);
    await record(twice);
    expect(await remembered()).toEqual([
      [undefined, 'failed'],
      [at('02:00'), 'missing'],
    ]);
  });

  test('is written while the jobs are judged, not when all of them are', async () => {
    const total = 5000;
    let judged = 0;
    const judgedAtWrite: number[] = [];
    const recorder = {
      ...store,
      recordVerdictChanges(changes: readonly VerdictChange[]) {
        judgedAtWrite.push(judged);
        return store.recordVerdictChanges(changes);
      },
    };
    function* jobs(): Generator<JudgedJob> {
      for (; judged < total; judged++) yield job(slot('missing', {job: `job${judged}`}));
    }
    await recordVerdicts(recorder, {facts: facts(), jobs: jobs()});
    expect(judgedAtWrite[0]).toBeLessThan(total / 2);
    expect(await remembered()).toHaveLength(total);
  });
});
