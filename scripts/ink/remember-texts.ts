/** The same pure function of a text, computed once for each of the texts that the last frames were made of. */
export type Remembered<Result> = (text: string) => Result;

/** Texts: some pages of rows. */
const GENERATION = 300;
/** Code units: no line of a terminal is longer. */
const LONGEST_KEPT = 4000;

/**
 * Two generations: what is not asked for while a whole one goes by is forgotten. Nothing is moved when a text is known,
 * which every row of every frame is.
 */
export function rememberTexts<Result>(compute: Remembered<Result>): Remembered<Result> {
  let [young, old] = [new Map<string, Result>(), new Map<string, Result>()];
  return text => {
    const known = young.get(text);
    if (known !== undefined) return known;
    const result = old.get(text) ?? compute(text);
    if (text.length > LONGEST_KEPT) return result;
    if (young.size >= GENERATION) [young, old] = [new Map(), young];
    young.set(text, result);
    return result;
  };
}
