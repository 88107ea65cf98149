import {closest, distance} from 'fastest-levenshtein';

/** `; did you mean …?` with the closest of some words, '' if none is close enough to be what was meant. */
export function suggest(word: string, words: readonly string[], mark = ''): string {
  if (words.length === 0) return '';
  const nearest = closest(word, words);
  return distance(word, nearest) <= Math.max(2, word.length / 3) ? `; did you mean ${mark}${nearest}?` : '';
}
