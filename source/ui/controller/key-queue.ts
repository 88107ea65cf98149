/**
 * Keys may come faster than frames are drawn, many in one chunk. A step in a list needs no frame before the next one; but what
 * a key opens is what the frame shows under the cursor, and the next key belongs to the screen that it opened. So such a key
 * waits until what came before it has been drawn, and what follows waits for it.
 */
import type {KeyPress} from '../keys/key-name.ts';

export type KeyQueue = {push(key: KeyPress): void};

export type KeyQueueOptions = {
  handle(key: KeyPress): void;
  /** Whether a key only steps or types: it does not depend on what is drawn. */
  isStep(key: KeyPress): boolean;
  /** Calls back when what was changed has been drawn. React renders within the microtasks of a change. */
  afterDrawing?(callback: () => void): void;
};

export function createKeyQueue({handle, isStep, afterDrawing = setImmediate}: KeyQueueOptions): KeyQueue {
  const waiting: KeyPress[] = [];
  let since: 'drawn' | 'stepped' | 'changed' = 'drawn';

  const handleNext = (): void => {
    for (let key = waiting[0]; key; key = waiting[0]) {
      const isOnlyStep = isStep(key);
      if (since === 'changed' || (since === 'stepped' && !isOnlyStep)) return;
      waiting.shift();
      if (since === 'drawn') afterDrawing(goOn);
      since = isOnlyStep ? 'stepped' : 'changed';
      handle(key);
    }
  };
  const goOn = (): void => {
    since = 'drawn';
    handleNext();
  };
  return {
    push(key) {
      waiting.push(key);
      handleNext();
    },
  };
}
