import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {LoopOptions} from '../../../source/cli/daemon/collection-loop.ts';
import {createCollectionLoop} from '../../../source/cli/daemon/collection-loop.ts';
import type {CollectionReport} from '../../../source/collect/collect.ts';
import type {CollectionTask, TaskKey, TaskReport} from '../../../source/collect/collection-task.ts';
import {StoreError} from '../../../source/domain/errors.ts';

const START = Date.parse('2026-11-23T06:40:00Z');
const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({now: START, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance']});
});
afterEach(() => {
  vi.useRealTimers();
});

const key = (environment: string, source = 'cron'): TaskKey => ({
  environment,
  source,
  businessDay: '2026-11-23',
});

/** Sources that are due every minute from the start on, and how their collection ends. */
function createWorld(
  environments: string[],
  end: (key: TaskKey, round: number) => Partial<TaskReport> | 'hangs',
  first: (environment: string) => number = () => START,
) {
  const attempts: {environment: string; at: number}[] = [];
  const told: string[][] = [];
  const failures: string[] = [];
  const recorded = new Map<string, number>();
  const dueAt = ({environment}: TaskKey): number => recorded.get(environment) ?? first(environment);
  let failure: CollectionReport['failure'];
  let planFailure: Error | undefined;

  const options: LoopOptions = {
    now: Date.now,
    async plan(isBusy) {
      if (planFailure) throw planFailure;
      const due = environments
        .map(name => key(name))
        .filter(task => !isBusy(task) && dueAt(task) <= Date.now());
      return due as CollectionTask[];
    },
    async nextDueAt(isBusy) {
      const open = environments.map(name => key(name)).filter(task => !isBusy(task));
      return open.length === 0 ? undefined : Math.min(...open.map(dueAt));
    },
    async collect(tasks, {signal, onDone}) {
      const reports: TaskReport[] = [];
      const stopped = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()));
      await Promise.all(
        tasks.map(async task => {
          attempts.push({environment: task.environment, at: Date.now() - START});
          const round = attempts.filter(({environment}) => environment === task.environment).length;
          const changes = end(task, round);
          if (changes === 'hangs') return stopped;
          const report: TaskReport = {
            ...key(task.environment),
            outcome: 'ok',
            isShared: false,
            rows: 1,
            rejected: 0,
            durationMs: 5,
            ...changes,
          };
          if (report.outcome !== undefined) recorded.set(task.environment, Date.now() + MINUTE);
          reports.push(report);
          onDone(report);
        }),
      );
      return {tasks: reports, durationMs: 5, isCancelled: signal.aborted, ...(failure && {failure})};
    },
    onCollected: async tasks => void told.push(tasks.map(({environment}) => environment)),
    onFailure: message => void failures.push(message),
  };
  return {
    loop: createCollectionLoop(options),
    attempts,
    told,
    failures,
    times: (name: string) => attempts.filter(({environment}) => environment === name).map(({at}) => at),
    failWith(error: Error | undefined) {
      failure = error instanceof StoreError ? error : undefined;
      planFailure = error instanceof StoreError ? undefined : error;
    },
  };
}

const run = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test('what is due is collected when it is due, together, and told of once', async () => {
  const {loop, times, told} = createWorld(['a', 'b'], () => ({}));
  loop.start();
  await run(2.5 * MINUTE);
  expect(times('a')).toEqual([0, MINUTE, 2 * MINUTE]);
  expect(times('b')).toEqual(times('a'));
  expect(told.flat()).toHaveLength(6);
  await loop.stop();
});

test('a command that hangs keeps nobody else waiting, and is not asked twice', async () => {
  const {loop, times} = createWorld(['slow', 'quick'], ({environment}) =>
    environment === 'slow' ? 'hangs' : {},
  );
  loop.start();
  await run(3.5 * MINUTE);
  expect(times('slow')).toEqual([0]);
  expect(times('quick')).toEqual([0, MINUTE, 2 * MINUTE, 3 * MINUTE]);
  await loop.stop();
});

