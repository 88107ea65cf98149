import {renderToString, Text} from 'ink';
import {describe, expect, test} from 'vitest';
import {fit as fitCells} from '../../../source/ui/paint/fit.ts';
import type {Theme, Tone} from '../../../source/ui/paint/theme.ts';
import {openTheme, stripPaint, THEMES, TONES} from '../../../source/ui/paint/theme.ts';
import type {Cell} from '../../terminal/screen.ts';
import {createScreen} from '../../terminal/screen.ts';
import {HOSTILE_TEXTS} from './hostile-texts.ts';

const WIDTH = 60;

/** What a terminal shows of lines below each other. */
async function show(lines: readonly string[]): Promise<Cell[][]> {
  const screen = createScreen(WIDTH, lines.length + 1);
  await screen.write(Buffer.from(lines.map(line => `${line}\r\n`).join('')));
  const rows = lines.map((_, row) => screen.cells(row));
  screen.dispose();
  return rows;
}

type Style = Omit<Cell, 'text' | 'width'>;

/** The style of the last character of each line. */
async function stylesOf(lines: readonly string[]): Promise<Style[]> {
  const rows = await show(lines);
  return rows.map((cells, i) => {
    const {text: _, width: __, ...style} = cells[stripPaint(lines[i] ?? '').length - 1] ?? fail(lines[i]);
    return style;
  });
}

function fail(line: string | undefined): never {
  throw new Error(`nothing is shown of ${line}`);
}

const COLOURED = THEMES.filter(name => name !== 'none').flatMap(name =>
  [4, 8, 24].map(colorDepth => ({name, colorDepth})),
);

describe.each(COLOURED)('$name in $colorDepth bits', options => {
  const theme = openTheme(options);

  test('every tone undoes exactly what it sets', async () => {
    const [plain, ...after] = await stylesOf(['y', ...TONES.map(tone => `${theme.paint(tone, 'x')}y`)]);
    for (const style of after) expect(style).toEqual(plain);
    for (const tone of TONES) expect(theme.paint(tone, 'x')).not.toMatch(/\u001b\[0?m/);
  });

  test('a tone within another leaves the outer one as it was', async () => {
    const outers = TONES.filter(tone => tone !== 'selected');
    const within = outers.flatMap(outer =>
      TONES.map(inner => theme.paint(outer, `ab${theme.paint(inner, 'cd')}ef`)),
    );
    const alone = outers.flatMap(outer => TONES.map(() => theme.paint(outer, 'ef')));
    expect(await stylesOf(within)).toEqual(await stylesOf(alone));
    const [plain, ...after] = await stylesOf(['z', ...within.map(line => `${line}z`)]);
    for (const style of after) expect(style).toEqual(plain);
  });

  test('a selected row shows no colours but its own', () => {
    const row = TONES.map(tone => theme.paint(tone, tone)).join(' ');
    expect(theme.paint('selected', row)).toBe(theme.paint('selected', TONES.join(' ')));
  });

  test('bad, warn, good and plain can be told apart', async () => {
    const styles = await stylesOf(
      (['bad', 'warn', 'good', 'plain'] as const).map(tone => theme.paint(tone, 'x')),
    );
    expect(new Set(styles.map(style => JSON.stringify(style))).size).toBe(4);
  });

  test('nothing is painted where there is nothing', () => {
    expect(theme.paint('bad', '')).toBe('');
    expect(theme.paint('plain', 'x')).toBe('x');
  });

  test('Ink draws a row with the very same cells', async () => {
    const rows = HOSTILE_TEXTS.map(([, text]) => paintRow(theme, text));
    const drawn = rows.map(row => renderToString(<Text wrap="truncate">{row}</Text>, {columns: WIDTH}));
    expect(await show(drawn)).toEqual(await show(rows));
  });
});

/** Several tones next to each other and within each other, 60 cells. */
function paintRow(theme: Theme, text: string): string {
  const tones: Tone[] = ['bad', 'muted', 'match', 'bar'];
  const cells = tones.map((tone, i) => theme.paint(tone, fitCells(text, 11 + i)));
  return cells.join('') + theme.paint('strong', `${theme.paint('good', 'ok')}   !`);
}

describe.each([
  {name: 'none', colorDepth: 24},
  ...THEMES.map(name => ({name, colorDepth: 0})),
  ...THEMES.map(name => ({name, colorDepth: 1})),
] as const)('$name in $colorDepth bits', options => {
  test('writes no escape sequence', () => {
    const theme = openTheme(options);
    for (const tone of TONES) expect(theme.paint(tone, 'x')).toBe('x');
    // What draws a mark instead of a colour asks for the name.
    expect(theme.name).toBe('none');
  });
});

test.each([4, 8])('the safe theme has neither red nor green in %i bits', async colorDepth => {
  const theme = openTheme({name: 'safe', colorDepth});
  for (const {foreground} of await stylesOf(TONES.map(tone => theme.paint(tone, 'x'))))
    expect([1, 2, 9, 10]).not.toContain(foreground);
});

test('paint comes off', () => {
  const theme = openTheme({name: 'safe', colorDepth: 8});
  expect(stripPaint(theme.paint('accent', `a${theme.paint('match', 'b')}c`))).toBe('abc');
});
