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

/** The character of each four days, by their number. */
const CODES = Uint8Array.from({length: 3 ** DAYS_A_CHARACTER}, (_, number) => {
  const code = FIRST_CODE + number;
  return code < BACKSLASH ? code : code + 1;
});
/** Working memory of one text: several are made of each of tens of thousands of jobs. */
let codes = Buffer.alloc(256);

/** `states` holds `length` days from an aligned one; what fills up the last character is not known. */
export function packStates(states: Uint8Array, length: number): string {
  const size = Math.ceil(length / DAYS_A_CHARACTER);
  if (size > codes.length) codes = Buffer.alloc(2 * size);
  const stateOf = (day: number): number => (day < length ? (states[day] ?? NOT_KNOWN) : NOT_KNOWN);
  for (let index = 0; index < size; index++) {
    const day = index * DAYS_A_CHARACTER;
    const number = 27 * stateOf(day) + 9 * stateOf(day + 1) + 3 * stateOf(day + 2) + stateOf(day + 3);
    codes[index] = CODES[number] ?? 0;
  }
  return codes.toString('latin1', 0, size);
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
    let place = ((code > BACKSLASH ? code - 1 : code) - FIRST_CODE) * DAYS_A_CHARACTER;
    const next = (index + 1) * DAYS_A_CHARACTER;
    for (let day = next - DAYS_A_CHARACTER; day < next; day++) states[day] = UNPACKED[place++] ?? NOT_KNOWN;
  }
  return states.fill(NOT_KNOWN, text.length * DAYS_A_CHARACTER);
}
