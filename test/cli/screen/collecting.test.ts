import {beforeEach, describe, expect, test, vi} from 'vitest';
import {listActivities} from '../../../source/cli/screen/activities.ts';
import type {Collecting, CollectingOptions} from '../../../source/cli/screen/collecting.ts';
import {createCollecting} from '../../../source/cli/screen/collecting.ts';
import type {CollectionReport} from '../../../source/collect/collect.ts';
import type {CollectionTask, ProgressEvent} from '../../../source/collect/collection-task.ts';
import {CollectionError} from '../../../source/domain/errors.ts';

const FLEET = ['ldn', 'nyc', 'tok'];
const EMPTY: CollectionReport = {tasks: [], durationMs: 1, isCancelled: false};

type Run = {
  environments: string[];
  signal: AbortSignal;
  tell(environment: string, state: 'started' | 'done'): void;
  end(report?: Partial<CollectionReport>): Promise<void>;
};

let clock: number;
let due: string[];
let dueAt: number | undefined;
let runs: Run[];
let progress: string[];
let failures: string[];
let collecting: Collecting;

function task(environment: string): CollectionTask {
  return {
    environment,
    source: 'csv',
    adapter: 'csv',
    options: {},
    businessDay: '2026-11-23',
    timezone: 'UTC',
    dayStartMs: 0,
    command: {file: 'cat', args: [], env: {}},
    timeoutMs: 1000,
    maxOutputBytes: 1000,
    okExitCodes: [],
    retries: 0,
    retryDelayMs: 0,
    retiresSchedules: false,
    freshAfter: 0,
  };
}

const collect: CollectingOptions['collect'] = (tasks, {signal, onProgress}) => {
  const {promise, resolve} = Promise.withResolvers<CollectionReport>();
  const key = (environment: string) => ({environment, source: 'csv', businessDay: '2026-11-23', at: clock});
  runs.push({
    environments: tasks.map(({environment}) => environment),
    signal,
    tell(environment, state) {
      const report = {
        ...key(environment),
        outcome: 'ok',
        isShared: false,
        rows: 1,
        rejected: 0,
        durationMs: 1,
      } as const;
      const event: ProgressEvent =
        state === 'done' ? {...key(environment), state, report} : {...key(environment), state};
      onProgress(event);
    },
    async end(report = {}) {
      resolve({...EMPTY, ...report});
      await settle();
    },
  });
  return promise;
};

