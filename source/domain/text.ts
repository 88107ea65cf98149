/**
 * What a remote command prints is hostile. Every string that leaves an adapter has been through `cleanText`, so that it
 * can neither move a cursor, set a title, change colours, reorder what is read nor hide in an identifier.
 */

/** Longest job name, run key or message kept, in characters. */
export const MAX_TEXT_LENGTH = 512;

// ESC sequences: CSI (colours, cursor), OSC/DCS/SOS/PM/APC strings up to their terminator, then any other two-byte form.
const ESCAPE_SEQUENCES =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]?/g;

// Controls (C0, DEL, C1), format characters (bidi, zero width, tags), line and paragraph separators, and all else that is
// drawn as nothing (fillers, joiners, variation selectors). None of them is visible, all of them deceive.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Printable ASCII without DEL needs none of the work below, and nearly all text is that. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

/**
 * Makes foreign text harmless: removes escape sequences whole, turns tabs and line ends into a space, drops every other
 * control, zero-width and bidirectional character, repairs lone surrogates, trims, and cuts to `maxLength` characters.
 */
export function cleanText(text: string, maxLength = MAX_TEXT_LENGTH): string {
  // A megabyte of one "name" is cut before the expressions see it: eight times the bound leaves room for escapes.
  const bounded = text.length > maxLength * 8 ? text.slice(0, maxLength * 8) : text;
  const visible = isPlain(bounded)
    ? bounded.trim()
    : bounded
        .toWellFormed()
        .replace(ESCAPE_SEQUENCES, '')
        .replace(/[\t\n\r\v\f\u0085\u2028\u2029]+/g, ' ')
        .replace(INVISIBLE, '')
        .trim();
  // Cutting can split a surrogate pair; its first half is then left out.
  return visible.length <= maxLength
    ? visible
    : `${visible.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Whether there is nothing to see; most lines show something with their first character. */
export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && text.trim() === '';
}

/** Adds thousands separators without loading Intl: 1204 -> `1,204`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 job`, `3 jobs`. */
export function plural(count: number, noun: string): string {
  const many = /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${formatCount(count)} ${count === 1 ? noun : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** `it was due` -> `It was due`. */
export function capitalise(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Orders texts the same everywhere, without a locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
