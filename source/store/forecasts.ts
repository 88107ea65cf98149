/**
 * What was expected of business days from what had been learned before them: a row an environment and day. Compressed JSON:
 * jobs by their ids, dates by their place in a list, instants as whole seconds from the day's UTC midnight, durations in
 * seconds, probabilities in thousandths, the risk of a false alarm in millionths.
 */
import type {DayForecast, JobForecast, SlotSpan} from '../domain/forecast.ts';
import type {
  DurationBand,
  LearnedBasis,
  LearnedDates,
  LearnedRhythm,
  LearnedSlot,
} from '../domain/learned.ts';
import {falseAlarmRiskOf} from '../domain/learned.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {DAY_MS, fromDayNumber, SECOND_MS, toDayNumber} from '../domain/time.ts';
import {compress, decompress} from './compress.ts';
import type {Connection} from './connection.ts';
import {addEnvironment, findEnvironment, findJob, jobName} from './identities.ts';
import type {DayRange} from './store.ts';

type Basis = [
  dates: number,
  ran: number,
  of: number,
  confidence: number,
  lateRisk: number,
  runsAYear: number,
  /** Absent in rows of earlier versions. */
  falseAlarmRisk?: number,
];
type EncodedSlot = [due: number, earliest: number, normal: number, deadline: number, index: number, ...Basis];
type EncodedRhythm = [every: number, limit: number, from: number, until: number, allDay: 0 | 1, ...Basis];
type EncodedDuration = [usual: number, short: number, long: number, runs: number];
/** What is not there is 0, and left out at the end. */
type EncodedJob = [
  job: number,
  slots: EncodedSlot[],
  duration?: EncodedDuration | 0,
  rhythm?: EncodedRhythm | 0,
  stoppedSince?: number,
];
type EncodedForecast = {dates: LearnedDates[]; jobs: EncodedJob[]};

/** Some hundred thousand jobs. What is longer was not written by us. */
const MOST_BYTES = 256 * 2 ** 20;

/** Replaces what was expected of the day. Jobs that were never seen are left out. */
export function writeForecast(
  connection: Connection,
  environment: string,
  day: Day,
  jobs: readonly JobForecast[],
): void {
  const env = addEnvironment(connection, environment);
  const number = toDayNumber(day);
  const dates = new Map<string, number>();
  const encode = createEncoder(number * DAY_MS, dates);
  const encoded: EncodedJob[] = [];
  for (const forecast of jobs) {
    const id = findJob(connection, env, forecast.job)?.id;
    if (id !== undefined) encoded.push(encode(id, forecast));
  }
  const text = JSON.stringify({
    dates: [...dates.keys()].map((known): LearnedDates => JSON.parse(known)),
    jobs: encoded,
  } satisfies EncodedForecast);
  connection
    .command<[number, number, Uint8Array]>('INSERT OR REPLACE INTO forecast(day, env, jobs) VALUES (?, ?, ?)')
    .run(number, env, compress(text));
}

/** By day. A day of which nothing was expected before it began is absent, and so is one that cannot be read. */
export function readForecasts(
  connection: Connection,
  {environment, from, to, isWanted}: DayRange & {environment: string; isWanted?: (job: string) => boolean},
): Map<Day, DayForecast> {
  const forecasts = new Map<Day, DayForecast>();
  const env = findEnvironment(connection, environment);
  if (env === undefined) return forecasts;
  const rows = connection
    .rows<[number, number, number], [day: number, jobs: Uint8Array]>(
      'SELECT day, jobs FROM forecast WHERE day BETWEEN ? AND ? AND env = ?',
    )
    .all(toDayNumber(from), toDayNumber(to), env);
  for (const [day, bytes] of rows) {
    const text = decompress(bytes, MOST_BYTES);
    if (text === undefined) continue;
    const {dates, jobs}: EncodedForecast = JSON.parse(text);
    const wanted = new Map<string, EncodedJob>();
    for (const encoded of jobs) {
      const job = jobName(connection, env, encoded[0]);
      if (!isWanted || isWanted(job)) wanted.set(job, encoded);
    }
    forecasts.set(fromDayNumber(day), decodeLazily(wanted, dates, day * DAY_MS));
  }
  return forecasts;
}

/**
 * Of the days beside the one that is judged, most jobs are never asked for. What was unfolded is not kept: it is asked for once
 * a report, and tens of thousands that stay until its end cost more to collect than to make.
 */
function decodeLazily(
  jobs: ReadonlyMap<string, EncodedJob>,
  dates: readonly LearnedDates[],
  midnight: EpochMs,
): DayForecast {
  const decode = createDecoder(midnight, dates);
  return {
    size: jobs.size,
    get(job) {
      const encoded = jobs.get(job);
      return encoded && decode(job, encoded);
    },
    durationOf(job) {
      const duration = jobs.get(job)?.[2];
      return duration ? decodeDuration(duration) : undefined;
    },
    jobs: () => jobs.keys(),
    *expectedJobs() {
      for (const [job, encoded] of jobs) if (encoded[1].length > 0 || encoded[3]) yield job;
    },
    *stoppedJobs() {
      for (const [job, encoded] of jobs) if (encoded[4]) yield job;
    },
    *spans() {
      for (const [, slots] of jobs.values()) for (const slot of slots) yield spanOf(slot, midnight);
    },
  };
}

