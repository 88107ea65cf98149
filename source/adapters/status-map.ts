/** From a scheduler's word for a state to ours. Letters' case, `_`, `-` and repeated spaces make no difference. */
import type {RunStatus} from '../domain/run.ts';
import {RUN_STATUSES} from '../domain/run.ts';
import {createTextIndex} from './text-index.ts';

/** Undefined for a word that is in no table. */
export type ReadStatus = (word: string) => RunStatus | undefined;

/**
 * Words that mean the same in every scheduler and log we know of. Left out are those that do not say how it ended
 * (`finished`, `terminated`) and single letters: they belong into the `statuses` option.
 */
const COMMON_WORDS: Readonly<Record<RunStatus, readonly string[]>> = {
  waiting: [
    'waiting',
    'wait',
    'queued',
    'pending',
    'scheduled',
    'ready',
    'submitted',
    'not started',
    'blocked',
  ],
  running: ['running', 'run', 'executing', 'active', 'started', 'in progress', 'processing'],
  succeeded: [
    ...['ok', 'success', 'successful', 'succeeded', 'succ', 'passed', 'ended ok'],
    ...['complete', 'completed', 'done'],
  ],
  failed: [
    ...[
      'failed',
      'fail',
      'failure',
      'error',
      'errored',
      'ko',
      'nok',
      'not ok',
      'ended not ok',
      'unsuccessful',
    ],
    ...['abend', 'abended', 'aborted', 'killed', 'crashed', 'fatal', 'timeout', 'timed out'],
  ],
  cancelled: ['cancelled', 'canceled', 'skipped', 'deleted', 'removed'],
  held: ['held', 'hold', 'on hold', 'suspended', 'paused'],
  unknown: ['unknown', 'status unknown'],
};

const common = RUN_STATUSES.flatMap(status => COMMON_WORDS[status].map(word => [word, status] as const));

/** The user's words first, then the common ones. */
export function statusReader(own: Readonly<Record<string, RunStatus>> = {}): ReadStatus {
  const words = createTextIndex();
  const statuses: RunStatus[] = [];
  for (const [word, status] of [...common, ...Object.entries(own)])
    statuses[words.numberOf(normalise(word))] = status;
  const readNormal = (word: string): RunStatus | undefined => statuses[words.find(word)];
  const read = remember(word => readNormal(normalise(word)));
  return word => (isNormal(word) ? readNormal(word) : read(word));
}

function normalise(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
}

/** Whether a word is nothing but small letters and digits, which `normalise` leaves alone. */
function isNormal(word: string): boolean {
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    if (!((code >= 97 && code <= 122) || (code >= 48 && code <= 57))) return false;
  }
  return true;
}

/** An output has a handful of different words a million times over; a hostile one must not fill the memory. */
const MAX_WORDS_KEPT = 200;

function remember(read: ReadStatus): ReadStatus {
  const words = createTextIndex();
  const statuses: (RunStatus | undefined)[] = [];
  return word => {
    const number = words.find(word);
    if (number !== -1) return statuses[number];
    const status = read(word);
    if (words.size < MAX_WORDS_KEPT) statuses[words.numberOf(word)] = status;
    return status;
  };
}
