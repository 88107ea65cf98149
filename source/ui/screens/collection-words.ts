/** An attempt to collect in words. */
import type {Outcome} from '../../domain/collection.ts';
import {formatCount, plural} from '../../domain/text.ts';
import {formatDuration, SECOND_MS} from '../../domain/time.ts';
import type {CollectionItem} from '../../report/pages/pages.ts';

export const OUTCOME_WORDS: Record<Outcome, string> = {
  ok: 'the answer is whole',
  empty: 'the command succeeded and told of nothing',
  partial: 'the answer is incomplete: what it does not show may have run all the same',
  exit: 'the command failed',
  timeout: 'the command was killed at its deadline',
  spawn: 'the command could not be started',
  parse: 'nothing in the answer could be read',
  cancelled: 'it was stopped by us',
};

/** `the command failed, exit code 255`. */
export function describeOutcome({outcome, exitCode}: Pick<CollectionItem, 'outcome' | 'exitCode'>): string {
  const words = OUTCOME_WORDS[outcome];
  return exitCode === null || exitCode === 0 ? words : `${words}, exit code ${exitCode}`;
}

/** `412 rows, 3 lines rejected, 12,345 bytes`. */
export function describeYield({
  rows,
  rejected,
  bytes,
}: Pick<CollectionItem, 'rows' | 'rejected' | 'bytes'>): string {
  const lost = rejected === 0 ? '' : `, ${plural(rejected, 'line')} rejected`;
  return `${plural(rows, 'row')}${lost}, ${formatCount(bytes)} bytes`;
}

/** Most commands take less than a second: `320ms`, `4s`, `2m`. */
export function formatTook(durationMs: number): string {
  return durationMs < SECOND_MS ? `${Math.round(durationMs)}ms` : formatDuration(durationMs);
}
