/** What must hold of whatever an adapter makes of whatever it is given. */
import type {Observations} from '../../source/domain/observations.ts';
import {MAX_REJECTED_KEPT} from '../../source/domain/observations.ts';
import {RUN_STATUSES} from '../../source/domain/run.ts';
import {isDay} from '../../source/domain/time.ts';

// Controls, line separators, zero-width and bidirectional characters, tags, lone surrogates: nothing that may be printed.
const DECEPTIVE =
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]|\p{Surrogate}/u;

/** Runs whose texts are looked at, of each answer. */
const TEXTS_LOOKED_AT = 30;

/** What is wrong, in words; empty when nothing is. */
export function findUnsound(observations: Observations): string[] {
  const {runs, counts, schedules, rejected, rejectedCount, readRunText} = observations;
  const problems: string[] = [];
  const demand = (isSound: boolean, problem: string, shown: unknown): void => {
    if (!isSound) problems.push(`${problem}: ${JSON.stringify(shown)}`);
  };
  forEachString({...observations, readRunText: undefined}, text =>
    demand(!DECEPTIVE.test(text), 'a deceptive text', text),
  );
  for (let index = 0; index < Math.min(runs.length, TEXTS_LOOKED_AT); index++) {
    // A run's text may be of several lines; each of them is clean.
    for (const line of readRunText?.(index)?.split('\n') ?? [])
      demand(!DECEPTIVE.test(line), 'a deceptive line', line);
  }
  demand(
    rejected.length === Math.min(rejectedCount, MAX_REJECTED_KEPT),
    'rejected lines kept',
    rejectedCount,
  );
  for (const run of runs) {
    demand(isDay(run.businessDay) && RUN_STATUSES.includes(run.status), 'a day or a status', run);
    demand(run.job !== '' && run.runKey !== '', 'a run without job or key', run);
    demand([run.scheduledAt, run.startedAt, run.endedAt].every(isInstant), 'an instant', run);
    demand(run.exitCode === undefined || Number.isSafeInteger(run.exitCode), 'an exit code', run);
  }
  for (const count of counts)
    demand(isDay(count.businessDay) && Number.isInteger(count.count), 'a count', count);
  for (const schedule of schedules) {
    const {job, timing} = schedule;
    demand(job !== '', 'a schedule without a job', schedule);
    demand(timing.kind !== 'instants' || timing.dueAt.every(isInstant), 'a due instant', schedule);
  }
  return problems;
}

function isInstant(value: number | undefined): boolean {
  return value === undefined || Number.isSafeInteger(value);
}

function forEachString(value: unknown, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) forEachString(inner, visit);
}
