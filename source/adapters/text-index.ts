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

const FIRST_CAPACITY = 1024;

/**
 * A table with open addressing (Knuth, The Art of Computer Programming 3, 6.4, algorithm L), at most half full. Texts made to
 * have the same hash would make every look-up a walk: once one walk is too long, a `Map`, whose hashes cannot be foreseen,
 * goes on in its stead.
 */
export function createTextIndex(): TextIndex {
  const texts: string[] = [];
  // Two numbers a place: that of the text that lies there plus one (0 is empty), and the text's hash.
  let table = new Int32Array(FIRST_CAPACITY * 2);
  let mask = FIRST_CAPACITY - 1;
  let numberByText: Map<string, number> | undefined;

  /** The place where a text lies or would lie; -1 when the walk there is too long. */
  const placeOf = (text: string, hash: number): number => {
    let place = hash & mask;
    for (let steps = 0; steps < LONGEST_WALK; steps += 1) {
      const number = table[place * 2] ?? 0;
      if (number === 0 || (table[place * 2 + 1] === hash && texts[number - 1] === text)) return place;
      place = (place + 1) & mask;
    }
    return -1;
  };
  const grow = (): void => {
    const old = table;
    table = new Int32Array(old.length * 4);
    mask = table.length / 2 - 1;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at] === 0) continue;
      const hash = old[at + 1] ?? 0;
      let place = hash & mask;
      while (table[place * 2] !== 0) place = (place + 1) & mask;
      table[place * 2] = old[at] ?? 0;
      table[place * 2 + 1] = hash;
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
      return place === -1 ? (mapOfTexts().get(text) ?? -1) : (table[place * 2] ?? 0) - 1;
    },
    numberOf(text) {
      const hash = numberByText ? 0 : hashOf(text);
      const place = numberByText ? -1 : placeOf(text, hash);
      const known = place === -1 ? mapOfTexts().get(text) : (table[place * 2] ?? 0) - 1;
      if (known !== undefined && known !== -1) return known;
      const number = texts.push(text) - 1;
      if (place === -1) mapOfTexts().set(text, number);
      else {
        table[place * 2] = number + 1;
        table[place * 2 + 1] = hash;
        if (texts.length * 2 > mask) grow();
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
