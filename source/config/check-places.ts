/** Finds unknown countries, states and regions of calendars. Loads date-holidays, so only when a calendar names a country. */
import {ConfigError} from '../domain/errors.ts';
import type {Problem} from './config-problems.ts';
import type {Place} from './holiday-place.ts';
import {resolvePlace} from './holiday-place.ts';
import {asMap, asText, isText} from './written-value.ts';

/** `calendars` is the document's part, which may not have passed the schema. */
export async function placeProblems(calendars: unknown): Promise<Problem[]> {
  const places = Object.entries(asMap(calendars)).flatMap(([name, calendar]) => {
    const {country, state, region} = asMap(calendar);
    return isText(country) ? [{name, place: {country, state: asText(state), region: asText(region)}}] : [];
  });
  if (places.length === 0) return [];
  const {default: Holidays} = await import('date-holidays');
  const library = new Holidays();
  return places.flatMap(({name, place}) => problemOf(name, place, library));
}

function problemOf(name: string, place: Place, library: Parameters<typeof resolvePlace>[1]): Problem[] {
  try {
    resolvePlace(place, library, '');
    return [];
  } catch (error) {
    // The message begins with the key at fault, here without the calendar before it: `.country: found …`.
    const match =
      error instanceof ConfigError ? /^\.(country|state|region): ([\s\S]+)$/.exec(error.message) : null;
    if (!match?.[1] || !match[2]) throw error;
    return [{path: ['calendars', name, match[1]], at: 'value', message: match[2]}];
  }
}
