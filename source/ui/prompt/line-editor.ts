/** A line of text that is being typed: the state and every way in which it changes. Pure. */
import {cleanText} from '../../domain/text.ts';
import type {Recalled} from './history.ts';
import type {PromptAction} from './prompt-keymap.ts';

/** `cursor` is an offset in UTF-16 units and always lies between two characters as a person counts them. */
export type LineState = {
  text: string;
  cursor: number;
  /** Where in the history the line stands; absent when it was typed. */
  recalled?: Recalled;
};

/** The actions of the prompt that change the line alone. */
export type LineEdit = Extract<
  PromptAction,
  | 'left'
  | 'right'
  | 'start'
  | 'end'
  | 'delete-left'
  | 'delete-right'
  | 'delete-word'
  | 'delete-start'
  | 'delete-end'
>;

/** In UTF-16 units. Two of the longest names fit in. */
export const MAX_LINE_LENGTH = 1200;

export const EMPTY_LINE: LineState = {text: '', cursor: 0};

/** A line with the cursor at its end. */
export function lineOf(text: string): LineState {
  return insertText(EMPTY_LINE, text);
}

/** Puts typed or pasted text at the cursor: one line, without anything invisible, as much as there is room for. */
export function insertText({text, cursor}: LineState, added: string): LineState {
  const room = MAX_LINE_LENGTH - text.length;
  // One more than there is room for: where a text is cut, `cleanText` puts a mark, which then falls off.
  const clean = added === ' ' ? ' ' : cleanText(added, MAX_LINE_LENGTH + 1);
  const fitting = clean.length <= room ? clean : clean.slice(0, boundaryBefore(clean, room + 1));
  return placeCursor(text.slice(0, cursor) + fitting + text.slice(cursor), cursor + fitting.length);
}

export function editLine(line: LineState, edit: LineEdit): LineState {
  const {text, cursor} = line;
  switch (edit) {
    case 'left':
      return {...line, cursor: boundaryBefore(text, cursor)};
    case 'right':
      return {...line, cursor: boundaryAfter(text, cursor)};
    case 'start':
      return {...line, cursor: 0};
    case 'end':
      return {...line, cursor: text.length};
    case 'delete-left':
      return cutLine(line, boundaryBefore(text, cursor), cursor);
    case 'delete-right':
      return cutLine(line, cursor, boundaryAfter(text, cursor));
    case 'delete-word':
      return cutLine(line, text.slice(0, cursor).search(/\S*\s*$/), cursor);
    case 'delete-start':
      return cutLine(line, 0, cursor);
    case 'delete-end':
      return cutLine(line, cursor, text.length);
  }
}

/** For drawing: what stands before the cursor, the character under it ('' at the end), and the rest. */
export function splitLine({text, cursor}: LineState): {before: string; under: string; after: string} {
  const next = boundaryAfter(text, cursor);
  return {before: text.slice(0, cursor), under: text.slice(cursor, next), after: text.slice(next)};
}

function cutLine(line: LineState, from: number, to: number): LineState {
  return from === to ? line : placeCursor(line.text.slice(0, from) + line.text.slice(to), from);
}

/** What has come together may be one character now: the cursor then stands after it. */
function placeCursor(text: string, at: number): LineState {
  return {text, cursor: at === 0 ? 0 : boundaryAfter(text, at - 1)};
}

// Made when it is first needed: its first use takes 15 ms, and nearly every line is ASCII.
let segmenter: Intl.Segmenter | undefined;
const ASCII = /^[ -~]*$/;

function boundaryBefore(text: string, at: number): number {
  if (at <= 0) return 0;
  if (ASCII.test(text)) return at - 1;
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text).containing(at - 1)?.index ?? 0;
}

function boundaryAfter(text: string, at: number): number {
  if (at >= text.length) return text.length;
  if (ASCII.test(text)) return at + 1;
  segmenter ??= new Intl.Segmenter();
  const found = segmenter.segment(text).containing(at);
  return found ? found.index + found.segment.length : text.length;
}
