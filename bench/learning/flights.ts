/**
 * Flights out of and into Seattle as jobs: 985 flight numbers with their declared times, real lateness, cancellations, and
 * timetable changes without notice (jrnold/seaflights15). What is learned from are the real departures alone.
 */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {gunzipSync} from 'node:zlib';
import {DAY_MS, HOUR_MS, MINUTE_MS} from '../../source/domain/time.ts';
import {localMs, openZone} from '../../source/domain/zone.ts';
import type {BenchJob, Truth} from './job-set.ts';
import {nyseCalendar} from './nyse-holidays.ts';

/** `part` keeps every second flight number (0 or 1), so that one half can be tuned on and the other reported. */
export function readFlightJobs(folder: string, part?: 0 | 1): BenchJob[] {
  const text = gunzipSync(readFileSync(path.join(folder, 'flights', 'sea15_jobruns.csv.gz'))).toString();
  const byJob = new Map<string, Truth[]>();
  const [, ...lines] = text.trim().split('\n');
  for (const line of lines) {
    const [job = '', day = '', due, actual = ''] = line.split(',');
    const at = (minutes: number): number => localMs(day, Math.round(minutes * MINUTE_MS));
    const slots = byJob.get(job) ?? [];
    byJob.set(job, slots);
    slots.push({
      dueAt: at(Number(due)),
      startedAt: actual.trim() === '' ? undefined : at(Number(actual)),
      isInjected: false,
    });
  }
  const calendar = nyseCalendar(2014, 2016);
  const jobs = [...byJob].filter((_, index) => part === undefined || index % 2 === part);
  const endsAt = Math.max(...[...byJob.values()].flatMap(slots => slots.at(-1)?.dueAt ?? 0)) + DAY_MS;
  return jobs.map(([name, slots]) => toJob(name, slots, endsAt, calendar));
}

function toJob(
  name: string,
  slots: Truth[],
  endsAt: number,
  calendar: ReturnType<typeof nyseCalendar>,
): BenchJob {
  const inOrder = slots.toSorted((a, b) => a.dueAt - b.dueAt);
  const last = inOrder.at(-1)?.dueAt ?? 0;
  return {
    name,
    group: 'flight',
    // The times are those of the airports' clocks already.
    context: {clock: {zone: openZone('UTC'), dayStartMs: 0}, calendar},
    slots: inOrder,
    extra: [],
    evaluatedFrom: (inOrder[0]?.dueAt ?? 0) + 42 * DAY_MS,
    lateMs: HOUR_MS,
    naturalLateMs: 3 * HOUR_MS,
    gapMs: DAY_MS,
    endsAt: Math.min(last + 14 * DAY_MS, endsAt),
  };
}
