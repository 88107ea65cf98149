/** The closest of some words, if it is close enough to be what was meant. */
export async function findNearest(word: string, words: readonly string[]): Promise<string | undefined> {
  const {closest, distance} = await import('fastest-levenshtein');
  const nearest = words.length === 0 ? undefined : closest(word, words);
  return nearest !== undefined && distance(word, nearest) <= Math.max(2, word.length / 3)
    ? nearest
    : undefined;
}
