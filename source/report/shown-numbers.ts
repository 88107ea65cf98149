/**
 * What the row of an environment says to people, on the screen and in print. Where nothing is expected (a source that only
 * counts, jobs without a schedule) there are only the runs to tell of.
 */
import type {EnvironmentReport} from './status-report.ts';

export function okOf({expected, ok, counts}: EnvironmentReport): number {
  return expected === 0 ? counts.succeeded : ok;
}

/** Overrunning ones are among them. */
export function runningOf({expected, running, counts}: EnvironmentReport): number {
  return expected === 0 ? counts.running : running;
}

export function pendingOf({expected, pending, counts}: EnvironmentReport): number {
  return expected === 0 ? counts.waiting + counts.held : pending;
}
