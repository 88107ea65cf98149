import {describe, expect, test} from 'vitest';
import type {CalendarConfig} from '../../source/config/config.ts';
import type {HolidayCache} from '../../source/config/holidays.ts';
import {readHolidays, resolveCalendar} from '../../source/config/holidays.ts';
import {dayOff} from '../../source/domain/calendar.ts';
import {ConfigError} from '../../source/domain/errors.ts';
import {HOUR_MS} from '../../source/domain/time.ts';

/** A cache in memory that keeps what would be left of a value after a database. */
function memoryCache(): HolidayCache & {values: Map<string, string>} {
  const values = new Map<string, string>();
  return {
    values,
    readCache: async key => JSON.parse(values.get(key) ?? 'null') ?? undefined,
    writeCache: async (key, value) => {
      values.set(key, JSON.stringify(value));
    },
  };
}

describe('public holidays', () => {
  const daysOff = async (place: {country: string; state?: string; region?: string}, year: number) =>
    (await readHolidays(place, [year], memoryCache())).daysOff;

  test('England’s have their substitute days', async () => {
    const days = await daysOff({country: 'GB', region: 'ENG'}, 2027);
    expect([...days.keys()]).toEqual([
      '2027-01-01',
      '2027-03-26',
      '2027-03-29',
      '2027-05-03',
      '2027-05-31',
      '2027-08-30',
      '2027-12-25',
      '2027-12-26',
      '2027-12-27',
      '2027-12-28',
    ]);
    expect(days.get('2027-12-27')).toBe('Christmas Day (substitute day)');
    expect(days.get('2027-12-28')).toBe('Boxing Day (substitute day)');
  });

  test('Scotland’s are not England’s', async () => {
    const days = await daysOff({country: 'GB', state: 'SCT'}, 2026);
    expect(days.has('2026-11-30')).toBe(true);
    expect(days.has('2026-04-06')).toBe(false);
  });

  test('the United States’ include a New Year kept in the year before, and not in the year itself', async () => {
    expect((await daysOff({country: 'US'}, 2027)).get('2027-12-31')).toBe("New Year's Day (substitute day)");
    expect([...(await daysOff({country: 'US'}, 2028)).keys()].every(day => day.startsWith('2028-'))).toBe(
      true,
    );
  });

  test('Bavaria’s are more than Germany’s, in English, whichever key names it', async () => {
    const [country, state, region] = await Promise.all([
      daysOff({country: 'DE'}, 2026),
      daysOff({country: 'DE', state: 'BY'}, 2026),
      daysOff({country: 'de', region: 'bayern'}, 2026),
    ]);
    expect(country.has('2026-06-04')).toBe(false);
    expect(state.get('2026-06-04')).toBe('Corpus Christi');
    expect(region).toEqual(state);
  });

  test('a region of a state adds its own', async () => {
    expect((await daysOff({country: 'DE', state: 'BY', region: 'A'}, 2026)).has('2026-08-08')).toBe(true);
    expect((await daysOff({country: 'DE', state: 'BY'}, 2026)).has('2026-08-08')).toBe(false);
  });

  test('of several days are each of them, across New Year too', async () => {
    expect((await daysOff({country: 'SZ'}, 2029)).get('2029-01-02')).toBe('Incwala Festival');
    const eid = [...(await daysOff({country: 'SA'}, 2028)).keys()].filter(day => day.startsWith('2028-02-'));
    expect(eid).toEqual(expect.arrayContaining(['2028-02-26', '2028-02-27', '2028-02-28', '2028-02-29']));
  });

  test('of half a day are no days off, but end the day early', async () => {
    const {daysOff: whole, halfDays} = await readHolidays({country: 'IS'}, [2027], memoryCache());
    expect(whole.has('2027-12-24')).toBe(false);
    expect(halfDays.get('2027-12-24')).toBe(13 * HOUR_MS);
  });
});

