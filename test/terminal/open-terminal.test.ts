import {describe, expect, test} from 'vitest';
import {createMarker, eventually, findMarked, MARKER} from '../collect/processes.ts';
import type {OpenTerminal} from './open-terminal.ts';
import {openTerminal} from './open-terminal.ts';

const {PATH} = process.env;

/** `printf` takes what a program would write. */
function openPrinting(format: string, rest = 'cat'): OpenTerminal {
  return openTerminal({
    command: 'sh',
    args: ['-c', `printf "$1"; ${rest}`, 'sh', `${format}ready`],
    env: {PATH},
  });
}

describe('what is pressed', () => {
  test.each([
    ['up', '^[[A'],
    ['end', '^[[F'],
    ['pagedown', '^[[6~'],
    ['shift-tab', '^[[Z'],
    ['f1', '^[OP'],
    ['f10', '^[[21~'],
    ['esc', '^['],
    ['enter', '^M'],
    ['backspace', '^?'],
    ['ctrl-c', '^C'],
    ['ctrl-z', '^Z'],
    ['ctrl-[', '^['],
    ['alt-x', '^[x'],
    ['q', 'q'],
    ['é', 'M-CM-)'],
  ])('as %s arrives as %s', async (key, bytes) => {
    await using terminal = openPrinting('', 'stty raw -echo; echo set; cat -v');
    await terminal.waitFor('set');
    terminal.press(key, '|');
    await terminal.waitFor(`${bytes}|`);
  });

  test('as a cursor key follows the mode that the program asked for', async () => {
    await using terminal = openPrinting('\\033[?1h', 'stty raw -echo; echo set; cat -v');
    await terminal.waitFor('set');
    terminal.press('down', 'home', '|');
    await terminal.waitFor('^[OB^[OH|');
  });

  test('must have a name', async () => {
    await using terminal = openPrinting('');
    expect(() => terminal.press('page-down')).toThrow('no key "page-down"');
  });

  test('a typed text arrives whole', async () => {
    await using terminal = openTerminal({command: 'cat', env: {PATH}});
    terminal.type('two words\r');
    await terminal.waitFor(/two words\n.*two words/);
  });
});

describe('waiting', () => {
  test('ends as soon as it is written, however late', async () => {
    await using terminal = openPrinting('', 'sleep 0.2; echo and steady; cat');
    await terminal.waitFor(/ready.*steady/);
  });

  test('fails at the deadline with the screen in the message', async () => {
    await using terminal = openPrinting('first line\\n');
    await terminal.waitFor('ready');
    await expect(terminal.waitFor('never shown', 50)).rejects.toThrow(
      /^"never shown" did not come; after 0.05 s the screen shows:\n\| first line\n\| ready\n/,
    );
  });

  test('fails at once when the program has ended', async () => {
    await using terminal = openPrinting('last words ', 'exit 3');
    await expect(terminal.waitFor('never shown')).rejects.toThrow(
      /the program ended with exit code 3:\n\| last words ready\n/,
    );
  });

  test('sees a frame as a whole when the program says where it begins and ends', async () => {
    const frame = "printf '\\033[?2026h half'; sleep 0.2; printf ' whole\\033[?2026l'";
    await using terminal = openPrinting('', `${frame}; cat`);
    await terminal.waitFor('half');
    expect(terminal.screen()[0]).toBe('ready half whole');
  });

  test('fails with what its own predicate throws', async () => {
    await using terminal = openPrinting('');
    const claim = (screen: string): boolean => {
      if (screen.includes('ready')) throw new Error('wrong claim');
      return false;
    };
    await expect(terminal.waitFor(claim)).rejects.toThrow('wrong claim');
  });
});

