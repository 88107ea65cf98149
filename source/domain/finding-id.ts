/**
 * What a finding is known by as long as it lasts: its kind, environment, job and occasion, joined by colons. Whoever
 * acknowledges one names it by this; to the database it is a plain value, whatever a job is called.
 */
import type {Day, EpochMs} from './time.ts';
import {formatInstant} from './time.ts';

type FindingSubject = {
  kind: string;
  environment: string;
  /** Absent for what is about the whole environment. */
  job?: string;
  /** What tells it from the same kind of finding of another time; absent for what lasts over business days. */
  occasion?: string;
};

export function formatFindingId({kind, environment, job, occasion}: FindingSubject): string {
  return [kind, environment, job, occasion].filter(part => part !== undefined).join(':');
}

/** The environment's name in a finding's id: kinds and names of environments hold no colon. */
export function environmentOfFinding(id: string): string {
  return id.split(':')[1] ?? '';
}

/**
 * The due instant. A plan's instants are estimates that move, and two entries may have the same or none: there the day and
 * the scheduler's own id of the entry.
 */
export function slotOccasion({entry, dueAt}: {entry?: string; dueAt?: EpochMs}, day: Day): string {
  if (entry !== undefined) return `${day}:${entry}`;
  return dueAt === undefined ? day : formatInstant(dueAt);
}
