import type {Parser} from '../domain/adapter.ts';
import {documentParser} from './parser.ts';

/**
 * For programs that print JSON or text, as they are told to: it is JSON where a line begins as a document does. Until there is
 * such a line, the output is read as text, which needs no more of it than its lines.
 */
export function jsonOrTextParser(openJson: () => Parser, openText: () => Parser): Parser {
  const whole = documentParser(text => {
    const parser = openJson();
    parser.write(text);
    return parser.end();
  });
  let text: Parser | undefined;
  let isJson = false;
  // Nothing but blanks stands before the chunk in its line.
  let isAtBegin = true;

  return {
    write(chunk) {
      whole.write(chunk);
      if (isJson) return;
      isJson = hasDocumentLine(chunk, isAtBegin);
      const lastLine = chunk.slice(Math.max(chunk.lastIndexOf('\n'), chunk.lastIndexOf('\r')) + 1);
      isAtBegin = lastLine.trim() === '' && (isAtBegin || lastLine.length < chunk.length);
      if (isJson) text = undefined;
      else {
        text ??= openText();
        text.write(chunk);
      }
    },
    end: () => (isJson ? whole : (text ?? openText())).end(),
  };
}

function hasDocumentLine(chunk: string, isAtBegin: boolean): boolean {
  const begin = isAtBegin ? 0 : chunk.search(/[\n\r]/) + 1;
  return (begin > 0 || isAtBegin) && /^[^\S\n]*[[{]/m.test(begin === 0 ? chunk : chunk.slice(begin));
}
