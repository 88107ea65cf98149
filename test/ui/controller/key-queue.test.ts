import {expect, test} from 'vitest';
import {createKeyQueue} from '../../../source/ui/controller/key-queue.ts';

/** `j` only steps; everything else depends on what is drawn. */
function open(): {
  handled: string[];
  press: (names: string) => void;
  draw: () => void;
  drawings: () => number;
} {
  const handled: string[] = [];
  const callbacks: (() => void)[] = [];
  const queue = createKeyQueue({
    handle: ({name}) => handled.push(name),
    isStep: ({name}) => name === 'j',
    afterDrawing: callback => callbacks.push(callback),
  });
  return {
    handled,
    press: names => {
      for (const name of names) queue.push({name, text: name});
    },
    draw: () => {
      for (const callback of callbacks.splice(0)) callback();
    },
    drawings: () => callbacks.length,
  };
}

test('steps do not wait for frames', () => {
  const {handled, press} = open();
  press('jjj');
  expect(handled.join('')).toBe('jjj');
});

test('what opens waits for the steps before it to be drawn', () => {
  const {handled, press, draw} = open();
  press('jjo');
  expect(handled.join('')).toBe('jj');
  draw();
  expect(handled.join('')).toBe('jjo');
});

test('what follows an opening key waits for the screen that it opens', () => {
  const {handled, press, draw} = open();
  press('ojjo');
  expect(handled.join('')).toBe('o');
  draw();
  expect(handled.join('')).toBe('ojj');
  draw();
  expect(handled.join('')).toBe('ojjo');
});

test('keys that come later stand behind those that wait', () => {
  const {handled, press, draw} = open();
  press('jo');
  press('j');
  expect(handled.join('')).toBe('j');
  draw();
  draw();
  expect(handled.join('')).toBe('joj');
});

test('a frame is waited for once, however many steps there are', () => {
  const {press, drawings} = open();
  press('jjjj');
  expect(drawings()).toBe(1);
});
