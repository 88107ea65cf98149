/** Adds a finished business day to what is known of a job. */
import type {LearningContext, LearningDay} from '../../domain/learned.ts';
import {ascending} from '../../domain/quantile.ts';
import {durationOf} from '../../domain/run.ts';
import {SECOND_MS, toDayNumber} from '../../domain/time.ts';
import {alignDay, NOT_KNOWN, RAN} from './day-states.ts';
import {redraw} from './draw-slots.ts';
import type {JobHistory} from './job-history.ts';
import {closedDay, SPARE_DAYS} from './job-history.ts';
import {addRhythmDay} from './rhythm.ts';
import {DAY_MINUTES} from './time-slots.ts';
import {writeStates} from './write-states.ts';

const MOST_DURATIONS = 40;
/** Starts that are kept: of one slot, of each of several, and of all. */
const STARTS_OF_ONE = 60;
const STARTS_OF_EACH = 40;
const MOST_STARTS = 240;
/** The slots are drawn anew once a week, and at each run of a job that has few. */
const REDRAW_DAYS = 7;
const FEW_STARTS = 12;
/** Days that are older than what is kept are left as they are. */
export function addDay(job: JobHistory | undefined, day: LearningDay, context: LearningContext): JobHistory {
  const number = toDayNumber(day.day);
  const starts = readStarts(day, context);
  if (!job || job.starts.length === 0) {
    const fresh = newHistory(number);
    if (starts.length > 0) writeDay(fresh, number, starts, day);
    return fresh;
  }
  if (number < job.from) return job;
  if (number <= job.lastDay) forgetDay(job, number);
  writeDay(job, number, starts, day);
  return job;
}

function newHistory(day: number): JobHistory {
  const from = alignDay(day - 1);
  return {
    firstDay: day,
    lastDay: day - 1,
    drawnDay: day,
    from,
    observed: new Uint8Array(SPARE_DAYS).fill(NOT_KNOWN),
    originMinutes: 0,
    slots: [],
    starts: [],
    durations: [],
  };
}

/** In seconds, counted as `JobHistory.starts` are. */
function readStarts({runs}: LearningDay, {clock}: LearningContext): number[] {
  const starts = runs.map(({startedAt}) =>
    Math.floor((clock.zone.toLocal(startedAt) - clock.dayStartMs) / SECOND_MS),
  );
  return starts.length > 1 ? ascending(starts) : starts;
}

/** A day that is learned again: its starts go, so that it can be written anew. */
function forgetDay(job: JobHistory, day: number): void {
  job.starts = job.starts.filter(start => Math.floor(start / DAY_MINUTES) !== day);
}

function writeDay(job: JobHistory, day: number, starts: readonly number[], learned: LearningDay): void {
  const isAgain = day <= job.lastDay;
  const first = isAgain ? day - 1 : closedDay(job) + 1;
  job.lastDay = Math.max(job.lastDay, day);
  makeRoom(job);
  job.observed[day - job.from] = learned.isObserved ? RAN : NOT_KNOWN;
  insertStarts(job, starts);
  for (let own = first; own <= (isAgain ? day + 1 : closedDay(job)); own++) writeStates(job, own);
  if (!isAgain) learnDurations(job, learned);
  if (job.rhythm && !isAgain && starts.length > 0)
    addRhythmDay(
      job.rhythm,
      starts.map(start => start - day * DAY_MINUTES * 60),
    );
  if (starts.length > 0 && isDrawingDue(job, day)) redraw(job, day);
  const most = keptStarts(job);
  if (job.starts.length > most) job.starts.splice(0, job.starts.length - most);
}

function isDrawingDue({slots, starts, drawnDay}: JobHistory, day: number): boolean {
  return slots.length === 0 || starts.length < FEW_STARTS || day - drawnDay >= REDRAW_DAYS;
}

function keptStarts({slots, rhythm}: JobHistory): number {
  if (rhythm) return MOST_STARTS;
  return slots.length <= 1 ? STARTS_OF_ONE : Math.min(MOST_STARTS, STARTS_OF_EACH * slots.length);
}

function makeRoom(job: JobHistory): void {
  const needed = job.lastDay + 2 - job.from;
  const grow = (states: Uint8Array): Uint8Array => {
    if (states.length >= needed) return states;
    const larger = new Uint8Array(needed + Math.max(SPARE_DAYS, needed >> 1)).fill(NOT_KNOWN);
    larger.set(states);
    return larger;
  };
  job.observed = grow(job.observed);
  for (const slot of job.slots) slot.states = grow(slot.states);
}

function insertStarts(job: JobHistory, starts: readonly number[]): void {
  const isLast = (starts[0] ?? 0) / 60 >= (job.starts.at(-1) ?? Number.NEGATIVE_INFINITY);
  for (const start of starts) job.starts.push(Math.floor(start / 60));
  if (!isLast) job.starts.sort((a, b) => a - b);
}

function learnDurations(job: JobHistory, {runs}: LearningDay): void {
  for (const run of runs) {
    const durationMs = run.status === 'succeeded' ? durationOf(run) : undefined;
    if (durationMs !== undefined && durationMs >= 0) job.durations.push(Math.round(durationMs / SECOND_MS));
  }
  if (job.durations.length > MOST_DURATIONS) job.durations.splice(0, job.durations.length - MOST_DURATIONS);
}
