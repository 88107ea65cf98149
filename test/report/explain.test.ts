import {expect, test} from 'vitest';
import type {JudgedSlot} from '../../source/domain/slot.ts';
import {explainSlot} from '../../source/report/explain.ts';
import {at, environment, run} from '../analysis/facts.ts';

const explainer = {zone: environment().clock.zone, now: at('06:45')};

const slot: JudgedSlot = {
  job: 'backup',
  dueAt: at('02:00'),
  deadlineAt: at('02:30'),
  earlyMarginMs: 60_000,
  origin: 'declared',
  schedule: '0 2 * * * (Europe/London)',
  verdict: 'ok',
  runs: [],
};

const ran = (startedAt: string, endedAt?: string): Partial<JudgedSlot> => ({
  run: run({startedAt: at(startedAt), ...(endedAt !== undefined && {endedAt: at(endedAt)})}),
});

test.each<[Partial<JudgedSlot>, string]>([
  [
    {verdict: 'ok', ...ran('02:01', '02:10')},
    'it was due at 02:00; it started at 02:01 and succeeded at 02:10',
  ],
  [{verdict: 'ok', run: run()}, 'it was due at 02:00; it succeeded'],
  [
    {verdict: 'ok-early', ...ran('01:59')},
    'it was due at 02:00; it started before that, at 01:59 and succeeded',
  ],
  [{verdict: 'running', ...ran('02:30')}, 'it was due at 02:00 and started at 02:30; it is still running'],
  [
    {verdict: 'running', ...ran('02:31')},
    'it was due at 02:00 and started only at 02:31; it is still running',
  ],
  [{verdict: 'pending', dueAt: at('07:00')}, 'it is due at 07:00'],
  [{verdict: 'pending', dueAt: undefined}, 'it was planned for the day'],
  [
    {
      verdict: 'due',
      dueAt: at('06:40'),
      deadlineAt: at('07:10'),
      run: run({status: 'waiting', message: 'for X'}),
    },
    'it was due at 06:40 and has until 07:10; it is still waiting (for X)',
  ],
  [
    {
      verdict: 'due',
      dueAt: at('06:40'),
      deadlineAt: at('07:10'),
      duration: {usualMs: 41 * 60_000, shortMs: 0, longMs: 90 * 60_000, runs: 40},
    },
    'it was due at 06:40 and has until 07:10; it usually takes 41m: started now, it would end about 07:26',
  ],
  [
    {verdict: 'due', dueAt: at('06:40'), deadlineAt: at('07:10'), run: run({status: 'held'})},
    'it was due at 06:40 and has until 07:10; it is held in the scheduler',
  ],
  [{verdict: 'excused', reason: 'Christmas Day'}, 'it was due at 02:00; Christmas Day'],
  [
    {verdict: 'unknown', reason: 'cron has given no complete answer'},
    'it was due at 02:00; cron has given no complete answer',
  ],
])('a slot that needs nobody is explained: %#', (changes, words) => {
  expect(explainSlot({...slot, ...changes}, undefined, explainer)).toBe(words);
});
