/** The ground of adapters whose answer is JSON: documents in, runs and schedules out, and whatever could not be read. */
import type {ParseContext, Parser} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import type {ScheduleObservation} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import {readJsonDocuments} from './json-document.ts';
import {isRecord} from './json-path.ts';
import {describeJson} from './json-record.ts';
import {collectObservations, documentParser} from './parser.ts';
import {type RunFacts, runRegister} from './run-register.ts';
import type {Origin} from './run-text.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Where an adapter puts what it reads in the documents of one answer. */
export type JsonAnswer = {
  addRun(facts: RunFacts, origin: Origin): void;
  /** What a job of this number is called now. */
  nameJob(number: string, name: string): void;
  /** That the run's job has no name any more. */
  addNameless(runKey: string, number: string): void;
  addSchedule(schedule: ScheduleObservation): void;
  /** Notes a record that cannot be read; they are told apart by their number in the answer. */
  reject(record: unknown, reason: string): void;
  /** Calls `read` with every record. A text that it returns is the reason why that record cannot be read. */
  readEach(records: readonly unknown[], read: (record: JsonRecord) => string | undefined): void;
  /** Says why absence in this answer proves nothing. Several reasons add up. */
  markPartial(reason: string): void;
};

/**
 * Reads all of an output at its end. `program` is who prints it: each of these programs prints something even where there is
 * nothing to tell, so no output at all is no whole answer.
 */
export function jsonAnswerParser(
  context: ParseContext,
  program: string,
  read: (documents: readonly unknown[], answer: JsonAnswer) => void,
): Parser {
  return documentParser(text => readAnswer(text, context, program, read));
}

function readAnswer(
  text: string,
  context: ParseContext,
  program: string,
  read: (documents: readonly unknown[], answer: JsonAnswer) => void,
): Observations {
  const {observations, reject} = collectObservations();
  if (text.trim() === '') return {...observations, partialReason: `${program} printed nothing`};
  const runs = runRegister(context);
  const reasons = new Set<string>();
  const names = {byNumber: new Map<string, string>(), nameless: new Map<string, string>()};
  let number = 0;
  const answer: JsonAnswer = {
    addRun: runs.add,
    nameJob: (number, name) => names.byNumber.set(number, name),
    addNameless: (runKey, number) => names.nameless.set(runKey, number),
    addSchedule: schedule => observations.schedules.push(schedule),
    reject: (record, reason) => reject(Math.max(1, number), describeJson(record), reason),
    readEach(records, readRecord) {
      for (const record of records) {
        number += 1;
        const problem = isRecord(record) ? readRecord(record) : 'not an object';
        if (problem !== undefined) answer.reject(record, problem);
      }
    },
    markPartial: reason => reasons.add(reason),
  };
  const values: unknown[] = [];
  for (const document of readJsonDocuments(text)) {
    if ('problem' in document) reject(document.line, document.text, document.problem);
    else values.push(document.value);
  }
  if (values.length > 0) read(values, answer);
  const partialReason = reasons.size === 0 ? {} : {partialReason: cleanText([...reasons].join('; '))};
  const jobNames = names.byNumber.size + names.nameless.size === 0 ? {} : {jobNames: names};
  return {...observations, ...runs.finish(), ...jobNames, ...partialReason};
}

/** The record under a key; an empty one where there is none. */
export function recordAt(record: JsonRecord, key: string): JsonRecord {
  const value = record[key];
  return isRecord(value) ? value : NOTHING;
}

/** The records of the array under a key; what else the array holds is left out. */
export function recordsAt(record: JsonRecord, key: string): JsonRecord[] {
  const value = record[key];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

const NOTHING: JsonRecord = {};

/** The clean text of a scalar under a key; empty where there is none. */
export function textAt(record: JsonRecord, key: string): string {
  const value = record[key];
  if (typeof value === 'string') return cleanText(value);
  return typeof value === 'number' ? String(value) : '';
}

/** The whole number under a key. */
export function integerAt(record: JsonRecord, key: string): number | undefined {
  const value = record[key];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}
