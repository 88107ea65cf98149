/**
 * Tables of one row a line with a delimiter between the cells, as `bjobs -o "… delimiter='|'"` and `condor_history -af:t`
 * print them: with a header, or with columns that the configuration names.
 */
import type {ParseContext, Parser} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import {collectObservations, lineParser} from './parser.ts';
import {type RunFacts, runRegister} from './run-register.ts';

type Row = Readonly<Record<string, string>>;

type TableForm = {
  delimiter: string;
  /** The columns in their order; absent when the first line names them. */
  columns: readonly string[] | undefined;
  /** Columns without which a row says nothing. */
  required: readonly string[];
  /** The name that a column goes by. */
  nameColumn?: (column: string) => string;
};

/** `toFacts` returns the reason when a row is no run; `whyPartial` is asked at the end. */
export function tableParser(
  context: ParseContext,
  form: TableForm,
  toFacts: (row: Row) => RunFacts | string,
  whyPartial: (isEmpty: boolean) => string | undefined,
): Parser {
  const {observations, reject} = collectObservations();
  const runs = runRegister(context);
  const readRow = rowReader(form);
  let isEmpty = true;

  const onLine = (text: string, line: number): void => {
    if (text.trim() === '') return;
    isEmpty = false;
    const row = readRow(text);
    if (row === undefined) return;
    const facts = typeof row === 'string' ? row : toFacts(row);
    if (typeof facts === 'string') reject(line, text, facts);
    else runs.add(facts, text);
  };
  const finish = (): Observations => {
    const partialReason = whyPartial(isEmpty);
    return {...observations, ...runs.finish(), ...(partialReason === undefined ? {} : {partialReason})};
  };
  return lineParser(onLine, finish, reject);
}

/** A row by column, or why the line is none; undefined for the header and its repetition. */
function rowReader({delimiter, columns, required, nameColumn = name => name}: TableForm) {
  let names = columns?.map(nameColumn);
  let header = '';
  const isHeader = (cells: readonly string[]): boolean =>
    names === undefined ||
    (cells.length === names.length &&
      cells.every((cell, index) => nameColumn(cell.trim()) === names?.[index]));

  return (line: string): Row | string | undefined => {
    if (line === header) return undefined;
    const cells = line.split(delimiter);
    if (!isHeader(cells)) return rowOf(cells, names ?? []);
    const found = cells.map(cell => nameColumn(cell.trim()));
    if (!required.every(name => found.includes(name)))
      return `no header with the columns ${required.join(', ')}`;
    [names, header] = [found, line];
    return undefined;
  };
}

function rowOf(cells: readonly string[], names: readonly string[]): Row | string {
  if (cells.length !== names.length) return `${cells.length} cells where there are ${names.length} columns`;
  const row: Record<string, string> = {};
  for (const [index, name] of names.entries()) row[name] = cells[index]?.trim() ?? '';
  return row;
}
