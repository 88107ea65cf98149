import type {ParseContext} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import {countRegister} from './count-register.ts';
import type {FieldValues} from './fields.ts';
import {describeJson} from './json-record.ts';
import {collectObservations, type Reject} from './parser.ts';
import type {RecordOptions} from './record-options.ts';
import {recordReader} from './record-reader.ts';
import {runRegister} from './run-register.ts';
import type {Origin} from './run-text.ts';

/** Where `csv`, `json` and `lines` put their records. */
type RecordSink = {
  /** Reads a record and keeps its run or count, or rejects it, with `shown` as a text. */
  add(values: FieldValues, line: number, origin: Origin, shown?: unknown): void;
  reject: Reject;
  finish(): Observations;
};

export function recordSink(context: ParseContext<RecordOptions>): RecordSink {
  const {observations, reject} = collectObservations();
  const read = recordReader(context, context.options);
  const runs = runRegister(context, context.options.statusFromExitCode);
  const counts = countRegister();
  return {
    reject,
    add(values, line, origin, shown = origin) {
      const result = read(values);
      if (typeof result === 'string') reject(line, describeJson(shown), result);
      else if ('count' in result) counts.add(result);
      else runs.add(result, origin);
    },
    finish: () => ({...observations, ...runs.finish(), counts: counts.finish()}),
  };
}
