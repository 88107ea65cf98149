/** Collects whatever is due, for good: knows when to look again, what is under way, and what to leave alone for a while. */
import type {CollectionReport} from '../../collect/collect.ts';
import type {CollectionTask, TaskKey, TaskReport} from '../../collect/collection-task.ts';
import {identifyTask} from '../../collect/collection-task.ts';
import {errorMessage, StoreError} from '../../domain/errors.ts';
import type {EpochMs} from '../../domain/time.ts';

export type LoopOptions = {
  now(): EpochMs;
  plan(isBusy: (task: TaskKey) => boolean): Promise<CollectionTask[]>;
  nextDueAt(isBusy: (task: TaskKey) => boolean): Promise<EpochMs | undefined>;
  /** Never rejects. `onDone` is called for each task as soon as it has ended. */
  collect(
    tasks: readonly CollectionTask[],
    options: {signal: AbortSignal; onDone(report: TaskReport): void},
  ): Promise<CollectionReport>;
  /** Called with all tasks of environments whose turn is over, unless it was stopped; never again before it has resolved. */
  onCollected(tasks: readonly TaskReport[]): Promise<void>;
  /** Something failed as a whole; it is tried again by itself. */
  onFailure(message: string): void;
};

export type LoopHealth = {state: 'ok' | 'failing' | 'standing'; detail: string};

export type CollectionLoop = {
  start(): void;
  /** Plans anew at once: the configuration has changed. */
  hurry(): void;
  health(): LoopHealth;
  isIdle(): boolean;
  /** Ends the running commands; resolves when nothing runs any more. */
  stop(): Promise<void>;
};

/** Each has two processes. A command that takes its time keeps nobody waiting until there are so many of them. */
const MOST_COLLECTIONS = 4;
/** What becomes due within so long is collected together: each collection starts two processes. */
const SHORTEST_REST_MS = 5000;
/** However far the next instant is: clocks are set, and machines sleep. */
const LONGEST_REST_MS = 60_000;
const FIRST_BACKOFF_MS = 15_000;
const LONGEST_BACKOFF_MS = 15 * 60_000;
/** No pass for so long, or no place for what is due: it stands still. */
const STANDS_STILL_MS = 10 * 60_000;

export function createCollectionLoop(options: LoopOptions): CollectionLoop {
  const {now} = options;
  const cancellation = new AbortController();
  const running = new Set<string>();
  /** Sources of which nothing could be put on record: to the plan they look as if they had never been asked. */
  const resting = new Map<string, {failures: number; until: EpochMs}>();
  /** A clock that is set back makes no rest longer than it can be. */
  const isResting = ({until}: {until: EpochMs}): boolean =>
    until > now() && until <= now() + LONGEST_BACKOFF_MS;
  const collections = new Set<Promise<void>>();
  /** What `onCollected` has not been told of yet. */
  let finished: TaskReport[] = [];
  let telling: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isPassing = false;
  let isWanted = false;
  let failures = 0;
  let failure: string | undefined;
  /** Why the last task was not put on record. One that everything dies on is followed by others that are. */
  let unrecorded: string | undefined;
  /** Of the monotonic clock. */
  let passedAt = performance.now();
  let begunAt = Number.NEGATIVE_INFINITY;

  const isBusy = (task: TaskKey): boolean => {
    const key = identifyTask(task);
    const rest = resting.get(key);
    return running.has(key) || (rest !== undefined && isResting(rest));
  };

  const fail = (error: unknown): void => {
    failure = errorMessage(error);
    options.onFailure(failure);
  };

  const note = (report: TaskReport): void => {
    const key = identifyTask(report);
    running.delete(key);
    const before = resting.get(key)?.failures ?? 0;
    if (report.outcome !== undefined) resting.delete(key);
    else resting.set(key, {failures: before + 1, until: now() + backoff(before)});
    unrecorded = report.outcome === undefined ? (report.error ?? 'not recorded') : undefined;
  };

  const tell = async (): Promise<void> => {
    while (finished.length > 0 && !cancellation.signal.aborted) {
      const tasks = finished;
      finished = [];
      await options.onCollected(tasks).catch(fail);
    }
    telling = undefined;
  };

  const collect = async (tasks: readonly CollectionTask[]): Promise<void> => {
    const open = Map.groupBy(tasks, ({environment}) => environment);
    const done = new Map<string, TaskReport[]>();
    const {failure: whole} = await options.collect(tasks, {
      signal: cancellation.signal,
      onDone(report) {
        note(report);
        const own = [...(done.get(report.environment) ?? []), report];
        done.set(report.environment, own);
        if (own.length < (open.get(report.environment)?.length ?? 0)) return;
        finished.push(...own);
        telling ??= tell();
        wake();
      },
    });
    if (cancellation.signal.aborted) return;
    if (whole) fail(whole);
    if (!(whole instanceof StoreError)) failure = undefined;
  };

  const begin = (tasks: readonly CollectionTask[]): void => {
    begunAt = performance.now();
    for (const task of tasks) running.add(identifyTask(task));
    const collection = collect(tasks).finally(() => {
      collections.delete(collection);
      wake();
    });
    collections.add(collection);
  };

  const nextPass = async (): Promise<number> => {
    const due = await options.nextDueAt(isBusy);
    const rested = [...resting.values()].filter(isResting).map(({until}) => until);
    const at = Math.min(due ?? Number.POSITIVE_INFINITY, ...rested);
    const restMs = begunAt + SHORTEST_REST_MS - performance.now();
    return Math.min(Math.max(at - now(), restMs, 0), LONGEST_REST_MS);
  };

  const pass = async (): Promise<number> => {
    try {
      // What ends frees a place and wakes us.
      if (collections.size >= MOST_COLLECTIONS) return LONGEST_REST_MS;
      passedAt = performance.now();
      const tasks = performance.now() - begunAt < SHORTEST_REST_MS ? [] : await options.plan(isBusy);
      if (tasks.length > 0 && !cancellation.signal.aborted) begin(tasks);
      const restMs = await nextPass();
      if (failures > 0) failure = undefined;
      failures = 0;
      return restMs;
    } catch (error) {
      fail(error);
      return backoff(failures++);
    }
  };

  const schedule = (delayMs: number): void => {
    clearTimeout(timer);
    if (cancellation.signal.aborted) return;
    timer = setTimeout(async () => {
      isPassing = true;
      const restMs = await pass();
      isPassing = false;
      schedule(isWanted ? 0 : restMs);
      isWanted = false;
    }, delayMs);
  };

  const wake = (): void => {
    if (isPassing) isWanted = true;
    else schedule(0);
  };

  return {
    start: wake,
    hurry() {
      resting.clear();
      begunAt = Number.NEGATIVE_INFINITY;
      wake();
    },
    isIdle: () => collections.size === 0,
    health() {
      const stillMs = performance.now() - passedAt;
      if (stillMs > STANDS_STILL_MS)
        return {state: 'standing', detail: `nothing was begun for ${Math.round(stillMs / 60_000)} minutes`};
      const problem = failure ?? unrecorded;
      return problem === undefined
        ? {state: 'ok', detail: 'collecting'}
        : {state: 'failing', detail: problem};
    },
    async stop() {
      cancellation.abort();
      clearTimeout(timer);
      await Promise.all([...collections, telling]);
    },
  };
}

/** 15 s, 30 s, … up to a quarter of an hour. */
function backoff(failures: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** failures, LONGEST_BACKOFF_MS);
}
