/** Maintenance windows: spans in which no job is expected to run. */
import {dueInstants} from './due-instants.ts';
import type {MaintenanceWindow} from './expectation.ts';
import {compileGlob} from './glob.ts';
import type {EpochMs} from './time.ts';
import {DAY_MS} from './time.ts';

type RecurringWindow = Extract<MaintenanceWindow, {kind: 'recurring'}>;

/** The first window that an instant and a job fall into. A window holds its start and not its end. */
export function maintenanceAt(
  windows: readonly MaintenanceWindow[],
  job: string,
  instant: EpochMs,
): MaintenanceWindow | undefined {
  return windows.find(window => isInside(window, instant) && concernsJob(window, job));
}

function isInside(window: MaintenanceWindow, instant: EpochMs): boolean {
  return window.kind === 'once'
    ? instant >= window.from && instant < window.to
    : isInsideRecurring(window, instant);
}

/**
 * Whether one of the window's starts lies in `(instant - duration, instant]`. The starts are asked for by whole days of
 * UTC, so that the thousands of slots of a day share one answer.
 */
function isInsideRecurring({expression, timezone, durationMs}: RecurringWindow, instant: EpochMs): boolean {
  const from = floorDay(instant - durationMs);
  const to = floorDay(instant) + DAY_MS;
  // Whoever opens a window by the clock means the clock on the wall, hence the policy that loses no start.
  const starts = dueInstants({kind: 'cron', expression, timezone, policy: 'debian-cron'}, from, to);
  return starts.some(start => start > instant - durationMs && start <= instant);
}

function floorDay(instant: EpochMs): EpochMs {
  return Math.floor(instant / DAY_MS) * DAY_MS;
}

const jobPatterns = new WeakMap<MaintenanceWindow, (job: string) => boolean>();

function concernsJob(window: MaintenanceWindow, job: string): boolean {
  if (window.job === undefined) return true;
  let matches = jobPatterns.get(window);
  if (!matches) {
    matches = compileGlob(window.job);
    jobPatterns.set(window, matches);
  }
  return matches(job);
}
