/**
 * What is known of each day of a job's time slot, packed for the database: three states, four days a character.
 *
 * A character is 35 plus the number that four base-3 digits make (first day first), one more from the backslash on, so
 * that JSON needs no escapes. The first day of a text is a multiple of four.
 */

export const DID_NOT_RUN = 0;
export const RAN = 1;
/** Not observed, or before anything was known. */
export const NOT_KNOWN = 2;

export const DAYS_A_CHARACTER = 4;
const FIRST_CODE = 35;
const BACKSLASH = 92;

/** The first day that a text which includes `day` may begin with. */
export function alignDay(day: number): number {
  return day - (((day % DAYS_A_CHARACTER) + DAYS_A_CHARACTER) % DAYS_A_CHARACTER);
}

/** `states` holds `length` days from an aligned one; what fills up the last character is not known. */
export function packStates(states: Uint8Array, length: number): string {
  const codes: number[] = [];
  const stateOf = (index: number): number => (index < length ? (states[index] ?? NOT_KNOWN) : NOT_KNOWN);
  for (let first = 0; first < length; first += DAYS_A_CHARACTER) {
    const number = 27 * stateOf(first) + 9 * stateOf(first + 1) + 3 * stateOf(first + 2) + stateOf(first + 3);
    const code = FIRST_CODE + number;
    codes.push(code < BACKSLASH ? code : code + 1);
  }
  return String.fromCharCode(...codes);
}

/** The states of each character's four days, by its number. */
const UNPACKED = Uint8Array.from({length: 3 ** DAYS_A_CHARACTER * DAYS_A_CHARACTER}, (_, index) => {
  const place = DAYS_A_CHARACTER - 1 - (index % DAYS_A_CHARACTER);
  return Math.floor(Math.floor(index / DAYS_A_CHARACTER) / 3 ** place) % 3;
});

/** Into `states`, of which the rest is not known. Returns them. */
export function unpackStates(text: string, states: Uint8Array): Uint8Array {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const first = ((code > BACKSLASH ? code - 1 : code) - FIRST_CODE) * DAYS_A_CHARACTER;
    for (let place = 0; place < DAYS_A_CHARACTER; place++)
      states[index * DAYS_A_CHARACTER + place] = UNPACKED[first + place] ?? NOT_KNOWN;
  }
  return states.fill(NOT_KNOWN, text.length * DAYS_A_CHARACTER);
}