describe('the cache', () => {
  const place = {country: 'GB', region: 'ENG'};

  test('answers a warm start: a kept year is not looked up', async () => {
    const cache = memoryCache();
    await readHolidays(place, [2026, 2027], cache);
    const [key = ''] = [...cache.values.keys()];
    cache.values.set(key, JSON.stringify([{day: '2026-07-01', name: 'Kept Day'}]));
    const {daysOff} = await readHolidays(place, [2026], cache);
    expect([...daysOff]).toEqual([['2026-07-01', 'Kept Day']]);
  });

  test('keeps each year and place by itself, under the library’s version', async () => {
    const cache = memoryCache();
    await readHolidays(place, [2026, 2027, 2026], cache);
    await readHolidays({country: 'GB', state: 'ENG'}, [2026], cache);
    expect([...cache.values.keys()].map(key => key.replace(/\d+\.\d+\.\d+/, 'VERSION'))).toEqual([
      'holidays/VERSION/GB//ENG/2026',
      'holidays/VERSION/GB//ENG/2027',
      'holidays/VERSION/GB/ENG//2026',
    ]);
  });

  test.each([
    '"text"',
    '{}',
    '[1]',
    '[{"day":"2026-02-30","name":"x"}]',
    '[{"day":"2026-02-01"}]',
    '[{"day":"2026-02-01","name":"x","fromMs":"y"}]',
  ])('is not believed when it holds %s', async garbage => {
    const cache = memoryCache();
    await readHolidays(place, [2026], cache);
    for (const key of cache.values.keys()) cache.values.set(key, garbage);
    expect((await readHolidays(place, [2026], cache)).daysOff.get('2026-12-25')).toBe('Christmas Day');
  });
});

describe('a place that is not known is refused with the near ones', () => {
  test.each([
    [
      {country: 'UK'},
      'calendars.uk.country: found "UK", which is no country of date-holidays: did you mean GB (United Kingdom)?',
    ],
    [{country: 'Germny'}, 'did you mean DE (Germany)?'],
    [{country: '§§§'}, 'allowed: ISO 3166 codes such as GB, US, DE'],
    [
      {country: 'GB', region: 'EGN'},
      'calendars.uk.region: found "EGN", which is no region of GB: allowed: ALD, ENG, NIR, SCT, WLS',
    ],
    [{country: 'DE', state: 'Bayer'}, 'which is no state of DE: did you mean BY (Bayern)?'],
    [
      {country: 'DE', state: 'BY', region: 'ENG'},
      'calendars.uk.region: found "ENG", which is no region of DE-BY',
    ],
    [
      {country: 'JP', state: 'X'},
      'calendars.uk.state: found "X", which is no state of JP: there are none; leave it out',
    ],
  ])('%j', async (place, message) => {
    const attempt = readHolidays(place, [2026], memoryCache(), 'calendars.uk');
    await expect(attempt).rejects.toThrow(ConfigError);
    await expect(attempt).rejects.toThrow(message);
  });
});

describe('a resolved calendar', () => {
  const CONFIG: CalendarConfig = {weekend: [0, 6], add: {}, remove: [], halfDays: {}};
  const resolve = (config: Partial<CalendarConfig>) =>
    resolveCalendar('uk', {...CONFIG, ...config}, [2026, 2027], memoryCache());

  test('holds the holidays of its years, the weekend, and what the configuration adds and removes', async () => {
    const calendar = await resolve({
      country: 'GB',
      region: 'ENG',
      add: {'2026-12-24': 'Office closed', '2026-12-25': 'Christmas'},
      remove: ['2026-12-28'],
    });
    expect(calendar.name).toBe('uk');
    expect(dayOff(calendar, '2026-12-24')).toBe('Office closed');
    expect(dayOff(calendar, '2026-12-25')).toBe('Christmas');
    expect(dayOff(calendar, '2026-12-28')).toBeUndefined();
    expect(dayOff(calendar, '2027-12-28')).toBe('Boxing Day (substitute day)');
    expect(dayOff(calendar, '2026-11-28')).toBe('Saturday');
  });

  test('without a country knows no holidays and asks no cache', async () => {
    const refuse = (): never => {
      throw new Error('the cache was asked');
    };
    const calendar = await resolveCalendar('own', {...CONFIG, weekend: [5]}, [2026], {
      readCache: refuse,
      writeCache: refuse,
    });
    expect(dayOff(calendar, '2026-12-25')).toBe('Friday');
    expect(calendar.daysOff.size).toBe(0);
  });

  test('has the half days of the holidays but for those removed, and its own', async () => {
    const {halfDays} = await resolve({
      country: 'IS',
      remove: ['2026-12-31'],
      halfDays: {'2026-12-23': 15 * HOUR_MS},
    });
    expect(halfDays.get('2026-12-24')).toBe(13 * HOUR_MS);
    expect(halfDays.has('2026-12-31')).toBe(false);
    expect(halfDays.get('2026-12-23')).toBe(15 * HOUR_MS);
  });

  test('names itself when its country is not known', async () => {
    await expect(resolve({country: 'UK'})).rejects.toThrow('calendars.uk.country');
  });
});
