/**
 * The closest of some words, if it is close enough to be what was meant. Of several that are as close the one that begins in
 * the same way: the first letter is hardly ever the wrong one.
 */
export async function findNearest(word: string, words: readonly string[]): Promise<string | undefined> {
  const {closest, distance} = await import('fastest-levenshtein');
  const alike = words.filter(candidate => candidate.startsWith(word.slice(0, 1)));
  const candidates = [alike, words].filter(some => some.length > 0).map(some => closest(word, some));
  const [nearest] = candidates.toSorted((a, b) => distance(word, a) - distance(word, b));
  if (nearest === undefined) return undefined;
  // Where every letter is another, nothing is alike: a word of two letters would be near to every other.
  const most = Math.min(Math.max(2, word.length / 3), word.length - 1);
  return distance(word, nearest) <= most ? nearest : undefined;
}
