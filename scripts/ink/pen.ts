/**
 * The style that a terminal writes in, as the parameters of SGR (ECMA-48 8.3.117) that set it from nothing: `1;36`, in the
 * order of `SLOTS`. Empty = plain.
 */
import {rememberTexts} from './remember-texts.ts';

export type Pen = string;

/** Each is set and undone by itself; bold and faint are undone together. */
const SLOTS = [
  'bold',
  'faint',
  'italic',
  'underline',
  'inverse',
  'strike',
  'foreground',
  'background',
] as const;
type Slot = (typeof SLOTS)[number];
type Codes = Partial<Record<Slot, string>>;

const SET: Readonly<Record<string, Slot>> = {
  '1': 'bold',
  '2': 'faint',
  '3': 'italic',
  '4': 'underline',
  '7': 'inverse',
  '9': 'strike',
};
const UNDO: Readonly<Record<string, readonly Slot[]>> = {
  '': SLOTS,
  '0': SLOTS,
  '22': ['bold', 'faint'],
  '23': ['italic'],
  '24': ['underline'],
  '27': ['inverse'],
  '29': ['strike'],
  '39': ['foreground'],
  '49': ['background'],
};
/** Of the palette, or red, green and blue. */
const COLOUR = /^[34]8;(?:5;\d+|2;\d+;\d+;\d+)$/;

const applied = rememberTexts((key): {pen: Pen | undefined} => {
  const [pen = '', parameters = ''] = key.split('>');
  const codes = readCodes(pen);
  for (const parameter of splitParameters(parameters)) if (!apply(codes, parameter)) return {pen: undefined};
  return {pen: writeCodes(codes)};
});

/** What `CSI parameters m` makes of a pen; undefined when it sets what is not known here. */
export function applyStyle(pen: Pen, parameters: string): Pen | undefined {
  return applied(`${pen}>${parameters}`).pen;
}

const changes = rememberTexts(key => {
  const [from = '', to = ''] = key.split('>');
  if (to === '') return '\u001B[m';
  const [before, after] = [readCodes(from), readCodes(to)];
  const isLosing = SLOTS.some(slot => before[slot] !== undefined && after[slot] === undefined);
  const added = SLOTS.map(slot => (after[slot] === before[slot] ? undefined : after[slot]));
  const parameters = isLosing ? `0;${to}` : added.filter(code => code !== undefined).join(';');
  return `\u001B[${parameters}m`;
});

/** The sequence that makes one pen of another, short. */
export function changePen(from: Pen, to: Pen): string {
  return from === to ? '' : changes(`${from}>${to}`);
}

function readCodes(pen: Pen): Codes {
  const codes: Codes = {};
  for (const parameter of pen === '' ? [] : splitParameters(pen)) apply(codes, parameter);
  return codes;
}

function writeCodes(codes: Codes): Pen {
  return SLOTS.flatMap(slot => codes[slot] ?? []).join(';');
}

/** Those of one colour stay together. */
function splitParameters(parameters: string): string[] {
  const parts = parameters.split(';');
  const found: string[] = [];
  for (let at = 0; at < parts.length; ) {
    const isColour = parts[at] === '38' || parts[at] === '48';
    const length = isColour && parts[at + 1] === '5' ? 3 : isColour && parts[at + 1] === '2' ? 5 : 1;
    found.push(parts.slice(at, at + length).join(';'));
    at += length;
  }
  return found;
}

function apply(codes: Codes, parameter: string): boolean {
  const undone = UNDO[parameter];
  const slot = SET[parameter] ?? colourSlot(parameter);
  for (const each of undone ?? []) delete codes[each];
  if (slot) codes[slot] = parameter;
  return undone !== undefined || slot !== undefined;
}

function colourSlot(parameter: string): Slot | undefined {
  const isOwn = COLOUR.test(parameter);
  if (/^(?:3|9)[0-7]$/.test(parameter) || (isOwn && parameter.startsWith('3'))) return 'foreground';
  if (/^(?:4|10)[0-7]$/.test(parameter) || isOwn) return 'background';
  return undefined;
}
