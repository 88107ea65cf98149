import {chmod, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {formatBuiltinNotice} from '../../source/config/builtin-config.ts';
import {buildFingerprint, isSettled} from '../../source/config/config-cache.ts';
import type {LoadRequest} from '../../source/config/load-config.ts';
import {loadConfig} from '../../source/config/load-config.ts';
import {sampleContext} from './read-sample.ts';

const FIRST = 'environments: {one: {sources: [{adapter: cron}]}}\n';
const OTHER = 'environments: {two: {sources: [{adapter: cron}]}}\n';

let home: string;
let file: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'jobtrack-load-'));
  file = path.join(home, 'config.yaml');
  await writeFile(file, FIRST, {mode: 0o600});
});

afterEach(() => rm(home, {recursive: true}));

/** An hour after the file was written, unless told otherwise. */
function request(changes: Partial<LoadRequest> = {}): LoadRequest {
  return {
    ...sampleContext,
    host: {env: {}, home, platform: 'linux'},
    path: file,
    workingDirectory: home,
    uid: process.getuid?.(),
    version: '1.0.0',
    now: Date.now() + 3_600_000,
    detect: async () => [],
    ...changes,
  };
}

const cacheOf = () => path.join(home, '.cache', 'jobtrack-tui');

async function entryOf(): Promise<string> {
  const [entry] = await readdir(cacheOf());
  return path.join(cacheOf(), entry ?? '');
}

/** Marks the cache's entry, so that a configuration that comes from it is told from one that was read. */
async function markEntry(): Promise<void> {
  const entry = await entryOf();
  await writeFile(entry, (await readFile(entry, 'utf8')).replace('"one"', '"cached"'));
}

const nameOf = async (changes?: Partial<LoadRequest>) =>
  (await loadConfig(request(changes))).environments[0]?.name;

describe('the cache', () => {
  test('gives back exactly what was read', async () => {
    const read = await loadConfig(request());
    expect(await readdir(cacheOf())).toHaveLength(1);
    expect(await loadConfig(request())).toEqual(read);
    await markEntry();
    expect(await nameOf()).toBe('cached');
  });

  test('is private', async () => {
    await loadConfig(request());
    expect((await stat(cacheOf())).mode & 0o777).toBe(0o700);
    expect((await stat(await entryOf())).mode & 0o777).toBe(0o600);
  });

  test('is not believed when the file changed, even with the same size and time', async () => {
    const {atime, mtime} = await stat(file);
    await loadConfig(request());
    await markEntry();
    await writeFile(file, OTHER);
    await utimes(file, atime, mtime);
    expect(await nameOf()).toBe('two');
  });

  test.each([
    ['another version of the program', {version: '1.0.1'}],
    ['another zone of the host', {hostTimezone: 'Europe/Paris'}],
  ])('is not believed by %s', async (_, changes) => {
    await loadConfig(request());
    await markEntry();
    expect(await nameOf(changes)).toBe('one');
  });

  test('is not believed when the default database moved', async () => {
    await loadConfig(request());
    const host = {env: {XDG_STATE_HOME: '/srv/state'}, home, platform: 'linux' as const};
    expect((await loadConfig(request({host}))).database).toBe('/srv/state/jobtrack-tui/jobtrack.db');
  });

  test.skipIf(process.getuid === undefined)('is not believed when others may write it', async () => {
    await loadConfig(request());
    await markEntry();
    await chmod(await entryOf(), 0o666);
    expect(await nameOf()).toBe('one');
    await markEntry();
    await chmod(cacheOf(), 0o777);
    expect(await nameOf()).toBe('one');
  });

  test('that is damaged is read around', async () => {
    await loadConfig(request());
    await writeFile(await entryOf(), '{"fingerprint":');
    expect(await nameOf()).toBe('one');
  });

  test('that cannot be written costs nothing but time', async () => {
    await writeFile(path.join(home, '.cache'), 'a file where a directory should be');
    expect(await nameOf()).toBe('one');
  });

  test('does not keep a file that changed a moment ago: it could change again unseen', async () => {
    const {ctimeMs} = await stat(file);
    await loadConfig(request({now: ctimeMs + 5}));
    await expect(readdir(cacheOf())).rejects.toThrow('ENOENT');
  });

  test('waits longer where the file system counts whole seconds', () => {
    const at = (ns: bigint) => ({size: 1n, ino: 1n, dev: 1n, mtimeNs: ns, ctimeNs: ns});
    expect(isSettled(at(5_000_000_000n), 5500)).toBe(false);
    expect(isSettled(at(5_000_000_000n), 9500)).toBe(true);
    expect(isSettled(at(5_000_000_001n), 5500)).toBe(true);
  });

  test('knows two files apart', () => {
    const identity = {size: 1n, ino: 1n, dev: 1n, mtimeNs: 1n, ctimeNs: 1n};
    const fingerprint = buildFingerprint({version: '1'}, identity);
    for (const key of ['size', 'ino', 'dev', 'mtimeNs', 'ctimeNs'] as const) {
      expect(buildFingerprint({version: '1'}, {...identity, [key]: 2n})).not.toBe(fingerprint);
    }
  });
});

describe('without a file', () => {
  const withoutFile = {
    path: undefined,
    detect: async () => [
      {title: 'cron', adapter: 'cron', evidence: '/usr/sbin/cron', options: {file: '/var/log/cron'}},
      {title: 'AutoSys', adapter: 'autosys', evidence: '/opt/autorep'},
    ],
  };

  test('this host is watched, and said to be', async () => {
    const config = await loadConfig(request(withoutFile));
    expect(config.path).toBeUndefined();
    expect(config.environments).toMatchObject([
      {
        name: 'local',
        title: 'This host',
        timezone: 'Asia/Tokyo',
        sources: [{adapter: 'cron', options: {file: '/var/log/cron'}}],
      },
    ]);
    expect(formatBuiltinNotice(config)).toBe(
      'no configuration: watching this host (cron); write a configuration with `jobtrack-tui init`',
    );
    expect(await loadConfig(request(withoutFile))).toEqual(config);
  });

  test('a scheduler that was installed since is seen in spite of the cache', async () => {
    await loadConfig(request({path: undefined}));
    expect((await loadConfig(request(withoutFile))).environments[0]?.sources).toHaveLength(1);
  });

  test('a host without a scheduler is said to be one', async () => {
    expect(formatBuiltinNotice(await loadConfig(request({path: undefined})))).toContain('no scheduler found');
  });

  test('a configuration from a file needs no such word', async () => {
    expect(formatBuiltinNotice(await loadConfig(request()))).toBeUndefined();
  });
});

test('a directory is not taken for a configuration', async () => {
  await expect(loadConfig(request({path: home}))).rejects.toThrow(`${home} is not a file`);
});

test.skipIf(process.getuid === undefined)('a file that others may write is refused', async () => {
  await chmod(file, 0o666);
  await expect(loadConfig(request())).rejects.toThrow(`chmod go-w ${file}`);
});

test('problems are told with the file’s path', async () => {
  await writeFile(file, 'environmets: {}\n');
  await expect(loadConfig(request())).rejects.toThrow(`${file}:1:1: environmets: unknown key`);
});
