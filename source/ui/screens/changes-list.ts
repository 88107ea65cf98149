/** Every change of a job's verdicts, with the collection that showed it. */
import type {ChangeItem, PageDay} from '../../report/pages/pages.ts';
import type {Display} from '../display.ts';
import type {ListDefinition} from '../list/list-definition.ts';
import {lookText, verdictLook} from '../paint/glyphs.ts';
import {formatTime, isoOrNull, TIME_CELLS} from '../text/instants.ts';

export function defineChanges(
  {isAscii}: Pick<Display, 'isAscii'>,
  {timezone, businessDay}: Pick<PageDay, 'timezone' | 'businessDay'>,
): ListDefinition<ChangeItem> {
  return {
    noun: 'changes',
    keyOf: ({dueAt, at, verdict, businessDay: day}) => [day, dueAt, at, verdict].join(' '),
    textOf: ({verdict, businessDay: day}) => `${verdict} ${day}`,
    isProblem: ({verdict}) => verdict === 'missing' || verdict === 'failed' || verdict === 'overrun',
    states: [],
    emptyText: 'No verdict has changed in the last 30 business days.',
    columns: [
      {
        key: 'at',
        title: 'since',
        width: TIME_CELLS,
        value: ({at}) => isoOrNull(at),
        text: ({at}) => formatTime(at, timezone, businessDay),
      },
      {
        key: 'verdict',
        title: 'verdict',
        width: 10,
        value: row => row.verdict,
        text: ({verdict}) => lookText(verdictLook(verdict), isAscii),
        tone: ({verdict}) => verdictLook(verdict).tone,
      },
      {key: 'businessDay', title: 'day', width: 10, value: row => row.businessDay},
      {
        key: 'dueAt',
        title: 'due',
        width: TIME_CELLS,
        yields: 1,
        value: ({dueAt}) => isoOrNull(dueAt),
        text: ({dueAt}) => formatTime(dueAt, timezone, businessDay),
      },
      {
        key: 'collection',
        title: 'seen by',
        width: 20,
        isElastic: true,
        yields: 2,
        value: ({collection}) => collection?.id ?? null,
        text: ({collection}) =>
          collection === null
            ? '-'
            : `${collection.source} at ${formatTime(collection.startedAt + collection.durationMs, timezone, businessDay)}, ${collection.outcome}`,
      },
    ],
  };
}
