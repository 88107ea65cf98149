import type {EpochMs} from '../domain/time.ts';
import {formatInstant, HOUR_MS, SECOND_MS, twoDigits} from '../domain/time.ts';

/** `formatInstant` for many instants in a row: what they share, date and hour, is formatted once an hour. */
export function instantFormatter(): (instant: EpochMs) => string {
  let hourStart = Number.NaN;
  let hour = '';
  return instant => {
    if (instant % SECOND_MS !== 0) return formatInstant(instant);
    if (!(instant >= hourStart && instant < hourStart + HOUR_MS)) {
      hourStart = Math.floor(instant / HOUR_MS) * HOUR_MS;
      hour = formatInstant(hourStart).slice(0, -'00:00Z'.length);
    }
    return hour + withinHour((instant - hourStart) / SECOND_MS);
  };
}

const textsWithinHour = Array.from({length: HOUR_MS / SECOND_MS}, () => '');

/** `40:00Z` of so many seconds after the hour. */
function withinHour(seconds: number): string {
  const known = textsWithinHour[seconds];
  if (known) return known;
  const text = `${twoDigits(Math.floor(seconds / 60))}:${twoDigits(seconds % 60)}Z`;
  textsWithinHour[seconds] = text;
  return text;
}
