/**
 * What clients of databases print: one result after another, each a header and its rows. Which result it is shows in the header's
 * columns; letter case makes no difference. As delimited text, or as the JSON of Oracle's SQLcl: `{"results":[{"items":[{…}]}]}`.
 */

import type {Parser} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import {cleanText} from '../domain/text.ts';
import {csvRecords} from './csv-records.ts';
import {readJsonDocuments} from './json-document.ts';
import {isRecord} from './json-path.ts';
import {describeJson, textOf} from './json-record.ts';
import {documentParser, lineParser, type Reject} from './parser.ts';
import type {Origin} from './run-text.ts';

/** A row's cells by column, in capitals. Cells are trimmed and no more: they are as hostile as they came. */
export type Row = Readonly<Record<string, string>>;

/** One of the results that an adapter asks for. */
export type ResultSet = {
  /** Columns by which it is known, in capitals: it has all of them. */
  columns: readonly string[];
  /** Takes a row, or returns the reason why it cannot be read. */
  read(row: Row, origin: Origin): string | undefined;
};

/** The last result of a query, which shows that all the others came: `select 'whole' answer`. */
export function wholeAnswer(): {set: ResultSet; tellEnd(): Pick<Observations, 'partialReason'>} {
  let isWhole = false;
  return {
    set: {
      columns: ['ANSWER'],
      read({ANSWER: answer}) {
        isWhole ||= answer === 'whole';
        return undefined;
      },
    },
    tellEnd: () =>
      isWhole ? {} : {partialReason: "the answer has no end: the last query must be `select 'whole' answer`"},
  };
}

type Outcome = {reject: Reject; finish(): Observations};

/** `delimiter` stands between cells; `quotes`: they may stand in double quotes, as RFC 4180 has them. */
export function resultTextParser(
  {delimiter, quotes}: {delimiter: string; quotes: boolean},
  sets: readonly ResultSet[],
  {reject, finish}: Outcome,
): Parser {
  let table: {set: ResultSet; columns: readonly string[]; header: string} | undefined;

  const onRecord = (cells: string[], line: number, text: string): void => {
    if (text === table?.header || isDecoration(text)) return;
    const set = findSet(sets, cells);
    if (set) {
      table = {set, columns: cells.map(toColumn), header: text};
      return;
    }
    const problem = table ? readCells(table, cells, text) : 'no header with columns that are known';
    if (problem !== undefined) reject(line, text, problem);
  };
  const records = csvRecords(delimiter, quotes, onRecord, reject);
  return lineParser(
    records.addLine,
    () => {
      records.finish();
      return finish();
    },
    reject,
  );
}

// sqlcmd underlines its header, and counts rows unless it is told not to.
const UNDERLINE = /^[-\s|,]*-{2}[-\s|,]*$/;
const ROW_COUNT = /^\(\d+ rows? affected\)\s*$/;

/** Most rows show by their first character that they are none of it. */
function isDecoration(text: string): boolean {
  return /^[-\s|,(]/.test(text) && (UNDERLINE.test(text) || ROW_COUNT.test(text));
}

function readCells(
  {set, columns}: {set: ResultSet; columns: readonly string[]},
  cells: readonly string[],
  text: string,
): string | undefined {
  if (cells.length !== columns.length)
    return `${cells.length} cells where there are ${columns.length} columns`;
  const row: Record<string, string> = {};
  for (let index = 0; index < cells.length; index++) row[columns[index] ?? ''] = (cells[index] ?? '').trim();
  return set.read(row, text);
}

function findSet(sets: readonly ResultSet[], names: readonly string[]): ResultSet | undefined {
  // A header's cells are names: most rows are told apart from it by their first.
  if (!/^\s*[A-Za-z_]+\s*$/.test(names[0] ?? '')) return undefined;
  return sets.find(({columns}) => columns.every(column => names.some(name => isNamed(name, column))));
}

/** Most cells differ in length, too, from the name of a column that every header has. */
function isNamed(cell: string, column: string): boolean {
  return cell.trim().length === column.length && toColumn(cell) === column;
}

function toColumn(name: string): string {
  return cleanText(name).toUpperCase();
}

/** Reads SQLcl's documents, one a query. */
export function resultJsonParser(sets: readonly ResultSet[], {reject, finish}: Outcome): Parser {
  return documentParser(text => {
    let number = 0;
    for (const document of text.split(DOCUMENT_START).flatMap(readJsonDocuments)) {
      if ('problem' in document) {
        reject(document.line, document.text, document.problem);
        continue;
      }
      for (const item of itemsOf(document.value)) {
        number += 1;
        const problem = isRecord(item) ? readItem(sets, item) : 'not an object';
        if (problem !== undefined) reject(number, describeJson(item), problem);
      }
    }
    return finish();
  });
}

// SQLcl begins lines within a document with what a document begins with, too.
const DOCUMENT_START = /\n(?=\{\s*"results")/;

function itemsOf(document: unknown): unknown[] {
  const results = isRecord(document) && Array.isArray(document.results) ? document.results : [document];
  return results.flatMap(result =>
    isRecord(result) && Array.isArray(result.items) ? result.items : [result],
  );
}

function readItem(sets: readonly ResultSet[], item: Record<string, unknown>): string | undefined {
  const row: Record<string, string> = {};
  for (const [key, value] of Object.entries(item)) row[toColumn(key)] = textOf(value)?.trim() ?? '';
  const set = sets.find(({columns}) => columns.every(column => Object.hasOwn(row, column)));
  return set ? set.read(row, item) : 'columns that are not known';
}
