/**
 * The clipboard of the terminal that the operator sits at, by xterm's OSC 52 (ctlseqs, "Manipulate Selection Data"): it
 * goes the way of the output, so that it works over ssh. The text is sent in base64: nothing in it can end the sequence.
 */
import {formatCount} from '../domain/text.ts';

/** What stands between us and the terminal and has to be told to let the sequence through. */
export type Multiplexer = 'tmux' | 'screen';

/** From `$TERM` and `$TMUX`: TERM of a tmux is often "screen…", so that TMUX decides first. */
export function findMultiplexer({
  term,
  tmux,
}: {
  term: string | undefined;
  tmux: string | undefined;
}): Multiplexer | undefined {
  if ((tmux !== undefined && tmux !== '') || term?.startsWith('tmux')) return 'tmux';
  return term?.startsWith('screen') ? 'screen' : undefined;
}

/**
 * Bytes of text. hterm takes sequences of 100,000 characters (its osc52.sh counts so, and vim-oscyank after it): what is
 * left of that for the base64, three bytes for four characters.
 */
const MOST_BYTES = 74_994;

/** The sequence that sets the clipboard, to be written to the terminal between two frames. */
export function formatClipboard(
  text: string,
  multiplexer: Multiplexer | undefined,
): {sequence: string} | {error: string} {
  const bytes = Buffer.from(text, 'utf8');
  // An empty text would clear the clipboard.
  if (bytes.length === 0) return {error: 'there is nothing to copy'};
  if (bytes.length > MOST_BYTES) {
    const sizes = `${formatCount(bytes.length)} bytes, and terminals take ${formatCount(MOST_BYTES)}`;
    return {error: `too long for the clipboard: ${sizes}; export it instead`};
  }
  // Ended by BEL, not by ST: within a wrapper ESC \ would end the wrapper.
  const plain = `\u001B]52;c;${bytes.toString('base64')}\u0007`;
  if (multiplexer === 'tmux') return {sequence: plain + wrapForTmux(plain)};
  return {sequence: multiplexer === 'screen' ? wrapForScreen(plain) : plain};
}

/**
 * tmux takes the plain sequence with `set-clipboard on`, and passes on what is wrapped with `allow-passthrough on` (tmux(1);
 * before 3.3 always). Which of them is set cannot be seen from here, so both are sent: setting it twice does no harm.
 */
function wrapForTmux(sequence: string): string {
  return `\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
}

/** Screen passes on device control strings (screen(1), "ESC P"), short ones only: osc52.sh of hterm cuts at 76 characters. */
function wrapForScreen(sequence: string): string {
  return sequence.replaceAll(/.{1,76}/gs, '\u001BP$&\u001B\\');
}
