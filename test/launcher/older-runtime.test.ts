/** Started on a Node that is too old, the launcher goes on with the runtime beside it and stands between that and its signals. */
import {existsSync} from 'node:fs';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {Place} from '../cli/place.ts';
import {createPlace} from '../cli/place.ts';
import {LAUNCHER, startProgram} from '../cli/run-program.ts';
import {createMarker, eventually, findMarked, killMarked, MARKER} from '../collect/processes.ts';
import {openTerminal} from '../terminal/open-terminal.ts';

// Each starts four processes, one after another.
vi.setConfig({testTimeout: 120_000});

let place: Place;
let marker: string;

beforeEach(() => {
  marker = createMarker();
  place = createPlace(`
  slow:
    sources: [{adapter: count, command: {shell: "sleep 1001 & touch began; sleep 1002"}}]`);
  // Only the first process takes itself for an older one.
  place.write(
    'older.cjs',
    `delete process.env.NODE_OPTIONS;
Object.defineProperty(process, 'versions', {value: {...process.versions, node: '20.20.2'}});
Object.defineProperty(process, 'version', {value: 'v20.20.2'});\n`,
  );
});
afterEach(() => {
  killMarked(marker);
  place.remove();
});

const older = (): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--require "${place.file('older.cjs')}"`,
  [MARKER]: marker,
});
const DAEMON = ['collect', '--daemon', '--log-format', 'json'];

describe.skipIf(process.platform === 'win32')('on a Node that is too old', () => {
  test('the program is that of the runtime beside it', async () => {
    const {ended} = startProgram(place, ['--version', '--json'], older());
    const {stdout, code} = await ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout).runtime).toEqual({node: process.versions.node});
  });

  test('the daemon ends in order when a service manager tells every one of its processes to', async () => {
    const {process: launcher, ended} = startProgram(place, ['--config', place.config, ...DAEMON], older());
    launcher.stdin.end();
    await eventually(() => existsSync(place.file('began'))).toBe(true);
    // The program itself twice, with what the launcher passes on.
    for (const pid of findMarked(marker)) process.kill(pid, 'SIGTERM');
    const {code, signal, stderr} = await ended;
    expect({code, signal}).toEqual({code: 0, signal: null});
    expect(stderr.trimEnd().split('\n').at(-1)).toContain('"event":"stopped"');
    await eventually(() => findMarked(marker)).toEqual([]);
  });

  test('one ctrl-c at a terminal is one', async () => {
    await using terminal = openTerminal({
      command: process.execPath,
      args: [LAUNCHER, '--config', place.config, ...DAEMON],
      columns: 200,
      env: {...place.env, ...older()},
      cwd: place.folder,
    });
    await eventually(() => existsSync(place.file('began'))).toBe(true);
    terminal.press('ctrl-c');
    expect(await terminal.exit).toMatchObject({code: 0});
    await eventually(() => findMarked(marker)).toEqual([]);
  });
});
