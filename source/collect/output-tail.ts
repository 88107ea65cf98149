import {StringDecoder} from 'node:string_decoder';
import {cleanText} from '../domain/text.ts';

const TAIL_BYTES = 8 * 1024;
const TAIL_LINES = 20;

/** Keeps the end of a stream of any length in little memory: the last 20 lines, at most 8 KiB. */
export type OutputTail = {
  push(chunk: Buffer): void;
  /** The lines, cleaned, oldest first; blank ones are left out. */
  lines(): string[];
};

export function createOutputTail(): OutputTail {
  let kept: Buffer[] = [];
  let size = 0;
  let isCut = false;

  const compact = (): void => {
    const all = Buffer.concat(kept);
    isCut ||= all.length > TAIL_BYTES;
    // A copy, because a slice would keep the whole chunk alive.
    kept = [Buffer.from(all.subarray(-TAIL_BYTES))];
    size = kept[0]?.length ?? 0;
  };

  return {
    push(chunk) {
      // A flood is cut before it is copied: only its end can matter.
      isCut ||= chunk.length > TAIL_BYTES;
      kept.push(Buffer.from(chunk.subarray(-TAIL_BYTES)));
      size += Math.min(chunk.length, TAIL_BYTES);
      if (size > 4 * TAIL_BYTES) compact();
    },
    lines() {
      compact();
      const [text] = kept;
      const lines = text ? new StringDecoder('utf8').end(text).split(/\r\n|\n|\r/) : [];
      // The first line is the rest of one that was cut, unless it is all there is.
      if (isCut && lines.length > 1) lines.shift();
      return lines
        .map(line => cleanText(line))
        .filter(line => line !== '')
        .slice(-TAIL_LINES);
    },
  };
}
