/**
 * The ground that adapters stand on: splitting a stream into lines, collecting a whole document, and gathering
 * observations with a bounded list of what could not be read.
 */
import type {Adapter, ParseContext, Parser} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import {emptyObservations, MAX_REJECTED_KEPT} from '../domain/observations.ts';
import {cleanText, formatCount} from '../domain/text.ts';

/** Longest line handed to an adapter, in characters. A longer one is rejected and never kept whole. */
export const MAX_LINE_LENGTH = 65_536;

/** Longest text kept of a rejected line, in characters. */
export const MAX_REJECTED_TEXT = 200;

/**
 * Most lines read of one output. A hostile command prints millions of short ones within the byte limit, and each may
 * become a run: beyond this the answer is partial.
 */
export const MAX_LINES = 250_000;

// What is kept of an overlong line: enough that escape sequences may be cleaned away and some text remains.
const BEGINNING_LENGTH = 8 * MAX_REJECTED_TEXT;

const BYTE_ORDER_MARK = '\uFEFF';

export type Reject = (line: number, text: string, reason: string) => void;

/** Where an adapter puts what it reads. `observations` is what its parser's `end` returns. */
export type Collector = {
  observations: Observations;
  /**
   * Notes an unreadable line (or record): counts them all, keeps the first `MAX_REJECTED_KEPT`. Text and reason are
   * cleaned here.
   */
  reject: Reject;
};

export function collectObservations(): Collector {
  const observations = emptyObservations();
  return {
    observations,
    reject(line, text, reason) {
      observations.rejectedCount += 1;
      if (observations.rejected.length >= MAX_REJECTED_KEPT) return;
      observations.rejected.push({line, reason: cleanText(reason), text: cleanText(text, MAX_REJECTED_TEXT)});
    },
  };
}

/**
 * Splits a stream into lines. A line ends at `\n`, `\r\n` or a lone `\r`; a last line without an end counts; a byte
 * order mark at the start is dropped. Line numbers begin at 1. Keeps no more than the current line: one longer than
 * `MAX_LINE_LENGTH` goes to `reject` instead of `onLine`, with only its beginning.
 */
export function lineParser(
  onLine: (text: string, number: number) => void,
  finish: () => Observations,
  reject: Reject,
): Parser {
  let pending = '';
  let number = 0;
  let isTooLong = false;
  let isStart = true;
  // The last chunk ended in \r: a \n at the start of the next belongs to the same line end.
  let isAfterReturn = false;

  const append = (piece: string): void => {
    if (isTooLong) return;
    pending += piece;
    isTooLong = pending.length > MAX_LINE_LENGTH;
    if (isTooLong) pending = pending.slice(0, BEGINNING_LENGTH);
  };
  const handOn = (): void => {
    if (isTooLong) reject(number, pending, `line longer than ${formatCount(MAX_LINE_LENGTH)} characters`);
    else onLine(pending, number);
  };
  const endLine = (): void => {
    number += 1;
    if (number <= MAX_LINES) handOn();
    pending = '';
    isTooLong = false;
  };

  return {
    write(chunk) {
      if (chunk === '') return;
      let from =
        (isStart && chunk.startsWith(BYTE_ORDER_MARK)) || (isAfterReturn && chunk.startsWith('\n')) ? 1 : 0;
      isStart = false;
      isAfterReturn = chunk.endsWith('\r');
      let lineFeed = findFrom(chunk, '\n', from);
      let carriageReturn = findFrom(chunk, '\r', from);
      for (let end = Math.min(lineFeed, carriageReturn); end !== NOWHERE; ) {
        append(chunk.slice(from, end));
        endLine();
        from = end === carriageReturn && lineFeed === end + 1 ? end + 2 : end + 1;
        if (lineFeed < from) lineFeed = findFrom(chunk, '\n', from);
        if (carriageReturn < from) carriageReturn = findFrom(chunk, '\r', from);
        end = Math.min(lineFeed, carriageReturn);
      }
      append(chunk.slice(from));
    },
    end() {
      if (pending !== '' || isTooLong) endLine();
      const observations = finish();
      // An adapter may find out only at the end that an early line is not usable.
      observations.rejected.sort((a, b) => a.line - b.line);
      if (number > MAX_LINES) {
        observations.partialReason = `only ${formatCount(MAX_LINES)} of ${formatCount(number)} lines were read; ask for less, or split the source`;
      }
      return observations;
    },
  };
}

const NOWHERE = Number.POSITIVE_INFINITY;

/** Where a character stands next; each is looked for by itself, because nearly all outputs have only one of them. */
function findFrom(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from);
  return at === -1 ? NOWHERE : at;
}

/** For formats that make sense only as a whole (one JSON document): collects the text, without a byte order mark. */
export function documentParser(parse: (text: string) => Observations): Parser {
  let chunks: string[] = [];
  return {
    write(chunk) {
      chunks.push(chunk);
    },
    end() {
      const text = chunks.join('');
      // Not both while the text is read.
      chunks = [];
      return parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
    },
  };
}

/** Reads an output that is already here as a whole. */
export function parseOutput<Options>(
  adapter: Adapter<Options>,
  text: string,
  context: ParseContext<Options>,
): Observations {
  const parser = adapter.open(context);
  parser.write(text);
  return parser.end();
}
