/**
 * The usual form of a syslog line, read character by character: that takes a fifth of what expressions take. For anything else
 * there are those of `syslog-line.ts`.
 */
import {type CivilTime, digitsAt, monthNameAt} from './civil-time.ts';
import type {SyslogLine} from './syslog-line.ts';
import {skipFraction} from './timestamps.ts';

/**
 * `Aug  4 18:35:01 host CRON[4954]: message`, or the same with a time as RFC 3339 has it; undefined for any other form, and where a part of it is not as usual.
 */
export function scanUsualLine(text: string): SyslogLine | undefined {
  const stampEnd = isTraditionalStamp(text) ? STAMP_LENGTH : isoStampEnd(text);
  if (stampEnd === 0 || text.charCodeAt(stampEnd) !== SPACE) return undefined;
  const hostAt = stampEnd + 1;
  const tagAt = skipWord(text, hostAt) + 1;
  if (tagAt === hostAt + 1 || text.charCodeAt(tagAt - 1) !== SPACE) return undefined;
  const tagEnd = skipTag(text, tagAt);
  if (tagEnd === tagAt || text.charCodeAt(tagEnd) !== OPENING_BRACKET) return undefined;
  const pidEnd = text.indexOf(']', tagEnd);
  const pid =
    pidEnd - tagEnd <= MAX_PID_DIGITS + 1 ? digitsAt(text, tagEnd + 1, pidEnd - tagEnd - 1) : Number.NaN;
  if (!(pid >= 0) || pidEnd === tagEnd + 1 || text.charCodeAt(pidEnd + 1) !== COLON) return undefined;
  return {
    stamp: text.slice(0, stampEnd),
    host: text.slice(hostAt, tagAt - 1),
    tag: text.slice(tagAt, tagEnd),
    pid,
    message: text.slice(text.charCodeAt(pidEnd + 2) === SPACE ? pidEnd + 3 : pidEnd + 2),
  };
}

const STAMP_LENGTH = 'Aug  4 18:35:01'.length;
const MAX_PID_DIGITS = 10;
const SPACE = 32;
const COLON = 58;
const OPENING_BRACKET = 91;
const CLOSING_BRACKET = 93;
const HYPHEN = 45;
const PLUS = 43;
const CAPITAL_T = 84;
const CAPITAL_Z = 90;

/** Whether a text begins as `Mmm dd hh:mm:ss` does; the numbers need not make a real time. */
function isTraditionalStamp(text: string): boolean {
  const dayTens = text.charCodeAt(4);
  return (
    monthNameAt(text, 0) > 0 &&
    text.charCodeAt(3) === SPACE &&
    (dayTens === SPACE || digitsAt(text, 4, 1) >= 0) &&
    digitsAt(text, 5, 1) >= 0 &&
    text.charCodeAt(6) === SPACE &&
    digitsAt(text, 7, 2) >= 0 &&
    text.charCodeAt(9) === COLON &&
    digitsAt(text, 10, 2) >= 0 &&
    text.charCodeAt(12) === COLON &&
    digitsAt(text, 13, 2) >= 0
  );
}

/** Where the time ends that begins a text as `2026-11-23T06:00:01.123456+00:00` does; fraction and offset may be lacking. 0 where none does. */
function isoStampEnd(text: string): number {
  if (!isIsoSecond(text)) return 0;
  const end = skipFraction(text, ISO_SECOND_LENGTH);
  const mark = text.charCodeAt(end);
  if (mark === CAPITAL_Z) return end + 1;
  if (mark !== PLUS && mark !== HYPHEN) return end;
  const minutesAt = text.charCodeAt(end + 3) === COLON ? end + 4 : end + 3;
  return digitsAt(text, end + 1, 2) >= 0 && digitsAt(text, minutesAt, 2) >= 0 ? minutesAt + 2 : 0;
}

const ISO_SECOND_LENGTH = '2026-11-23T06:00:01'.length;

function isIsoSecond(text: string): boolean {
  const separator = text.charCodeAt(10);
  return (
    text.charCodeAt(4) === HYPHEN &&
    text.charCodeAt(7) === HYPHEN &&
    (separator === CAPITAL_T || separator === SPACE) &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    digitsAt(text, 0, 4) >= 0 &&
    digitsAt(text, 5, 2) >= 0 &&
    digitsAt(text, 8, 2) >= 0 &&
    digitsAt(text, 11, 2) >= 0 &&
    digitsAt(text, 14, 2) >= 0 &&
    digitsAt(text, 17, 2) >= 0
  );
}

/** `Aug  4 18:35:01` by itself; undefined for any other form. */
export function scanUsualStamp(stamp: string): Omit<CivilTime, 'year'> | undefined {
  if (stamp.length !== STAMP_LENGTH || !isTraditionalStamp(stamp)) return undefined;
  return {
    month: monthNameAt(stamp, 0),
    day: stamp.charCodeAt(4) === SPACE ? digitsAt(stamp, 5, 1) : digitsAt(stamp, 4, 2),
    hour: digitsAt(stamp, 7, 2),
    minute: digitsAt(stamp, 10, 2),
    second: digitsAt(stamp, 13, 2),
  };
}

/** Where printable ASCII without spaces ends. */
function skipWord(text: string, from: number): number {
  let at = from;
  while (isVisible(text.charCodeAt(at))) at += 1;
  return at;
}

function skipTag(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); isVisible(code); code = text.charCodeAt(at)) {
    if (code === COLON || code === OPENING_BRACKET || code === CLOSING_BRACKET) break;
    at += 1;
  }
  return at;
}

function isVisible(code: number): boolean {
  return code > SPACE && code < 127;
}
