import fc from 'fast-check';
import {afterAll, describe, expect, test} from 'vitest';
import lineUpdate from '../../../node_modules/ink/build/line-update.js';
import {joinSteps} from '../../../scripts/ink/join-steps.ts';
import {updateCells} from '../../../scripts/ink/update-cells.ts';
import {openTheme} from '../../../source/ui/paint/theme.ts';
import type {Cell} from '../../terminal/screen.ts';
import {createScreen} from '../../terminal/screen.ts';
import {ordinaryLine, styledLine} from './arbitrary-lines.ts';
import {settleLine} from './settle-line.ts';

const COLUMNS = 30;
const update = updateCells(lineUpdate);
const screen = createScreen(COLUMNS, 4);
afterAll(() => screen.dispose());

/** The terminal's cells after this was written to its third row, and whether all else is blank and the pen is plain. */
async function show(written: string): Promise<{cells: Cell[]; rest: string; next: Cell | undefined}> {
  await screen.write(Buffer.from(`\u001B[m\u001B[H\u001B[2J\n\n${written}\r\n+`));
  const [above, top, , below] = screen.lines();
  return {cells: screen.cells(2), rest: `${above}/${top}/${below}`, next: screen.cells(3)[0]};
}

const line = fc.oneof(ordinaryLine, styledLine);
/** Lines as they come out of ink: as wide as the screen at most, undone at the end. */
const shownLine = line.map(text => settleLine(text, COLUMNS));
/** Rows of a list have much in common. */
const pair = fc.oneof(
  fc.tuple(shownLine, shownLine),
  fc
    .tuple(line, line, line, line)
    .map(([start, one, other, end]) =>
      [start + one + end, start + other + end].map(text => settleLine(text, COLUMNS)),
    ),
);

test('one line becomes the other on a terminal', async () => {
  await fc.assert(
    fc.asyncProperty(pair, async ([previous = '', next = '']) => {
      const updated = await show(previous + update(previous, next, COLUMNS));
      expect(updated).toEqual(await show(next));
    }),
    {numRuns: 300},
  );
});

const {paint} = openTheme({name: 'dark', colorDepth: 8});

describe('writes', () => {
  test.each([
    ['the cells that differ', 'ok   JOB_00041     2m', 'ok   JOB_00042     7m', '\u001B[14G2\u001B[20G7'],
    ['a few cells again rather than to go past them', 'ok   JOB_00041', 'ok   JOB_10042', '\u001B[10G10042'],
    ['from the start of the line', '> a job', '  a job', '\r '],
    ['a colour once', paint('bad', 'no  ab'), paint('bad', 'on  cb'), '\r\u001B[91mon  c\u001B[m'],
    [
      'another colour of the same text',
      'a ok b',
      `a ${paint('good', 'ok')} b`,
      '\u001B[3G\u001B[32mok\u001B[m',
    ],
    ['no more than the whole', '-2-4-6-8-', '+2+4+6+8+', '\r+2+4+6+8+'],
    ['nothing behind the new end', 'state ok, and more', 'state ok', '\u001B[9G\u001B[K'],
    ['nothing at all for an empty line', 'gone', '', '\r\u001B[K'],
  ])('%s', (_title, previous, next, expected) => {
    expect(update(previous, next, COLUMNS)).toBe(expected);
  });
});

test.each([
  ['wide characters', '夜間 1', '夜間 2'],
  ['characters that join', 'e\u0301 1', 'e\u0301 2'],
  ['styles it does not know', '\u001B[5mA\u001B[25m', '\u001B[5mB\u001B[25m'],
  ['lines that are wider than the screen', 'a'.repeat(COLUMNS + 1), 'b'.repeat(COLUMNS + 1)],
])('ink itself updates %s', (_title, previous, next) => {
  expect(update(previous, next, COLUMNS)).toBe(lineUpdate(previous, next, COLUMNS));
});

test('several steps down are one', () => {
  expect(joinSteps('\u001B[E\u001B[E\u001B[Eab\n\u001B[E\u001B[E')).toBe('\u001B[3Eab\n\u001B[2E');
  expect(joinSteps('\u001B[Eab')).toBe('\u001B[Eab');
});
