/**
 * Rows of ordinary text as ink makes them, without a segmenter and without a cell for each character: neighbours in one
 * style are handled as one.
 */
import {countCells, isUnjoined} from '../../source/ui/paint/clean.ts';

/** Of `@alcalzone/ansi-tokenize`, which ink makes its rows with. */
export type AnsiTokenize = {
  tokenize(text: string): Token[];
  styledCharsFromTokens(tokens: Token[]): StyledText[];
  styledCharsToString(texts: StyledText[]): string;
};
type Token = {type: string};
type TextToken = {type: 'char'; value: string; fullWidth: boolean};
type StyledText = TextToken & {styles: unknown[]};

/** Each answers with undefined for a text that is not of the ordinary kind. */
export type RowMaker = {
  /** With its styles in their shortest form, all of them undone at the end. */
  settle(text: string): string | undefined;
  /** The same on a row of so many cells, without the blanks at its end. */
  makeRow(text: string, width: number): string | undefined;
};

const STYLE = /(\u001B\[[\d;]*m)/;

export function createRowMaker({
  tokenize,
  styledCharsFromTokens,
  styledCharsToString,
}: AnsiTokenize): RowMaker {
  const styles = new Map<string, Token[]>();
  const tokenizeStyle = (sequence: string): Token[] => {
    const known = styles.get(sequence);
    if (known) return known;
    const tokens = tokenize(sequence);
    // A theme has a dozen; a text from elsewhere could have any number.
    if (styles.size < 1000) styles.set(sequence, tokens);
    return tokens;
  };

  const split = (text: string): StyledText[] | undefined => {
    // What stands between the styles is at the even places.
    const parts = text.split(STYLE);
    if (!parts.every((part, i) => i % 2 === 1 || isUnjoined(part))) return undefined;
    const tokens = parts.flatMap((part, i) =>
      i % 2 === 1 ? tokenizeStyle(part) : part === '' ? [] : [textToken(part)],
    );
    return styledCharsFromTokens(tokens);
  };

  return {
    settle(text) {
      const texts = split(text);
      return texts && styledCharsToString(texts);
    },
    makeRow(text, width) {
      const texts = split(text);
      if (!texts) return undefined;
      const used = texts.reduce((sum, {value}) => sum + countCells(value), 0);
      const blank = {...textToken(' '.repeat(Math.max(0, width - used))), styles: []};
      return styledCharsToString(used < width ? [...texts, blank] : texts).trimEnd();
    },
  };
}

function textToken(value: string): TextToken {
  return {type: 'char', value, fullWidth: false};
}
