/** From a Job object (batch/v1, its API reference's JobStatus) to the run that it is. */
import type {DayClock} from '../domain/business-day.ts';
import type {RunStatus} from '../domain/run.ts';
import {hasStarted, isTerminal} from '../domain/run.ts';
import {cleanText, plural} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {MINUTE_MS, SECOND_MS} from '../domain/time.ts';
import {dayFinder} from './day-finder.ts';
import {integerAt, type JsonRecord, recordAt, recordsAt, textAt} from './json-answer.ts';
import {readTimes} from './json-times.ts';
import type {PodNews} from './kubernetes-pod.ts';
import {readKubernetesStatus} from './kubernetes-status.ts';
import type {RunFacts} from './run-register.ts';
import type {ReadTime} from './timestamps.ts';

export type KubernetesJob = {
  facts: RunFacts;
  /** Belongs to a CronJob, started by it or by hand from it. */
  isOwned: boolean;
  /** The Pod that told more. */
  pod?: JsonRecord;
};

type ReadJob = (record: JsonRecord, pods: PodNews | undefined) => KubernetesJob | string;

export function kubernetesJobReader(clock: DayClock, readTime: ReadTime): ReadJob {
  const findDay = dayFinder(clock);
  return (record, pods) => {
    const metadata = recordAt(record, 'metadata');
    const status = recordAt(record, 'status');
    const name = textAt(metadata, 'name');
    if (name === '') return 'no metadata.name';
    const state = readKubernetesStatus(record, pods);
    const times = readTimes(
      {
        creationTimestamp: metadata.creationTimestamp,
        deletionTimestamp: metadata.deletionTimestamp,
        startTime: status.startTime,
        completionTime: status.completionTime ?? state.decidedAt,
      },
      readTime,
    );
    if (typeof times === 'string') return times;
    const owner = recordsAt(metadata, 'ownerReferences').find(({kind}) => kind === 'CronJob');
    const scheduledAt = owner && scheduledTime(metadata, name, textAt(owner, 'name'), readTime);
    const startedAt = hasStarted(state.status) ? times.startTime : undefined;
    const at = scheduledAt ?? startedAt ?? times.creationTimestamp;
    const facts: RunFacts = {
      job: jobName(metadata, owner, name),
      // A Job that no CronJob named may be deleted and made anew under its name.
      runKey: owner ? name : textAt(metadata, 'uid') || name,
      businessDay: at === undefined ? undefined : findDay(at),
      status: state.status,
      scheduledAt,
      startedAt,
      endedAt: endOf(state.status, times),
      exitCode: isTerminal(state.status) ? pods?.exitCode : undefined,
      message: describe(state.message, integerAt(status, 'failed') ?? 0),
    };
    return {facts, isOwned: owner !== undefined, ...(pods && {pod: pods.record})};
  };
}

type Times = {completionTime?: EpochMs; deletionTimestamp?: EpochMs};

function endOf(status: RunStatus, {completionTime, deletionTimestamp}: Times): EpochMs | undefined {
  if (status === 'cancelled') return deletionTimestamp;
  return isTerminal(status) ? completionTime : undefined;
}

function jobName(metadata: JsonRecord, owner: JsonRecord | undefined, name: string): string {
  // `generateName: import-` makes import-x7k2p, import-9qzwl: runs of one job.
  const generated = textAt(metadata, 'generateName').replace(/[-.]+$/, '');
  const job = owner ? textAt(owner, 'name') || name : generated || name;
  const namespace = textAt(metadata, 'namespace');
  return cleanText(namespace === '' ? job : `${namespace}/${job}`);
}

const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp';
const INSTANTIATED = 'cronjob.kubernetes.io/instantiate';

/**
 * For which due time the CronJob made it: the annotation (since Kubernetes 1.28), else the number in its name: minutes since 1970
 * (since 1.21), before that seconds. A Job that `kubectl create job --from` made was scheduled for no time at all.
 */
function scheduledTime(
  metadata: JsonRecord,
  name: string,
  owner: string,
  readTime: ReadTime,
): EpochMs | undefined {
  const annotations = recordAt(metadata, 'annotations');
  if (textAt(annotations, INSTANTIATED) === 'manual') return undefined;
  const annotated = textAt(annotations, SCHEDULED);
  const scheduledAt = annotated === '' ? undefined : readTime(annotated);
  if (scheduledAt !== undefined) return scheduledAt;
  const number = name.startsWith(`${owner}-`) ? name.slice(owner.length + 1) : '';
  if (/^\d{8}$/.test(number)) return Number(number) * MINUTE_MS;
  return /^[12]\d{9}$/.test(number) ? Number(number) * SECOND_MS : undefined;
}

function describe(message: string, failedPods: number): string | undefined {
  const attempts = failedPods > 0 ? `${plural(failedPods, 'failed pod')}` : '';
  return cleanText([message, attempts].filter(part => part !== '').join('; ')) || undefined;
}
