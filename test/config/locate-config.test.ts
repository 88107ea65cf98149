import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {cacheDirectory, configDirectory, defaultDatabasePath} from '../../source/config/host-paths.ts';
import {locateConfig} from '../../source/config/locate-config.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'jobtrack-locate-'));
});

afterEach(() => rm(home, {recursive: true}));

const hostWith = (env: Record<string, string>) => ({env, home, platform: 'linux' as const});

async function put(...parts: string[]): Promise<string> {
  const file = path.join(home, ...parts);
  await mkdir(path.dirname(file), {recursive: true});
  await writeFile(file, '');
  return file;
}

test('--config wins over $JOBTRACK_CONFIG, and that over the user’s own file', async () => {
  const own = await put('.config', 'jobtrack-tui', 'config.yaml');
  const fromEnvironment = await put('env.yaml');
  const named = await put('named.yaml');
  const env = {JOBTRACK_CONFIG: fromEnvironment};
  expect(locateConfig('named.yaml', hostWith(env), home)).toBe(named);
  expect(locateConfig(undefined, hostWith(env), home)).toBe(fromEnvironment);
  expect(locateConfig(undefined, hostWith({}), home)).toBe(own);
});

test('$XDG_CONFIG_HOME moves the user’s file, unless it is relative', async () => {
  const own = await put('.config', 'jobtrack-tui', 'config.yaml');
  const moved = await put('xdg', 'jobtrack-tui', 'config.yaml');
  expect(locateConfig(undefined, hostWith({XDG_CONFIG_HOME: path.join(home, 'xdg')}), home)).toBe(moved);
  expect(locateConfig(undefined, hostWith({XDG_CONFIG_HOME: 'xdg'}), home)).toBe(own);
});

test('a file in the current directory is never taken by itself', async () => {
  const project = path.dirname(await put('project', 'config.yaml'));
  await put('project', 'jobtrack.yaml');
  expect(String(locateConfig(undefined, hostWith({}), project))).not.toContain(project);
});

test.each([
  ['--config', 'gone.yaml', {}],
  ['$JOBTRACK_CONFIG', undefined, {JOBTRACK_CONFIG: 'gone.yaml'}],
])('a file named by %s that does not exist is an error that names both', async (origin, named, env) => {
  await put('.config', 'jobtrack-tui', 'config.yaml');
  expect(() => locateConfig(named, hostWith(env), home)).toThrow(
    `${path.join(home, 'gone.yaml')}, named by ${origin}, does not exist`,
  );
});

test('on Windows files live in the profile', () => {
  const host = {env: {APPDATA: 'D:\\Roaming'}, home: 'C:\\Users\\ops', platform: 'win32' as const};
  expect(configDirectory(host)).toBe('D:\\Roaming\\jobtrack-tui');
  expect(defaultDatabasePath(host)).toBe('C:\\Users\\ops\\AppData\\Local\\jobtrack-tui\\jobtrack.db');
  expect(cacheDirectory(host)).toBe('C:\\Users\\ops\\AppData\\Local\\jobtrack-tui\\cache');
});
