import {expect, test} from 'vitest';
import {holdTerminal} from '../../../source/cli/screen/hold-terminal.ts';
import type {OpenedApp} from '../../../source/ui/open-app.tsx';

/** An app that ends when it is closed, and writes down what is asked of it. */
function fakeApp(): OpenedApp & {asked: string[]} {
  const {promise: ended, resolve} = Promise.withResolvers<void>();
  const asked: string[] = [];
  return {
    asked,
    ended,
    suspend: () => void asked.push('suspend'),
    close() {
      asked.push('close');
      resolve();
    },
  };
}

test('a signal to stop that comes while the first frame is drawn suspends the screen', async () => {
  const app = fakeApp();
  const end = new AbortController();
  const held = holdTerminal(() => {
    // Without a listener the process that runs this would stop here, and for good.
    expect(process.listenerCount('SIGTSTP')).toBe(1);
    process.kill(process.pid, 'SIGTSTP');
    return app;
  }, end.signal);
  await expect.poll(() => app.asked, {timeout: 50_000, interval: 5}).toEqual(['suspend']);
  end.abort();
  await held;
  expect(app.asked).toEqual(['suspend', 'close']);
  expect(process.listenerCount('SIGTSTP')).toBe(0);
});

test('an end that was asked for before it opened closes it at once', async () => {
  const app = fakeApp();
  await holdTerminal(() => app, AbortSignal.abort());
  expect(app.asked).toEqual(['close']);
});

test('an error from anywhere closes the screen before it is told', async () => {
  const app = fakeApp();
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  try {
    const held = holdTerminal(() => app, new AbortController().signal);
    process.emit('uncaughtException', new Error('broken'));
    await expect(held).rejects.toThrow('broken');
    expect(app.asked).toEqual(['close']);
    expect(process.listenerCount('uncaughtException')).toBe(0);
  } finally {
    for (const listener of others) process.on('uncaughtException', listener);
  }
});

test('a screen that cannot be opened leaves no listener behind', async () => {
  const failing = holdTerminal(() => {
    throw new Error('no terminal');
  }, new AbortController().signal);
  await expect(failing).rejects.toThrow('no terminal');
  expect(process.listenerCount('SIGTSTP')).toBe(0);
});
