import {fileURLToPath} from 'node:url';
import {spawn} from '@lydell/node-pty';
import {Text} from 'ink';
import {render} from 'ink-testing-library';
import {createElement, useState} from 'react';
import {afterEach, describe, expect, test} from 'vitest';
import {useKeys} from '../../../source/ui/keys/use-keys.ts';
import {patiently} from '../../patiently.ts';

function Keys({isActive, onKey}: {isActive: boolean; onKey: (name: string) => void}) {
  const [names, setNames] = useState('');
  useKeys(
    ({name}) => {
      onKey(name);
      setNames(before => `${before} ${name}`);
    },
    {isActive},
  );
  return createElement(Text, null, `<${names}>`);
}

async function show(isActive = true) {
  const seen: string[] = [];
  const onKey = (name: string): void => void seen.push(name);
  const app = render(createElement(Keys, {isActive, onKey}));
  await patiently(() => expect(app.lastFrame()).toContain('<'));
  // Effects have run when the hook listens.
  if (isActive) await patiently(() => expect(app.stdin.listenerCount('data')).toBe(1));
  return {
    ...app,
    seen,
    setActive: (next: boolean) => app.rerender(createElement(Keys, {isActive: next, onKey})),
  };
}

describe('keys in an Ink app', () => {
  test('come in order, function keys too, and a burst is drawn once', async () => {
    const {stdin, seen, frames, lastFrame} = await show();
    const drawn = frames.length;
    stdin.write('jj\u001B[15~G');
    expect(seen).toEqual(['j', 'j', 'f5', 'G']);
    await patiently(() => expect(lastFrame()).toBe('< j j f5 G>'));
    expect(frames.length).toBe(drawn + 1);
  });

  test('of a sequence in two chunks are one, and a lone esc comes by itself soon', async () => {
    const {stdin, seen} = await show();
    stdin.write('\u001B');
    stdin.write('[B');
    expect(seen).toEqual(['down']);
    stdin.write('\u001B');
    expect(seen).toEqual(['down']);
    await patiently(() => expect(seen).toEqual(['down', 'esc']));
  });

  test('do not come while it is not active, nor what was begun before', async () => {
    const {stdin, seen, setActive} = await show();
    stdin.write('\u001B');
    setActive(false);
    await patiently(() => expect(stdin.listenerCount('data')).toBe(0));
    stdin.write('q');
    setActive(true);
    await patiently(() => expect(stdin.listenerCount('data')).toBe(1));
    stdin.write('[');
    expect(seen).toEqual(['[']);
  });
});

describe('keys in a real terminal', () => {
  const program = fileURLToPath(new URL('echo-keys.ts', import.meta.url));
  const open: {kill(): void}[] = [];
  afterEach(() => {
    for (const terminal of open.splice(0)) terminal.kill();
  });

  function openTerminal() {
    const terminal = spawn(process.execPath, [program], {
      cols: 160,
      rows: 10,
      env: {...process.env, TERM: 'xterm'},
    });
    open.push(terminal);
    let output = '';
    terminal.onData(data => {
      output += data;
    });
    const exited = new Promise<number>(resolve => terminal.onExit(({exitCode}) => resolve(exitCode)));
    const press = async (sent: string, shown: string): Promise<void> => {
      terminal.write(sent);
      await patiently(() => expect(output).toContain(shown));
    };
    return {press, write: (sent: string) => terminal.write(sent), exited, output: () => output};
  }

  test('arrive as names, also after a suspension, and the terminal is left as it was', async () => {
    const {press, write, exited, output} = openTerminal();
    // The terminal is told to mark pasted text when the hook begins to listen.
    await press('', '\u001B[?2004h');
    await press('jj\u001BOP\u001B[15~\u001B[21~', 'ready <j j f1 f5 f10>');
    await press('\u001B', 'f10 esc>');
    await press('\u5915\u001BOq', 'esc \u5915 1>');
    await press('\u001B[200~q\rq\u001B[201~k', '1 paste:"q\\rq" k>');
    await press('s', 'k s>');
    await press('x\u001B[1;5C', 's x ctrl-right>');
    write('q');
    expect(await exited).toBe(0);
    expect(output().lastIndexOf('\u001B[?2004l')).toBeGreaterThan(output().lastIndexOf('\u001B[?2004h'));
  });
});