/** Everything that waits for nothing but promises. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

beforeEach(() => {
  clock = 1_000_000;
  due = [];
  dueAt = undefined;
  runs = [];
  progress = [];
  failures = [];
  collecting = createCollecting({
    now: () => clock,
    plan: async (mode, environments) => (mode === 'due' ? due : (environments ?? FLEET)).map(task),
    nextDueAt: async () => dueAt,
    collect,
    onProgress(activities, _, isCollecting) {
      const states = listActivities(activities).map(({environment, state}) => `${environment} ${state}`);
      progress.push(`${states.join(', ')}${isCollecting ? '' : ' (end)'}`);
    },
    onCollected: async () => {},
    onFailure: message => failures.push(message),
  });
});

const last = (): Run => {
  const run = runs.at(-1);
  if (!run) throw new Error('nothing was collected');
  return run;
};

async function tick(at = clock): Promise<void> {
  clock = at;
  collecting.tick();
  await settle();
}

async function refresh(environments?: string[]): Promise<void> {
  collecting.refresh(environments);
  await settle();
}

describe('what is due', () => {
  test('is collected with the first tick, and told of step by step', async () => {
    due = ['ldn', 'tok'];
    await tick();
    expect(last().environments).toEqual(['ldn', 'tok']);
    last().tell('tok', 'started');
    last().tell('tok', 'done');
    await last().end();
    expect(progress).toEqual([
      'ldn queued, tok queued',
      'ldn queued, tok running',
      'ldn queued, tok done',
      'ldn queued, tok done (end)',
    ]);
    expect(collecting.isCollecting()).toBe(false);
  });

  test('is not looked for before something can be due, and never sooner than five seconds after the last time', async () => {
    due = ['ldn'];
    dueAt = clock + 60_000;
    await tick();
    await last().end();
    await tick(clock + 59_999);
    expect(runs).toHaveLength(1);
    dueAt = clock + 2;
    await tick(clock + 1);
    expect(runs).toHaveLength(2);
    await last().end();
    await tick(clock + 4999);
    expect(runs).toHaveLength(2);
    await tick(clock + 1);
    expect(runs).toHaveLength(3);
  });

  test('may be nothing: no collector is started, nothing is told', async () => {
    dueAt = clock + 60_000;
    await tick();
    expect({runs: runs.length, progress}).toEqual({runs: 0, progress: []});
    due = ['ldn'];
    await tick(clock + 60_000);
    expect(runs).toHaveLength(1);
  });

  test('waits while something is collected', async () => {
    due = ['ldn'];
    await tick();
    await tick(clock + 600_000);
    expect(runs).toHaveLength(1);
  });
});

describe('what the operator asks for', () => {
  test('is collected at once, whatever is due', async () => {
    await refresh(['nyc']);
    expect(last().environments).toEqual(['nyc']);
  });

  test('during a collection comes after it, all at once', async () => {
    due = ['ldn'];
    await tick();
    await refresh(['nyc']);
    await refresh(['tok', 'nyc']);
    expect(runs).toHaveLength(1);
    await last().end();
    expect(last().environments).toEqual(['nyc', 'tok']);
    expect(runs).toHaveLength(2);
  });

  test('is not collected twice while it is under way', async () => {
    await refresh(['ldn', 'nyc']);
    last().tell('ldn', 'started');
    await refresh(['ldn']);
    await refresh(['nyc']);
    await last().end();
    expect(runs).toHaveLength(1);
  });

  test('is collected again when it was done before it was asked for', async () => {
    await refresh(['ldn', 'nyc']);
    last().tell('ldn', 'done');
    await refresh(['ldn', 'nyc']);
    await last().end();
    expect(last().environments).toEqual(['ldn']);
  });

  test('as everything includes what else was asked for', async () => {
    due = ['ldn'];
    await tick();
    await refresh(['nyc']);
    await refresh();
    await refresh(['tok']);
    await last().end();
    expect(last().environments).toEqual(FLEET);
    await refresh();
    await last().end();
    expect(runs).toHaveLength(2);
  });
});

describe('a collection that fails as a whole', () => {
  test('says so, and is not tried again at once', async () => {
    due = ['ldn'];
    await tick();
    await last().end({failure: new CollectionError('the collector ended')});
    expect(failures).toEqual(['the collector ended']);
    await tick(clock + 29_999);
    expect(runs).toHaveLength(1);
    await tick(clock + 1);
    expect(runs).toHaveLength(2);
  });

  test('again and again is said once, and to whoever asks for it', async () => {
    due = ['ldn'];
    const failure = new CollectionError('the collector ended');
    await tick();
    await last().end({failure});
    await tick(clock + 30_000);
    await last().end({failure});
    expect(failures).toHaveLength(1);
    await refresh();
    await last().end({failure});
    expect(failures).toHaveLength(2);
  });

  test('to be planned leaves the operator able to ask again', async () => {
    const plan = vi
      .fn()
      .mockRejectedValueOnce(new Error('no such placeholder'))
      .mockResolvedValue([task('ldn')]);
    collecting = createCollecting({
      now: () => clock,
      plan,
      nextDueAt: async () => undefined,
      collect,
      onProgress: () => {},
      onCollected: async () => {},
      onFailure: message => failures.push(message),
    });
    await refresh();
    expect(failures).toEqual(['no such placeholder']);
    await refresh();
    expect(last().environments).toEqual(['ldn']);
  });
});

test('stopping ends what runs, waits for it, and begins nothing more', async () => {
  await refresh(['ldn']);
  await refresh(['nyc']);
  const stopped = collecting.stop();
  expect(last().signal.aborted).toBe(true);
  await last().end({isCancelled: true});
  await stopped;
  await refresh(['tok']);
  await tick(clock + 600_000);
  expect(runs).toHaveLength(1);
  expect(failures).toEqual([]);
});
