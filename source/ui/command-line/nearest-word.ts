import {closest, distance} from 'fastest-levenshtein';
import {formatCount, joinWords} from '../../domain/text.ts';

/** `; did you mean …?` with the closest of some words, '' if none is close enough to be what was meant. */
export function suggest(word: string, words: readonly string[], mark = ''): string {
  if (words.length === 0) return '';
  const nearest = closest(word, words);
  // Something of what was typed has to be left.
  const most = Math.min(word.length - 1, Math.max(2, word.length / 3));
  return distance(word, nearest) <= most ? `; did you mean ${mark}${nearest}?` : '';
}

const MOST_NAMED = 4;

/** `"prod" could be prod-ldn, prod-nyc and 3 more`; `names` are several. */
export function explainAmbiguity(word: string, names: readonly string[], mark = ''): string {
  const named = names.slice(0, MOST_NAMED).map(name => mark + name);
  const rest = names.length - named.length;
  return `"${mark}${word}" could be ${joinWords(rest > 0 ? [...named, `${formatCount(rest)} more`] : named)}`;
}
