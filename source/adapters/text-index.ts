/**
 * Numbers the texts of an output: 0 for the first, the same number for the same text. A `Map` has to ask the engine for each
 * new string's hash, which takes five times as long for what outputs consist of: keys and names of ten to forty characters.
 */
export type TextIndex = {
  /** The number of a text; one that has not come before gets the next, which is `size` as it was until then. */
  numberOf(text: string): number;
  /** The number of a text that has come before; -1 otherwise. */
  find(text: string): number;
  readonly size: number;
};

const FIRST_CAPACITY = 256;

/**
 * A table with open addressing (Knuth, The Art of Computer Programming 3, 6.4, algorithm L), at most half full. Texts made to
 * have the same hash would make every look-up a walk: once one walk is too long, a `Map`, whose hashes cannot be foreseen,
 * goes on in its stead.
 */
export function createTextIndex(): TextIndex {
  const texts: string[] = [];
  // Of each place: the number of the text that lies there plus one (0 is empty), and the text's hash.
  let numbers = new Int32Array(FIRST_CAPACITY);
  let hashes = new Int32Array(FIRST_CAPACITY);
  let numberByText: Map<string, number> | undefined;

  /** The place where a text lies or would lie; -1 when the walk there is too long. */
  const placeOf = (text: string, hash: number): number => {
    const mask = numbers.length - 1;
    let place = hash & mask;
    for (let steps = 0; steps < LONGEST_WALK; steps += 1) {
      const number = numbers[place] ?? 0;
      if (number === 0 || (hashes[place] === hash && texts[number - 1] === text)) return place;
      place = (place + 1) & mask;
    }
    return -1;
  };
  const grow = (): void => {
    const [oldNumbers, oldHashes] = [numbers, hashes];
    numbers = new Int32Array(oldNumbers.length * 2);
    hashes = new Int32Array(oldNumbers.length * 2);
    const mask = numbers.length - 1;
    for (let old = 0; old < oldNumbers.length; old += 1) {
      const hash = oldHashes[old] ?? 0;
      if (oldNumbers[old] === 0) continue;
      let place = hash & mask;
      while (numbers[place] !== 0) place = (place + 1) & mask;
      numbers[place] = oldNumbers[old] ?? 0;
      hashes[place] = hash;
    }
  };
  const mapOfTexts = (): Map<string, number> => {
    numberByText ??= new Map(texts.map((text, number) => [text, number]));
    return numberByText;
  };

  return {
    get size() {
      return texts.length;
    },
    find(text) {
      const place = numberByText ? -1 : placeOf(text, hashOf(text));
      return place === -1 ? (mapOfTexts().get(text) ?? -1) : (numbers[place] ?? 0) - 1;
    },
    numberOf(text) {
      const hash = hashOf(text);
      const place = numberByText ? -1 : placeOf(text, hash);
      const known = place === -1 ? mapOfTexts().get(text) : (numbers[place] ?? 0) - 1;
      if (known !== undefined && known !== -1) return known;
      const number = texts.push(text) - 1;
      if (place === -1) mapOfTexts().set(text, number);
      else {
        numbers[place] = number + 1;
        hashes[place] = hash;
        if (texts.length * 2 > numbers.length) grow();
      }
      return number;
    },
  };
}

/** Half-full tables of good hashes have no walk of a tenth of it. */
const LONGEST_WALK = 500;

/** FNV-1a over UTF-16 code units, its high bits folded into the low ones, which alone choose the place. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}
