/** Countries, states and regions as date-holidays names them, found by what a person writes. */
import type Holidays from 'date-holidays';
import {distance} from 'fastest-levenshtein';
import {ConfigError} from '../domain/errors.ts';
import {cleanText} from '../domain/text.ts';

/** ISO 3166-1 country, ISO 3166-2 subdivision without the country, and the library's own regions of a state. */
export type Place = {country: string; state?: string | undefined; region?: string | undefined};

/** Codes with their English names. */
type Codes = Record<string, string>;

const MAX_SUGGESTIONS = 3;
const MAX_LISTED = 20;

/**
 * The place in the library's own codes. A region without a state is taken for a state where the country has such a one:
 * England is a *state* of GB there, though few would call it that. Throws a ConfigError that names the near ones;
 * `where` is the calendar's key in the configuration.
 */
export function resolvePlace(place: Place, library: Holidays, where: string): Place {
  const find = (key: keyof Place, wanted: string, codes: Codes, of: string): string =>
    findCode(wanted, codes) ?? refuse(`${where}.${key}`, wanted, codes, of);

  const country = find('country', place.country, library.getCountries('en'), 'of date-holidays');
  const states: Codes = library.getStates(country, 'en') ?? {};
  if (place.state === undefined) {
    if (place.region === undefined) return {country};
    return {country, state: find('region', place.region, states, `of ${country}`)};
  }
  const state = find('state', place.state, states, `of ${country}`);
  if (place.region === undefined) return {country, state};
  const regions: Codes = library.getRegions(country, state, 'en') ?? {};
  return {country, state, region: find('region', place.region, regions, `of ${country}-${state}`)};
}

/** By code or by name, in any case. */
function findCode(wanted: string, codes: Codes): string | undefined {
  const folded = wanted.toLowerCase();
  const found = Object.entries(codes).find(([code, name]) =>
    [code, name].some(text => text.toLowerCase() === folded),
  );
  return found?.[0];
}

function refuse(key: string, wanted: string, codes: Codes, of: string): never {
  const entries = Object.entries(codes);
  const ranked = entries
    .map(([code, name]) => ({text: `${code} (${name})`, misfit: misfit(wanted, code, name)}))
    .sort((a, b) => a.misfit - b.misfit);
  const best = ranked[0]?.misfit === 0 ? 0 : 1;
  const near = ranked.filter(entry => entry.misfit <= best).slice(0, MAX_SUGGESTIONS);
  const remedy =
    entries.length === 0
      ? 'there are none; leave it out'
      : near.length > 0
        ? `did you mean ${near.map(({text}) => text).join(' or ')}?`
        : `allowed: ${entries.length > MAX_LISTED ? 'ISO 3166 codes such as GB, US, DE' : entries.map(([code]) => code).join(', ')}`;
  throw new ConfigError(
    `${key}: found "${cleanText(wanted)}", which is no ${key.split('.').at(-1)} ${of}: ${remedy}`,
  );
}

/** 0 for a name's initials (UK), else by how much it must be changed: 1 is one letter of a code, or a third of a name. */
function misfit(wanted: string, code: string, name: string): number {
  const folded = wanted.toLowerCase();
  const initials = name.toLowerCase().match(/\b\p{L}/gu) ?? [];
  if (initials.join('') === folded) return 0;
  const fromName = distance(folded, name.toLowerCase()) / Math.max(1, name.length / 3);
  return Math.min(distance(folded, code.toLowerCase()), fromName);
}
