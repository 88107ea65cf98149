import type {AnsiTokenize} from './quick-row.ts';
import {createRowMaker} from './quick-row.ts';
import type {Remembered} from './remember-texts.ts';
import {rememberTexts} from './remember-texts.ts';

/** What ink collects of a frame before it makes lines of it: `ink/build/output.js`. */
type Operation = WriteOperation | {type: 'clip'; clip: Clip} | {type: 'unclip'};
type Clip = {x1: number; x2: number; y1: number; y2: number};
type WriteOperation = {type: 'write'; x: number; y: number; text: string; transformers: Transformer[]};
type Transformer = (line: string, index: number) => string;

export type Output = {
  width: number;
  height: number;
  operations: Operation[];
  write(x: number, y: number, text: string, options: {transformers: Transformer[]}): void;
  clip(clip: Clip): void;
  unclip(): void;
  get(): {output: string; height: number};
};
export type OutputClass = new (size: {width: number; height: number}) => Output;

/**
 * An `Output` that remembers rows. Ink takes every text of a frame apart into cells and puts the cells together again,
 * which is most of the work of a frame, though hardly any row differs from the last frame's. A row that one text alone is
 * written to depends on nothing but that text and the width. What else there may be (boxes beside each other, clipping,
 * texts of several lines) the original makes as ever.
 */
export function rememberRows(Original: OutputClass, ansi: AnsiTokenize): OutputClass {
  const quick = createRowMaker(ansi);
  const makeAlone = (text: string, width: number, transform: Transformer): string => {
    const alone = new Original({width, height: 1});
    alone.write(0, 0, text, {transformers: [transform]});
    return alone.get().output;
  };
  /** The text as transformers get it. */
  const settle = rememberTexts(text => {
    const settled = quick.settle(text);
    if (settled !== undefined) return settled;
    let seen = text;
    makeAlone(text, 1, line => {
      seen = line;
      return line;
    });
    return seen;
  });
  const rowsOf = (width: number): Remembered<string> =>
    rememberTexts(line => quick.makeRow(line, width) ?? makeAlone('-', width, () => line));
  let [rowOf, rowWidth] = [rowsOf(0), 0];

  return class extends Original {
    override get(): {output: string; height: number} {
      const {width, height, operations} = this;
      const writes = sortByRow(operations, height);
      if (!writes) return super.get();
      if (width !== rowWidth) [rowOf, rowWidth] = [rowsOf(width), width];
      const rows = writes.map(write => (write ? rowOf(transform(write, settle(write.text))) : ''));
      return {output: rows.join('\n'), height};
    }
  };
}

function transform({transformers}: WriteOperation, settled: string): string {
  return transformers.reduce((line, next) => next(line, 0), settled);
}

/** What is written to each row; undefined if that is not one text from the first column on. */
function sortByRow(
  operations: readonly Operation[],
  height: number,
): (WriteOperation | undefined)[] | undefined {
  if (!Number.isInteger(height)) return undefined;
  const rows = Array<WriteOperation | undefined>(height).fill(undefined);
  for (const operation of operations) {
    if (operation.type !== 'write' || operation.x !== 0 || operation.text.includes('\n')) return undefined;
    const {y} = operation;
    // What is written above or below is not seen.
    if (!Number.isInteger(y) || y < 0 || y >= height) continue;
    if (rows[y]) return undefined;
    rows[y] = operation;
  }
  return rows;
}
