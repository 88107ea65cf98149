import type {Day} from '../../domain/time.ts';
import {addDays, isDay} from '../../domain/time.ts';

/** Far enough; the next digit would leave the years that a date can have. */
const MOST_STEPS = 36_500;

/**
 * Reads a business day as it is typed: `2026-11-20`, `today`, `yesterday`, or so many days from the one that is shown: `-1`,
 * `+7`. `today` is the present business day, the one that is shown unless given. Undefined for anything else.
 */
export function parseDayInput(text: string, current: Day, today: Day = current): Day | undefined {
  const word = text.trim().toLowerCase();
  if (word === 'today') return today;
  if (word === 'yesterday') return addDays(today, -1);
  if (/^[+-]\d{1,5}$/.test(word)) {
    const steps = Number(word);
    return Math.abs(steps) <= MOST_STEPS ? addDays(current, steps) : undefined;
  }
  return isDay(word) ? word : undefined;
}
