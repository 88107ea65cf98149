/**
 * Public holidays from date-holidays, and calendars made of them. The library costs a tenth of a second to load, so each
 * year is kept in a cache and a warm start does not load it.
 */
import type {HolidaysTypes} from 'date-holidays';
import metadata from 'date-holidays/package.json' with {type: 'json'};
import type {Calendar} from '../domain/expectation.ts';
import type {Day} from '../domain/time.ts';
import {addDays, DAY_MS, HOUR_MS, isDay, MINUTE_MS} from '../domain/time.ts';
import type {CalendarConfig} from './config.ts';
import type {Place} from './holiday-place.ts';
import {resolvePlace} from './holiday-place.ts';

/** Where years are kept (the store). `readCache` answers undefined, or anything at all, for what it does not have. */
export type HolidayCache = {
  readCache(key: string): Promise<unknown>;
  writeCache(key: string, value: unknown): Promise<void>;
};

/** `fromMs` is the local time of day at which a half holiday begins; absent for a whole day. JSON as it is cached. */
type Holiday = {day: Day; name: string; fromMs?: number};

type HolidayDays = {
  /** Whole days with their English names. */
  daysOff: Map<Day, string>;
  /** Days of which only the end is a holiday: the local time of day at which it begins, in milliseconds. */
  halfDays: Map<Day, number>;
};

/** The calendar of a configuration, with the holidays of the given years looked up. Throws a ConfigError naming it. */
export async function resolveCalendar(
  name: string,
  config: CalendarConfig,
  years: readonly number[],
  cache: HolidayCache,
): Promise<Calendar> {
  const {country, state, region, weekend, add, remove, halfDays} = config;
  const holidays =
    country === undefined
      ? {daysOff: [], halfDays: []}
      : await readHolidays({country, state, region}, years, cache, `calendars.${name}`);
  const workedDays = new Set(remove);
  const ownHalfDays = Object.entries(halfDays);
  return {
    name,
    weekend: new Set(weekend),
    daysOff: new Map([...holidays.daysOff, ...Object.entries(add)]),
    workedDays,
    halfDays: new Map([...[...holidays.halfDays].filter(([day]) => !workedDays.has(day)), ...ownHalfDays]),
  };
}

/**
 * The public holidays of a place in the given years. Throws a ConfigError for an unknown country, state or region, which
 * names the near ones; `where` is the key in the configuration that it names.
 */
export async function readHolidays(
  place: Place,
  years: readonly number[],
  {readCache, writeCache}: HolidayCache,
  where = 'holidays',
): Promise<HolidayDays> {
  const days: HolidayDays = {daysOff: new Map(), halfDays: new Map()};
  for (const year of new Set(years)) {
    const key = cacheKey(place, year);
    const cached = await readCache(key);
    const holidays = isHolidayList(cached) ? cached : await deriveYear(place, year, where);
    if (holidays !== cached) await writeCache(key, holidays);
    for (const {day, name, fromMs} of holidays) {
      if (fromMs === undefined) days.daysOff.set(day, name);
      else days.halfDays.set(day, fromMs);
    }
  }
  return days;
}

/** The library's version is part of the key: rules change, and an upgrade must not answer from before it. */
function cacheKey({country, state = '', region = ''}: Place, year: number): string {
  return `holidays/${metadata.version}/${country}/${state}/${region}/${year}`;
}

/** What a cache gives back may be from anywhere; what is not a list of holidays is looked up again. */
function isHolidayList(value: unknown): value is Holiday[] {
  return Array.isArray(value) && value.every(isHoliday);
}

function isHoliday(value: unknown): value is Holiday {
  if (typeof value !== 'object' || value === null || !('day' in value) || !('name' in value)) return false;
  const isWhole = !('fromMs' in value) || typeof value.fromMs === 'number';
  return typeof value.day === 'string' && isDay(value.day) && typeof value.name === 'string' && isWhole;
}

async function deriveYear(place: Place, year: number, where: string): Promise<Holiday[]> {
  const {default: Holidays} = await import('date-holidays');
  const {country, state, region} = resolvePlace(place, new Holidays(), where);
  const library = new Holidays({country, state, region}, {types: ['public'], languages: ['en']});
  // A holiday that begins in December can last into January, and a substitute day can fall into the year before.
  return [year - 1, year, year + 1]
    .flatMap(each => library.getHolidays(each, 'en'))
    .flatMap(toDays)
    .filter(({day}) => day.startsWith(`${year}-`));
}

/**
 * The days of one holiday. Its `date` is `YYYY-MM-DD HH:MM:SS` local, followed by `-0600` when the day begins at the
 * sunset before. A last day that is not whole (Turkey's) is no day off.
 */
function toDays({date, start, end, name}: HolidaysTypes.Holiday): Holiday[] {
  const first = date.slice(0, 10);
  const fromMs = Number(date.slice(11, 13)) * HOUR_MS + Number(date.slice(14, 16)) * MINUTE_MS;
  if (fromMs > 0) return [{day: first, name, fromMs}];
  // Two hours of tolerance: a clock change within the holiday shortens it.
  const length = Math.max(1, Math.floor((end.getTime() - start.getTime() + 2 * HOUR_MS) / DAY_MS));
  return Array.from({length}, (_, index) => ({day: addDays(first, index), name}));
}
