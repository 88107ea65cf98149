/**
 * Text from outside, made fit for cells: harmless, and so that Ink, `string-width` and terminals that know nothing of
 * grapheme clusters (they add up code points) come to the same number of cells.
 */
import {cleanText} from '../../domain/text.ts';

/** ASCII, Latin, Greek, Cyrillic, punctuation and all the signs that are painted here. */
const NARROW = ' -~¡-¬®-ɏΑ-ΡΣ-ώЀ-҂Ҋ-ӿ–—‘’“”•…›€←-↓↻∙⊗─-▟■-◯✓✗⠀-⣿';
/** Chinese, Japanese and Korean, composed. */
const WIDE = '、-〩ぁ-ゖ゠-ヿ㐀-䶿一-鿿가-힣！-｠';
const ONLY_NARROW = new RegExp(`^[${NARROW}]*$`);
const NARROW_OR_WIDE = new RegExp(`^[${NARROW}${WIDE}]*$`);
/** All that is wide begins after all that is narrow. */
const FIRST_WIDE = 0x30_00;

/** Whether a text is as many cells wide as it has code units. True of nearly every text there is. */
export function isSimple(text: string): boolean {
  return ONLY_NARROW.test(text);
}

/**
 * Whether each code unit is a character of its own, one or two cells wide, that joins none of its neighbours, and there is
 * nothing to clean: no segmenter is needed, which is what costs.
 */
export function isUnjoined(text: string): boolean {
  return NARROW_OR_WIDE.test(text);
}

/** Cells of an unjoined text. */
export function countCells(text: string): number {
  let cells = text.length;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= FIRST_WIDE) cells++;
  return cells;
}

/** Printable ASCII alone. */
export function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

/**
 * Like `cleanText`, and without what terminals measure differently. For showing only: what is copied, exported or asked
 * for is the name as it came.
 */
export function clean(text: string, maxLength?: number): string {
  return settle(cleanText(text, maxLength));
}

/** The same for a line of ours with such text in it: the spaces at its ends stay. */
export function cleanLine(text: string, maxLength: number): string {
  let start = 0;
  while (text[start] === ' ') start++;
  let end = text.length;
  while (end > start && text[end - 1] === ' ') end--;
  const [before, within, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  return before + clean(within, maxLength) + after;
}

// Skin tones and keycaps add to a character, and some letters go before the next one: some terminals give them cells of
// their own, some do not.
const ADDITIONS =
  /[\u{1F3FB}-\u{1F3FF}\u20E3\u0D4E\u{111C2}\u{111C3}\u{113D1}\u{1193F}\u{11941}\u{11A84}-\u{11A89}\u{11D46}\u{11F02}]/gu;
// A pair of these is a flag, or two letters, or two boxes. The letters say the same.
const REGIONAL_INDICATORS = /[\u{1F1E6}-\u{1F1FF}]/gu;
const TO_LATIN_LETTER = 0x1_f1_e6 - 65;
// Thai and Lao AM: a mark and a letter in one character. As two they are what they look like.
const AM: Record<string, string> = {'\u0E33': '\u0E4D\u0E32', '\u0EB3': '\u0ECD\u0EB2'};
// A pile of marks covers the lines above and below. No script needs more than a few on one letter.
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;
// What a text begins with must not change what stands before it.
const LEADING_MARKS = /^[\p{M}\uFF9E\uFF9F]+/u;

function settle(text: string): string {
  return text
    .normalize('NFC')
    .replace(ADDITIONS, '')
    .replace(REGIONAL_INDICATORS, letter =>
      String.fromCodePoint((letter.codePointAt(0) ?? TO_LATIN_LETTER) - TO_LATIN_LETTER),
    )
    .replace(/[\u0E33\u0EB3]/g, letter => AM[letter] ?? letter)
    .replace(PILED_MARKS, '$1')
    .replace(LEADING_MARKS, '');
}
