/** What `sacct -a -X -P -D` prints with `SLURM_TIME_FORMAT=%Y-%m-%dT%H:%M:%S%z` and the name as the last column. */
import type {EpochMs} from '../domain/time.ts';
import {toDayNumber} from '../domain/time.ts';
import type {DayView} from './fleet-model.ts';
import {offsetTime} from './local-time.ts';
import type {StartedRun} from './simulate-day.ts';
import {startedRuns} from './simulate-day.ts';

const HEADER = 'JobIDRaw|JobID|User|State|ExitCode|Submit|Eligible|Start|End|Reason|JobName';
const USER = 'quant';

/** Slurm's own words for what ends a job; the exit code shows nothing of these. */
const SPECIAL_ENDS: Record<number, {state: string; exitCode: string; reason: string}> = {
  124: {state: 'TIMEOUT', exitCode: '0:0', reason: 'TimeLimit'},
  125: {state: 'OUT_OF_MEMORY', exitCode: '0:125', reason: 'None'},
};

export function printSacct(view: DayView): string {
  const rows = startedRuns(view).map(run => row(run, view));
  return [HEADER, ...rows, ''].join('\n');
}

function row(run: StartedRun, {environment, day}: DayView): string {
  const time = (instant: EpochMs): string => offsetTime(instant, environment.clock.zone);
  // Job ids go on from day to day; a rerun is a job of its own.
  const id = String((toDayNumber(day) % 10_000) * 1000 + run.sequence * 3 + run.attempt);
  const {state, exitCode, reason} = stateOf(run);
  const end = 'endedAt' in run ? time(run.endedAt) : 'Unknown';
  const submitted = time(run.attempt === 1 ? run.dueAt : run.startedAt);
  return [
    id,
    id,
    USER,
    state,
    exitCode,
    submitted,
    submitted,
    time(run.startedAt),
    end,
    reason,
    run.job.name,
  ].join('|');
}

function stateOf(run: StartedRun): {state: string; exitCode: string; reason: string} {
  if (run.state === 'running') return {state: 'RUNNING', exitCode: '0:0', reason: 'None'};
  if (run.state === 'succeeded') return {state: 'COMPLETED', exitCode: '0:0', reason: 'None'};
  return (
    SPECIAL_ENDS[run.exitCode] ?? {state: 'FAILED', exitCode: `${run.exitCode}:0`, reason: 'NonZeroExitCode'}
  );
}