test('what cannot be put on record is tried again less and less often, and as usual once it can', async () => {
  const {loop, times} = createWorld(['a'], (_, round) => (round <= 3 ? {outcome: undefined} : {}));
  loop.start();
  await run(4 * MINUTE);
  expect(times('a')).toEqual([0, 15_000, 45_000, 105_000, 165_000, 225_000]);
  await loop.stop();
});

test('a clock that is set back makes no rest longer', async () => {
  const {loop, attempts} = createWorld(
    ['a'],
    (_, round) => (round === 1 ? {outcome: undefined} : {}),
    () => 0,
  );
  loop.start();
  await run(1000);
  vi.setSystemTime(START - 24 * 60 * MINUTE);
  await run(MINUTE);
  expect(attempts).toHaveLength(2);
  await loop.stop();
});

describe('health', () => {
  test('is failing while the database cannot be written, and ok again afterwards', async () => {
    const world = createWorld(['a'], () => ({}));
    world.failWith(new StoreError('the disk is full'));
    world.loop.start();
    await run(1000);
    expect(world.loop.health()).toEqual({state: 'failing', detail: 'the disk is full'});
    expect(world.failures).toEqual(['the disk is full']);
    world.failWith(undefined);
    await run(MINUTE);
    expect(world.loop.health().state).toBe('ok');
    await world.loop.stop();
  });

  test('is failing while nothing can be put on record, though the commands answer', async () => {
    const full = {outcome: undefined, error: 'the disk is full'};
    const {loop} = createWorld(['a'], (_, round) => (round === 1 ? full : {}));
    loop.start();
    await run(1000);
    expect(loop.health()).toEqual({state: 'failing', detail: 'the disk is full'});
    await run(MINUTE);
    expect(loop.health().state).toBe('ok');
    await loop.stop();
  });

  test('is failing while the database cannot be read; it is tried again with longer and longer rests', async () => {
    const world = createWorld(['a'], () => ({}));
    world.failWith(new Error('no such table'));
    world.loop.start();
    await run(50_000);
    expect(world.failures).toHaveLength(3);
    expect(world.loop.health()).toEqual({state: 'failing', detail: 'no such table'});
    world.failWith(undefined);
    await run(2 * MINUTE);
    expect(world.loop.health().state).toBe('ok');
    expect(world.attempts.length).toBeGreaterThan(0);
    await world.loop.stop();
  });

  test('is standing when every place is taken by what does not end', async () => {
    const names = Array.from({length: 5}, (_, number) => `e${number}`);
    // One after the other: what begins together is one collection, and takes one place.
    const world = createWorld(
      names,
      () => 'hangs',
      name => START + names.indexOf(name) * MINUTE,
    );
    world.loop.start();
    await run(10 * MINUTE);
    expect(world.attempts.map(({environment}) => environment)).toEqual(names.slice(0, 4));
    expect(world.loop.health().state).toBe('ok');
    await run(4 * MINUTE);
    expect(world.loop.health()).toEqual({state: 'standing', detail: 'nothing was begun for 11 minutes'});
    await world.loop.stop();
  });
});

test('nothing begins after the end, which waits for what runs', async () => {
  const {loop, attempts, told} = createWorld(['a'], () => 'hangs');
  loop.start();
  await run(1000);
  expect(loop.isIdle()).toBe(false);
  await loop.stop();
  expect(loop.isIdle()).toBe(true);
  await run(10 * MINUTE);
  expect({attempts: attempts.length, told}).toEqual({attempts: 1, told: []});
});

test('a new configuration is looked at at once', async () => {
  const {loop, times} = createWorld(['a'], (_, round) => (round === 1 ? {outcome: undefined} : {}));
  loop.start();
  await run(2000);
  loop.hurry();
  await run(1);
  expect(times('a')).toEqual([0, 2000]);
  await loop.stop();
});
