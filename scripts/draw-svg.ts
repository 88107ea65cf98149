/** Draws a terminal's screen as SVG: text stays text, so that a picture is small, sharp and can be searched. */
import type {Cell, Colour} from '../test/terminal/screen.ts';

/** Not every viewer heeds xml:space: plain spaces would be run together, and what is left stretched. */
const NO_BREAK_SPACE = '\u00A0';
const FONT_SIZE = 14;
/** Advance of nearly every monospaced font: 0.6 em. What a font has else is stretched to it. */
const CELL_WIDTH = 8.4;
const CELL_HEIGHT = 17;
const BASELINE = 13;
const PADDING = 12;
const FONTS =
  "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

const FOREGROUND = '#c9d1d9';
const BACKGROUND = '#0d1117';

/** The sixteen named colours on a dark ground, each at least 6 : 1 against it. The first, black, is for text on a light one. */
const PALETTE: readonly string[] = [
  '#161b22',
  '#ff7b72',
  '#3fb950',
  '#d29922',
  '#58a6ff',
  '#bc8cff',
  '#39c5cf',
  '#b1bac4',
  '#8b949e',
  '#ffa198',
  '#56d364',
  '#e3b341',
  '#79c0ff',
  '#d2a8ff',
  '#56d4dd',
  '#ffffff',
];

/** Cells side by side of which something is the same. */
type Run = {column: number; width: number; text: string; style: Cell};

/** `title` is what a screen reader says. Rows are as `OpenTerminal.cells` gives them. */
export function drawSvg(title: string, rows: readonly (readonly Cell[])[]): string {
  const columns = Math.max(0, ...rows.map(row => row.reduce((sum, {width}) => sum + width, 0)));
  const width = length(columns * CELL_WIDTH + 2 * PADDING);
  const height = length(rows.length * CELL_HEIGHT + 2 * PADDING);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    `<g transform="translate(${PADDING} ${PADDING})" font-family="${FONTS}" font-size="${FONT_SIZE}" fill="${FOREGROUND}">`,
    // All grounds before all text: a glyph may reach over the edge of its cell.
    ...drawRuns(rows, hasSameGround, drawGround),
    ...drawRuns(rows, hasSameLook, drawText),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

type CanJoin = (run: Run, cell: Cell) => boolean;

function drawRuns(
  rows: readonly (readonly Cell[])[],
  canJoin: CanJoin,
  draw: (run: Run, top: number) => string[],
): string[] {
  return rows.flatMap((row, index) => findRuns(row, canJoin).flatMap(run => draw(run, index * CELL_HEIGHT)));
}

function findRuns(cells: readonly Cell[], canJoin: CanJoin): Run[] {
  const runs: Run[] = [];
  let column = 0;
  for (const cell of cells) {
    const last = runs.at(-1);
    if (last && canJoin(last, cell)) {
      last.text += cell.text;
      last.width += cell.width;
    } else {
      runs.push({column, width: cell.width, text: cell.text, style: cell});
    }
    column += cell.width;
  }
  return runs;
}

/**
 * What is not ASCII may come from another font with other widths: it is stretched to its cells apart from the rest, and a
 * wide character by itself.
 */
function hasSameLook({style, text}: Run, cell: Cell): boolean {
  const isAlike = (Object.keys(cell) as (keyof Cell)[]).every(
    key => key === 'text' || cell[key] === style[key],
  );
  return isAlike && cell.width === 1 && isAscii(text) === isAscii(cell.text);
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function hasSameGround({style}: Run, cell: Cell): boolean {
  return groundOf(style) === groundOf(cell);
}

function groundOf({inverse, foreground, background}: Cell): string {
  return inverse ? toHex(foreground, FOREGROUND) : toHex(background, BACKGROUND);
}

function drawGround({column, width, style}: Run, top: number): string[] {
  const colour = groundOf(style);
  if (colour === BACKGROUND) return [];
  const x = length(column * CELL_WIDTH);
  return [
    `<rect x="${x}" y="${top}" width="${length(width * CELL_WIDTH)}" height="${CELL_HEIGHT}" fill="${colour}" shape-rendering="crispEdges"/>`,
  ];
}

function drawText({column, width, text, style}: Run, top: number): string[] {
  const decoration = [style.underline && 'underline', style.strikethrough && 'line-through'].filter(Boolean);
  // Blanks at the ends are the ground's matter, unless a line goes through them.
  const shown = decoration.length > 0 ? text : text.trim();
  if (shown === '') return [];
  const skipped = text.indexOf(shown);
  const shownWidth = width - (text.length - shown.length);
  const colour = style.inverse ? toHex(style.background, BACKGROUND) : toHex(style.foreground, FOREGROUND);
  const attributes = {
    x: length((column + skipped) * CELL_WIDTH),
    y: length(top + BASELINE),
    textLength: length(shownWidth * CELL_WIDTH),
    lengthAdjust: 'spacingAndGlyphs',
    ...(colour !== FOREGROUND && {fill: colour}),
    ...(style.dim && {'fill-opacity': '0.65'}),
    ...(style.bold && {'font-weight': 'bold'}),
    ...(style.italic && {'font-style': 'italic'}),
    ...(decoration.length > 0 && {'text-decoration': decoration.join(' ')}),
  };
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return [`<text${written.join('')}>${escapeXml(shown.replaceAll(' ', NO_BREAK_SPACE))}</text>`];
}

function toHex(colour: Colour, own: string): string {
  if (colour === null) return own;
  if (typeof colour === 'string') return colour;
  const named = PALETTE[colour];
  if (named !== undefined) return named;
  // 232 to 255 are greys, 16 to 231 a cube of 6 x 6 x 6 (xterm's levels).
  if (colour >= 232) return rgb(Array.from({length: 3}, () => 8 + (colour - 232) * 10));
  const place = colour - 16;
  return rgb(
    [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map(step => step && step * 40 + 55),
  );
}

function rgb(channels: readonly number[]): string {
  return `#${channels.map(channel => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Without the tail of binary fractions: 3 x 8.4 is 25.200000000000003. */
function length(value: number): number {
  return Math.round(value * 100) / 100;
}

function escapeXml(text: string): string {
  const entities: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};
  return text.replace(/[&<>"]/g, character => entities[character] ?? '');
}
