/** How far the collection of each environment is, from the events of its tasks. Pure. */
import type {CollectionTask, ProgressEvent, TaskReport} from '../../collect/collection-task.ts';
import {hasAnswered} from '../../collect/collection-task.ts';
import type {EpochMs} from '../../domain/time.ts';
import type {Activity} from '../../ui/backend.ts';

/** By environment, in the order in which they were planned. */
export type Activities = ReadonlyMap<string, TrackedActivity>;

export type TrackedActivity = Activity & {
  /** The sources whose commands run, the longest running first. */
  running: readonly string[];
};

export function planActivities(tasks: readonly Pick<CollectionTask, 'environment'>[]): Activities {
  return new Map(
    [...Map.groupBy(tasks, ({environment}) => environment)].map(([environment, own]) => [
      environment,
      {
        environment,
        state: 'queued',
        source: null,
        startedAt: null,
        done: 0,
        total: own.length,
        durationMs: null,
        errors: [],
        running: [],
      },
    ]),
  );
}

export function trackActivity(activities: Activities, event: ProgressEvent): Activities {
  const activity = activities.get(event.environment);
  if (!activity) return activities;
  return new Map(activities).set(event.environment, advance(activity, event));
}

function advance(activity: TrackedActivity, event: ProgressEvent): TrackedActivity {
  switch (event.state) {
    case 'started':
      return begin(activity, [...activity.running, event.source], event.at);
    case 'done':
      return finish(activity, event.report, event.at);
    default:
      return activity;
  }
}

function begin(activity: TrackedActivity, running: readonly string[], at: EpochMs): TrackedActivity {
  return {
    ...activity,
    state: 'running',
    startedAt: activity.startedAt ?? at,
    running,
    source: running[0] ?? null,
  };
}

function finish(activity: TrackedActivity, report: TaskReport, at: EpochMs): TrackedActivity {
  const running = without(activity.running, report.source);
  const done = activity.done + 1;
  const isDone = done === activity.total;
  const error = hasAnswered(report)
    ? []
    : [`${report.source}: ${report.error ?? report.outcome ?? 'failed'}`];
  return {
    ...activity,
    done,
    running,
    source: isDone ? null : (running[0] ?? null),
    state: isDone ? 'done' : activity.state,
    durationMs: isDone ? at - (activity.startedAt ?? at) : null,
    errors: [...activity.errors, ...error],
  };
}

/** One of them: a source may be collected for two days at once. */
function without(sources: readonly string[], source: string): string[] {
  const index = sources.indexOf(source);
  return sources.filter((_, i) => i !== index);
}

export function isCollecting(activities: Activities): boolean {
  return [...activities.values()].some(({state}) => state !== 'done');
}

export function listActivities(activities: Activities): Activity[] {
  return [...activities.values()].map(({running: _, ...activity}) => activity);
}
