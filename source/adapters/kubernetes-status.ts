/** What a Job's conditions and counts mean (JobConditionType in k8s.io/api/batch/v1; kubernetes.io, "Jobs"). */
import type {RunStatus} from '../domain/run.ts';
import {integerAt, type JsonRecord, recordAt, recordsAt, textAt} from './json-answer.ts';
import type {PodNews} from './kubernetes-pod.ts';

type KubernetesStatus = {
  status: RunStatus;
  /** What a person should know of it; may be empty. */
  message: string;
  /** As printed: when the condition came to be that ended the Job. */
  decidedAt?: unknown;
};

/**
 * Only Complete and Failed end a Job. SuccessCriteriaMet and FailureTarget say what it will be once its Pods are gone, and may be
 * followed by either; Suspended takes its Pods away until it is resumed.
 */
export function readKubernetesStatus(record: JsonRecord, pods: PodNews | undefined): KubernetesStatus {
  const status = recordAt(record, 'status');
  const conditions = new Map(
    recordsAt(status, 'conditions')
      .filter(condition => textAt(condition, 'status') === 'True')
      .map(condition => [textAt(condition, 'type'), condition]),
  );
  const failed = conditions.get('Failed');
  if (failed) return {status: 'failed', message: reasonOf(failed), decidedAt: failed.lastTransitionTime};
  const complete = conditions.get('Complete');
  if (complete) return {status: 'succeeded', message: '', decidedAt: complete.lastTransitionTime};
  // A CronJob that replaces, or a person: its Pods are being ended.
  if (textAt(recordAt(record, 'metadata'), 'deletionTimestamp') !== '')
    return {status: 'cancelled', message: 'deleted before it ended'};
  if (conditions.has('Suspended')) return {status: 'held', message: 'suspended'};
  const target = conditions.get('FailureTarget');
  if (target) return {status: 'running', message: `failing: ${reasonOf(target)}`};
  if (conditions.has('SuccessCriteriaMet')) return {status: 'running', message: 'success criteria met'};
  return readLiveStatus(status, pods);
}

function readLiveStatus(status: JsonRecord, pods: PodNews | undefined): KubernetesStatus {
  const count = (name: string): number => integerAt(status, name) ?? 0;
  // Pods count as active before they run: with an image that cannot be pulled, or no node with room for them.
  if (pods?.isPending && count('failed') + count('succeeded') === 0)
    return {status: 'waiting', message: pods.waitsFor};
  // Between two attempts no Pod is active, but the Job has begun.
  const hasBegun = count('active') + count('failed') + count('succeeded') > 0;
  const isUnready = count('active') > 0 && status.ready === 0;
  return {status: hasBegun ? 'running' : 'waiting', message: isUnready ? 'no pod is ready' : ''};
}

/** `BackoffLimitExceeded: Job has reached the specified backoff limit` */
function reasonOf(condition: JsonRecord): string {
  return [textAt(condition, 'reason'), textAt(condition, 'message')].filter(part => part !== '').join(': ');
}
