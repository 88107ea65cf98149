/**
 * Colours by what they mean. Every painted text undoes exactly what it set, so that it can stand within another. In
 * `dark` and `light` the colours are the terminal's own sixteen, which its owner has made readable; `safe` tells bad from
 * good by orange and blue, which no common colour blindness confuses; `none` writes no escape sequence at all.
 */
export const TONES = [
  'plain',
  'bad',
  'warn',
  'good',
  'info',
  /** Of less interest. */
  'muted',
  'strong',
  /** Headings. */
  'title',
  /** What is new or now: today, the last value, where the operator is. */
  'accent',
  /** The row or the cell under the cursor. Whatever stands in it loses its own colours. */
  'selected',
  /** The line at the top. */
  'bar',
  /** The name of a key. */
  'key',
  /** What a filter found. */
  'match',
] as const;
export type Tone = (typeof TONES)[number];

export const THEMES = ['dark', 'light', 'safe', 'none'] as const;
export type ThemeName = (typeof THEMES)[number];

export type Theme = {
  name: ThemeName;
  paint: (tone: Tone, text: string) => string;
};

/** What every painter of coloured text needs. */
export type Brush = {theme: Theme; isAscii: boolean};

/** Parameters of SGR (ECMA-48 8.3.117) by tone; empty = as it is. */
type Palette = Record<Tone, string>;

const BASE = {
  plain: '',
  // Faint, not grey: some palettes have a grey that is their background.
  muted: '2',
  strong: '1',
  title: '1',
  selected: '7',
  key: '1',
  match: '1;4',
} as const;

const DARK: Palette = {
  ...BASE,
  bad: '91',
  warn: '33',
  good: '32',
  info: '36',
  accent: '1;36',
  bar: '30;46',
};

/** Yellow and cyan cannot be read on white. */
const LIGHT: Palette = {
  ...BASE,
  bad: '31',
  warn: '35',
  good: '32',
  info: '34',
  accent: '1;34',
  bar: '97;44',
};

/** Sixteen colours have no orange; bold tells the two yellows apart. */
const SAFE_16: Palette = {
  ...BASE,
  bad: '1;33',
  warn: '33',
  good: '94',
  info: '36',
  accent: '1;36',
  bar: '97;44',
};

/** Close to the colours of Okabe and Ito ("Color Universal Design", 2008), on a dark ground and on a light one. */
const SAFE_256: Palette = {
  ...BASE,
  bad: '1;38;5;202',
  warn: '38;5;178',
  good: '38;5;33',
  info: '38;5;37',
  accent: '1;38;5;37',
  bar: '97;44',
};

/** `colorDepth` in bits, as the terminal's description says; a terminal without colours gets no bold either. */
export function openTheme({name, colorDepth}: {name: ThemeName; colorDepth: number}): Theme {
  if (name === 'none' || colorDepth < 4) return {name: 'none', paint: (_, text) => text};
  const palette = name === 'dark' ? DARK : name === 'light' ? LIGHT : colorDepth < 8 ? SAFE_16 : SAFE_256;
  const styles = new Map(TONES.map(tone => [tone, buildStyle(palette[tone])]));
  return {
    name,
    paint: (tone, text) => {
      const style = styles.get(tone);
      if (!style || text === '') return text;
      if (!text.includes(ESCAPE)) return style.open + text + style.close;
      const within = tone === 'selected' ? stripPaint(text) : reopen(text, style.open);
      return style.open + within + style.close;
    },
  };
}

const ESCAPE = '\u001B';

/** The text alone. For what was painted here; text from outside goes through `clean`. */
export function stripPaint(text: string): string {
  return text.replaceAll(/\u001B\[[\d;]*m/g, '');
}

/** What closes a colour within closes ours too: it begins again after it. */
function reopen(text: string, open: string): string {
  return text.replaceAll(/\u001B\[(?:22|24|27|39|49)(?:;(?:22|24|27|39|49))*m/g, close => close + open);
}

type Style = {open: string; close: string};

function buildStyle(parameters: string): Style | undefined {
  if (parameters === '') return undefined;
  // What follows 38 or 48 says which colour and sets nothing of its own.
  const codes = parameters
    .replace(/;5;\d+/, '')
    .split(';')
    .map(Number);
  const close = [...new Set(codes.map(closeOf))].join(';');
  return {open: `${ESCAPE}[${parameters}m`, close: `${ESCAPE}[${close}m`};
}

function closeOf(code: number): number {
  if (code === 1 || code === 2) return 22;
  if (code < 10) return code + 20;
  return (code >= 40 && code < 50) || code >= 100 ? 49 : 39;
}
