/** What was typed in a prompt before. Entries are the oldest first; the line that is being typed is not among them. */
import type {LineState} from './line-editor.ts';

/** The entry that the line shows, and what had been typed before it was looked for. */
export type Recalled = {index: number; draft: string};

const MOST_ENTRIES = 100;

/** Adds what was accepted; what is there already moves to the end. */
export function remember(entries: readonly string[], text: string): readonly string[] {
  if (text.trim() === '') return entries;
  return [...entries.filter(entry => entry !== text), text].slice(-MOST_ENTRIES);
}

/** The entry before (-1) or after (1) the one that is shown. After the last one comes what had been typed. */
export function recall(line: LineState, entries: readonly string[], step: -1 | 1): LineState {
  const {index, draft} = line.recalled ?? {index: entries.length, draft: line.text};
  const wanted = index + step;
  if (wanted === entries.length) return {text: draft, cursor: draft.length};
  const text = entries[wanted];
  return text === undefined ? line : {text, cursor: text.length, recalled: {index: wanted, draft}};
}
