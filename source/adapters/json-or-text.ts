import type {Parser} from '../domain/adapter.ts';
import {documentParser} from './parser.ts';

/** For programs that print JSON or text, as they are told to: it is JSON where a line begins as a document does. */
export function jsonOrTextParser(openJson: () => Parser, openText: () => Parser): Parser {
  return documentParser(text => {
    const parser = /^[^\S\n]*[[{]/m.test(text) ? openJson() : openText();
    parser.write(text);
    return parser.end();
  });
}
