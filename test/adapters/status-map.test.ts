import {describe, expect, test} from 'vitest';
import {readControlMState} from '../../source/adapters/control-m-status.ts';
import {readSlurmState} from '../../source/adapters/slurm-state.ts';
import {statusReader} from '../../source/adapters/status-map.ts';
import {RUN_STATUSES} from '../../source/domain/run.ts';

describe('the common words', () => {
  test.each([
    ['OK', 'succeeded'],
    ['Ended OK', 'succeeded'],
    ['COMPLETED', 'succeeded'],
    ['ended_not_ok', 'failed'],
    ['KO', 'failed'],
    ['Timed-Out', 'failed'],
    ['In  Progress', 'running'],
    ['queued', 'waiting'],
    ['on hold', 'held'],
    ['Canceled', 'cancelled'],
    ['finished', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('%s is %s', (word, status) => {
    expect(statusReader()(word)).toBe(status);
  });

  test.each(RUN_STATUSES)('our own word %s is itself', status => {
    expect(statusReader()(status)).toBe(status);
  });
});

test("the user's words win over the common ones, whatever their case", () => {
  const read = statusReader({ok: 'failed', 'Fin-ished': 'succeeded'});
  expect([read('OK'), read('fin ished'), read('error')]).toEqual(['failed', 'succeeded', 'failed']);
});

test('a flood of different words is still read right', () => {
  const read = statusReader();
  const words = Array.from({length: 1000}, (_, index) => `word ${index}`);
  expect(new Set(words.map(read))).toEqual(new Set([undefined]));
  expect(read('ok')).toBe('succeeded');
});

describe('Slurm', () => {
  test.each([
    ['COMPLETED', 'None', 'succeeded', undefined],
    ['FAILED', 'None', 'failed', undefined],
    ['NODE_FAIL', 'None', 'failed', 'NODE_FAIL'],
    ['OUT_OF_MEMORY', '', 'failed', 'OUT_OF_MEMORY'],
    ['TIMEOUT', 'None', 'failed', 'TIMEOUT'],
    ['DEADLINE', 'DeadLine', 'failed', 'DEADLINE: DeadLine'],
    ['BOOT_FAIL', 'None', 'failed', 'BOOT_FAIL'],
    ['PREEMPTED', 'None', 'failed', 'PREEMPTED'],
    ['CANCELLED by 1000', 'None', 'cancelled', 'CANCELLED by 1000'],
    ['REVOKED', 'None', 'cancelled', 'REVOKED'],
    ['RUNNING', 'None', 'running', undefined],
    ['SUSPENDED', 'None', 'running', 'SUSPENDED'],
    ['RUNNING COMPLETING', 'None', 'running', 'RUNNING COMPLETING'],
    ['PENDING', 'Priority', 'waiting', 'Priority'],
    ['PENDING', 'JobHeldUser', 'held', 'JobHeldUser'],
    ['PENDING', 'JobHeldAdmin', 'held', 'JobHeldAdmin'],
    ['REQUEUED', 'None', 'waiting', 'REQUEUED'],
    ['', 'None', 'unknown', 'state ""'],
  ])('%s (%s) is %s', (state, reason, status, message) => {
    expect(readSlurmState({state, reason, hasEnded: false})).toEqual({status, message});
  });

  test('a requeued run that has ended waits no more', () => {
    expect(readSlurmState({state: 'REQUEUED', reason: 'None', hasEnded: true}).status).toBe('cancelled');
  });
});

describe('Control-M', () => {
  const live = {isHeld: false, isDeleted: false};
  test.each([
    ['Ended OK', 'succeeded'],
    ['Ended Not OK', 'failed'],
    ['ended not ok', 'failed'],
    ['Executing', 'running'],
    ['Wait Condition', 'waiting'],
    ['Wait Resource', 'waiting'],
    ['Wait User', 'waiting'],
    ['Wait Host', 'waiting'],
    ['Wait  Workload', 'waiting'],
    ['Status Unknown', 'unknown'],
    ['Not in AJF', 'unknown'],
    ['Post Processing', 'unknown'],
  ])('%s is %s', (status, expected) => {
    expect(readControlMState({status, ...live}).status).toBe(expected);
  });

  test('a hold changes a wait, but not a run', () => {
    const held = (status: string) => readControlMState({status, isHeld: true, isDeleted: false}).status;
    expect(['Wait Condition', 'Executing', 'Ended Not OK'].map(held)).toEqual(['held', 'running', 'failed']);
  });

  test('a deleted job is cancelled unless it has ended', () => {
    const deleted = (status: string) => readControlMState({status, isHeld: true, isDeleted: true}).status;
    expect(['Wait Condition', 'Ended OK'].map(deleted)).toEqual(['cancelled', 'succeeded']);
  });

  test('an unknown word is shown', () => {
    expect(readControlMState({status: 'Post Processing', ...live}).message).toBe('status "Post Processing"');
  });
});
