import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {CollectionReport} from '../../source/collect/collect.ts';
import {collect} from '../../source/collect/collect.ts';
import type {CollectionTask, ProgressEvent} from '../../source/collect/collection-task.ts';
import {StoreError} from '../../source/domain/errors.ts';
import {emptyObservations} from '../../source/domain/observations.ts';
import {openStore} from '../../source/store/sqlite-store.ts';
import type {Place} from './collecting.ts';
import {createPlace, DAY, findCollectors, task} from './collecting.ts';
import {createMarker, eventually, findMarked, fixture, killMarked, MARKER} from './processes.ts';

// Each collection starts two processes, and the machine may be busy.
vi.setConfig({testTimeout: 120_000});

let place: Place;
let marker: string;

beforeEach(() => {
  place = createPlace();
  marker = createMarker();
  // The collector and its commands inherit it.
  process.env[MARKER] = marker;
});

afterEach(() => {
  killMarked(marker);
  delete process.env[MARKER];
  place.remove();
});

function collectAll(
  tasks: CollectionTask[],
  options: Parameters<typeof collect>[1] = {},
): Promise<CollectionReport> {
  return collect({database: place.database, concurrency: 8, tasks}, options);
}

function outcomes(report: CollectionReport): Record<string, string | undefined> {
  return Object.fromEntries(report.tasks.map(({environment, outcome}) => [environment, outcome]));
}

describe('collecting', () => {
  test('records every attempt as what it was', async () => {
    const report = await collectAll([
      task('answers', ['answers.sh']),
      task('silent', ['silent.sh']),
      task('in-part', ['answers-in-part.sh']),
      task('floods', ['flood-stdout.sh'], {maxOutputBytes: 10_000, options: {columns: ['job', 'status']}}),
      task('fails', ['fail.sh', '4']),
      task('hangs', ['hangs-after-output.sh'], {timeoutMs: 300}),
      task('lacks', ['no-such-program.sh']),
      task('garbage', ['answers-garbage.sh']),
    ]);
    const expected = {
      answers: 'ok',
      silent: 'empty',
      'in-part': 'partial',
      floods: 'partial',
      fails: 'exit',
      hangs: 'timeout',
      lacks: 'spawn',
      garbage: 'parse',
    };
    expect(outcomes(report)).toEqual(expected);
    expect(report.failure).toBeUndefined();
    const recorded = await place.readCollections();
    expect(Object.fromEntries(recorded.map(({environment, outcome}) => [environment, outcome]))).toEqual(
      expected,
    );
    expect(recorded.find(({environment}) => environment === 'fails')).toMatchObject({
      businessDay: DAY,
      adapter: 'csv',
      rows: 0,
      exitCode: 4,
      bytes: 17,
      stderrTail: 'cannot reach the scheduler',
    });
  });

  test('keeps the line that each run was read from', async () => {
    await collectAll([task('answers', ['answers.sh'])]);
    const store = await openStore({...place.database, mode: 'read'});
    try {
      const runs = await store.readRuns({from: DAY, to: DAY});
      const lines = await Promise.all(runs.map(run => store.readRunText(run)));
      expect(lines).toEqual(['backup,succeeded,2026-11-23T01:00:00Z']);
    } finally {
      await store.close();
    }
  });

  test('stores what an answer tells, and nothing of a failed one', async () => {
    await collectAll([
      task('answers', ['answers.sh']),
      task('fails', ['fail.sh', '4'], {options: {columns: ['job', 'status']}}),
    ]);
    const store = await openStore({...place.database, mode: 'read'});
    expect((await store.readDayRuns('answers', DAY)).get('backup')).toMatchObject([{status: 'succeeded'}]);
    expect((await store.readDayRuns('fails', DAY)).size).toBe(0);
    await store.close();
  });

  test('takes an exit code that the source allows for success', async () => {
    const report = await collectAll([
      task('fails', ['fail.sh', '4'], {okExitCodes: [4], options: {columns: ['job', 'status']}}),
    ]);
    expect(outcomes(report)).toEqual({fails: 'ok'});
  });

  test('tries again only as often as the source says, and records each attempt', async () => {
    const report = await collectAll([
      task('patient', ['fails-first.sh', place.file('patient'), '3'], {retries: 2}),
      task('hasty', ['fails-first.sh', place.file('hasty'), '3'], {retries: 1}),
      task('lacks', ['no-such-program.sh'], {retries: 5}),
    ]);
    expect(outcomes(report)).toEqual({patient: 'ok', hasty: 'exit', lacks: 'spawn'});
    expect([place.calls('patient'), place.calls('hasty')]).toEqual([3, 2]);
    const recorded = await place.readCollections();
    expect(recorded.filter(({environment}) => environment === 'patient').map(({outcome}) => outcome)).toEqual(
      ['ok', 'exit', 'exit'],
    );
    expect(recorded.filter(({environment}) => environment === 'lacks')).toHaveLength(1);
  });

  test('the same output again changes no run', async () => {
    const read = async () => {
      const store = await openStore({...place.database, mode: 'read'});
      try {
        return await store.readDayRuns('answers', DAY);
      } finally {
        await store.close();
      }
    };
    await collectAll([task('answers', ['answers.sh'])]);
    const before = await read();
    await collectAll([task('answers', ['answers.sh'])]);
    expect(await read()).toEqual(before);
    expect(await place.readCollections()).toHaveLength(2);
  });

  test('gives a command the environment of the caller, and nothing that was meant for the collector', async () => {
    await collectAll([
      task('prod', ['prints-environment.sh', place.file('environment')], {
        command: {
          file: fixture('prints-environment.sh'),
          args: [place.file('environment')],
          env: {TZ: 'Asia/Tokyo'},
        },
      }),
    ]);
    const lines = readFileSync(place.file('environment'), 'utf8').split('\0');
    const names = lines.map(line => line.split('=')[0] ?? '').filter(name => name !== '');
    // The shell adds PWD, SHLVL, OLDPWD and _ itself.
    const expected = new Set([...Object.keys(process.env), 'TZ', 'PWD', 'SHLVL', 'OLDPWD', '_']);
    expect(names.filter(name => !expected.has(name))).toEqual([]);
    expect(lines).toContain('TZ=Asia/Tokyo');
    expect(lines).toContain(`${MARKER}=${marker}`);
  });

  test('tells of each task as it goes', async () => {
    const events: ProgressEvent[] = [];
    await collectAll([task('answers', ['answers.sh'])], {onProgress: event => events.push(event)});
    expect(events.map(({state}) => state)).toEqual(['queued', 'started', 'done']);
    expect(events.at(-1)).toMatchObject({environment: 'answers', report: {outcome: 'ok', rows: 1}});
  });

  test('never runs more commands at once than it may', async () => {
    let running = 0;
    let most = 0;
    const onProgress = ({state}: ProgressEvent): void => {
      if (state === 'started') most = Math.max(most, ++running);
      if (state === 'done') running -= 1;
    };
    const tasks = Array.from({length: 9}, (_, index) => task(`env-${index}`, ['slow.sh', '0.05']));
    await collect({database: place.database, concurrency: 3, tasks}, {onProgress});
    expect(most).toBe(3);
  });

  test('of nothing starts nothing', async () => {
    expect(await collectAll([])).toMatchObject({tasks: [], isCancelled: false});
    expect(findMarked(marker)).toEqual([]);
  });
});

