/**
 * Splits what a terminal sends into keys. Several keys may come in one chunk (somebody types fast, the line is slow), and one
 * key in several: no key is lost, none is made of two.
 *
 * `ESC` before a character is read as the key Esc and then that key, not as Alt: no Alt key has a meaning here, while Esc
 * typed just before another key has one. The exceptions are in `ESCAPED`.
 */
import type {KeyPress} from './key-name.ts';
import {nameCharacter, nameSequence} from './key-name.ts';

export type KeyParser = {
  push(chunk: string): KeyPress[];
  /** Whether what came last may be the key Esc or the beginning of a sequence: only time will tell. */
  isUndecided(): boolean;
  /** The time is over: what came last is what it looks like. */
  settle(): KeyPress[];
};

/** Longer than any sequence, and than any paste that is of use in a line. */
const MOST_PENDING = 100_000;
/** Of what is longer the end is kept as well: the mark that ends a paste may have come in part. */
const KEPT_END = 10;

const PASTE_START = '\u001B[200~';
/** Ctrl-C too: terminals take it out of what they paste, and it must work when the end of a paste got lost on the way. */
const PASTE_END = /\u001B\[201~|(?=\u0003)/;

// A whole sequence: a mouse report of the oldest kind, a function key of the Linux console, any other CSI (rxvt ends some in
// `$`), SS3, and the reply to a question about colours or versions.
const SEQUENCE =
  /^\u001B(?:\[(?:M[\s\S]{3}|\[\d*[A-Z~]|[2-8]\$|(?!M)[0-?]*[ -/]*[@-Z\\-~])|O[\d;]*[A-Za-z]|(?:\]\d+;|[P_^])[^\u0007\u001B]*(?:\u0007|\u001B\\|(?=\u001B[^\\])))/;

/** What may become one of them. */
const BEGINNING =
  /^\u001B(?:$|\[(?:M[\s\S]{0,2}|\[\d*|[0-?]*[ -/]*)$|O[\d;]*$|\]\d*$|(?:\]\d+;|[P_^])[^\u0007\u001B]*\u001B?$)/;

/** Alt-Backspace, as Esc and Backspace together mean nothing; and Shift-Tab of the Linux console (its `kcbt`). */
const ESCAPED: Record<string, string> = {'\b': 'alt-backspace', '\u007F': 'alt-backspace', '\t': 'shift-tab'};

/** A person may have typed these as single keys; of anything longer the rest is on its way. */
const UNDECIDED = /^\u001B(?:[[OP_^]|\]\d*)?$/;

export function createKeyParser(): KeyParser {
  let pending = '';
  return {
    push(chunk) {
      const {keys, rest} = splitKeys(pending + chunk);
      pending = rest.length > MOST_PENDING ? rest.slice(0, MOST_PENDING) + rest.slice(-KEPT_END) : rest;
      return keys;
    },
    isUndecided: () => UNDECIDED.test(pending),
    settle() {
      if (!UNDECIDED.test(pending)) return [];
      const keys = Array.from(pending, nameCharacter);
      pending = '';
      return keys.filter(key => key !== undefined);
    },
  };
}

function splitKeys(input: string): {keys: KeyPress[]; rest: string} {
  const keys: KeyPress[] = [];
  let rest = input;
  while (rest !== '') {
    const {key, length} = takeKey(rest);
    if (length === 0) break;
    if (key) keys.push(key);
    rest = rest.slice(length);
  }
  return {keys, rest};
}

/** The first key of a text and the length of what stands for it; 0 = it is not all there. */
function takeKey(input: string): {key?: KeyPress | undefined; length: number} {
  if (input.startsWith('\u001B')) return takeEscape(input);
  const character = String.fromCodePoint(input.codePointAt(0) ?? 0);
  return {key: nameCharacter(character), length: character.length};
}

function takeEscape(input: string): {key?: KeyPress | undefined; length: number} {
  if (input.startsWith(PASTE_START)) return takePaste(input);
  const [sequence] = SEQUENCE.exec(input) ?? [];
  if (sequence !== undefined) return {key: nameSequence(sequence), length: sequence.length};
  if (BEGINNING.test(input)) return {length: 0};
  const escaped = ESCAPED[input.charAt(1)];
  return escaped === undefined
    ? {key: {name: 'esc', text: ''}, length: 1}
    : {key: {name: escaped, text: ''}, length: 2};
}

function takePaste(input: string): {key?: KeyPress | undefined; length: number} {
  const body = input.slice(PASTE_START.length);
  const end = PASTE_END.exec(body);
  if (!end) return {length: 0};
  return {
    key: {name: 'paste', text: body.slice(0, end.index)},
    length: PASTE_START.length + end.index + end[0].length,
  };
}
