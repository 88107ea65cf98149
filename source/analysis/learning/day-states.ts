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

const DAYS_A_CHARACTER = 4;
const FIRST_CODE = 35;
const BACKSLASH = 92;

/** The first day that a text which includes `day` may begin with. */
export function alignDay(day: number): number {
  return day - (((day % DAYS_A_CHARACTER) + DAYS_A_CHARACTER) % DAYS_A_CHARACTER);
}

/** `states` holds `length` days from an aligned one; what fills up the last character is not known. */
export function packStates(states: Uint8Array, length: number): string {
  let text = '';
  for (let start = 0; start < length; start += DAYS_A_CHARACTER) {
    let number = 0;
    for (let index = start; index < start + DAYS_A_CHARACTER; index++)
      number = number * 3 + (index < length ? (states[index] ?? NOT_KNOWN) : NOT_KNOWN);
    const code = FIRST_CODE + number;
    text += String.fromCharCode(code < BACKSLASH ? code : code + 1);
  }
  return text;
}

/** Into an array with room for `spare` more days. */
export function unpackStates(text: string, spare: number): Uint8Array {
  const states = new Uint8Array(text.length * DAYS_A_CHARACTER + spare).fill(NOT_KNOWN);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    let number = (code > BACKSLASH ? code - 1 : code) - FIRST_CODE;
    for (let place = DAYS_A_CHARACTER - 1; place >= 0; place--) {
      states[index * DAYS_A_CHARACTER + place] = number % 3;
      number = Math.floor(number / 3);
    }
  }
  return states;
}
