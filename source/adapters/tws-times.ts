/** The times of conman's rows: a day without its year, minutes without their day. */
import type {ParseContext} from '../domain/adapter.ts';
import type {EpochMs} from '../domain/time.ts';
import {DAY_MS, HOUR_MS, MINUTE_MS} from '../domain/time.ts';
import type {LocalMs} from '../domain/zone.ts';
import {formatLocal, localMs} from '../domain/zone.ts';
import {digitsAt, localFromCivil} from './civil-time.ts';
import type {TwsOptions} from './tws.ts';
import type {TwsJob, TwsStream} from './tws-row.ts';

type Times = {startedAt?: EpochMs; endedAt?: EpochMs};

/** When a stream was to begin. `name` tells its instances apart: `2026-11-19 09:58`. */
export type TwsSchedule = {name: string; scheduledAt: EpochMs; timesOf(job: TwsJob): Times};

/** Undefined for what is no date and time. */
export function twsScheduleReader({
  day,
  clock: {zone},
  options: {dateFormat},
}: ParseContext<TwsOptions>): (stream: TwsStream) => TwsSchedule | undefined {
  const asked = localMs(day);

  return ({time, date}) => {
    const local = nearest(asked, date, time, dateFormat);
    if (local === undefined) return undefined;
    const midnight = Math.floor(local / DAY_MS) * DAY_MS;
    const startOf = ({start}: TwsJob): EpochMs | undefined => {
      const minutesMs = readMinutes(start);
      if (minutesMs === undefined || minutesMs >= DAY_MS) return undefined;
      // No job starts before its stream: an earlier time of day is the next day's.
      const begin = midnight + minutesMs;
      return zone.toInstant(begin < local ? begin + DAY_MS : begin);
    };
    return {
      name: formatLocal(local).slice(0, '2026-11-19 09:58'.length),
      scheduledAt: zone.toInstant(local),
      timesOf(job) {
        const startedAt = startOf(job);
        if (startedAt === undefined) return {};
        const elapsedMs = readMinutes(job.elapsed);
        return elapsedMs === undefined ? {startedAt} : {startedAt, endedAt: startedAt + elapsedMs};
      },
    };
  };
}

/** The date of that name next to the day that was asked for. */
function nearest(
  asked: LocalMs,
  date: string,
  time: string,
  dateFormat: TwsOptions['dateFormat'],
): LocalMs | undefined {
  const [first, second] = [digitsAt(date, 0, 2), digitsAt(date, 3, 2)];
  const [month, dayOfMonth] = dateFormat === 'MM/dd' ? [first, second] : [second, first];
  const [hour, minute] = [digitsAt(time, 0, 2), digitsAt(time, 2, 2)];
  const thisYear = new Date(asked).getUTCFullYear();
  return [thisYear - 1, thisYear, thisYear + 1]
    .map(year => localFromCivil({year, month, day: dayOfMonth, hour, minute, second: 0}))
    .filter(local => local !== undefined)
    .reduce<LocalMs | undefined>(
      (best, local) =>
        best !== undefined && Math.abs(best - asked) <= Math.abs(local - asked) ? best : local,
      undefined,
    );
}

/** `09:58`, or `102:30` for hours beyond a day; undefined for a date. */
function readMinutes(text: string): number | undefined {
  const match = /^(\d{2,4}):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * HOUR_MS + Number(match[2]) * MINUTE_MS : undefined;
}
