/**
 * Lines of syslog files as rsyslog, syslog-ng, busybox and `journalctl` (short forms) write them:
 *
 *     Aug  4 18:35:01 host CRON[4954]: message                            (RFC 3164: neither year nor zone)
 *     Nov 23 16:40:01 host cron.info CRON[123]: message                   (busybox syslogd names facility and level)
 *     2026-11-23T06:00:01.123456+00:00 host CRON[1]: message              (RFC 3339, rsyslog's file format since Debian 13)
 *     2026-11-23 06:00:01 host CRON[1]: message                           (local time)
 */
import type {EpochMs} from '../domain/time.ts';
import {DAY_MS, MINUTE_MS} from '../domain/time.ts';
import type {LocalMs, Zone} from '../domain/zone.ts';
import {type CivilTime, localFromCivil, monthFromName} from './civil-time.ts';
import {scanUsualLine, scanUsualStamp} from './syslog-scan.ts';
import {readIso} from './timestamps.ts';

export type SyslogLine = {
  /** The time as it stands in the line. */
  stamp: string;
  host: string;
  tag: string;
  pid: number | undefined;
  message: string;
};

const STAMP =
  /^(?:<\d{1,3}>)?([A-Z][a-z]{2} [ \d]?\d \d{2}:\d{2}:\d{2}|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?) (.*)$/s;
const REST = /^(\S+) (?:[a-z0-9]+\.[a-z]+ )?([^\s:[\]]+)(?:\[(\d{1,10})\])?: ?(.*)$/s;

/** A line that begins with a time but has no tag comes back with the tag ''; undefined = no syslog line at all. */
export function parseSyslogLine(text: string): SyslogLine | undefined {
  return scanUsualLine(text) ?? matchSyslogLine(text);
}

/** Whatever the form. */
export function matchSyslogLine(text: string): SyslogLine | undefined {
  const stamped = STAMP.exec(text);
  if (!stamped) return undefined;
  const [, stamp = '', rest = ''] = stamped;
  const parts = REST.exec(rest);
  if (!parts) return {stamp, host: '', tag: '', pid: undefined, message: rest};
  const [, host = '', tag = '', pid, message = ''] = parts;
  return {stamp, host, tag, pid: pid === undefined ? undefined : Number(pid), message};
}

/**
 * Turns the times of one log into instants, line by line in the log's order. Undefined = no such date or time.
 *  - A time without a year is the latest such date that is not more than a day after `collectedAt` (a sender's clock may
 *    run ahead): a line of December read in January belongs to last year.
 *  - A time without an offset is local in `zone`. One that a clock change repeats is the earlier instant, unless that
 *    would be before the preceding line (by more than a minute; neighbours may be out of order) and the later is not.
 */
export function createSyslogClock(zone: Zone, collectedAt: EpochMs): (stamp: string) => EpochMs | undefined {
  const latestLocal = zone.toLocal(collectedAt) + DAY_MS;
  const latest: LatestTime = {local: latestLocal, year: new Date(latestLocal).getUTCFullYear()};
  let previous = Number.NEGATIVE_INFINITY;

  const resolve = (local: LocalMs): EpochMs => {
    const earlier = zone.toInstant(local);
    if (earlier >= previous - MINUTE_MS) return earlier;
    const later = zone.toInstant(local, 'later');
    return later >= previous - MINUTE_MS ? later : earlier;
  };

  return stamp => {
    const instant = readStamp(stamp, latest, resolve);
    if (instant === undefined || !isPlausible(instant)) return undefined;
    previous = instant;
    return instant;
  };
}

// An offset may carry a four-digit year to where ISO 8601 needs five or more, and no business day is.
function isPlausible(instant: EpochMs): boolean {
  return instant >= 0 && instant < LATEST_INSTANT;
}

const LATEST_INSTANT = Date.UTC(9999, 11, 31);

function readStamp(
  stamp: string,
  latest: LatestTime,
  resolve: (local: LocalMs) => EpochMs,
): EpochMs | undefined {
  if (stamp.charCodeAt(4) === HYPHEN) return readIso(stamp, resolve);
  const civil = scanUsualStamp(stamp) ?? matchTraditionalStamp(stamp);
  const local = civil && latestCivil(civil, latest);
  return local === undefined ? undefined : resolve(local);
}

const HYPHEN = 45;

const TRADITIONAL_STAMP = /^([A-Z][a-z]{2}) ([ \d]?\d) (\d{2}):(\d{2}):(\d{2})$/;

function matchTraditionalStamp(stamp: string): Omit<CivilTime, 'year'> | undefined {
  const match = TRADITIONAL_STAMP.exec(stamp);
  if (!match) return undefined;
  const [, monthName = '', ...numbers] = match;
  const [day = Number.NaN, hour = Number.NaN, minute = Number.NaN, second = Number.NaN] = numbers.map(Number);
  return {month: monthFromName(monthName) ?? Number.NaN, day, hour, minute, second};
}

// 29 February is at most eight years back (1896 and 1904, 2096 and 2104).
const LONGEST_LEAP_GAP_YEARS = 8;

/** The latest that a time without a year can be, and its year. */
type LatestTime = {local: LocalMs; year: number};

function latestCivil(
  {month, day, hour, minute, second}: Omit<CivilTime, 'year'>,
  latest: LatestTime,
): LocalMs | undefined {
  for (let {year} = latest; year >= latest.year - LONGEST_LEAP_GAP_YEARS; year -= 1) {
    const local = localFromCivil({year, month, day, hour, minute, second});
    if (local !== undefined && local <= latest.local) return local;
  }
  return undefined;
}
