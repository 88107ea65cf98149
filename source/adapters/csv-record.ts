/**
 * Splits one record of RFC 4180: cells in double quotes may hold the delimiter, line ends and doubled quotes; a quote
 * inside an unquoted cell is an ordinary character. `open`: the last quote is not closed, the record goes on with the
 * next line. `malformed`: something follows a closing quote.
 */
export function splitRecord(text: string, delimiter: string): string[] | 'open' | 'malformed' {
  const cells: string[] = [];
  for (let at = 0; ; at += delimiter.length) {
    if (text.charCodeAt(at) !== QUOTE) {
      const end = text.indexOf(delimiter, at);
      cells.push(end === -1 ? text.slice(at) : text.slice(at, end));
      if (end === -1) return cells;
      at = end;
      continue;
    }
    const close = closingQuote(text, at + 1);
    if (close === -1) return 'open';
    const cell = text.slice(at + 1, close);
    cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell);
    at = close + 1;
    if (at === text.length) return cells;
    if (!text.startsWith(delimiter, at)) return 'malformed';
  }
}

const QUOTE = 34;

/** The first quote that is not doubled, or -1. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}
