/** How a batch job of Nomad stands: by its allocations, and by its summary where none of them is left. */
import type {RunStatus} from '../domain/run.ts';
import {plural} from '../domain/text.ts';
import {integerAt, type JsonRecord, recordAt, textAt} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import type {Allocation} from './nomad-allocation.ts';

type NomadStatus = {status: RunStatus; message: string; exitCode?: number | undefined};

/** A failed allocation may be placed again: only those that none follows decide. */
export function readNomadStatus(job: JsonRecord, allocations: readonly Allocation[]): NomadStatus {
  const last = allocations.filter(({isReplaced}) => !isReplaced);
  if (last.length === 0) return readSummary(job);
  const find = (...statuses: readonly string[]): Allocation | undefined =>
    last.find(({clientStatus}) => statuses.includes(clientStatus));
  const failed = find('failed', 'lost');
  const retries = allocations.length - last.length;
  const message = retries > 0 ? `${plural(retries, 'earlier allocation')} failed` : '';
  if (find('running') || last.some(({clientStatus, startedAt}) => clientStatus === 'pending' && startedAt))
    return {status: 'running', message};
  if (find('pending')) return {status: allocations.some(hasBegun) ? 'running' : 'waiting', message};
  if (find('unknown')) return {status: 'unknown', message: 'its client is disconnected'};
  if (failed) {
    // The job's own word is "dead" when Nomad has given up; where the job is not listed, it is not known.
    const isOver = textAt(job, 'Status') === 'dead' || job.Status === undefined;
    const reason = failed.clientStatus === 'lost' ? 'its client was lost' : failed.reason;
    if (!isOver) return {status: 'running', message: `to be placed again: ${reason}`};
    return {status: 'failed', message: reason, exitCode: failed.exitCode};
  }
  const stopped = last.some(({isStopped}) => isStopped);
  if (stopped) return {status: 'cancelled', message: 'stopped'};
  const isKnown = last.every(({clientStatus}) => clientStatus === 'complete');
  return isKnown
    ? {status: 'succeeded', message, exitCode: last.find(({exitCode}) => exitCode !== undefined)?.exitCode}
    : {status: 'unknown', message: `allocation "${last[0]?.clientStatus ?? ''}"`};
}

function hasBegun({startedAt}: Allocation): boolean {
  return startedAt !== undefined;
}

/** Counts of allocations, those that were placed again among them: one of each kind does not say how it ended. */
function readSummary(job: JsonRecord): NomadStatus {
  const groups = Object.values(recordAt(recordAt(job, 'JobSummary'), 'Summary')).filter(isRecord);
  const count = (...names: readonly string[]): number =>
    groups.flatMap(group => names.map(name => integerAt(group, name) ?? 0)).reduce((a, b) => a + b, 0);
  const word = textAt(job, 'Status');
  if (word === 'pending') return {status: 'waiting', message: textAt(job, 'StatusDescription')};
  if (word === 'running') {
    const isPlaced = count('Running', 'Starting', 'Complete', 'Failed', 'Lost') > 0;
    return isPlaced || count('Queued') === 0
      ? {status: 'running', message: ''}
      : {status: 'waiting', message: 'no client has room for it'};
  }
  if (word !== 'dead') return {status: 'unknown', message: `status "${word}"`};
  if (job.Stop === true) return {status: 'cancelled', message: 'stopped'};
  const [complete, failed] = [count('Complete'), count('Failed', 'Lost')];
  if (complete > 0 && failed === 0) return {status: 'succeeded', message: ''};
  if (failed > 0 && complete === 0) return {status: 'failed', message: ''};
  return {
    status: 'unknown',
    message: `${complete} complete and ${failed} failed allocations, which are gone`,
  };
}
