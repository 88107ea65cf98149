/** Reads the small values of a record: numbers, durations, and the many ways to write nothing. */

import {DAY_MS, parseDuration, SECOND_MS} from '../domain/time.ts';
import {digitsAt} from './civil-time.ts';

/** No word for nothing is longer; most cells are, and need no expression. */
const MAX_NOTHING_LENGTH = 6;

/** Whether a cell is empty or says so: `-`, `null`, `None`, `n/a`. */
export function isNothing(text: string | undefined): text is undefined | '' {
  if (text === undefined || text === '') return true;
  return text.length <= MAX_NOTHING_LENGTH && mayBeNothing(text.charCodeAt(0)) && NOTHING.test(text);
}

const NOTHING = /^\s*(?:-+|null|none|n\/a)?\s*$/i;

/** A space of any kind, `-` or `n`: what else a cell begins with is something. */
function mayBeNothing(first: number): boolean {
  return first <= 32 || first >= 128 || first === 45 || first === 78 || first === 110;
}

/** An exit code. Data frames print whole numbers as `0.0`. */
export function readInteger(text: string): number | undefined {
  // Nearly all of them have a digit or two, and an expression takes longer than all else that becomes of a cell.
  if (text.length === 1 || text.length === 2) {
    const number = digitsAt(text, 0, text.length);
    if (number >= 0) return number;
  }
  if (!/^\s*[+-]?\d{1,10}(?:\.0+)?\s*$/.test(text)) return undefined;
  return Number(text) || 0;
}

/** A whole number, 0 or more, with or without thousands separators (comma, apostrophe, underscore, no-break spaces). */
export function readCount(text: string): number | undefined {
  const plain = text.length > 0 && text.length <= 15 ? digitsAt(text, 0, text.length) : Number.NaN;
  if (plain >= 0) return plain;
  const match = /^\s*(\d{1,3}(?:([,'_\u2019\u00A0\u202F])\d{3}(?:\2\d{3})*)?|\d{1,15})\s*$/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1].replace(/\D/g, ''));
}

/** Longer than any run: what reads as more is no duration but another number. */
const MAX_DURATION_MS = 3650 * DAY_MS;

/** Milliseconds from seconds (`750`, `0.5`), a clock (`12:30`, `01:12:30`, `1-01:12:30` with days) or `12m30s`. */
export function readDuration(text: string): number | undefined {
  const durationMs = text.length > 30 ? undefined : readDurationForm(text.trim());
  return durationMs !== undefined && durationMs <= MAX_DURATION_MS ? Math.round(durationMs) : undefined;
}

function readDurationForm(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * SECOND_MS;
  const clock = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d\d)(?:\.\d+)?$/.exec(text);
  if (!clock) return parseDuration(text);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map(part => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * SECOND_MS;
}