describe('many collecting one source', () => {
  test('ten at once run the command once, and all report its result', async () => {
    const freshAfter = Date.now();
    const reports = await Promise.all(
      Array.from({length: 10}, () =>
        collectAll([task('prod', ['counts-calls.sh', place.file('calls'), '0.3'], {freshAfter})]),
      ),
    );
    expect(place.calls('calls')).toBe(1);
    const results = reports.flatMap(({tasks}) => tasks);
    expect(results.map(({outcome, rows}) => [outcome, rows])).toEqual(
      Array.from({length: 10}, () => ['ok', 1]),
    );
    expect(results.filter(({isShared}) => !isShared)).toHaveLength(1);
  });

  test('a result from before the limit is not shared', async () => {
    const command: [string, ...string[]] = ['counts-calls.sh', place.file('calls'), '0'];
    await collectAll([task('prod', command)]);
    await collectAll([task('prod', command, {freshAfter: Date.now() + 1})]);
    expect(place.calls('calls')).toBe(2);
  });

  test('an attempt that was dated by a clock that was ahead is not shared', async () => {
    const store = await openStore({...place.database, mode: 'write'});
    const ahead = Date.now() + 3_600_000;
    await store.recordCollection({
      ...{environment: 'prod', source: 'jobs', adapter: 'csv', businessDay: DAY, startedAt: ahead},
      ...{durationMs: 1, outcome: 'ok', rejected: 0, bytes: 0, retiresSchedules: false},
      observations: emptyObservations(),
    });
    await store.close();
    const {tasks} = await collectAll([task('prod', ['answers.sh'])]);
    expect(tasks).toMatchObject([{outcome: 'ok', isShared: false}]);
  });

  test('a lease that has expired is taken over', async () => {
    const store = await openStore({...place.database, mode: 'write'});
    const lease = {environment: 'prod', source: 'jobs', businessDay: DAY, holder: 'dead'};
    await store.acquireLease({...lease, now: Date.now(), ttlMs: 600_000});
    const states: string[] = [];
    const onProgress = ({state}: ProgressEvent): void => {
      states.push(state);
      if (state === 'waiting') void store.acquireLease({...lease, now: Date.now(), ttlMs: 1});
    };
    const report = await collectAll([task('prod', ['answers.sh'])], {onProgress});
    expect(states).toEqual(['queued', 'waiting', 'started', 'done']);
    expect(report.tasks).toMatchObject([{outcome: 'ok', isShared: false}]);
    await store.close();
  });

  test('when the holder is killed, another takes over', async () => {
    const freshAfter = Date.now();
    const slow = task('prod', ['counts-calls.sh', place.file('calls'), '1000'], {
      timeoutMs: 5000,
      freshAfter,
    });
    const killed = collectAll([slow]);
    await eventually(() => place.calls('calls')).toBe(1);
    for (const pid of findCollectors(marker)) process.kill(pid, 'SIGKILL');
    expect((await killed).tasks[0]?.outcome).toBeUndefined();
    const quick = {...slow, command: {...slow.command, args: [place.file('calls'), '0']}};
    expect((await collectAll([quick])).tasks).toMatchObject([{outcome: 'ok', isShared: false}]);
    expect(place.calls('calls')).toBe(2);
  });
});

