/**
 * What a terminal sends for a key -> the key's name. One table for xterm, screen, tmux, the Linux console, rxvt and PuTTY:
 * no sequence means different keys in two of them, save where a comment says so.
 *
 * Sources: xterm's ctlseqs, console_codes(4), rxvt's rxvtRef, the terminfo entries of all five.
 */

/**
 * A key that was pressed. `name` as in the key table (`j`, `G`, `ctrl-d`, `pageup`, `shift-tab`, `f5`, `space`), `paste` for
 * text that was pasted. `text` is what it types, '' if nothing; pasted text may have any character, also line ends.
 */
export type KeyPress = {name: string; text: string};

/** The last letter of `ESC [ … letter` and of `ESC O letter`. */
const LETTER_KEYS: Record<string, string> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
  Z: 'shift-tab',
};

/** The number of `ESC [ number ~`: 1 and 4 are Home and End of the Linux console, screen and tmux, 7 and 8 rxvt's. */
const NUMBER_KEYS: Record<string, string> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
};

/** `ESC [ [ letter`: the Linux console's first five function keys. */
const CONSOLE_KEYS: Record<string, string> = {A: 'f1', B: 'f2', C: 'f3', D: 'f4', E: 'f5'};

/** `ESC O letter` of the application keypad, as the VT220 has it; Enter is `M`. */
const KEYPAD = new Map(
  Array.from('jklmnopqrstuvwxyX', (letter, at) => [letter, '*+,-./0123456789='.charAt(at)]),
);

/** The last character that rxvt puts instead of `~` for a key with Shift, Ctrl or both. */
const RXVT_MODIFIERS: Record<string, string> = {$: 'shift-', '^': 'ctrl-', '@': 'ctrl-shift-'};

/** Names of the control characters that have keys of their own. DEL and BS: which one Backspace sends is a setting. */
const CONTROL_KEYS: Record<string, string> = {
  '\0': 'ctrl-space',
  '\b': 'backspace',
  '\t': 'tab',
  '\n': 'enter',
  '\r': 'enter',
  '\u001B': 'esc',
  '\u007F': 'backspace',
};

/** The key of one character as it was typed; undefined for one that no key sends (C1 controls, halves of a pair). */
export function nameCharacter(character: string): KeyPress | undefined {
  if (character === ' ') return {name: 'space', text: ' '};
  const known = CONTROL_KEYS[character];
  if (known !== undefined) return {name: known, text: ''};
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return {name: `ctrl-${String.fromCharCode(code + 0x40).toLowerCase()}`, text: ''};
  return /[\p{Cc}\p{Cs}]/u.test(character) ? undefined : {name: character, text: character};
}

/** The key of a whole sequence that begins with `ESC [` or `ESC O`; undefined for one that is no key (a terminal's reply). */
export function nameSequence(sequence: string): KeyPress | undefined {
  const body = sequence.slice(2);
  if (sequence.charAt(1) === 'O') return nameApplicationKey(body);
  if (body.startsWith('[')) return press(CONSOLE_KEYS[body.slice(1)]);
  const {parameters = '', last = ''} =
    /^(?<parameters>[\d;:]*)(?<last>[A-Za-z~$^@])$/.exec(body)?.groups ?? {};
  const [first = '', modifiers = '', third = ''] = parameters.split(';');
  if (last === 'u') return nameCodePoint(first, modifiers);
  if (last === '~' && first === '27') return nameCodePoint(third, modifiers);
  if (last === '~') return press(NUMBER_KEYS[first], readModifiers(modifiers));
  const rxvt = RXVT_MODIFIERS[last];
  if (rxvt !== undefined) return press(NUMBER_KEYS[first], rxvt);
  // rxvt's arrows with Shift have small letters.
  return press(LETTER_KEYS[last], readModifiers(modifiers)) ?? press(nameArrow(last), 'shift-');
}

/** `ESC O …`: arrows and F1 to F4 in application mode (older xterms put the modifier in between), the keypad, rxvt's Ctrl. */
function nameApplicationKey(body: string): KeyPress | undefined {
  const last = body.slice(-1);
  if (last === 'M') return press('enter');
  const typed = KEYPAD.get(last);
  if (typed !== undefined) return {name: typed, text: typed};
  return press(LETTER_KEYS[last], readModifiers(body.slice(0, -1))) ?? press(nameArrow(last), 'ctrl-');
}

function nameArrow(letter: string): string | undefined {
  return /^[a-d]$/.test(letter) ? LETTER_KEYS[letter.toUpperCase()] : undefined;
}

/** A character with modifiers, as `ESC [ code ; modifiers u` and xterm's modifyOtherKeys have it. */
function nameCodePoint(code: string, modifiers: string): KeyPress | undefined {
  const number = Number.parseInt(code, 10);
  const key = number >= 0 && number <= 0x10ffff ? nameCharacter(String.fromCodePoint(number)) : undefined;
  if (!key) return undefined;
  const prefix = readModifiers(modifiers);
  if (prefix === '') return key;
  // Shift is in the character itself, but for keys that type nothing.
  if (prefix === 'shift-') return key.text === '' ? press(key.name, prefix) : key;
  return press(key.name, prefix);
}

/** xterm's modifier: 1 + Shift 1 + Alt 2 + Ctrl 4. Others (Meta, locks) say nothing here. */
function readModifiers(text: string): string {
  const bits = Math.max(0, (Number.parseInt(text, 10) || 1) - 1);
  return `${bits & 4 ? 'ctrl-' : ''}${bits & 2 ? 'alt-' : ''}${bits & 1 ? 'shift-' : ''}`;
}

function press(name: string | undefined, modifiers = ''): KeyPress | undefined {
  return name === undefined ? undefined : {name: modifiers + name, text: ''};
}
