import fc from 'fast-check';
import {expect, test} from 'vitest';
import * as ansi from '../../../node_modules/@alcalzone/ansi-tokenize/build/index.js';
import InkOutput from '../../../node_modules/ink/build/output.js';
import type {OutputClass} from '../../../scripts/ink/remember-rows.ts';
import {rememberRows} from '../../../scripts/ink/remember-rows.ts';
import {isUnjoined} from '../../../source/ui/paint/clean.ts';
import {anyLine, line, ordinaryLine} from './arbitrary-lines.ts';

// Its declaration hides what it keeps.
const Original = InkOutput as unknown as OutputClass;
/** One for all frames, as in the program: what one frame left behind must not show in another. */
const Remembering = rememberRows(Original, ansi);

type Write = {x: number; y: number; text: string; transformer: keyof typeof TRANSFORMERS};
type Frame = {width: number; height: number; writes: Write[]; isClipped: boolean};

const TRANSFORMERS = {
  same: (text: string) => text,
  bold: (text: string) => `\u001B[1m${text}\u001B[22m`,
  empty: () => '',
  numbered: (text: string, index: number) => `${index} ${text}`,
};

function draw(Output: OutputClass, {width, height, writes, isClipped}: Frame): unknown {
  const output = new Output({width, height});
  if (isClipped) output.clip({x1: 1, x2: 10, y1: 1, y2: 3});
  for (const {x, y, text, transformer} of writes)
    output.write(x, y, text, {transformers: [TRANSFORMERS[transformer], TRANSFORMERS.same]});
  if (isClipped) output.unclip();
  return output.get();
}

const transformer = fc.constantFrom(...(Object.keys(TRANSFORMERS) as Write['transformer'][]));

/** One text a row, as the product draws. */
const listFrame = fc
  .record({width: fc.integer({min: 1, max: 60}), texts: fc.array(line, {maxLength: 8})})
  .map(({width, texts}): Frame => {
    const writes = texts.map((text, y): Write => ({x: 0, y, text, transformer: 'same'}));
    return {width, height: texts.length, writes, isClipped: false};
  });

const anyFrame: fc.Arbitrary<Frame> = fc.record({
  width: fc.integer({min: 1, max: 30}),
  height: fc.integer({min: 0, max: 6}),
  writes: fc.array(
    fc.record({
      x: fc.integer({min: -2, max: 12}),
      y: fc.integer({min: -1, max: 6}),
      text: fc.oneof(
        line,
        fc.tuple(anyLine, anyLine).map(lines => lines.join('\n')),
      ),
      transformer,
    }),
    {maxLength: 8},
  ),
  isClipped: fc.boolean(),
});

test.each([
  ['lists', listFrame],
  ['any frames', anyFrame],
])('%s come out as ink itself makes them', (_title, frame) => {
  fc.assert(
    fc.property(frame, one => {
      expect(draw(Remembering, one)).toEqual(draw(Original, one));
    }),
    {numRuns: 1000},
  );
});

test('a text that a transformer changes from frame to frame is drawn as it is now', () => {
  const frame = (transformer: Write['transformer']): Frame => ({
    width: 20,
    height: 1,
    writes: [{x: 0, y: 0, text: 'PAYROLL', transformer}],
    isClipped: false,
  });
  for (const name of ['same', 'bold', 'empty', 'numbered', 'same'] as const)
    expect(draw(Remembering, frame(name))).toEqual(draw(Original, frame(name)));
});

test('the same rows are as long as the screen lets them be', () => {
  for (const width of [10, 80, 10]) {
    const writes: Write[] = [{x: 0, y: 0, text: '\u001B[7mPAYROLL    \u001B[27m    ', transformer: 'same'}];
    const frame = {width, height: 2, writes, isClipped: false};
    expect(draw(Remembering, frame)).toEqual(draw(Original, frame));
  }
});

test('every character that is taken for ordinary comes out as ink itself makes it', () => {
  const ordinary = Array.from({length: 0x1_00_00}, (_, code) => String.fromCharCode(code)).filter(
    character => character !== '\n' && isUnjoined(character),
  );
  const texts = Array.from({length: Math.ceil(ordinary.length / 20)}, (_, i) =>
    ordinary.slice(i * 20, i * 20 + 20).join(''),
  );
  const writes = texts.map((text, y): Write => ({x: 0, y, text, transformer: 'same'}));
  const frame = {width: 50, height: texts.length, writes, isClipped: false};
  expect(ordinary.length).toBeGreaterThan(10_000);
  expect(draw(Remembering, frame)).toEqual(draw(Original, frame));
});

test('ink is asked once for a row that stays', () => {
  let drawn = 0;
  class Counting extends Original {
    override get(): {output: string; height: number} {
      drawn++;
      return super.get();
    }
  }
  const Output = rememberRows(Counting, ansi);
  const text = '👩\u200D👩\u200D👧 family';
  const frame: Frame = {
    width: 20,
    height: 1,
    writes: [{x: 0, y: 0, text, transformer: 'same'}],
    isClipped: false,
  };
  draw(Output, frame);
  const once = drawn;
  draw(Output, frame);
  expect(once).toBeGreaterThan(0);
  expect(drawn).toBe(once);
});

test('ordinary rows are made without asking ink', () => {
  class Refusing extends Original {
    override get(): never {
      throw new Error('asked');
    }
  }
  const Output = rememberRows(Refusing, ansi);
  fc.assert(
    fc.property(ordinaryLine, text => {
      draw(Output, {
        width: 80,
        height: 1,
        writes: [{x: 0, y: 0, text, transformer: 'same'}],
        isClipped: false,
      });
    }),
  );
});
