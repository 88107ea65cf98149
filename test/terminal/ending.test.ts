import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Place} from '../cli/place.ts';
import {createMarker, eventually, findMarked, MARKER} from '../collect/processes.ts';
import {createDemoFleet} from './demo-fleet.ts';
import {FOOTER, openScreen, screenCommand} from './open-screen.ts';
import type {OpenShell} from './open-shell.ts';
import {openShell} from './open-shell.ts';
import type {OpenTerminal} from './open-terminal.ts';
import {openTerminal} from './open-terminal.ts';
import {listDescendants, readProcess} from './process-table.ts';

let fleet: Place;

beforeAll(async () => {
  fleet = await createDemoFleet(2);
});
afterAll(() => fleet.remove());

const AS_FOUND = {
  isAlternate: false,
  isCursorHidden: false,
  isBracketedPaste: false,
  isApplicationCursor: false,
  isMouseTracked: false,
  isFocusReported: false,
  isWrapping: true,
};

/** The shell's child: the screen's process. */
function screenPid(shell: OpenShell): number {
  return listDescendants(shell.pid)[0] ?? Number.NaN;
}

async function startInShell(env: NodeJS.ProcessEnv = {}): Promise<OpenShell> {
  const shell = await openShell(screenCommand(fleet, {env}));
  return shell;
}

describe('the terminal is left as it was found', () => {
  test.each([
    ['q', 'exit code 0'],
    ['ctrl-c', 'exit code 0'],
    ['f10', 'exit code 0'],
  ])('by %s', async (key, outcome) => {
    await using shell = await startInShell();
    const before = await shell.settings();
    shell.start();
    await shell.waitFor(FOOTER);
    expect(shell.modes()).toMatchObject({isAlternate: true, isCursorHidden: true});
    shell.press(key);
    await shell.waitFor(outcome);
    expect(shell.modes()).toEqual(AS_FOUND);
    expect(await shell.settings()).toBe(before);
    expect(shell.screen().join('\n')).not.toContain('prod-ldn');
  });

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('by %s', async signal => {
    await using shell = await startInShell();
    const before = await shell.settings();
    shell.start();
    await shell.waitFor(FOOTER);
    process.kill(screenPid(shell), signal);
    await shell.waitFor(/exit code \d+/);
    expect(shell.modes()).toEqual(AS_FOUND);
    expect(await shell.settings()).toBe(before);
  });
});

test.each(['ctrl-z', 'SIGTSTP'])('%s gives the terminal back, fg draws the screen anew', async way => {
  await using shell = await startInShell();
  const before = await shell.settings();
  shell.start();
  await shell.waitFor(FOOTER);
  const pid = screenPid(shell);
  if (way === 'ctrl-z') shell.press(way);
  else process.kill(pid, way);
  await shell.waitFor('Stopped');
  expect(readProcess(pid)?.state).toBe('T');
  expect(shell.modes()).toEqual(AS_FOUND);
  expect(await shell.settings()).toBe(before);
  shell.goOn();
  await shell.waitFor(screen => screen.includes(FOOTER) && screen.includes('prod-ldn'));
  expect(shell.modes()).toMatchObject({isAlternate: true, isCursorHidden: true});
  shell.press('q');
  await shell.waitFor('exit code 0');
  expect(await shell.settings()).toBe(before);
});

test('what was resized while it was stopped is drawn in its new size', async () => {
  await using shell = await startInShell();
  shell.start();
  await shell.waitFor(FOOTER);
  shell.press('ctrl-z');
  await shell.waitFor('Stopped');
  shell.resize(60, 20);
  shell.goOn();
  await shell.waitFor(() => shell.screen()[18]?.includes(FOOTER) ?? false);
});

test.each(['q', 'SIGTERM', 'SIGKILL'] as const)('no process outlives the screen ended by %s', async way => {
  const marker = createMarker();
  await using terminal = await openScreen(fleet, {env: {[MARKER]: marker}});
  expect(findMarked(marker).length).toBeGreaterThan(1);
  if (way === 'q') terminal.press('q');
  else terminal.kill(way);
  await terminal.exit;
  await eventually(() => findMarked(marker)).toEqual([]);
});

describe('a terminal that is closed ends it', () => {
  const open = (marker: string): OpenTerminal =>
    openTerminal(screenCommand(fleet, {env: {[MARKER]: marker}}));

  test('with its screen shown', async () => {
    const marker = createMarker();
    await using terminal = open(marker);
    await terminal.waitFor(FOOTER);
    terminal.hangUp();
    await eventually(() => findMarked(marker)).toEqual([]);
  });

  test('while it starts', async () => {
    const marker = createMarker();
    await using terminal = open(marker);
    await eventually(() => findMarked(marker).length).toBeGreaterThan(1);
    terminal.hangUp();
    await eventually(() => findMarked(marker)).toEqual([]);
  });

  test('with its first byte', async () => {
    const marker = createMarker();
    await using terminal = open(marker);
    await terminal.waitFor(() => terminal.mark() > 0);
    terminal.hangUp();
    await eventually(() => findMarked(marker)).toEqual([]);
  });
});
