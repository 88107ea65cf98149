import {mkdirSync, readdirSync} from 'node:fs';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Place} from '../cli/place.ts';
import {createPlace} from '../cli/place.ts';
import {LAUNCHER} from '../cli/run-program.ts';
import {openScreen, pathLine} from './open-screen.ts';
import type {OpenTerminal} from './open-terminal.ts';
import {openTerminal} from './open-terminal.ts';

let place: Place;

beforeAll(() => {
  place = createPlace('{quick: {sources: [{adapter: csv, command: [echo, "job,status"]}]}, other: {}}');
});
afterAll(() => place.remove());

/** Without `--config`. */
function open(args: readonly string[], env: NodeJS.ProcessEnv = {}): OpenTerminal {
  return openTerminal({
    command: process.execPath,
    args: [LAUNCHER, ...args],
    columns: 120,
    rows: 36,
    env: {...place.env, ...env},
    cwd: place.folder,
  });
}

test('an environment that is named is opened, with the first screen behind it', async () => {
  await using terminal = await openScreen(place, {args: ['quick']});
  expect(pathLine(terminal)).toMatch(/^ Today › quick /);
  terminal.press('esc');
  await terminal.waitFor(() => /^ Today +\d/.test(pathLine(terminal)));
});

test.each([
  ['a configuration that does not exist', ['--config', '/nonexistent/config.yaml'], 'does not exist'],
  ['an environment that does not exist', ['--config', 'config.yaml', 'nowhere'], '"nowhere"'],
  ['a theme that does not exist', ['--config', 'config.yaml', '--theme', 'darc'], 'did you mean dark?'],
])('%s is said in one line, and no screen is opened', async (_, args, message) => {
  await using terminal = open(args);
  expect(await terminal.exit).toEqual({code: 2, signal: null});
  expect(terminal.screen().join('')).toContain(message);
  expect(terminal.written().toString()).not.toContain('\u001B');
});

test('without a configuration it says what to type next', async () => {
  await using terminal = open([]);
  await terminal.waitFor('jobtrack-tui init');
  terminal.press('q');
  expect(await terminal.exit).toEqual({code: 0, signal: null});
});

test('the demo opens a simulated fleet and leaves nothing behind', async () => {
  const temporary = place.file('temporary');
  mkdirSync(temporary);
  await using terminal = open(['demo', '--days', '2'], {TMPDIR: temporary});
  await terminal.waitFor(/> . problem +prod-ldn/, 60_000);
  expect(readdirSync(temporary)).toHaveLength(1);
  terminal.press('q');
  expect(await terminal.exit).toEqual({code: 0, signal: null});
  expect(readdirSync(temporary)).toEqual([]);
});
