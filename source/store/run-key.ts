/**
 * Run keys in the fewest bytes. The column has INTEGER affinity, so that the numbers JavaScript binds become integers
 * (a column without affinity would keep them as 8-byte floats). What a key looks like decides its form:
 *
 *  - `4711`, canonical decimal: the integer
 *  - `2026-11-23T06:40:00Z`, an instant in whole seconds near its business day: a negative integer, three bytes
 *  - 32 lower-case hex digits, or a lower-case UUID: a tag and 16 bytes
 *  - any other text: the text; but one that SQLite could take for a number (`007`, `1e5`): a tag and its UTF-8 bytes
 */
import type {EpochMs} from '../domain/time.ts';
import {DAY_MS, SECOND_MS} from '../domain/time.ts';

export type StoredKey = number | string | Uint8Array;

/** Instants may lie this far before the business day's UTC midnight and still have a three-byte form. */
export const INSTANT_BIAS_S = (7 * DAY_MS) / SECOND_MS;
/** Three-byte integers end here. */
const LARGEST_INSTANT = 2 ** 23 - 1;

const TEXT_TAG = 0;
const HEX_TAG = 1;
const UUID_TAG = 2;

const DECIMAL = /^(?:0|[1-9]\d{0,14})$/;
const HEX = /^[0-9a-f]{32}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT_LENGTH = '2026-11-23T06:40:00Z'.length;

/** `midnight` is the UTC midnight of the run's business day. */
export function encodeRunKey(runKey: string, midnight: EpochMs): StoredKey {
  if (runKey.length === INSTANT_LENGTH && runKey.endsWith('Z')) {
    const stored = encodeInstant(runKey, midnight);
    if (stored !== undefined) return stored;
  }
  if (DECIMAL.test(runKey)) return Number(runKey);
  if (HEX.test(runKey)) return tagged(HEX_TAG, Buffer.from(runKey, 'hex'));
  if (UUID.test(runKey)) return tagged(UUID_TAG, Buffer.from(runKey.replaceAll('-', ''), 'hex'));
  // Number() takes more for a number than SQLite does, never less.
  return Number.isNaN(Number(runKey)) ? runKey : tagged(TEXT_TAG, Buffer.from(runKey));
}

export function decodeRunKey(stored: StoredKey, midnight: EpochMs): string {
  if (typeof stored === 'string') return stored;
  if (typeof stored === 'number') {
    return stored < 0 ? formatSeconds(midnight + offsetOfKey(stored) * SECOND_MS) : String(stored);
  }
  const bytes = Buffer.from(stored.buffer, stored.byteOffset + 1, stored.byteLength - 1);
  if (stored[0] === TEXT_TAG) return bytes.toString();
  const hex = bytes.toString('hex');
  return stored[0] === HEX_TAG ? hex : hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The instant that a stored key is; undefined for every other key. */
export function instantOfKey(stored: StoredKey, midnight: EpochMs): EpochMs | undefined {
  return typeof stored === 'number' && stored < 0 ? midnight + offsetOfKey(stored) * SECOND_MS : undefined;
}

/** Seconds from the business day's UTC midnight to the instant that a negative key stands for. */
function offsetOfKey(stored: number): number {
  return -1 - stored - INSTANT_BIAS_S;
}

function encodeInstant(text: string, midnight: EpochMs): number | undefined {
  const instant = Date.parse(text);
  const biased = (instant - midnight) / SECOND_MS + INSTANT_BIAS_S;
  // The comparison refuses what Date.parse is lenient about (February the 30th, 24:00).
  if (!(biased >= 0 && biased < LARGEST_INSTANT) || formatSeconds(instant) !== text) return undefined;
  return -1 - biased;
}

/** As `formatInstant` for whole seconds and years of four digits, in half its time: every row of a day may need it. */
function formatSeconds(instant: EpochMs): string {
  return `${new Date(instant).toISOString().slice(0, -5)}Z`;
}

function tagged(tag: number, bytes: Uint8Array): Uint8Array {
  const stored = Buffer.allocUnsafe(bytes.length + 1);
  stored[0] = tag;
  stored.set(bytes, 1);
  return stored;
}
