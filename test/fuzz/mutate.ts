/** Mutations of captured outputs, from a generator of random numbers: the same seed gives the same texts. */

/** From 0 (inclusive) to 1. */
export type Random = () => number;

/** mulberry32: small, fast and good enough to choose places and pieces. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Longest text that a mutation makes: what is larger costs time and shows nothing new. */
const MAX_LENGTH = 60_000;

const PIECES = [
  ...[
    '\u001B[31m',
    '\u001B]0;title\u0007',
    '\u001B]8;;http://x\u001B\\',
    '\u001BP1$r\u001B\\',
    '\u009B2J',
    '\u009D0;t\u009C',
  ],
  ...[
    '\u202E',
    '\u2066',
    '\u200B',
    '\u00AD',
    '\uFEFF',
    '\u0000',
    '\u007F',
    '\uD800',
    '\uDC00',
    '\u{E0041}',
    '\u2028',
    '\u0085',
  ],
  ...['\r', '\r\n', '\n', '\n\n\n', '\t', '\v', '\f', ' ', '\u00A0', '\u202F'],
  ...[
    '9'.repeat(30),
    '-1',
    '0',
    '1e400',
    'NaN',
    'Infinity',
    '0x7fffffff',
    '-9223372036854775808',
    '4294967295',
  ],
  ...['null', 'true', '{', '}', '[', ']', '"', "'", '`', '\\', '\\u0000', '\\ud800', ',', ':', ';', '|', '='],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '%s',
    '%',
    '$(',
    '(',
    ')',
    '(?:',
    '*',
    '+',
    '?',
  ],
  ...[
    '0000-01-01',
    '9999-12-31T23:59:59-12:00',
    '1969-12-31T23:59:59Z',
    '2026-02-30 25:61:61',
    '20261123240000',
    '/Date(-1)/',
  ],
  ...[
    '==> /etc/crontab <==',
    '==> /etc/anacrontab <==',
    '====',
    '----',
    '#',
    '//',
    '<',
    '>',
    '&',
    '<?xml',
    '<!--',
    ']]>',
  ],
  ...['A'.repeat(600), 'é', '漢', '👩‍👩‍👧', 'ﷺ', 'İ', 'ß'],
];

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1e308, -0, 4_294_967_296, 1.5, '', [], {}, [[]], [null], {a: {}}],
  ...[
    '\u001B[31mred',
    'a\u202Eb',
    '\u0000',
    '\uD800',
    'x'.repeat(700),
    '9'.repeat(40),
    '2026-11-23',
    'T',
    '0001-01-01T00:00:00Z',
  ],
];

export function mutate(text: string, others: readonly string[], random: Random): string {
  let mutated = text;
  const rounds = 1 + Math.floor(random() * 5);
  // What no parser can read says little of what comes after it: a third keep their form.
  const changes = random() < 0.35 ? KEEPING : CHANGES;
  for (let round = 0; round < rounds; round++) {
    const change = pick(changes, random);
    mutated = change(mutated, others, random).slice(0, MAX_LENGTH);
  }
  return mutated;
}

type Change = (text: string, others: readonly string[], random: Random) => string;

const CHANGES: readonly Change[] = [
  replacePiece,
  replacePiece,
  replacePiece,
  changeJson,
  changeJson,
  changeLines,
  changeLines,
  repeat,
  splice,
  flip,
  cut,
];

const KEEPING: readonly Change[] = [changeJson, changeJson, changeJson, changeLines];

/** Something is taken out and something put in its place. */
function replacePiece(text: string, _: readonly string[], random: Random): string {
  const at = place(text, random);
  const removed = Math.floor(random() * random() * 40);
  const piece = random() < 0.2 ? String.fromCharCode(Math.floor(random() * 0xffff)) : pick(PIECES, random);
  return text.slice(0, at) + (random() < 0.15 ? '' : piece) + text.slice(at + removed);
}

/** A value of a JSON document (or of a line that is one) becomes another. */
function changeJson(text: string, others: readonly string[], random: Random): string {
  const lines = text.split('\n');
  const isDocument = random() < 0.7;
  const index = Math.floor(random() * lines.length);
  try {
    const value: unknown = JSON.parse(isDocument ? text : (lines[index] ?? ''));
    const changed = JSON.stringify(changeValue(value, random, 0));
    return isDocument ? changed : lines.with(index, changed).join('\n');
  } catch {
    return replacePiece(text, others, random);
  }
}

function changeValue(value: unknown, random: Random, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > 8 || random() < 0.1) return pick(VALUES, random);
  const keys = Object.keys(value);
  const key = keys[Math.floor(random() * keys.length)];
  if (key === undefined) return pick(VALUES, random);
  if (Array.isArray(value))
    return value.with(Number(key), changeValue(value[Number(key)], random, depth + 1));
  const record: Record<string, unknown> = {...value};
  const choice = random();
  if (choice < 0.1) delete record[key];
  else if (choice < 0.2) record[pick(PIECES, random)] = record[key];
  else record[key] = changeValue(record[key], random, depth + 1);
  return record;
}

/** A line is left out, comes twice, changes places, or its cells do. */
function changeLines(text: string, _: readonly string[], random: Random): string {
  const lines = text.split('\n');
  const at = Math.floor(random() * lines.length);
  const other = Math.floor(random() * lines.length);
  const line = lines[at] ?? '';
  const choice = random();
  if (choice < 0.25) return lines.toSpliced(at, 1).join('\n');
  if (choice < 0.5) return lines.toSpliced(other, 0, line).join('\n');
  if (choice < 0.75)
    return lines
      .with(at, lines[other] ?? '')
      .with(other, line)
      .join('\n');
  const cells = line.split(/([,;|\t ]+)/);
  const cell = Math.floor(random() * cells.length);
  return lines.with(at, cells.with(cell, pick(PIECES, random)).join('')).join('\n');
}

function repeat(text: string, _: readonly string[], random: Random): string {
  const at = place(text, random);
  const piece = text.slice(at, at + Math.floor(random() * 80));
  return text.slice(0, at) + piece.repeat(Math.floor(random() * random() * 300)) + text.slice(at);
}

/** A part of another program's output. */
function splice(text: string, others: readonly string[], random: Random): string {
  const other = pick(others, random);
  const from = place(other, random);
  const at = place(text, random);
  return text.slice(0, at) + other.slice(from, from + Math.floor(random() * 300)) + text.slice(at);
}

/** One bit of a character. */
function flip(text: string, _: readonly string[], random: Random): string {
  const at = place(text, random);
  const code = (text.charCodeAt(at) || 0) ^ (1 << Math.floor(random() * 16));
  return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
}

function cut(text: string, _: readonly string[], random: Random): string {
  const at = place(text, random);
  return random() < 0.7 ? text.slice(0, at) : text.slice(at);
}

function place(text: string, random: Random): number {
  return Math.floor(random() * (text.length + 1));
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}
