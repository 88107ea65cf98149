/** Collects in the background what is due and what the operator asks for: one collection at a time, none of them lost. */
import type {CollectionReport} from '../../collect/collect.ts';
import type {CollectionTask, ProgressEvent} from '../../collect/collection-task.ts';
import {errorMessage} from '../../domain/errors.ts';
import type {EpochMs} from '../../domain/time.ts';
import type {Activities} from './activities.ts';
import {planActivities, trackActivity} from './activities.ts';

export type CollectingOptions = {
  now(): EpochMs;
  plan(mode: 'due' | 'all', environments?: readonly string[]): Promise<CollectionTask[]>;
  /** When something will be due if nothing is collected until then. */
  nextDueAt(): Promise<EpochMs | undefined>;
  collect(
    tasks: readonly CollectionTask[],
    options: {signal: AbortSignal; onProgress(event: ProgressEvent): void},
  ): Promise<CollectionReport>;
  /** Called with every step; `isCollecting` until the last of the collection has been done. */
  onProgress(activities: Activities, event: ProgressEvent | undefined, isCollecting: boolean): void;
  /** What was collected is all there. */
  onCollected(report: CollectionReport): Promise<void>;
  /** It could not be done at all. */
  onFailure(message: string): void;
};

export type Collecting = {
  /** Collects all sources of these environments (absent = all); those that are being collected are not asked twice. */
  refresh(environments?: readonly string[]): void;
  /** Collects what is due, if it is time. */
  tick(): void;
  isCollecting(): boolean;
  /** Ends what runs; resolves when it has ended. */
  stop(): Promise<void>;
};

/** Between two collections that nobody asked for: each starts two processes. */
const SHORTEST_REST_MS = 5000;
const REST_AFTER_FAILURE_MS = 30_000;

/** What the operator has asked for and has not got yet. */
type Wish = {environments: ReadonlySet<string> | 'all'};

export function createCollecting(options: CollectingOptions): Collecting {
  const {now} = options;
  const cancellation = new AbortController();
  let wish: Wish | undefined;
  let activities: Activities = new Map();
  let isWhole = false;
  let running: Promise<void> | undefined;
  let dueAt: EpochMs = now();
  let lastFailure: string | undefined;

  const run = async (wanted: Wish | undefined): Promise<void> => {
    const names = wanted && wanted.environments !== 'all' ? [...wanted.environments] : undefined;
    const tasks = await options.plan(wanted ? 'all' : 'due', names);
    if (tasks.length === 0) return;
    isWhole = wanted !== undefined && names === undefined;
    activities = planActivities(tasks);
    options.onProgress(activities, undefined, true);
    const report = await options.collect(tasks, {
      signal: cancellation.signal,
      onProgress(event) {
        activities = trackActivity(activities, event);
        options.onProgress(activities, event, true);
      },
    });
    if (cancellation.signal.aborted) return;
    await options.onCollected(report);
    options.onProgress(activities, undefined, false);
    if (report.failure) throw report.failure;
  };

  const work = async (wanted: Wish | undefined): Promise<void> => {
    const beganAt = now();
    try {
      await run(wanted);
      dueAt = Math.max((await options.nextDueAt()) ?? Number.POSITIVE_INFINITY, beganAt + SHORTEST_REST_MS);
      lastFailure = undefined;
    } catch (error) {
      dueAt = now() + REST_AFTER_FAILURE_MS;
      const message = errorMessage(error);
      // Nobody has to be told every half minute, unless they ask.
      if (wanted || message !== lastFailure) options.onFailure(message);
      lastFailure = message;
    }
    running = undefined;
    isWhole = false;
    pump();
  };

  const pump = (): void => {
    if (running || cancellation.signal.aborted) return;
    if (!wish && now() < dueAt) return;
    const wanted = wish;
    wish = undefined;
    running = work(wanted);
  };

  return {
    refresh(environments) {
      if (running && isWhole && !environments) return;
      const open = environments?.filter(
        name => !running || (activities.get(name)?.state ?? 'done') === 'done',
      );
      if (open?.length === 0) return;
      wish = mergeWishes(wish, open);
      pump();
    },
    tick: pump,
    isCollecting: () => running !== undefined,
    async stop() {
      cancellation.abort();
      await running;
    },
  };
}

function mergeWishes(wish: Wish | undefined, environments: readonly string[] | undefined): Wish {
  if (!environments || wish?.environments === 'all') return {environments: 'all'};
  return {environments: new Set([...(wish?.environments ?? []), ...environments])};
}
