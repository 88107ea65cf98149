/**
 * Job name patterns: `*` any characters (also `/`), `?` one character, `[a-z]`/`[^a-z]` one of a set: SQLite's GLOB, so
 * that a pattern means the same in a query and in memory. Matching is case-sensitive and by code point.
 */

const DASH = 0x2d;
const CLOSING_BRACKET = 0x5d;

/** One character of a pattern; `many` stands for `*`. */
type Token = {kind: 'many'} | {kind: 'one'; accepts(character: number): boolean};

/**
 * Returns whether a text matches a pattern, as patternCompare in SQLite's `func.c` answers. The work is at most the
 * product of both lengths, whatever the pattern. A set that is not closed matches nothing.
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  if (!isGlob(pattern)) return text => text === pattern;
  // What most patterns are, `*.service` or `EOD_*`: no step by step.
  const [before = '', after = '', ...others] = pattern.split('*');
  if (others.length === 0 && !isGlob(before + after) && pattern.isWellFormed())
    return text => text.length >= pattern.length - 1 && text.startsWith(before) && text.endsWith(after);
  const tokens = parseGlob(pattern);
  return tokens ? text => matchTokens(tokens, text) : () => false;
}

/** Whether a text matches any of some patterns. */
export function matchAny(patterns: readonly string[]): (text: string) => boolean {
  const matchers = patterns.map(compileGlob);
  return text => matchers.some(matches => matches(text));
}

export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** A pattern that matches exactly this text: job names may hold what patterns are made of. */
export function literalPattern(text: string): string {
  return text.replace(/[*?[]/g, '[$&]');
}

/** Undefined for a set without its closing bracket. */
function parseGlob(pattern: string): Token[] | undefined {
  const tokens: Token[] = [];
  const characters = Array.from(pattern);
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === '*') tokens.push({kind: 'many'});
    else if (character === '?') tokens.push({kind: 'one', accepts: () => true});
    else if (character === '[') {
      const set = parseSet(characters, at + 1);
      if (!set) return undefined;
      tokens.push({kind: 'one', accepts: set.accepts});
      at = set.end;
    } else {
      const wanted = codePoint(character);
      tokens.push({kind: 'one', accepts: given => given === wanted});
    }
  }
  return tokens;
}

type CharacterSet = {accepts(character: number): boolean /** Where its `]` stands. */; end: number};

/** The set that begins after a `[`. A `]` in the first place belongs to it. */
function parseSet(characters: readonly string[], begin: number): CharacterSet | undefined {
  const isNegated = characters[begin] === '^';
  const first = isNegated ? begin + 1 : begin;
  const end = characters.indexOf(']', first + 1);
  if (end < 0) return undefined;
  const ranges = parseRanges(characters.slice(first, end).map(codePoint));
  return {accepts: given => isNegated !== ranges.some(([low, high]) => given >= low && given <= high), end};
}

/**
 * A dash makes a range between two characters, unless what precedes it is a range itself or a `]` in the first place.
 * Of a range that runs backwards only the first character is left.
 */
function parseRanges(members: readonly number[]): [low: number, high: number][] {
  const ranges: [low: number, high: number][] = [];
  let previous: number | undefined;
  for (let at = 0; at < members.length; at++) {
    const member = members[at] ?? 0;
    const next = members[at + 1];
    if (member === DASH && previous !== undefined && next !== undefined) {
      ranges.push([previous, next]);
      previous = undefined;
      at++;
    } else {
      ranges.push([member, member]);
      previous = at === 0 && member === CLOSING_BRACKET ? undefined : member;
    }
  }
  return ranges;
}

/** Greedy with one way back: a later `*` can take over whatever an earlier one would have had to. */
function matchTokens(tokens: readonly Token[], text: string): boolean {
  let token = 0;
  let lastMany = -1;
  let resumeAt = 0;
  for (let at = 0; at < text.length; ) {
    const current = tokens[token];
    const character = text.codePointAt(at) ?? 0;
    if (current?.kind === 'many') {
      lastMany = token++;
      resumeAt = at;
    } else if (current?.accepts(character)) {
      token++;
      at += width(character);
    } else if (lastMany >= 0) {
      token = lastMany + 1;
      resumeAt += width(text.codePointAt(resumeAt) ?? 0);
      at = resumeAt;
    } else return false;
  }
  while (tokens[token]?.kind === 'many') token++;
  return token === tokens.length;
}

/** How many UTF-16 units a code point takes. */
function width(character: number): number {
  return character > 0xffff ? 2 : 1;
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}
