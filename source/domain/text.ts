/**
 * What a remote command prints is hostile. Every string that leaves an adapter has been through `cleanText`, so that it
 * can neither move a cursor, set a title, change colours, reorder what is read nor hide in an identifier.
 */

/** Longest job name, run key or message kept, in characters. */
export const MAX_TEXT_LENGTH = 512;

// ESC sequences: CSI (colours, cursor), OSC/DCS/SOS/PM/APC strings up to their terminator, then any other two-byte form.
const ESCAPE_SEQUENCES =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]?/g;

// C0, DEL, C1; line and paragraph separators; zero-width, bidi controls and isolates, soft hyphen, word joiner, BOM;
// interlinear annotations and the tag characters. None of them is visible, all of them deceive.
const INVISIBLE =
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;

// Printable ASCII without DEL needs none of the work below, and nearly all text is that.
const PLAIN = /^[ -~]*$/;

/**
 * Makes foreign text harmless: removes escape sequences whole, turns tabs and line ends into a space, drops every other
 * control, zero-width and bidirectional character, repairs lone surrogates, trims, and cuts to `maxLength` characters.
 */
export function cleanText(text: string, maxLength = MAX_TEXT_LENGTH): string {
  // A megabyte of one "name" is cut before the expressions see it: eight times the bound leaves room for escapes.
  const bounded = text.length > maxLength * 8 ? text.slice(0, maxLength * 8) : text;
  const visible = PLAIN.test(bounded)
    ? bounded.trim()
    : bounded
        .toWellFormed()
        .replace(ESCAPE_SEQUENCES, '')
        .replace(/[\t\n\r\v\f]+/g, ' ')
        .replace(INVISIBLE, '')
        .trim();
  return visible.length <= maxLength ? visible : `${visible.slice(0, maxLength - 1).toWellFormed()}…`;
}

/** Adds thousands separators without loading Intl: 1204 -> `1,204`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 job`, `3 jobs`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
