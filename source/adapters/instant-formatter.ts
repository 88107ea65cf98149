import type {EpochMs} from '../domain/time.ts';
import {DAY_MS, formatInstant, fromDayNumber, SECOND_MS} from '../domain/time.ts';

const TWO_DIGITS = Array.from({length: 60}, (_, number) => String(number).padStart(2, '0'));

/** `formatInstant` for many instants in a row: the date is formatted once a day. */
export function instantFormatter(): (instant: EpochMs) => string {
  let dayStart = Number.NaN;
  let date = '';
  return instant => {
    if (instant % SECOND_MS !== 0) return formatInstant(instant);
    if (!(instant >= dayStart && instant < dayStart + DAY_MS)) {
      const dayNumber = Math.floor(instant / DAY_MS);
      dayStart = dayNumber * DAY_MS;
      date = fromDayNumber(dayNumber);
    }
    const seconds = (instant - dayStart) / SECOND_MS;
    const minutes = Math.floor(seconds / 60);
    return `${date}T${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}:${TWO_DIGITS[seconds % 60]}Z`;
  };
}
