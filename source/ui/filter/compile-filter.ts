/**
 * The filter of a list. Words are apart by spaces; every word has to be there, a word after `!` must not. A word is there if
 * it stands in the text as it is; failing that, if its letters come in this order (`jb12` finds JOB_00012). Small letters
 * find capitals too, a capital only itself ("smart case").
 */
import {Fzf} from 'fzf';

export type Filter = {
  /** Lets everything through. */
  isEmpty: boolean;
  /** Every word is there as it stands. */
  matchesPlainly(candidate: string): boolean;
  /** Every word is there as it stands, or its letters in order. A word after `!` always means as it stands. */
  matches(candidate: string): boolean;
  /** Which characters were found, for painting them: offsets in UTF-16 units, in order. Empty if it does not match. */
  positions(candidate: string): readonly number[];
  /** The same of those words alone that stand in it as they are, whether it matches or not. */
  plainPositions(candidate: string): readonly number[];
};

type Word = {text: string; isInverse: boolean; isExactCase: boolean};

export function compileFilter(text: string): Filter {
  const words = text
    .split(/\s+/)
    .map(parseWord)
    .filter(word => word.text !== '');
  const wanted = words.filter(({isInverse}) => !isInverse);
  const matches = (candidate: string, isThere: typeof hasPlainly): boolean => {
    const folded = fold(candidate);
    return words.every(word =>
      word.isInverse ? !hasPlainly(candidate, folded, word) : isThere(candidate, folded, word),
    );
  };
  return {
    isEmpty: words.length === 0,
    matchesPlainly: candidate => matches(candidate, hasPlainly),
    matches: candidate => matches(candidate, hasInOrder),
    positions(candidate) {
      return matches(candidate, hasInOrder) ? inOrder(wanted.flatMap(word => locate(candidate, word))) : [];
    },
    plainPositions: candidate => inOrder(wanted.flatMap(word => locatePlainly(candidate, word) ?? [])),
  };
}

function parseWord(word: string): Word {
  const text = word.startsWith('!') ? word.slice(1) : word;
  return {text, isInverse: text !== word, isExactCase: text !== fold(text)};
}

/** A text of another length would move the positions; of those few letters the capitals stay. */
function fold(text: string): string {
  const folded = text.toLowerCase();
  return folded.length === text.length ? folded : text;
}

function hasPlainly(candidate: string, folded: string, {text, isExactCase}: Word): boolean {
  return (isExactCase ? candidate : folded).includes(text);
}

/** What is there as it stands is there in order, too. fzf decides in the same way, fifty times slower since it rates. */
function hasInOrder(candidate: string, folded: string, {text, isExactCase}: Word): boolean {
  const within = isExactCase ? candidate : folded;
  let at = -1;
  for (const letter of text) {
    at = within.indexOf(letter, at + 1);
    if (at === -1) return false;
  }
  return true;
}

function inOrder(positions: readonly number[]): number[] {
  return [...new Set(positions)].toSorted((a, b) => a - b);
}

function locatePlainly(candidate: string, {text, isExactCase}: Word): number[] | undefined {
  const at = (isExactCase ? candidate : fold(candidate)).indexOf(text);
  return at === -1 ? undefined : Array.from(text.split(''), (_, offset) => at + offset);
}

function locate(candidate: string, word: Word): number[] {
  const plain = locatePlainly(candidate, word);
  if (plain) return plain;
  const {text, isExactCase} = word;
  const casing = isExactCase ? 'case-sensitive' : 'case-insensitive';
  // The letters could be found in several places; fzf finds the one that a person would see.
  const [best] = new Fzf([candidate], {casing, normalize: false, sort: false}).find(text);
  return [...(best?.positions ?? [])];
}
