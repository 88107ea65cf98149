import {beforeEach, describe, expect, test, vi} from 'vitest';
import type {Pulse} from '../../../source/cli/screen/pulse.ts';
import {createPulse} from '../../../source/cli/screen/pulse.ts';

let clock: number;
let changesAt: number | undefined;
let written: ReadonlySet<string> | 'all';
let forgotten: (readonly string[] | 'all')[];
let failure: Error | undefined;
let failures: string[];
let onChange: ReturnType<typeof vi.fn<() => void>>;
let tick: ReturnType<typeof vi.fn<() => void>>;
let pulse: Pulse;
let configLooks: number;

beforeEach(() => {
  clock = 1_000_000;
  changesAt = undefined;
  written = new Set();
  forgotten = [];
  failure = undefined;
  failures = [];
  configLooks = 0;
  onChange = vi.fn();
  tick = vi.fn();
  pulse = createPulse({
    now: () => clock,
    since: clock,
    judged: {
      judgeWhole: () => Promise.reject(new Error('not asked for')),
      judgeAll: () => Promise.reject(new Error('not asked for')),
      forget: environments => forgotten.push(environments ? [...environments] : 'all'),
      nextChangeAt: since => (changesAt !== undefined && changesAt > since ? changesAt : undefined),
    },
    watch: {
      async look() {
        if (failure) throw failure;
        return written;
      },
    },
    config: {
      async look() {
        configLooks += 1;
      },
    },
    onChange,
    tick,
    onFailure: message => failures.push(message),
  });
});

async function beatAt(at: number): Promise<number> {
  clock = at;
  onChange.mockClear();
  await pulse.beat();
  return onChange.mock.calls.length;
}

test('the configuration is looked at with every beat, also when the database cannot be read', async () => {
  failure = new Error('locked');
  await beatAt(clock + 1000);
  await beatAt(clock + 1000);
  expect(configLooks).toBe(2);
});

describe('the clock', () => {
  test('says nothing before a verdict changes, and says it once when it does', async () => {
    changesAt = clock + 10_000;
    expect(await beatAt(changesAt - 1)).toBe(0);
    expect(await beatAt(changesAt)).toBe(1);
    expect(await beatAt(changesAt + 2000)).toBe(0);
  });

  test('tells of what changed before it was started', async () => {
    changesAt = clock + 1;
    clock += 50_000;
    expect(await beatAt(clock)).toBe(1);
  });

  test('speaks for each of several changes one after the other', async () => {
    const first = clock + 10_000;
    changesAt = first;
    expect(await beatAt(first)).toBe(1);
    changesAt = first + 1000;
    expect(await beatAt(first + 1000)).toBe(1);
  });

  test('speaks once a minute in any case', async () => {
    const began = clock;
    expect(await beatAt(began + 59_999)).toBe(0);
    expect(await beatAt(began + 60_000)).toBe(1);
    expect(await beatAt(began + 119_999)).toBe(0);
    expect(await beatAt(began + 120_000)).toBe(1);
  });

  test('looks with every beat whether something is due', async () => {
    await beatAt(clock + 1);
    await beatAt(clock + 1);
    expect(tick).toHaveBeenCalledTimes(2);
  });
});

describe('what others write', () => {
  test('of some environments makes those forgotten', async () => {
    written = new Set(['ldn', 'nyc']);
    expect(await beatAt(clock)).toBe(1);
    expect(forgotten).toEqual([['ldn', 'nyc']]);
  });

  test('of nobody knows which makes all forgotten', async () => {
    written = 'all';
    expect(await beatAt(clock)).toBe(1);
    expect(forgotten).toEqual(['all']);
  });

  test('of none changes nothing', async () => {
    expect(await beatAt(clock)).toBe(0);
    expect(forgotten).toEqual([]);
  });
});

test('a database that cannot be read is said once, until it can be again; time goes on', async () => {
  failure = new Error('the disk is gone');
  changesAt = clock + 1;
  expect(await beatAt(clock + 1)).toBe(1);
  await beatAt(clock);
  expect(failures).toEqual(['the disk is gone']);
  failure = undefined;
  await beatAt(clock);
  failure = new Error('the disk is gone');
  await beatAt(clock);
  expect(failures).toEqual(['the disk is gone', 'the disk is gone']);
  expect(tick).toHaveBeenCalled();
});

describe('by itself', () => {
  test('it beats every two seconds, and a second before a change is due at the latest; never once it is stopped', async () => {
    vi.useFakeTimers();
    try {
      pulse.start();
      expect(tick).toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(2000);
      expect(tick).toHaveBeenCalledTimes(2);
      changesAt = clock + 1200;
      await vi.advanceTimersByTimeAsync(2000);
      expect(tick).toHaveBeenCalledTimes(3);
      await vi.advanceTimersByTimeAsync(1200);
      expect(tick).toHaveBeenCalledTimes(4);
      pulse.stop();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(tick).toHaveBeenCalledTimes(4);
    } finally {
      vi.useRealTimers();
    }
  });
});
