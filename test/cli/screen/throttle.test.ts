import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {createThrottle} from '../../../source/cli/screen/throttle.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the first request acts at once, those within the interval once after it', async () => {
  const act = vi.fn();
  const {request} = createThrottle(act, 500);
  request();
  expect(act).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(100);
  request();
  request();
  await vi.advanceTimersByTimeAsync(399);
  expect(act).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(act).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(act).toHaveBeenCalledTimes(2);
});

test('a steady stream of requests acts once an interval', async () => {
  const act = vi.fn();
  const {request} = createThrottle(act, 100);
  for (let i = 0; i < 99; i++) {
    request();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(act).toHaveBeenCalledTimes(10);
});

test('nothing acts while the last act is under way, however long that takes', async () => {
  const acts: (() => void)[] = [];
  const {request, hurry} = createThrottle(() => new Promise(resolve => acts.push(resolve)), 100);
  request();
  request();
  hurry();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(acts).toHaveLength(1);
  acts[0]?.();
  await vi.advanceTimersByTimeAsync(100);
  expect(acts).toHaveLength(2);
});

test('what is in a hurry does not wait for the interval', async () => {
  const act = vi.fn();
  const {request, hurry} = createThrottle(act, 500);
  request();
  await vi.advanceTimersByTimeAsync(1);
  hurry();
  expect(act).toHaveBeenCalledTimes(2);
});

test('once stopped it never acts again', async () => {
  const act = vi.fn();
  const {request, hurry, stop} = createThrottle(act, 500);
  request();
  await vi.advanceTimersByTimeAsync(1);
  request();
  stop();
  request();
  hurry();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(act).toHaveBeenCalledTimes(1);
});
