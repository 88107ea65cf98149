/**
 * Delimited text, one record a line, in the columns that its header (or the `columns` option) names.
 *
 * A record that does not fit is rejected by itself, with its line: too few or too many cells (a cut-off last line), a time
 * that is none, no job. Lines before the header are rejected until one names a job column; a header that comes again
 * (concatenated files) is skipped. Nothing is kept but the current record.
 */
import type {z as Zod} from 'zod';
import type {Adapter, ParseContext, Parser} from '../domain/adapter.ts';
import {cleanText} from '../domain/text.ts';
import {csvRecords} from './csv-records.ts';
import {type FieldName, type FieldValues, fieldPicker, mapColumns} from './fields.ts';
import {lineParser} from './parser.ts';
import {fieldsOption, type RecordOptions, recordOptionShape} from './record-options.ts';
import {recordSink} from './record-sink.ts';

type CsvOptions = RecordOptions & {
  fields?: Partial<Record<FieldName, string>>;
  columns?: string[];
  delimiter?: string;
  quotes?: boolean;
};

type Dialect = {delimiter: string; quotes: boolean};

export const csv: Adapter<CsvOptions> = {
  name: 'csv',
  title: 'CSV',
  description: 'Comma-separated records with a header: one run (or count) a line.',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['counts', 'holds', 'reruns', 'exit-codes'],
  wholeAnswer: 'all records can be read; no output says that nothing ran',
  example: {
    command: ['cat', '/srv/batch/{date}.csv'],
    options: {fields: {job: 'NAME', startedAt: 'START'}},
  },
  options: z => csvOptions(z, {delimiter: ',', quotes: true}),
  open: context => openCsv(context, {delimiter: ',', quotes: true}),
};

/** Tab-separated values have no quotes (IANA text/tab-separated-values); databases' clients print them so. */
export const tsv: Adapter<CsvOptions> = {
  name: 'tsv',
  title: 'TSV',
  description: 'Tab-separated records with a header: one run (or count) a line.',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['counts', 'holds', 'reruns', 'exit-codes'],
  wholeAnswer: 'all records can be read; no output says that nothing ran',
  example: {command: ['cat', '/srv/batch/{date}.tsv']},
  options: z => csvOptions(z, {delimiter: '\t', quotes: false}),
  open: context => openCsv(context, {delimiter: '\t', quotes: false}),
};

function csvOptions(z: typeof Zod, defaults: Dialect) {
  return z.strictObject({
    fields: fieldsOption(
      z,
      'The column of each field, where it is not named after it: {job: NAME, startedAt: START}',
    ),
    columns: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('The column names of an output without a header, in order; an empty name skips a column'),
    delimiter: z
      .string()
      .min(1)
      .optional()
      .describe(`What stands between cells. Default: ${JSON.stringify(defaults.delimiter)}`),
    quotes: z
      .boolean()
      .optional()
      .describe(
        `Whether cells may stand in double quotes, as RFC 4180 has them. Default: ${defaults.quotes}`,
      ),
    ...recordOptionShape(z),
  });
}

function openCsv(context: ParseContext<CsvOptions>, defaults: Dialect): Parser {
  const {options} = context;
  const sink = recordSink(context);
  let header = '';
  let table = options.columns && tableOf(options.columns, options.fields);

  const onRecord = (cells: string[], line: number, text: string): void => {
    if (!table || 'problem' in table) {
      table = tableOf(cells, options.fields);
      if ('problem' in table) sink.reject(line, text, table.problem);
      header = text;
      return;
    }
    if (text === header) return;
    const values = table.read(cells);
    if (typeof values === 'string') sink.reject(line, text, values);
    else sink.add(values, line, text);
  };

  const {delimiter = defaults.delimiter, quotes = defaults.quotes} = options;
  const records = csvRecords(delimiter, quotes, onRecord, sink.reject);
  const finish = () => {
    records.finish();
    return sink.finish();
  };
  return lineParser(records.addLine, finish, sink.reject);
}

type Table = {read(cells: readonly string[]): FieldValues | string} | {problem: string};

function tableOf(names: readonly string[], fields: CsvOptions['fields']): Table {
  const map = mapColumns(
    names.map(name => cleanText(name)),
    fields,
  );
  if ('problem' in map) return map;
  const readCells = fieldPicker(map.columns);
  return {
    read: cells =>
      cells.length === names.length || hasOnlyEmptyExtras(cells, names.length)
        ? readCells(cells)
        : `${cells.length} cells where there are ${names.length} columns`,
  };
}

/** Some programs end every line with a delimiter. */
function hasOnlyEmptyExtras(cells: readonly string[], columns: number): boolean {
  return cells.length > columns && cells.slice(columns).every(cell => cell.trim() === '');
}
