/**
 * What an operator says of a finding, for all operators of the host: "I have seen it, I am on it" (acknowledged), or "not
 * before …" (snoozed). It is a person's note: it changes no fact.
 */
import {JobtrackError} from './errors.ts';
import {environmentOfFinding} from './finding-id.ts';
import {cleanText} from './text.ts';
import type {EpochMs} from './time.ts';

export const ACKNOWLEDGEMENT_KINDS = ['acknowledged', 'snoozed'] as const;
export type AcknowledgementKind = (typeof ACKNOWLEDGEMENT_KINDS)[number];

export type Acknowledgement = {
  /** The id of the finding (see `formatFindingId`). */
  finding: string;
  environment: string;
  kind: AcknowledgementKind;
  /** The Unix user. */
  by: string;
  at: EpochMs;
  /** From this very instant on it has no force; absent = until the finding is gone. */
  until?: EpochMs;
  /** Empty when nothing was noted. */
  note: string;
};

/** Longest note, in characters. */
export const MAX_NOTE_LENGTH = 300;

/** Linux allows user names of 32 characters; a directory service's may be longer. */
const MAX_USER_LENGTH = 64;

/**
 * Cleans and bounds what a person wrote. Throws a JobtrackError, for that person, when the instant until which it shall
 * hold is not after `at`, or when a snooze has none.
 */
export function createAcknowledgement({
  finding,
  kind,
  by,
  at,
  until,
  note,
}: Omit<Acknowledgement, 'environment'>): Acknowledgement {
  if (until === undefined && kind === 'snoozed')
    throw new JobtrackError('A snooze needs an end: say until when.');
  if (until !== undefined && !(until > at))
    throw new JobtrackError('The end must lie in the future: name a later time.');
  return {
    finding,
    environment: environmentOfFinding(finding),
    kind,
    by: cleanUser(by),
    at,
    ...(until !== undefined && {until}),
    note: cleanText(note, MAX_NOTE_LENGTH),
  };
}

/** A user's name as it is kept and shown; `?` when it has none. */
export function cleanUser(name: string): string {
  return cleanText(name, MAX_USER_LENGTH) || '?';
}
