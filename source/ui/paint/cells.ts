/** How many cells a text takes, and parts of it by cells. The only place that asks a segmenter. */
import stringWidth from 'string-width';
import {createBoundedCache} from '../../domain/bounded-cache.ts';
import {MAX_TEXT_LENGTH} from '../../domain/text.ts';
import {toAscii} from '../../output/ascii.ts';
import {cleanLine, countCells, isPlain, isSimple, isUnjoined} from './clean.ts';

/** What is shown of a text, and its width. `isSimple`: a cell for each code unit. */
export type LaidOut = {shown: string; cells: number; isSimple: boolean};

/** Names come again at every frame; what is longer is shown once or twice and would fill the memory. */
const LONGEST_KEPT = 256;
/** Enough for the names of ten thousand jobs, in code units: some megabytes. */
const KEPT_WEIGHT = 1_500_000;
const laidOut = createBoundedCache<LaidOut & {weight: number}>(KEPT_WEIGHT, ({weight}) => weight);

/** Clean, in ASCII when asked for, measured. `maxLength` bounds the code units looked at (never less than a name has). */
export function layOut(text: string, isAscii: boolean, maxLength = 0): LaidOut {
  if (isPlain(text) || (!isAscii && isSimple(text))) return {shown: text, cells: text.length, isSimple: true};
  if (isAscii) {
    const shown = toAscii(cleanLine(text, Math.max(MAX_TEXT_LENGTH, maxLength)));
    return {shown, cells: shown.length, isSimple: true};
  }
  if (isUnjoined(text)) return {shown: text, cells: countCells(text), isSimple: false};
  return text.length <= LONGEST_KEPT
    ? laidOut.get(text, () => {
        const made = layOutAnew(text, MAX_TEXT_LENGTH);
        // What was asked for is kept too, and an entry of its own costs something.
        return {...made, weight: text.length + made.shown.length + 40};
      })
    : layOutAnew(text, Math.max(MAX_TEXT_LENGTH, maxLength));
}

function layOutAnew(text: string, maxLength: number): LaidOut {
  const shown = cleanLine(text, maxLength);
  return {shown, cells: measureShown(shown), isSimple: isSimple(shown)};
}

/** Cells of what is already clean. */
export function measureShown(text: string): number {
  return isUnjoined(text) ? countCells(text) : stringWidth(text);
}

/** As many whole characters from the start as fit. */
export function takeCells(text: string, cells: number): string {
  return isSimple(text) ? text.slice(0, cells) : takeCharacters(splitCharacters(text), cells).join('');
}

/** As many whole characters from the end as fit. */
export function takeLastCells(text: string, cells: number): string {
  if (isSimple(text)) return text.slice(text.length - cells);
  return takeCharacters([...splitCharacters(text)].reverse(), cells)
    .reverse()
    .join('');
}

function takeCharacters(characters: Iterable<string>, cells: number): string[] {
  const taken: string[] = [];
  let used = 0;
  for (const character of characters) {
    used += measureShown(character);
    if (used > cells) break;
    taken.push(character);
  }
  return taken;
}

let segmenter: Intl.Segmenter | undefined;

/** As a reader counts them: a letter with its marks is one. Lazily, because the rest of a long text is not looked at. */
export function* splitCharacters(text: string): Generator<string> {
  if (isUnjoined(text)) {
    yield* text;
    return;
  }
  // Dear to make, and most screens never need one.
  segmenter ??= new Intl.Segmenter();
  for (const {segment} of segmenter.segment(text)) yield segment;
}
