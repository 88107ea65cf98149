/** The bytes that a terminal sends for a key (xterm's, with `ctrl-` and `alt-` in front of a character). */

/** Cursor keys: `CSI x`, or `SS3 x` when the program asked for application mode. */
const CURSOR = {up: 'A', down: 'B', right: 'C', left: 'D', home: 'H', end: 'F'} as const;

const PLAIN = {
  enter: '\r',
  esc: '\u001B',
  tab: '\t',
  'shift-tab': '\u001B[Z',
  space: ' ',
  backspace: '\u007F',
  insert: '\u001B[2~',
  delete: '\u001B[3~',
  pageup: '\u001B[5~',
  pagedown: '\u001B[6~',
  f1: '\u001BOP',
  f2: '\u001BOQ',
  f3: '\u001BOR',
  f4: '\u001BOS',
  f5: '\u001B[15~',
  f6: '\u001B[17~',
  f7: '\u001B[18~',
  f8: '\u001B[19~',
  f9: '\u001B[20~',
  f10: '\u001B[21~',
  f11: '\u001B[23~',
  f12: '\u001B[24~',
} as const;

/** Throws a RangeError for a name that no key has: a slip in a test must not be typed as text. */
export function encodeKey(key: string, isApplicationCursor = false): string {
  if (Object.hasOwn(CURSOR, key)) {
    return `\u001B${isApplicationCursor ? 'O' : '['}${CURSOR[key as keyof typeof CURSOR]}`;
  }
  if (Object.hasOwn(PLAIN, key)) return PLAIN[key as keyof typeof PLAIN];
  const [, modifier, character] = /^(ctrl|alt)-(.)$/u.exec(key) ?? [];
  if (modifier === 'alt' && character) return `\u001B${character}`;
  // Control takes the upper three bits off: ctrl-a is 1, ctrl-[ is escape.
  if (character) return String.fromCharCode(character.toUpperCase().charCodeAt(0) & 0x1f);
  if ([...key].length === 1) return key;
  throw new RangeError(`there is no key "${key}"; to type a text use type()`);
}
