/** A terminal's screen without a window (xterm.js): bytes in, cells out. */
import type {IBufferCell, Terminal} from '@xterm/headless';
import xterm from '@xterm/headless';
import {presentUnicode} from './character-width.ts';

/** A number of the palette (0-15 the named colours, up to 255), `#rrggbb`, or null for the terminal's own. */
export type Colour = number | `#${string}` | null;

/** What stands in one place of the screen: one column, or two for a wide character. */
export type Cell = {
  text: string;
  width: 1 | 2;
  foreground: Colour;
  background: Colour;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
  inverse: boolean;
  strikethrough: boolean;
};

export type Cursor = {row: number; column: number; isHidden: boolean};

/** What a program can leave switched on behind it. */
export type Modes = {
  isAlternate: boolean;
  isCursorHidden: boolean;
  isBracketedPaste: boolean;
  isApplicationCursor: boolean;
  isMouseTracked: boolean;
  isFocusReported: boolean;
  isWrapping: boolean;
};

export type Screen = {
  /** Resolves when the bytes are on the screen. */
  write(bytes: Buffer): Promise<void>;
  resize(columns: number, rows: number): void;
  /** One string a row, top to bottom, without the blanks at its end. */
  lines(): string[];
  cells(row: number): Cell[];
  cursor(): Cursor;
  modes(): Modes;
  /** Window titles set so far. */
  titles(): readonly string[];
  /** Texts that were written to the clipboard (OSC 52); a question for its content is a `?`. */
  clipboard(): readonly string[];
  bells(): number;
  /** Whether a frame is being drawn that is to be seen as a whole (mode 2026, synchronized output). */
  isUpdating(): boolean;
  dispose(): void;
};

/** `answer` gets what a terminal says by itself: where its cursor is, what it can do. */
export function createScreen(
  columns: number,
  rows: number,
  answer: (text: string) => void = () => {},
): Screen {
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
  terminal.unicode.register(presentUnicode);
  terminal.unicode.activeVersion = presentUnicode.version;
  terminal.onData(answer);
  const isCursorHidden = watchCursor(terminal);
  const lineAt = (row: number) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
  return {
    write: bytes => new Promise(resolve => terminal.write(bytes, resolve)),
    resize: (newColumns, newRows) => terminal.resize(newColumns, newRows),
    lines: () => Array.from({length: terminal.rows}, (_, row) => lineAt(row)?.translateToString(true) ?? ''),
    cells(row) {
      const line = lineAt(row);
      const cells = Array.from({length: terminal.cols}, (_, column) => line?.getCell(column));
      return cells.flatMap(cell => (cell && cell.getWidth() > 0 ? describeCell(cell) : []));
    },
    cursor() {
      const {cursorX: column, cursorY: row} = terminal.buffer.active;
      return {row, column, isHidden: isCursorHidden()};
    },
    modes: () => readModes(terminal, isCursorHidden()),
    ...watchOutside(terminal),
    isUpdating: () => terminal.modes.synchronizedOutputMode,
    dispose: () => terminal.dispose(),
  };
}

/** What a program does beyond its screen. */
function watchOutside(terminal: Terminal): Pick<Screen, 'titles' | 'clipboard' | 'bells'> {
  const titles: string[] = [];
  const clipboard: string[] = [];
  let bells = 0;
  terminal.onTitleChange(title => titles.push(title));
  terminal.parser.registerOscHandler(52, data => {
    clipboard.push(readClipboard(data));
    return true;
  });
  terminal.onBell(() => {
    bells++;
  });
  return {titles: () => titles, clipboard: () => clipboard, bells: () => bells};
}

function readModes({buffer, modes}: Terminal, isCursorHidden: boolean): Modes {
  return {
    isAlternate: buffer.active.type === 'alternate',
    isCursorHidden,
    isBracketedPaste: modes.bracketedPasteMode,
    isApplicationCursor: modes.applicationCursorKeysMode,
    isMouseTracked: modes.mouseTrackingMode !== 'none',
    isFocusReported: modes.sendFocusMode,
    isWrapping: modes.wraparoundMode,
  };
}

/** DECTCEM is a mode that xterm keeps to itself. */
function watchCursor({parser}: Terminal): () => boolean {
  let isHidden = false;
  const watch = (final: string, hides: boolean): void => {
    parser.registerCsiHandler({prefix: '?', final}, params => {
      if (params.includes(25)) isHidden = hides;
      return false;
    });
  };
  watch('h', false);
  watch('l', true);
  parser.registerEscHandler({final: 'c'}, () => {
    isHidden = false;
    return false;
  });
  return () => isHidden;
}

/** `c;BASE64`: the clipboard meant, and its new text. */
function readClipboard(data: string): string {
  const text = data.slice(data.indexOf(';') + 1);
  return text === '?' ? text : Buffer.from(text, 'base64').toString();
}

function describeCell(cell: IBufferCell): Cell {
  return {
    // A cell that nothing was written to is empty and looks like a blank.
    text: cell.getChars() || ' ',
    width: cell.getWidth() === 2 ? 2 : 1,
    foreground: readColour(cell.getFgColor(), cell.isFgRGB(), cell.isFgDefault()),
    background: readColour(cell.getBgColor(), cell.isBgRGB(), cell.isBgDefault()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
    strikethrough: cell.isStrikethrough() !== 0,
  };
}

function readColour(value: number, isRgb: boolean, isDefault: boolean): Colour {
  if (isDefault) return null;
  return isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
}
