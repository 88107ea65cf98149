import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Place} from '../cli/place.ts';
import {runProgram} from '../cli/run-program.ts';
import {createDemoFleet} from './demo-fleet.ts';
import {openScreen, screenCommand} from './open-screen.ts';
import {openTerminal} from './open-terminal.ts';

let fleet: Place;

beforeAll(async () => {
  fleet = await createDemoFleet(2);
});
afterAll(() => fleet.remove());

const ESCAPE = '\u001B';

describe('the text report is printed, and that is all', () => {
  test('to a terminal that cannot move its cursor', async () => {
    await using terminal = openTerminal(screenCommand(fleet, {env: {TERM: 'dumb'}}));
    expect((await terminal.exit).signal).toBeNull();
    const written = terminal.written().toString();
    expect(written).not.toContain(ESCAPE);
    expect(written).toContain('prod-ldn');
  });

  test('to a pipe', async () => {
    const {stdout} = await runProgram(fleet, ['--cached']);
    expect(stdout).not.toContain(ESCAPE);
    expect(stdout).toContain('prod-ldn');
  });

  test('when what is typed does not come from the terminal', async () => {
    const {command, args = [], ...options} = screenCommand(fleet);
    const line = '"$@" < /dev/null; echo "exit code $?"';
    await using terminal = openTerminal({
      ...options,
      command: 'sh',
      args: ['-c', line, 'sh', command, ...args],
      rows: 200,
    });
    await terminal.waitFor(/exit code \d/);
    expect(terminal.written().toString()).not.toContain(ESCAPE);
    expect(terminal.screen().join('\n')).toContain('prod-ldn');
  });
});

describe('without colours', () => {
  test.each([
    ['NO_COLOR', {env: {NO_COLOR: '1'}}],
    ['--no-color', {args: ['--cached', '--no-color']}],
  ])('by %s everything is said by signs and words', async (_, options) => {
    await using terminal = await openScreen(fleet, options);
    terminal.press('down');
    await terminal.waitFor(/^ {2}. problem +prod-ldn/m);
    // Select Graphic Rendition, ECMA-48 8.3.117.
    expect(terminal.written().toString()).not.toMatch(/\u001B\[[\d;:]*m/);
    expect(terminal.screen().filter(line => line.startsWith('> '))).toHaveLength(1);
  });

  test('there are some otherwise', async () => {
    await using terminal = await openScreen(fleet);
    const colours = new Set(terminal.cells(1).map(({foreground}) => foreground));
    expect(colours.size).toBeGreaterThan(0);
    expect([...colours].some(colour => colour !== null)).toBe(true);
  });
});

test.each([
  ['--ascii', {args: ['--cached', '--ascii']}],
  ['a locale without UTF-8', {env: {LC_ALL: 'C'}}],
])('with %s nothing but ASCII is written', async (_, options) => {
  await using terminal = await openScreen(fleet, options);
  expect(terminal.written().every(byte => byte < 0x80)).toBe(true);
});

test('CI=1 makes no difference on a terminal', async () => {
  await using terminal = await openScreen(fleet, {env: {CI: '1'}});
  expect(terminal.modes().isAlternate).toBe(true);
});

test('a screen reader gets lines of text instead of a screen', async () => {
  await using terminal = openTerminal(screenCommand(fleet, {args: ['--cached', '--screen-reader']}));
  await terminal.waitFor('prod-ldn');
  expect(terminal.modes().isAlternate).toBe(false);
  terminal.press('q');
  expect(await terminal.exit).toEqual({code: 0, signal: null});
});
