/** What a run's state becomes when another observation of the same run arrives. Pure. */
import {isTerminal} from '../domain/run.ts';
import type {RunState} from './encode-run.ts';

/**
 * Later facts win over earlier ones, terminal states over live ones, and what is known is not forgotten:
 *
 *  - an observation of an earlier attempt (it had ended before the known one started) changes nothing
 *  - a live or unknown state does not replace a terminal one, unless it started after that one's end: a rerun that the
 *    scheduler reports under the same key
 *  - a start or scheduled time that the later observation lacks is kept, and in an unchanged status so are end, exit code
 *    and message, so that two sources which know different things of a run do not undo each other for ever
 *
 * Merging the same observation again changes nothing.
 */
export function mergeRun(known: RunState, later: RunState): RunState {
  if (isOfEarlierAttempt(later, known)) return known;
  if (isTerminal(known.status) && !isTerminal(later.status) && !isRerun(known, later)) {
    return withTimes(known, known.startedAt ?? later.startedAt, known.scheduledAt ?? later.scheduledAt);
  }
  const merged = withTimes(later, later.startedAt ?? known.startedAt, later.scheduledAt ?? known.scheduledAt);
  if (later.status !== known.status || isRerun(known, later)) return merged;
  if (merged.endedAt === undefined && known.endedAt !== undefined) merged.endedAt = known.endedAt;
  if (merged.exitCode === undefined && known.exitCode !== undefined) merged.exitCode = known.exitCode;
  if (merged.message === undefined && known.message !== undefined) merged.message = known.message;
  return merged;
}

export function isSameState(a: RunState, b: RunState): boolean {
  return (
    a.status === b.status &&
    a.startedAt === b.startedAt &&
    a.endedAt === b.endedAt &&
    a.scheduledAt === b.scheduledAt &&
    a.exitCode === b.exitCode &&
    a.message === b.message
  );
}

function isOfEarlierAttempt(observed: RunState, known: RunState): boolean {
  if (observed.endedAt === undefined || known.startedAt === undefined) return false;
  if (observed.startedAt === undefined) return observed.endedAt < known.startedAt;
  // A run of no duration ends when it starts: only an earlier start makes it another attempt.
  return observed.startedAt < known.startedAt && observed.endedAt <= known.startedAt;
}

function isRerun(known: RunState, later: RunState): boolean {
  const over = known.endedAt ?? known.startedAt;
  if (over === undefined || later.startedAt === undefined) return false;
  return later.startedAt > over && later.startedAt !== known.startedAt;
}

function withTimes(
  state: RunState,
  startedAt: number | undefined,
  scheduledAt: number | undefined,
): RunState {
  if (state.startedAt === startedAt && state.scheduledAt === scheduledAt) return {...state};
  return {
    ...state,
    ...(startedAt === undefined ? {} : {startedAt}),
    ...(scheduledAt === undefined ? {} : {scheduledAt}),
  };
}
