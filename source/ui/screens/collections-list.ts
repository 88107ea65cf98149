/** The attempts to collect an environment's sources: the evidence, newest first. */
import {isComplete, OUTCOMES} from '../../domain/collection.ts';
import {formatCount} from '../../domain/text.ts';
import type {CollectionItem, PageDay} from '../../report/pages/pages.ts';
import type {DetailText} from '../components/detail-pane.tsx';
import type {Display} from '../display.ts';
import type {ListColumn, ListDefinition} from '../list/list-definition.ts';
import {lookText, outcomeLook} from '../paint/glyphs.ts';
import {formatTime, isoOrNull, TIME_CELLS} from '../text/instants.ts';
import {describeOutcome, describeYield, formatTook} from './collection-words.ts';

type About = Pick<PageDay, 'timezone' | 'businessDay'>;

export function defineCollections(
  {isAscii}: Pick<Display, 'isAscii'>,
  {timezone, businessDay}: About,
): ListDefinition<CollectionItem> {
  return {
    noun: 'collections',
    keyOf: ({id}) => String(id),
    textOf: ({source, adapter, outcome, error}) => [source, adapter, outcome, error ?? ''].join(' '),
    isProblem: isProblematic,
    states: OUTCOMES.map(name => ({name, test: ({outcome}) => outcome === name})),
    emptyText: 'Nothing was collected for this business day.',
    columns: [
      {
        key: 'outcome',
        title: 'outcome',
        width: 11,
        value: row => row.outcome,
        text: ({outcome}) => lookText(outcomeLook(outcome), isAscii),
        tone: ({outcome}) => outcomeLook(outcome).tone,
        sortBy: ({outcome}) => OUTCOMES.indexOf(outcome),
      },
      {
        key: 'startedAt',
        title: 'started',
        width: TIME_CELLS,
        value: row => isoOrNull(row.startedAt),
        text: row => formatTime(row.startedAt, timezone, businessDay),
        sortBy: row => row.startedAt,
      },
      {key: 'source', title: 'source', most: 24, value: row => row.source},
      number('rows', 'rows', row => row.rows, 3),
      number('rejected', 'rejected', row => row.rejected, 5),
      {
        key: 'durationMs',
        title: 'took',
        align: 'right',
        width: 7,
        yields: 4,
        value: row => row.durationMs,
        text: row => formatTook(row.durationMs),
      },
      {key: 'businessDay', title: 'day', width: 10, yields: 6, value: row => row.businessDay},
      number('bytes', 'bytes', row => row.bytes, 7),
      {key: 'exitCode', value: row => row.exitCode},
      {
        key: 'error',
        title: 'error',
        width: 12,
        isElastic: true,
        yields: 2,
        value: row => row.error,
        text: row => row.error ?? '',
      },
      {key: 'stderr', value: row => row.stderrTail},
      {key: 'id', value: row => row.id},
    ],
  };
}

function number(
  key: string,
  title: string,
  value: (row: CollectionItem) => number,
  yields: number,
): ListColumn<CollectionItem> {
  return {key, title, align: 'right', yields, value, text: row => formatCount(value(row))};
}

/** What is not whole, or left a line out: such an answer is no evidence that something did not run. */
export function isProblematic({outcome, rejected}: Pick<CollectionItem, 'outcome' | 'rejected'>): boolean {
  return !isComplete(outcome) || rejected > 0;
}

/** What is known of the attempt under the cursor, the most important first. */
export function describeCollection(
  row: CollectionItem,
  {timezone, businessDay}: About,
  isAscii: boolean,
): DetailText[] {
  const {outcome, startedAt, source, adapter, error, stderrTail} = row;
  const look = outcomeLook(outcome);
  const when = formatTime(startedAt, timezone, businessDay);
  return [
    {
      text: `${lookText(look, isAscii)}: ${describeOutcome(row)} (${source}, adapter ${adapter}, at ${when}; ${describeYield(row)})`,
      tone: look.tone,
    },
    ...(error === null ? [] : [{text: error, tone: 'plain'} as const]),
    ...(stderrTail === null ? [] : [{text: `stderr: ${lastLines(stderrTail)}`, tone: 'muted'} as const]),
  ];
}

/** The end of what the command complained of says why it gave up; the whole is one key away. */
function lastLines(stderrTail: string): string {
  return stderrTail.split('\n').slice(-3).join('\n');
}
