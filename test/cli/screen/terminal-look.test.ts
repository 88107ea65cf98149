import {describe, expect, test} from 'vitest';
import type {Flags} from '../../../source/cli/flags.ts';
import {readColorDepth, readTerminalLook} from '../../../source/cli/screen/terminal-look.ts';
import {wantsScreen} from '../../../source/cli/screen/wants-screen.ts';
import {createIo} from '../run-main.ts';

function look(flags: Flags = {}, env: NodeJS.ProcessEnv = {TERM: 'xterm-256color'}, hasUnicode = true) {
  return readTerminalLook({flags, io: {...createIo().io, env, hasUnicode}});
}

describe('colours', () => {
  test.each([
    [{TERM: 'xterm'}, 4],
    [{TERM: 'linux'}, 4],
    [{TERM: 'screen'}, 4],
    [{}, 4],
    [{TERM: 'xterm-256color'}, 8],
    [{TERM: 'tmux-256color'}, 8],
    [{TERM: 'xterm-256color', COLORTERM: 'truecolor'}, 24],
    [{TERM: 'xterm', COLORTERM: '24bit'}, 24],
    [{TERM: 'xterm-direct'}, 24],
    [{TERM: 'vt100'}, 0],
    [{TERM: 'xterm-mono'}, 0],
    [{TERM: 'screen-m'}, 0],
    [{TERM: 'xterm-256color', NO_COLOR: '1'}, 0],
    [{TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: 'please'}, 0],
    [{TERM: 'xterm-256color', NO_COLOR: ''}, 8],
  ])('%j has %i bits', (env, depth) => {
    expect(readColorDepth(env)).toBe(depth);
  });

  test('are gone with --no-color', async () => {
    expect((await look({noColor: true})).abilities.colorDepth).toBe(0);
  });

  test('are those of the theme that was asked for, dark unless told', async () => {
    expect((await look()).theme).toBe('dark');
    expect((await look({theme: 'safe'})).theme).toBe('safe');
    await expect(look({theme: 'lihgt'})).rejects.toThrow('--theme "lihgt" is not known; did you mean light?');
    await expect(look({theme: 'none'})).rejects.toThrow('allowed: dark, light, safe');
  });
});

test.each([
  [{}, {TERM: 'xterm'}, true, false],
  [{}, {TERM: 'xterm'}, false, true],
  [{ascii: true}, {TERM: 'xterm'}, true, true],
])('%j in %j with Unicode %s is ASCII: %s', async (flags, env, hasUnicode, isAscii) => {
  expect((await look(flags, env, hasUnicode)).abilities.isAscii).toBe(isAscii);
});

test.each([
  [{}, {}, false],
  [{screenReader: true}, {}, true],
  [{}, {INK_SCREEN_READER: 'true'}, true],
])('%j in %j is for a screen reader: %s', async (flags, env, isLinear) => {
  expect((await look(flags, env)).abilities.isLinear).toBe(isLinear);
});

test.each([
  [{TERM: 'xterm-256color'}, undefined],
  [{TERM: 'screen-256color', TMUX: '/tmp/tmux-0/default,1,0'}, 'tmux'],
  [{TERM: 'tmux-256color'}, 'tmux'],
  [{TERM: 'screen.xterm-256color'}, 'screen'],
  [{TERM: 'xterm', STY: '123.pts-0.host'}, 'screen'],
])('%j is within %s', async (env, multiplexer) => {
  expect((await look({}, env)).multiplexer).toBe(multiplexer);
});

test.each([
  [{}, true, true, true],
  [{quiet: true, cached: true, date: 'yesterday'}, true, true, true],
  [{}, false, true, false],
  [{}, true, false, false],
  [{json: true}, true, true, false],
  [{exitCode: true}, true, true, false],
])(
  '%j, output to a terminal %s, input from one %s: a screen %s',
  (flags, isTerminal, isInputTerminal, wants) => {
    expect(wantsScreen({flags, io: {...createIo().io, isTerminal, isInputTerminal}})).toBe(wants);
  },
);
