/** What somebody has said of a finding, in words; instants are local to its environment. */
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import type {FindingAcknowledgement} from '../report/status-report.ts';
import {formatLocalTime} from './listings/local-time.ts';

/** `acknowledged by ops1 until 08:00`. */
export function formatAcknowledgement(
  {kind, by, until}: FindingAcknowledgement,
  timezone: string,
  now: EpochMs,
): string {
  const end = until === null ? '' : ` until ${formatLocalTime(Date.parse(until), timezone, now)}`;
  return `${kind} by ${cleanText(by)}${end}`;
}

/** `acknowledged by ops1 until 08:00: vendor called`. */
export function explainAcknowledgement(
  acknowledgement: FindingAcknowledgement,
  timezone: string,
  now: EpochMs,
): string {
  const note = cleanText(acknowledgement.note);
  return `${formatAcknowledgement(acknowledgement, timezone, now)}${note === '' ? '' : `: ${note}`}`;
}