describe('the screen', () => {
  test('has cells with colours and attributes', async () => {
    await using terminal = openPrinting(
      '\\033[1;31ma\\033[0;7;48;5;200mb\\033[0;2;3;4;9;38;2;1;2;255mc\\033[0m',
    );
    await terminal.waitFor('ready');
    const plain = {
      width: 1,
      foreground: null,
      background: null,
      bold: false,
      dim: false,
      italic: false,
      underline: false,
      inverse: false,
      strikethrough: false,
    };
    expect(terminal.cells(0).slice(0, 4)).toEqual([
      {...plain, text: 'a', foreground: 1, bold: true},
      {...plain, text: 'b', background: 200, inverse: true},
      {
        ...plain,
        text: 'c',
        foreground: '#0102ff',
        dim: true,
        italic: true,
        underline: true,
        strikethrough: true,
      },
      {...plain, text: 'r'},
    ]);
    expect(terminal.cells(0)).toHaveLength(80);
  });

  test.each([
    ['漢', 2],
    ['😀', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['│', 1],
  ])('%s takes %i cells', async (character, width) => {
    await using terminal = openPrinting(`${character}|`);
    await terminal.waitFor('ready');
    expect(terminal.cells(0).slice(0, 2)).toMatchObject([{text: character, width}, {text: '|'}]);
    expect(terminal.cursor().column).toBe(width + '|ready'.length);
  });

  test('follows the size, and so does the program', async () => {
    await using terminal = openPrinting(
      '',
      "trap 'stty size' WINCH; echo set; sleep 1000 & while :; do wait; done",
    );
    await terminal.waitFor('set');
    terminal.resize(39, 9);
    await terminal.waitFor('9 39');
    expect(terminal.screen()).toHaveLength(9);
    expect(terminal.cells(0)).toHaveLength(39);
  });

  test('tells the alternate buffer, a hidden cursor and the modes from what was before', async () => {
    const on = '\\033[?1049h\\033[?25l\\033[?2004h\\033[?1002h\\033[?1004h\\033[?1h\\033[?7l';
    const off = on.replaceAll('h', 'x').replaceAll('l', 'h').replaceAll('x', 'l');
    await using terminal = openPrinting(on, `read line; printf '${off}back'; cat`);
    const before = {
      isAlternate: false,
      isCursorHidden: false,
      isBracketedPaste: false,
      isApplicationCursor: false,
      isMouseTracked: false,
      isFocusReported: false,
      isWrapping: true,
    };
    expect(terminal.modes()).toEqual(before);
    await terminal.waitFor('ready');
    expect(Object.values(terminal.modes())).toEqual([true, true, true, true, true, true, false]);
    expect(terminal.cursor()).toEqual({row: 0, column: 'ready'.length, isHidden: true});
    terminal.press('enter');
    await terminal.waitFor('back');
    expect(terminal.modes()).toEqual(before);
  });

  test('catches titles, clipboard and bells', async () => {
    await using terminal = openPrinting('\\033]0;a title\\007\\033]52;c;aGVsbG8=\\007\\033]52;c;?\\007\\a');
    await terminal.waitFor('ready');
    expect(terminal.titles()).toEqual(['a title']);
    expect(terminal.clipboard()).toEqual(['hello', '?']);
    expect(terminal.bells()).toBe(1);
  });

  test('answers where its cursor is', async () => {
    await using terminal = openPrinting('', "stty raw -echo; printf '\\033[6n'; head -c 6 | cat -v");
    await terminal.waitFor('^[[1;6R');
  });
});

describe('the program', () => {
  test('is told its terminal and nothing of ours', async () => {
    await using terminal = openTerminal({command: '/usr/bin/env', env: {GIVEN: '1'}, cwd: '/'});
    await terminal.exit;
    const names = terminal.screen().map(line => line.split('=')[0] ?? '');
    expect(names.filter(name => name !== '').sort()).toEqual(['GIVEN', 'PWD', 'TERM']);
  });

  test('has written so many bytes since a mark', async () => {
    await using terminal = openPrinting('', "read line; printf '\\033[31m漢'; cat");
    await terminal.waitFor('ready');
    const begin = terminal.mark();
    expect(begin).toBe('ready'.length);
    terminal.press('enter');
    await terminal.waitFor('漢');
    expect(terminal.written(begin).toString()).toBe('\r\n\u001B[31m漢');
  });

  test.each([
    ['exit 7', {code: 7, signal: null}],
    ['kill -TERM $$', {code: null, signal: 'SIGTERM'}],
  ])('by `%s` ends with %o', async (line, ended) => {
    await using terminal = openPrinting('', line);
    expect(await terminal.exit).toEqual(ended);
    expect(terminal.screen()[0]).toBe('ready');
  });

  test('gets a signal', async () => {
    await using terminal = openPrinting(
      '',
      "trap 'echo heard' HUP; echo set; sleep 1000 & while :; do wait; done",
    );
    await terminal.waitFor('set');
    terminal.kill('SIGHUP');
    await terminal.waitFor('heard');
  });

  test('is told when its terminal is closed', async () => {
    await using terminal = openPrinting('', 'cat');
    await terminal.waitFor('ready');
    terminal.hangUp();
    expect(await terminal.exit).toEqual({code: null, signal: 'SIGHUP'});
  });

  test('is ended with all that it started, even what does not want to', async () => {
    const marker = createMarker();
    {
      await using terminal = openTerminal({
        command: 'sh',
        args: ['-c', "trap '' HUP TERM; setsid sleep 1000 & sleep 1000 & echo ready; wait"],
        env: {PATH, [MARKER]: marker},
      });
      await terminal.waitFor('ready');
      await eventually(() => findMarked(marker).length).toBe(3);
    }
    await eventually(() => findMarked(marker)).toEqual([]);
  });
});
