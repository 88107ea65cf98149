/** From one record's text values to what it says of a run (or a count). Shared by `csv`, `json` and `lines`. */
import type {CountObservation, RunStatus} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import {dayFinder} from './day-finder.ts';
import {isNothing, readCount, readDuration, readInteger} from './field-values.ts';
import type {FieldName, FieldValues} from './fields.ts';
import type {RecordOptions} from './record-options.ts';
import type {RunFacts} from './run-register.ts';
import {statusReader} from './status-map.ts';
import {createTextIndex} from './text-index.ts';
import {dayReader} from './time-pattern.ts';
import {isNoTime, type ReadTime, type TimeContext, timeReader} from './timestamps.ts';

/** A run's facts, a count, or the reason why the record cannot be read. */
type ReadRecord = (values: FieldValues) => RunFacts | CountObservation | string;

/** Throws a RangeError for a time or day format that the options' schema would have refused. */
export function recordReader(context: TimeContext, options: RecordOptions): ReadRecord {
  const readTime = timeReader(context, options.timeFormat);
  const readDay = dayReader(options.dayFormat);
  const readStatus = statusReader(options.statuses);
  const findDay = dayFinder(context.clock);
  const cleanName = rememberedNames();

  return values => {
    const facts = emptyFacts(cleanName(values.job ?? ''));
    const word = values.status?.trim() ?? '';
    const status = word === '' ? undefined : readStatus(word);
    if (word !== '') facts.status = status ?? 'unknown';
    const problem = readTimes(values, readTime, facts) ?? readNumbers(values, facts);
    if (problem !== undefined) return problem;
    if (!isNothing(values.businessDay)) {
      facts.businessDay = readDay(values.businessDay);
      if (facts.businessDay === undefined) return `businessDay "${values.businessDay}" is not a date`;
    }

    if (!isNothing(values.count)) {
      const count = readCount(values.count);
      if (count === undefined) return `count "${values.count}" is not a whole number, 0 or more`;
      const at = facts.scheduledAt ?? facts.startedAt ?? facts.endedAt;
      return countOf(facts, count, facts.businessDay ?? (at === undefined ? context.day : findDay(at)));
    }
    if (facts.job === '') return 'no job name';
    if (!isNothing(values.runKey)) facts.runKey = cleanText(values.runKey) || undefined;
    facts.openStatus = openStatusOf(values, facts);
    facts.message = messageOf(values.message ?? '', status === undefined ? word : '');
    return facts;
  };
}

function emptyFacts(job: string): RunFacts {
  // Every field from the start: one shape for all of them keeps a million records fast.
  return {
    job,
    runKey: undefined,
    businessDay: undefined,
    status: undefined,
    openStatus: undefined,
    scheduledAt: undefined,
    startedAt: undefined,
    endedAt: undefined,
    exitCode: undefined,
    message: undefined,
  };
}

const TIME_FIELDS = ['scheduledAt', 'startedAt', 'endedAt'] as const satisfies readonly FieldName[];

/** Fills in the instants, or says which is none. */
function readTimes(values: FieldValues, readTime: ReadTime, facts: RunFacts): string | undefined {
  for (const field of TIME_FIELDS) {
    const text = values[field];
    if (text === undefined || isNoTime(text)) continue;
    const instant = readTime(text);
    if (instant === undefined) return `${field} "${text}" is not a time; set timeFormat if it is one`;
    facts[field] = instant;
  }
  return undefined;
}

/** Fills in exit code and duration (after the times), or says which is none. */
function readNumbers({exitCode, durationS}: FieldValues, facts: RunFacts): string | undefined {
  if (!isNothing(exitCode)) {
    facts.exitCode = readInteger(exitCode);
    if (facts.exitCode === undefined) return `exitCode "${exitCode}" is not a whole number`;
  }
  if (isNothing(durationS)) return undefined;
  const durationMs = readDuration(durationS);
  if (durationMs === undefined) return `durationS "${durationS}" is not a duration`;
  const {status, startedAt, endedAt} = facts;
  // An elapsed time gives the end only of a run that is over.
  const isOver = status !== 'running' && status !== 'waiting' && status !== 'held';
  if (startedAt !== undefined && endedAt === undefined && isOver) facts.endedAt = startedAt + durationMs;
  if (startedAt === undefined && endedAt !== undefined) facts.startedAt = endedAt - durationMs;
  return undefined;
}

/**
 * What a record without a status tells by its times: a start whose end is printed nowhere may long be over, but one that
 * has a place for the end and leaves it empty is running.
 */
function openStatusOf(values: FieldValues, {startedAt, scheduledAt}: RunFacts): RunStatus {
  if (startedAt !== undefined) return values.endedAt === undefined ? 'unknown' : 'running';
  return scheduledAt !== undefined && values.startedAt !== undefined ? 'waiting' : 'unknown';
}

/** The record's message, with the word for its state when we do not know that. */
function messageOf(message: string, unknownWord: string): string | undefined {
  const text = cleanText(message);
  if (unknownWord === '') return text === '' ? undefined : text;
  const word = `status "${cleanText(unknownWord)}"`;
  return text === '' ? word : cleanText(`${word}: ${text}`);
}

function countOf({job, status}: RunFacts, count: number, businessDay: string): CountObservation {
  return {businessDay, count, ...(job === '' ? {} : {job}), ...(status === undefined ? {} : {status})};
}

const MAX_NAMES_KEPT = 20_000;

/** A job's name is cleaned once, however many rows it has, and all of them share one string. */
function rememberedNames(): (text: string) => string {
  const names: string[] = [];
  const texts = createTextIndex();
  return text => {
    if (names.length >= MAX_NAMES_KEPT) return names[texts.find(text)] ?? cleanText(text);
    const number = texts.numberOf(text);
    if (number === names.length) names.push(cleanText(text));
    return names[number] ?? '';
  };
}
