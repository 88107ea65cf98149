/** Everything that is known of one attempt to collect, line by line. */
import {formatCount} from '../../domain/text.ts';
import type {CollectionItem, CollectionPage} from '../../report/pages/pages.ts';
import {lookText, outcomeLook} from '../paint/glyphs.ts';
import type {Tone} from '../paint/theme.ts';
import {formatDateTime} from '../text/instants.ts';
import {describeOutcome, describeYield, formatTook} from './collection-words.ts';

export type CollectionLine = {
  key: string;
  /** The part that it belongs to: what `f` goes through. */
  part: 'facts' | 'error' | 'stderr' | 'rejected';
  /** Said only on the first line of what it names. */
  label: string;
  text: string;
  tone: Tone;
};

export const COLLECTION_PARTS = ['facts', 'error', 'stderr', 'rejected'] as const;

/** Empty when the collection is not kept (any more). `wrap` breaks a text into lines that fit beside the labels. */
export function buildCollectionLines(
  {collection, rejected}: CollectionPage,
  {timezone, isAscii, wrap}: {timezone: string; isAscii: boolean; wrap: (text: string) => string[]},
): CollectionLine[] {
  if (!collection) return [];
  const entries = [
    ...factsOf(collection, timezone, isAscii),
    ...textEntries('error', collection.error, 'bad'),
    ...textEntries('stderr', collection.stderrTail, 'plain'),
    ...rejectedEntries(collection, rejected),
  ];
  return entries.flatMap(({part, label, text, tone}, entry) =>
    wrap(text).map((line, i) => ({
      key: `${part} ${entry} ${i}`,
      part,
      label: i === 0 ? label : '',
      text: line,
      tone,
    })),
  );
}

type Entry = Omit<CollectionLine, 'key'>;

function factsOf(collection: CollectionItem, timezone: string, isAscii: boolean): Entry[] {
  const {environment, source, adapter, businessDay, startedAt, durationMs, outcome, id} = collection;
  const look = outcomeLook(outcome);
  const fact = (label: string, text: string, tone: Tone = 'plain'): Entry => ({
    part: 'facts',
    label,
    text,
    tone,
  });
  return [
    fact('outcome', `${lookText(look, isAscii)}: ${describeOutcome(collection)}`, look.tone),
    fact('source', `${source} of ${environment}, adapter ${adapter}`),
    fact('about', `business day ${businessDay}`),
    fact('began', `${formatDateTime(startedAt, timezone)} ${timezone}, took ${formatTook(durationMs)}`),
    fact('read', describeYield(collection)),
    fact('collection', String(id), 'muted'),
  ];
}

function textEntries(part: 'error' | 'stderr', text: string | null, tone: Tone): Entry[] {
  return text === null ? [] : [{part, label: part, text, tone}];
}

function rejectedEntries({rejected: count}: CollectionItem, rejected: CollectionPage['rejected']): Entry[] {
  const entries = rejected.map(
    ({line, reason, text}): Entry => ({
      part: 'rejected',
      label: `line ${line}`,
      text: `${reason}: ${text}`,
      tone: 'warn',
    }),
  );
  const lost = count - rejected.length;
  if (lost <= 0) return entries;
  const more = rejected.length === 0 ? '' : 'more ';
  const rest = `${formatCount(lost)} ${more}rejected ${lost === 1 ? 'line' : 'lines'}, of which no text is kept`;
  return [...entries, {part: 'rejected', label: 'rejected', text: rest, tone: 'muted'}];
}
