import type {Day, EpochMs} from './time.ts';

/**
 * How one attempt to run one source ended.
 *  - `ok` rows were read · `empty` the command succeeded and told of nothing
 *  - `partial` the answer is incomplete, or some lines could not be read
 *  - `exit` the command failed · `timeout` it was killed at its deadline · `spawn` it could not be started
 *  - `parse` nothing in its output could be read · `cancelled` we were told to stop
 */
export const OUTCOMES = ['ok', 'empty', 'partial', 'exit', 'timeout', 'spawn', 'parse', 'cancelled'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** An answer: facts were taken from it (perhaps not all). */
export function isAnswer(outcome: Outcome): boolean {
  return outcome === 'ok' || outcome === 'empty' || outcome === 'partial';
}

/** A whole answer: what it does not show did not happen. Only such a collection is evidence of absence. */
export function isComplete(outcome: Outcome): boolean {
  return outcome === 'ok' || outcome === 'empty';
}

/** One attempt to run one source for one business day, kept as evidence. */
export type Collection = {
  id: number;
  environment: string;
  source: string;
  adapter: string;
  businessDay: Day;
  startedAt: EpochMs;
  durationMs: number;
  outcome: Outcome;
  /** Observations stored (runs, counts and schedules). */
  rows: number;
  rejected: number;
  /** Bytes of standard output read. */
  bytes: number;
  exitCode?: number;
  /** One sentence: what went wrong, or why the answer is partial. */
  error?: string;
  /** The last lines of standard error, cleaned. */
  stderrTail?: string;
};

export function collectedAt(collection: Collection): EpochMs {
  return collection.startedAt + collection.durationMs;
}
