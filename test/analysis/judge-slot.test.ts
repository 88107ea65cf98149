import {describe, expect, test} from 'vitest';
import type {Absence} from '../../source/analysis/judge-slot.ts';
import {judgeSlot} from '../../source/analysis/judge-slot.ts';
import type {RunRecord} from '../../source/domain/run.ts';
import type {Slot} from '../../source/domain/slot.ts';
import {at, run} from './facts.ts';

const slot: Slot = {
  job: 'backup',
  dueAt: at('02:00'),
  deadlineAt: at('02:30'),
  earlyMarginMs: 60_000,
  maxRuntimeMs: 3_600_000,
  origin: 'declared',
  schedule: '0 2 * * * (Europe/London)',
};

function judge(
  now: string,
  runs: RunRecord[] = [],
  absence: Absence = {evidence: 9},
  excuse?: string,
  own = slot,
) {
  return judgeSlot(own, runs, at(now), {
    findAbsence: () => absence,
    findExcuse: () => excuse,
    findAcknowledgement: () => undefined,
  });
}

describe('a slot without a run', () => {
  test.each([
    ['01:59:59', 'pending', undefined],
    ['02:00:00', 'due', at('02:00')],
    ['02:30:00', 'due', at('02:00')],
    ['02:30:01', 'missing', at('02:30')],
  ])('is at %s %s', (now, verdict, since) => {
    const judged = judge(now);
    expect([judged.verdict, judged.since]).toEqual([verdict, since]);
  });

  test('is unknown without evidence, and says what is not known', () => {
    const judged = judge('06:40', [], {unknown: 'cron was never collected'});
    expect(judged).toMatchObject({verdict: 'unknown', reason: 'cron was never collected'});
  });

  test('names the collection that is its evidence', () => {
    expect(judge('06:40').evidence).toBe(9);
  });

  test('is excused on a day off, whatever the time', () => {
    expect(judge('06:40', [], {evidence: 9}, 'Christmas Day')).toMatchObject({
      verdict: 'excused',
      reason: 'Christmas Day',
    });
  });

  test('without a time of its own is pending until its day is over', () => {
    const plan = {...slot, dueAt: undefined, deadlineAt: at('24:00')};
    expect(judge('23:59:59', [], {evidence: 9}, undefined, plan).verdict).toBe('pending');
    expect(judge('24:00:00', [], {evidence: 9}, undefined, plan).verdict).toBe('pending');
  });

  test.each(['waiting', 'held'] as const)('is missing after its deadline although a run is %s', status => {
    const waiting = run({status});
    expect(judge('06:40', [waiting])).toMatchObject({verdict: 'missing', run: waiting});
  });
});

describe('a slot with a run', () => {
  test.each([
    ['01:59:30', 'ok-early'],
    ['02:00:00', 'ok'],
    ['02:30:00', 'ok'],
    ['02:30:01', 'ok-late'],
  ])('that started at %s and succeeded is %s', (startedAt, verdict) => {
    const succeeded = run({startedAt: at(startedAt), endedAt: at('03:00')});
    expect(judge('06:40', [succeeded])).toMatchObject({verdict, since: at('03:00'), evidence: 7});
  });

  test.each([
    ['03:00:00', 'running', at('02:00')],
    ['03:00:01', 'overrun', at('03:00')],
  ])('that is running past its maximum is at %s %s', (now, verdict, since) => {
    expect(judge(now, [run({status: 'running', startedAt: at('02:00')})])).toMatchObject({verdict, since});
  });

  test.each(['failed', 'cancelled'] as const)('that %s is failed, dated at its end', status => {
    expect(judge('06:40', [run({status, startedAt: at('02:00'), endedAt: at('02:10')})])).toMatchObject({
      verdict: 'failed',
      since: at('02:10'),
    });
  });

  test('that failed and was rerun successfully inside the grace is late, with both runs kept', () => {
    const failed = run({status: 'failed', startedAt: at('02:00'), endedAt: at('02:05')});
    const rerun = run({startedAt: at('02:10'), endedAt: at('02:20')});
    expect(judge('06:40', [rerun, failed])).toMatchObject({
      verdict: 'ok-late',
      run: rerun,
      runs: [rerun, failed],
    });
  });

  test('whose last attempt failed is failed although an earlier one succeeded', () => {
    const first = run({startedAt: at('02:00'), endedAt: at('02:05')});
    const second = run({status: 'failed', startedAt: at('05:00'), endedAt: at('05:05')});
    expect(judge('06:40', [first, second]).verdict).toBe('failed');
  });

  test('that is being rerun after a failure is running', () => {
    const failed = run({status: 'failed', startedAt: at('02:00'), endedAt: at('02:05')});
    expect(judge('06:40', [failed, run({status: 'running', startedAt: at('06:30')})]).verdict).toBe(
      'running',
    );
  });

  test('whose end is not known is unknown, not missing', () => {
    expect(judge('06:40', [run({status: 'unknown', startedAt: at('02:00')})]).verdict).toBe('unknown');
  });

  test('that ran on a day off is judged by its run', () => {
    const failed = run({status: 'failed', startedAt: at('02:00')});
    expect(judge('06:40', [failed], {evidence: 9}, 'Christmas Day').verdict).toBe('failed');
  });
});
