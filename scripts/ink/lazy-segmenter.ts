/**
 * Takes the place of `Intl.Segmenter` in what is bundled with ink. The first real one takes as long as a quarter of a start,
 * and packages make theirs when they are loaded; for texts whose every character stands alone none is needed.
 */
import {isUnjoined} from '../../source/ui/paint/clean.ts';

type Arguments = ConstructorParameters<typeof Intl.Segmenter>;

export type Segments = Iterable<Intl.SegmentData> & {
  containing(index: number): Intl.SegmentData | undefined;
};

export class LazySegmenter {
  readonly #arguments: Arguments;
  #real: Intl.Segmenter | undefined;

  constructor(...given: Arguments) {
    this.#arguments = given;
  }

  segment(text: string): Segments {
    // The beginning of an escape sequence and a line's end never join their neighbours either.
    if (isUnjoined(text.replaceAll(/[\n\u001B]/g, ''))) return splitCharacters(text);
    // Not by its name, which stands for this class in the bundle.
    this.#real ??= new (Reflect.get(Intl, 'Segmenter') as typeof Intl.Segmenter)(...this.#arguments);
    return this.#real.segment(text);
  }
}

function splitCharacters(input: string): Segments {
  const at = (index: number): Intl.SegmentData => ({segment: input[index] ?? '', index, input});
  return {
    containing: index => (index >= 0 && index < input.length ? at(index) : undefined),
    *[Symbol.iterator]() {
      for (let index = 0; index < input.length; index++) yield at(index);
    },
  };
}
