import type {Collection} from '../../domain/collection.ts';
import {cleanText} from '../../domain/text.ts';
import {formatInstant} from '../../domain/time.ts';
import type {Listing} from '../table.ts';

/** `collections`: the evidence, newest first. */
export function listCollections(rows: readonly Collection[]): Listing<Collection> {
  return {
    rows,
    emptyText: 'Nothing was collected.',
    columns: [
      {key: 'id', title: 'id', align: 'right', value: row => row.id},
      {key: 'environment', title: 'environment', value: row => row.environment},
      {key: 'source', title: 'source', value: row => row.source},
      {key: 'adapter', value: row => row.adapter},
      {key: 'businessDay', title: 'day', value: row => row.businessDay},
      {
        key: 'startedAt',
        title: 'started (utc)',
        // An instant that has lost its end tells least.
        narrowest: 'yyyy-MM-dd HH:mm:ss'.length,
        value: row => formatInstant(row.startedAt),
        text: row => formatInstant(row.startedAt).slice(0, 19).replace('T', ' '),
      },
      {key: 'durationMs', yields: 5, title: 'ms', align: 'right', value: row => row.durationMs},
      {key: 'outcome', title: 'outcome', value: row => row.outcome},
      {key: 'rows', title: 'rows', align: 'right', value: row => row.rows},
      {key: 'rejected', yields: 3, title: 'rejected', align: 'right', value: row => row.rejected},
      {key: 'bytes', yields: 4, title: 'bytes', align: 'right', value: row => row.bytes},
      {key: 'exitCode', yields: 2, title: 'exit', align: 'right', value: row => row.exitCode ?? null},
      {
        key: 'error',
        yields: 1,
        title: 'error',
        value: row => row.error ?? null,
        text: row => cleanText(row.error ?? ''),
      },
      {key: 'stderr', value: row => row.stderrTail ?? null},
    ],
  };
}
