/** The hours at which a demo may be started: just after midnight, in the morning, at noon, just before midnight. */
import type {EpochMs} from '../../source/domain/time.ts';
import {openZone} from '../../source/domain/zone.ts';

const TIMES = ['00:05', '06:40', '12:00', '23:55'];
/** An ordinary Wednesday, a Sunday, the days of Europe's and America's clock changes, New Year. */
const PLACES: [date: string, zone: string][] = [
  ['2026-11-18', 'Europe/London'],
  ['2026-11-22', 'Asia/Tokyo'],
  ['2026-03-29', 'Europe/London'],
  ['2026-10-25', 'Europe/London'],
  ['2026-11-01', 'America/New_York'],
  ['2027-01-01', 'Asia/Tokyo'],
];

export const DEMO_STARTS: {name: string; at: EpochMs}[] = PLACES.flatMap(([date, zone]) =>
  TIMES.map(time => ({
    name: `${date} ${time} ${zone}`,
    at: openZone(zone).toInstant(Date.parse(`${date}T${time}:00Z`)),
  })),
);
