import {errorMessage} from '../domain/errors.ts';
import {formatCount} from '../domain/text.ts';

/** The value, or why there is none with the line it is about. */
type JsonDocument = {value: unknown} | {problem: string; line: number; text: string};

/**
 * Reads an output that is one JSON document. Log lines before it (warnings, banners, "please wait") are skipped: the
 * document then begins at a line that looks like the beginning of one.
 */
export function readJsonDocument(text: string): JsonDocument {
  const begin = text.search(/\S/);
  if (begin === -1) return {problem: 'no output', line: 1, text: ''};
  if (hasTooManyValues(text)) {
    return {
      problem: `more than ${formatCount(MAX_VALUES)} values; ask for less`,
      line: 1,
      text: text.slice(begin, begin + 200),
    };
  }
  const starts = LOOKS_LIKE_JSON.test(text.slice(begin, begin + 100)) ? [begin] : laterStarts(text, begin);
  let problem = '';
  for (const start of starts) {
    try {
      return {value: JSON.parse(text.slice(start))};
    } catch (error) {
      problem ||= `: ${errorMessage(error)}`;
    }
  }
  const line = text.slice(0, begin).split('\n').length;
  return {problem: `not JSON${problem}`, line, text: text.slice(begin, begin + 1000).split('\n', 1)[0] ?? ''};
}

/**
 * Reads an output of several JSON documents, as a loop over requests prints them: each begins at the start of a line. Log lines
 * among them are skipped, and what looks like a document but is none is a problem of its own.
 */
export function readJsonDocuments(text: string): JsonDocument[] {
  if (hasTooManyValues(text)) return [readJsonDocument(text)];
  const whole = parseWhole(text);
  if (whole) return [whole];
  const parts = text.split(DOCUMENT_START);
  if (parts.length === 1) return [readJsonDocument(text)];
  const documents: JsonDocument[] = [];
  let line = 1;
  for (const part of parts) {
    const document = LOOKS_LIKE_JSON.test(part.trimStart()) ? readJsonDocument(part) : undefined;
    if (document)
      documents.push('problem' in document ? {...document, line: document.line + line - 1} : document);
    line += part.split('\n').length;
  }
  return documents.some(document => 'value' in document) ? documents : [readJsonDocument(text)];
}

// `null` is how programs written in Go print a list without entries.
const DOCUMENT_START = /\n(?=[[{]|null\s)/;

/** One document may have lines that begin like another: an array with its records at the margin. */
function parseWhole(text: string): JsonDocument | undefined {
  try {
    return {value: JSON.parse(text)};
  } catch {
    return undefined;
  }
}

/** Parsed values take many times the room of their text: beyond this the collector would run out of memory. */
const MAX_VALUES = 4_000_000;

/** There are about as many values as commas. */
function hasTooManyValues(text: string): boolean {
  if (text.length <= MAX_VALUES) return false;
  let count = 0;
  for (let at = text.indexOf(','); at !== -1; at = text.indexOf(',', at + 1)) {
    if (++count > MAX_VALUES) return true;
  }
  return false;
}

// `[2026-11-23 06:00:00] INFO` is a log line, `[{` and a lone `[` are not.
const LOOKS_LIKE_JSON = /^(?:\{\s*["}]|\[\s*[[{"\]])/;
const LATER_START = /\n[^\S\n]*(?=\{\s*["}]|\[\s*[[{"\]])/g;

/** How many beginnings are tried. Each costs a pass over the output. */
const MAX_STARTS = 3;

function laterStarts(text: string, begin: number): number[] {
  // The whole text first: it may be a bare number or string.
  const starts = [begin];
  for (const match of text.matchAll(LATER_START)) {
    if (starts.length > MAX_STARTS) break;
    starts.push(match.index + match[0].length);
  }
  return starts;
}