function spanOf([due, earliest, , deadline]: EncodedSlot, midnight: EpochMs): SlotSpan {
  return {
    dueAt: midnight + due * SECOND_MS,
    earliestAt: midnight + earliest * SECOND_MS,
    deadlineAt: midnight + deadline * SECOND_MS,
  };
}

function createEncoder(
  midnight: EpochMs,
  dates: Map<string, number>,
): (id: number, forecast: JobForecast) => EncodedJob {
  const at = (instant: EpochMs): number => seconds(instant - midnight);
  const encodeBasis = (of: LearnedSlot | LearnedRhythm): Basis => [
    dates.getOrInsertComputed(JSON.stringify(of.basis.dates), () => dates.size),
    of.basis.ran,
    of.basis.of,
    thousandths(of.confidence),
    thousandths(of.lateRisk),
    Math.round(of.runsAYear),
    Math.round(falseAlarmRiskOf(of) * MILLION),
  ];
  const encodeSlot = (slot: LearnedSlot): EncodedSlot => [
    at(slot.dueAt),
    at(slot.earliestAt),
    at(slot.normallyBy),
    at(slot.deadlineAt),
    slot.index,
    ...encodeBasis(slot),
  ];
  const encodeRhythm = (rhythm: LearnedRhythm): EncodedRhythm => [
    seconds(rhythm.everyMs),
    seconds(rhythm.limitMs),
    at(rhythm.fromAt),
    at(rhythm.untilAt),
    rhythm.isAllDay ? 1 : 0,
    ...encodeBasis(rhythm),
  ];
  return (id, {slots, duration, rhythm, stoppedSince}) => {
    const encoded: EncodedJob = [
      id,
      slots.map(encodeSlot),
      duration ? encodeDuration(duration) : 0,
      rhythm ? encodeRhythm(rhythm) : 0,
      stoppedSince === undefined ? 0 : at(stoppedSince),
    ];
    while (encoded.length > 2 && encoded.at(-1) === 0) encoded.pop();
    return encoded;
  };
}

function encodeDuration({usualMs, shortMs, longMs, runs}: DurationBand): EncodedDuration {
  return [seconds(usualMs), seconds(shortMs), seconds(longMs), runs];
}

function createDecoder(
  midnight: EpochMs,
  dates: readonly LearnedDates[],
): (job: string, encoded: EncodedJob) => JobForecast {
  const at = (fromMidnight: number): EpochMs => midnight + fromMidnight * SECOND_MS;
  const basisOf = (index: number, ran: number, of: number): LearnedBasis => ({
    dates: dates[index] ?? IRREGULAR,
    ran,
    of,
  });
  // Tens of thousands are read for each report: no lists and objects on the way.
  const decodeSlot = (slot: EncodedSlot): LearnedSlot => ({
    dueAt: at(slot[0]),
    earliestAt: at(slot[1]),
    normallyBy: at(slot[2]),
    deadlineAt: at(slot[3]),
    index: slot[4],
    basis: basisOf(slot[5], slot[6], slot[7]),
    confidence: slot[8] / 1000,
    lateRisk: slot[9] / 1000,
    runsAYear: slot[10],
    falseAlarmRisk: ofMillion(slot[11]),
  });
  const decodeRhythm = (rhythm: EncodedRhythm): LearnedRhythm => ({
    everyMs: rhythm[0] * SECOND_MS,
    limitMs: rhythm[1] * SECOND_MS,
    fromAt: at(rhythm[2]),
    untilAt: at(rhythm[3]),
    isAllDay: rhythm[4] === 1,
    basis: basisOf(rhythm[5], rhythm[6], rhythm[7]),
    confidence: rhythm[8] / 1000,
    lateRisk: rhythm[9] / 1000,
    runsAYear: rhythm[10],
    falseAlarmRisk: ofMillion(rhythm[11]),
  });
  return (job, [, slots, duration, rhythm, stoppedSince]) => {
    const forecast: JobForecast = {job, slots: slots.map(decodeSlot)};
    if (duration) forecast.duration = decodeDuration(duration);
    if (rhythm) forecast.rhythm = decodeRhythm(rhythm);
    if (stoppedSince) forecast.stoppedSince = at(stoppedSince);
    return forecast;
  };
}

const IRREGULAR: LearnedDates = {kind: 'irregular'};

function decodeDuration(band: EncodedDuration): DurationBand {
  return {
    usualMs: band[0] * SECOND_MS,
    shortMs: band[1] * SECOND_MS,
    longMs: band[2] * SECOND_MS,
    runs: band[3],
  };
}

function seconds(durationMs: number): number {
  return Math.round(durationMs / SECOND_MS);
}

const MILLION = 1_000_000;

function ofMillion(parts: number | undefined): number | undefined {
  return parts === undefined ? undefined : parts / MILLION;
}

function thousandths(probability: number): number {
  return Math.round(probability * 1000);
}