describe('being stopped', () => {
  const stuck = () => [task('stuck', ['slow.sh', '1000']), task('queued', ['answers.sh'])];

  test('by the caller ends the command, records it as cancelled and starts no other', async () => {
    const cancellation = new AbortController();
    const onProgress = ({state}: ProgressEvent): void => {
      if (state === 'started') cancellation.abort();
    };
    const report = await collect(
      {database: place.database, concurrency: 1, tasks: stuck()},
      {signal: cancellation.signal, onProgress},
    );
    expect(report.isCancelled).toBe(true);
    expect(outcomes(report)).toEqual({stuck: 'cancelled', queued: 'cancelled'});
    expect((await place.readCollections()).map(({environment, outcome}) => [environment, outcome])).toEqual([
      ['stuck', 'cancelled'],
    ]);
    await eventually(() => findMarked(marker)).toEqual([]);
  });

  test('before it began starts nothing', async () => {
    const report = await collectAll(stuck(), {signal: AbortSignal.abort()});
    expect(outcomes(report)).toEqual({stuck: 'cancelled', queued: 'cancelled'});
    expect(findMarked(marker)).toEqual([]);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('by %s does the same', async signal => {
    const onProgress = ({state}: ProgressEvent): void => {
      if (state === 'started') for (const pid of findCollectors(marker)) process.kill(pid, signal);
    };
    const report = await collect({database: place.database, concurrency: 1, tasks: stuck()}, {onProgress});
    expect(outcomes(report)).toEqual({stuck: 'cancelled', queued: 'cancelled'});
    await eventually(() => findMarked(marker)).toEqual([]);
  });

  test('by the death of its parent leaves nothing alive', async () => {
    const request = {
      database: place.database,
      concurrency: 8,
      tasks: [task('prod', ['counts-calls.sh', place.file('calls'), '1000'])],
    };
    const program = fileURLToPath(new URL('collecting-parent.ts', import.meta.url));
    const parent = spawn(process.execPath, [program, JSON.stringify(request)], {stdio: 'ignore'});
    await eventually(() => place.calls('calls')).toBe(1);
    parent.kill('SIGKILL');
    await eventually(() => findMarked(marker)).toEqual([]);
    expect((await place.readCollections()).map(({outcome}) => outcome)).toEqual(['cancelled']);
  });
});

describe('a collector that dies', () => {
  test('loses nothing that was committed, and says so of the rest', async () => {
    const tasks = [
      ...Array.from({length: 20}, (_, index) => task(`env-${index}`, ['answers.sh'])),
      task('stuck', ['slow.sh', '1000']),
    ];
    let done = 0;
    const onProgress = ({state}: ProgressEvent): void => {
      if (state === 'done' && ++done === 20)
        for (const pid of findCollectors(marker)) process.kill(pid, 'SIGKILL');
    };
    const report = await collectAll(tasks, {onProgress});
    expect(report.tasks.at(-1)).toMatchObject({
      environment: 'stuck',
      error: expect.stringContaining('SIGKILL'),
    });
    expect(report.tasks.at(-1)?.outcome).toBeUndefined();
    expect(report.tasks.slice(0, 20).map(({outcome}) => outcome)).toEqual(
      Array.from({length: 20}, () => 'ok'),
    );
    const recorded = await place.readCollections();
    expect(recorded.map(({outcome, rows}) => [outcome, rows])).toEqual(
      Array.from({length: 20}, () => ['ok', 1]),
    );
  });
});

describe('an answer on which every collector dies', () => {
  const killWhenStarted = (poison: string) => (event: ProgressEvent) => {
    if (event.state !== 'started' || event.environment !== poison) return;
    for (const pid of findCollectors(marker, 'collection')) process.kill(pid, 'SIGKILL');
  };
  /** Does not end by itself: it is still read when we hear that it has started. */
  const poison = (): CollectionTask => task('poison', ['slow.sh', '1000']);

  test('is found, and all others are collected', async () => {
    const names = ['env-0', 'env-1', 'poison', 'env-2', 'env-3', 'env-4'];
    const tasks = names.map(name => (name === 'poison' ? poison() : task(name, ['answers.sh'])));
    const report = await collect(
      {database: place.database, concurrency: 3, tasks},
      {onProgress: killWhenStarted('poison')},
    );
    expect(report.failure).toBeUndefined();
    expect(outcomes(report)).toEqual({
      ...Object.fromEntries(names.map(name => [name, 'ok'])),
      poison: undefined,
    });
    expect(report.tasks[2]?.error).toMatch(/SIGKILL.*maxOutput/);
    await eventually(() => findMarked(marker)).toEqual([]);
  });

  test('does not make us go on after we were told to stop', async () => {
    const cancellation = new AbortController();
    const kill = killWhenStarted('poison');
    const onProgress = (event: ProgressEvent): void => {
      if (event.state === 'started') cancellation.abort();
      kill(event);
    };
    const report = await collect(
      {database: place.database, concurrency: 1, tasks: [poison(), task('env-0', ['answers.sh'])]},
      {signal: cancellation.signal, onProgress},
    );
    expect(report.isCancelled).toBe(true);
    expect(await place.readCollections()).toEqual([]);
  });
});

describe('one of the two processes killed', () => {
  const hanging = (): CollectionTask => task('prod', ['counts-calls.sh', place.file('calls'), '1000']);

  test('the one that collects leaves no command alive', async () => {
    const report = collectAll([hanging()]);
    await eventually(() => place.calls('calls')).toBe(1);
    for (const pid of findCollectors(marker, 'collection')) process.kill(pid, 'SIGKILL');
    expect((await report).tasks).toMatchObject([
      {outcome: undefined, error: expect.stringContaining('SIGKILL')},
    ]);
    await eventually(() => findMarked(marker)).toEqual([]);
  });

  test('the one that runs commands fails what ran, with the remedy', async () => {
    const report = collectAll([hanging()]);
    await eventually(() => place.calls('calls')).toBe(1);
    for (const pid of findCollectors(marker, 'commands')) process.kill(pid, 'SIGKILL');
    expect((await report).tasks).toMatchObject([
      {error: expect.stringMatching(/SIGKILL.*run the collection again/)},
    ]);
    expect(await place.readCollections()).toEqual([]);
  });
});

describe('a database that cannot be written', () => {
  test('fails every task with the remedy', async () => {
    const report = await collect({
      database: {path: '/dev/null/jobtrack.db'},
      concurrency: 1,
      tasks: [task('a', ['answers.sh']), task('b', ['answers.sh'])],
    });
    expect(report.failure).toBeInstanceOf(StoreError);
    expect(report.tasks.map(({outcome, error}) => [outcome, error])).toEqual([
      [undefined, report.failure?.message],
      [undefined, report.failure?.message],
    ]);
  });

  test('an adapter that does not exist fails its own task only', async () => {
    const report = await collectAll([
      task('a', ['answers.sh'], {adapter: 'nope'}),
      task('b', ['answers.sh']),
    ]);
    expect(outcomes(report)).toEqual({a: undefined, b: 'ok'});
    expect(report.tasks[0]?.error).toMatch(/no adapter "nope"; the adapters are: /);
  });
});
