import {usePaste, useStdin} from 'ink';
import {useEffect, useEffectEvent} from 'react';
import type {KeyPress} from './key-name.ts';
import {createKeyParser} from './key-parser.ts';

/**
 * How long a lone ESC waits for the rest of a sequence. Terminals send sequences whole, the network may cut them; longer
 * would be felt at every Esc (tmux waits 10 ms, vim is usually told 50).
 */
const ESCAPE_MS = 50;

/**
 * Calls `handler` for each key, in order; for all keys of a chunk before anything is drawn, so that a burst is drawn once.
 * The handler must therefore look at the present state, not at what was rendered last.
 *
 * Not `useInput`: it does not tell function keys and the keypad apart from nothing, and hands several keys over as one text.
 * What is read comes by way of `useStdin`: Ink reads the stream, and a Readable emits `data` for what anybody reads of it
 * (`data` beside `readable` does not make it flow). `setRawMode` is counted by Ink, which also takes it back when it
 * suspends or ends; `usePaste` is here for its mode, in which the terminal marks pasted text: it must not act as keys.
 */
export function useKeys(handler: (key: KeyPress) => void, {isActive}: {isActive: boolean}): void {
  const {stdin, setRawMode, isRawModeSupported} = useStdin();
  const isListening = isActive && isRawModeSupported;
  usePaste(ignore, {isActive: isListening});
  const handleAll = useEffectEvent((keys: readonly KeyPress[]) => {
    for (const key of keys) handler(key);
  });
  useEffect(() => {
    if (!isListening) return undefined;
    const parser = createKeyParser();
    let timer: NodeJS.Timeout | undefined;
    const handleData = (chunk: string | Buffer): void => {
      clearTimeout(timer);
      handleAll(parser.push(String(chunk)));
      if (parser.isUndecided()) timer = setTimeout(() => handleAll(parser.settle()), ESCAPE_MS);
    };
    setRawMode(true);
    stdin.on('data', handleData);
    return () => {
      clearTimeout(timer);
      stdin.off('data', handleData);
      setRawMode(false);
    };
  }, [isListening, stdin, setRawMode]);
}

function ignore(): void {}
