/** Numbers that look random and are decided by a text: the simulation must print the same bytes for the same arguments. */

/** A stream of numbers in [0, 1): mulberry32 (Tommy Ettinger), seeded by the text's hash. */
export function createRandom(key: string): () => number {
  let state = hash(key);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 32 hexadecimal digits, as systemd writes its ids. */
export function randomId(key: string): string {
  const random = createRandom(key);
  return Array.from({length: 4}, () => hex(random() * 2 ** 32)).join('');
}

function hex(number: number): string {
  return Math.floor(number).toString(16).padStart(8, '0');
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value;
}
