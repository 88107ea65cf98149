/**
 * JSON: `json` is one document with an array of records somewhere in it, `ndjson` one record a line.
 *
 * Without a `path` the records are the document itself if it is an array, else the array under `items`, `data`, `results`,
 * `jobs`, `runs`, `records`, `rows` or `executions`, else the only array there is, else the document as a single record.
 * A document that is cut off is rejected whole; so is each `ndjson` line that is no object. In `json` the number of a
 * rejected record counts records, not lines.
 */
import type {z as Zod} from 'zod';
import type {Adapter, ParseContext, Parser} from '../domain/adapter.ts';
import {errorMessage} from '../domain/errors.ts';
import type {Observations} from '../domain/observations.ts';
import type {FieldName} from './fields.ts';
import {readJsonDocument} from './json-document.ts';
import {compileJsonPath, isRecord} from './json-path.ts';
import {describeJson, jsonRecordReader} from './json-record.ts';
import {documentParser, lineParser, type Reject} from './parser.ts';
import {checkedString, fieldsOption, type RecordOptions, recordOptionShape} from './record-options.ts';
import {recordSink} from './record-sink.ts';

type NdjsonOptions = RecordOptions & {fields?: Partial<Record<FieldName, string>>};
type JsonOptions = NdjsonOptions & {path?: string};

/** What both can tell. */
const knowledge = {
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['counts', 'holds', 'reruns', 'exit-codes'],
  wholeAnswer: 'all records can be read; no output says that nothing ran',
} as const;

export const json: Adapter<JsonOptions> = {
  name: 'json',
  title: 'JSON',
  description: 'One JSON document that holds an array of runs (or counts).',
  ...knowledge,
  example: {command: ['curl', '-fsS', 'https://batch.example/runs?day={date}'], options: {path: 'data[*]'}},
  options: z =>
    z.strictObject({
      path: checkedString(z, pathProblem)
        .optional()
        .describe('Where the records are: data.items[*]. Default: the array that there is'),
      ...jsonOptionShape(z),
    }),
  open(context) {
    const sink = jsonSink(context);
    return documentParser(text => {
      if (text.trim() === '') return sink.finish();
      const document = readJsonDocument(text);
      if ('problem' in document) sink.reject(document.line, document.text, document.problem);
      else readRecords(document.value, context.options.path, sink);
      return sink.finish();
    });
  },
};

export const ndjson: Adapter<NdjsonOptions> = {
  name: 'ndjson',
  title: 'NDJSON',
  description: 'One JSON object a line: one run (or count) each.',
  ...knowledge,
  example: {command: ['cat', '/srv/batch/{date}.ndjson']},
  options: z => z.strictObject(jsonOptionShape(z)),
  open(context): Parser {
    const sink = jsonSink(context);
    const onLine = (text: string, line: number): void => {
      if (text.trim() === '') return;
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch (error) {
        sink.reject(line, text, `not JSON: ${errorMessage(error)}`);
        return;
      }
      sink.add(value, line, text);
    };
    return lineParser(onLine, sink.finish, sink.reject);
  },
};

function jsonOptionShape(z: typeof Zod) {
  return {
    fields: fieldsOption(
      z,
      'Where each field is in a record, where it is not named after it: {job: metadata.name, startedAt: times[0]}',
    ),
    ...recordOptionShape(z),
  };
}

function pathProblem(path: string): string | undefined {
  try {
    compileJsonPath(path);
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}

type JsonSink = {
  /** `text`: the line, where the record has one of its own. */
  add(value: unknown, number: number, text?: string): void;
  reject: Reject;
  finish(): Observations;
};

function jsonSink(context: ParseContext<NdjsonOptions>): JsonSink {
  const {add, reject, finish} = recordSink(context);
  const toValues = jsonRecordReader(context.options.fields);
  return {
    reject,
    finish,
    add(value, line, text) {
      if (isRecord(value)) add(toValues(value), line, text ?? value, value);
      else reject(line, describeJson(value), 'not an object');
    },
  };
}

function readRecords(document: unknown, path: string | undefined, sink: JsonSink): void {
  const found = path === undefined ? findRecords(document) : compileJsonPath(path)(document);
  if (found.length === 0 && path !== undefined) {
    // `[*]` of an empty array leads nowhere too, but its array is there.
    const parent = compileJsonPath(path.replace(/\[\*\]$/, ''))(document);
    if (parent.length === 0) sink.reject(1, describeJson(document), `nothing at the path "${path}"`);
  }
  const records = found.flatMap(value => (Array.isArray(value) ? value : [value]));
  for (const [index, record] of records.entries()) sink.add(record, index + 1);
}

const USUAL_KEYS = ['items', 'data', 'results', 'jobs', 'runs', 'records', 'rows', 'executions'];

function findRecords(document: unknown): unknown[] {
  if (!isRecord(document)) return [document];
  const usual = USUAL_KEYS.find(key => Object.hasOwn(document, key) && Array.isArray(document[key]));
  if (usual !== undefined) return [document[usual]];
  const arrays = Object.values(document).filter(Array.isArray);
  return arrays.length === 1 ? arrays : [document];
}
