/** Makes records of lines: most lines are one, those with quotes may go on for several. */
import {isBlank} from '../domain/text.ts';
import {splitRecord} from './csv-record.ts';
import type {Reject} from './parser.ts';

type OnRecord = (cells: string[], line: number, text: string) => void;

type CsvRecords = {
  addLine(text: string, line: number): void;
  /** A record that is still open at the end is cut off: it is rejected. */
  finish(): void;
};

/** A quote that opens in the middle of nowhere must not swallow the rest of the output. */
const MAX_RECORD_LINES = 50;
const MAX_RECORD_LENGTH = 65_536;

/**
 * Lines without a quote are split and nothing more, which is as fast as it gets (a general parser takes five times as
 * long). A record that turns out malformed costs only its first line: the lines after it are read by themselves.
 */
export function csvRecords(
  delimiter: string,
  hasQuotes: boolean,
  onRecord: OnRecord,
  reject: Reject,
): CsvRecords {
  let open: {text: string; line: number}[] = [];

  const readOpen = (isEnd: boolean): void => {
    while (open.length > 0) {
      const text = open.map(part => part.text).join('\n');
      const cells = splitRecord(text, delimiter);
      if (typeof cells !== 'string') {
        onRecord(cells, open[0]?.line ?? 0, text);
        open = [];
        return;
      }
      const isTooLong = open.length >= MAX_RECORD_LINES || text.length > MAX_RECORD_LENGTH;
      if (cells === 'open' && !isTooLong && !isEnd) return;
      const [first, ...rest] = open;
      open = [];
      if (first) {
        reject(
          first.line,
          first.text,
          cells === 'open' ? 'a quote is not closed' : 'text after a closing quote',
        );
      }
      for (const part of rest) addLine(part.text, part.line);
    }
  };

  const addLine = (text: string, line: number): void => {
    if (open.length === 0) {
      if (isBlank(text)) return;
      const cells = hasQuotes && text.includes('"') ? splitRecord(text, delimiter) : text.split(delimiter);
      if (typeof cells !== 'string') {
        onRecord(cells, line, text);
        return;
      }
    }
    open.push({text, line});
    // A line without a quote cannot close what is open: nothing to try before the record has grown too long.
    if (text.includes('"') || open.length >= MAX_RECORD_LINES) readOpen(false);
  };

  return {addLine, finish: () => readOpen(true)};
}
