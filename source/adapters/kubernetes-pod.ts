/** What the Pods of a Job tell beyond the Job itself: exit codes, and why nothing starts (core/v1, PodStatus). */
import type {EpochMs} from '../domain/time.ts';
import {integerAt, type JsonRecord, recordAt, recordsAt, textAt} from './json-answer.ts';
import type {ReadTime} from './timestamps.ts';

export type PodNews = {
  /** The Pod that was made last. */
  record: JsonRecord;
  /** That no Pod of the Job has begun to run. */
  isPending: boolean;
  /** Why it has not: `ImagePullBackOff: Back-off pulling image "x"`, `Unschedulable: 0/3 nodes are available`. */
  waitsFor: string;
  /** Of the last Pod's containers, the first code that is not 0. */
  exitCode?: number;
};

/** Finds what the Pods that a Job owns tell. */
export function readPods(
  pods: readonly JsonRecord[],
  readTime: ReadTime,
): (job: JsonRecord) => PodNews | undefined {
  const byOwner = new Map<string, JsonRecord[]>();
  for (const pod of pods) {
    const metadata = recordAt(pod, 'metadata');
    const owner = recordsAt(metadata, 'ownerReferences').find(({kind}) => kind === 'Job');
    if (!owner) continue;
    const key = keyOf(metadata, textAt(owner, 'name'));
    const ofOwner = byOwner.get(key);
    if (ofOwner) ofOwner.push(pod);
    else byOwner.set(key, [pod]);
  }
  // Each Job's once, however often it is in the list.
  const news = new Map<string, PodNews>();
  return job => {
    const metadata = recordAt(job, 'metadata');
    const key = keyOf(metadata, textAt(metadata, 'name'));
    const ofJob = byOwner.get(key);
    const known = news.get(key) ?? (ofJob && tellNews(ofJob, readTime));
    if (known) news.set(key, known);
    return known;
  };
}

function tellNews(pods: readonly JsonRecord[], readTime: ReadTime): PodNews | undefined {
  const createdAt = (pod: JsonRecord): EpochMs =>
    readTime(textAt(recordAt(pod, 'metadata'), 'creationTimestamp')) ?? 0;
  const [last] = pods.toSorted((a, b) => createdAt(b) - createdAt(a));
  if (!last) return undefined;
  const exitCode = exitCodeOf(last);
  return {
    record: last,
    isPending: pods.every(pod => textAt(recordAt(pod, 'status'), 'phase') === 'Pending'),
    waitsFor: waitingReason(last),
    ...(exitCode === undefined ? {} : {exitCode}),
  };
}

function keyOf(metadata: JsonRecord, job: string): string {
  return `${textAt(metadata, 'namespace')}/${job}`;
}

function statesOf(pod: JsonRecord, state: 'waiting' | 'terminated'): JsonRecord[] {
  const status = recordAt(pod, 'status');
  return ['initContainerStatuses', 'containerStatuses']
    .flatMap(list => recordsAt(status, list))
    .map(container => recordAt(recordAt(container, 'state'), state));
}

function exitCodeOf(pod: JsonRecord): number | undefined {
  const codes = statesOf(pod, 'terminated').flatMap(terminated => integerAt(terminated, 'exitCode') ?? []);
  return codes.find(code => code !== 0) ?? codes[0];
}

function waitingReason(pod: JsonRecord): string {
  const unscheduled = recordsAt(recordAt(pod, 'status'), 'conditions').find(
    condition => condition.type === 'PodScheduled' && condition.status === 'False',
  );
  const [cause] = [...(unscheduled ? [unscheduled] : []), ...statesOf(pod, 'waiting')].filter(
    ({reason}) => reason !== undefined,
  );
  return cause ? [textAt(cause, 'reason'), textAt(cause, 'message')].filter(Boolean).join(': ') : '';
}
