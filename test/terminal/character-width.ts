/**
 * How many cells a character takes, as today's terminals have it (xterm's own table is that of Unicode 6, in which an
 * emoji is narrow).
 */
import type {IUnicodeVersionProvider} from '@xterm/headless';
import stringWidth from 'string-width';

type Width = 0 | 1 | 2;

const known = new Map<number, Width>();

export const presentUnicode: IUnicodeVersionProvider = {
  version: 'present',
  wcwidth: measure,
  // Bits as xterm's UnicodeService packs them: whether it joins the character before, then the width.
  charProperties(codepoint, preceding) {
    const width = measure(codepoint);
    const joins = width === 0 && preceding !== 0;
    return joins ? (widthOf(preceding) << 1) | 1 : width << 1;
  },
};

function measure(codepoint: number): Width {
  // Printable ASCII is nearly everything.
  if (codepoint >= 0x20 && codepoint < 0x7f) return 1;
  const present = known.get(codepoint);
  if (present !== undefined) return present;
  const measured = stringWidth(String.fromCodePoint(codepoint));
  const width = measured === 0 || measured === 2 ? measured : 1;
  known.set(codepoint, width);
  return width;
}

function widthOf(properties: number): number {
  return (properties >> 1) & 3;
}
