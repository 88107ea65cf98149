/** install.sh below a folder of its own, with small stand-ins for versions of the program. The rest is for test/real/deployment.sh. */
import {execFileSync, spawnSync} from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';

const INSTALL = fileURLToPath(new URL('../../packaging/install.sh', import.meta.url));
const FAKE = fileURLToPath(new URL('fake-program.sh', import.meta.url));
const SYSTEMD = fileURLToPath(new URL('../../packaging/systemd', import.meta.url));

let folder = '';
let root = '';
const inRoot = (...parts: string[]): string => path.join(root, ...parts);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jobtrack-install-'));
  root = path.join(folder, 'root');
  mkdirSync(root);
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

/** An unpacked archive of a version. */
function unpack(version: string, traits: {schema?: number; fails?: boolean} = {}): void {
  const archive = path.join(folder, version);
  mkdirSync(path.join(archive, 'bin'), {recursive: true});
  mkdirSync(path.join(archive, 'lib/runtime/bin'), {recursive: true});
  mkdirSync(path.join(archive, 'share/systemd'), {recursive: true});
  copyFileSync(INSTALL, path.join(archive, 'install.sh'));
  copyFileSync(FAKE, path.join(archive, 'bin/jobtrack-tui'));
  chmodSync(path.join(archive, 'bin/jobtrack-tui'), 0o755);
  symlinkSync(process.execPath, path.join(archive, 'lib/runtime/bin/node'));
  for (const unit of readdirSync(SYSTEMD))
    copyFileSync(path.join(SYSTEMD, unit), path.join(archive, 'share/systemd', unit));
  const {schema = 1, fails = false} = traits;
  writeFileSync(
    path.join(archive, 'traits'),
    `version=${version} schema=${schema} fails=${fails ? 'yes' : ''}\n`,
  );
}

function install(version: string, ...more: string[]): {code: number | null; said: string} {
  return runScript(path.join(folder, version, 'install.sh'), 'install', ...more);
}

function runScript(script: string, ...words: string[]): {code: number | null; said: string} {
  const {status, stdout, stderr} = spawnSync('sh', [script, ...words, '--root', root], {encoding: 'utf8'});
  return {code: status, said: stdout + stderr};
}

const installed = (...words: string[]): {code: number | null; said: string} =>
  runScript(inRoot('opt/jobtrack-tui/current/install.sh'), ...words);
const inUse = (): string => readlinkSync(inRoot('opt/jobtrack-tui/current'));
const database = (): string => inRoot('var/lib/jobtrack/jobtrack.db');
const readDatabase = (): string => readFileSync(database(), 'utf8').trim();
const backups = (): string[] => readdirSync(inRoot('var/lib/jobtrack/backups'));

describe.skipIf(process.platform === 'win32')('install.sh', () => {
  beforeEach(() => {
    unpack('1.0.0');
    expect(install('1.0.0')).toMatchObject({code: 0});
    writeFileSync(database(), '1 history\n');
  });

  test('installs the program, its units and links, and writes a configuration', () => {
    expect(inUse()).toBe('1.0.0');
    expect(readFileSync(inRoot('etc/jobtrack/config.yaml'), 'utf8')).toContain(`database: ${database()}\n`);
    expect(readdirSync(inRoot('etc/systemd/system')).sort()).toEqual(readdirSync(SYSTEMD).sort());
    const command = inRoot('usr/local/bin/jobtrack-tui');
    expect(execFileSync(command, ['--version'], {encoding: 'utf8', env: {JOBTRACK_CONFIG: ''}})).toBe(
      '1.0.0\n',
    );
  });

  test('upgrades with a backup, keeps the configuration, and can say what is there', () => {
    writeFileSync(inRoot('etc/jobtrack/config.yaml'), `database: ${database()}\n# mine\n`);
    unpack('1.1.0', {schema: 2});
    expect(install('1.1.0')).toMatchObject({code: 0});
    expect([inUse(), readDatabase()]).toEqual(['1.1.0', '2 history']);
    expect(readFileSync(inRoot('etc/jobtrack/config.yaml'), 'utf8')).toContain('# mine');
    expect(backups()).toEqual([expect.stringMatching(/^before-1\.1\.0-/)]);
    expect(installed('list').said).toBe('1.0.0\n1.1.0 (in use)\n');
  });

  test('leaves the version before in use, with its database, when a migration fails', () => {
    unpack('1.1.0', {schema: 2, fails: true});
    const {code, said} = install('1.1.0');
    expect(code).toBe(1);
    expect(said).toContain('cannot be migrated to 1.1.0: 1.0.0 stays in use');
    expect([inUse(), readDatabase()]).toEqual(['1.0.0', '1 history']);
  });

  test('touches nothing when the new version does not accept the configuration', () => {
    writeFileSync(inRoot('etc/jobtrack/config.yaml'), `database: ${database()}\n# refused-by: 1.1.0\n`);
    unpack('1.1.0', {schema: 2});
    expect(install('1.1.0')).toMatchObject({code: 1});
    expect([inUse(), readDatabase(), backups()]).toEqual(['1.0.0', '1 history', []]);
  });

  test('changes nothing when the program does not start on this host', () => {
    unpack('1.1.0');
    writeFileSync(path.join(folder, '1.1.0/bin/jobtrack-tui'), '#!/bin/sh\nexit 127\n');
    expect(install('1.1.0').said).toContain('does not start on this host');
    expect(installed('list').said).toBe('1.0.0 (in use)\n');
  });

  test('rolls back to the backup that the version before can read, and keeps the newer database', () => {
    unpack('1.1.0', {schema: 2});
    install('1.1.0');
    writeFileSync(database(), '2 history and more\n');
    expect(installed('rollback')).toMatchObject({code: 0});
    expect([inUse(), readDatabase()]).toEqual(['1.0.0', '1 history']);
    const kept = backups().map(file => readFileSync(inRoot('var/lib/jobtrack/backups', file), 'utf8').trim());
    expect(kept).toContain('2 history and more');
    expect(installed('rollback')).toMatchObject({code: 0});
    expect(inUse()).toBe('1.1.0');
  });

  test('rolls back with the database as it is when the version before can read it', () => {
    unpack('1.0.1');
    install('1.0.1');
    writeFileSync(database(), '1 history and more\n');
    expect(installed('rollback', '1.0.0')).toMatchObject({code: 0});
    expect([inUse(), readDatabase()]).toEqual(['1.0.0', '1 history and more']);
  });

  test('stays where it is when no backup can be read by the version to go back to', () => {
    unpack('1.1.0', {schema: 2});
    install('1.1.0');
    rmSync(inRoot('var/lib/jobtrack/backups'), {recursive: true});
    mkdirSync(inRoot('var/lib/jobtrack/backups'));
    expect(installed('rollback').said).toContain('1.1.0 stays in use');
    expect([inUse(), readDatabase()]).toEqual(['1.1.0', '2 history']);
  });

  test('keeps as many versions as it is told, and those that a roll back needs', () => {
    for (const version of ['1.0.1', '1.0.2', '1.0.3']) {
      unpack(version);
      expect(install(version, '--keep', '1')).toMatchObject({code: 0});
    }
    expect(installed('list').said).toBe('1.0.2\n1.0.3 (in use)\n');
    expect(backups()).toHaveLength(1);
  });

  test('the same version again repairs it', () => {
    rmSync(inRoot('opt/jobtrack-tui/1.0.0/lib'), {recursive: true});
    expect(install('1.0.0')).toMatchObject({code: 0});
    expect(existsSync(inRoot('opt/jobtrack-tui/1.0.0/lib/runtime'))).toBe(true);
    expect(readDatabase()).toBe('1 history');
  });

  test('uninstalling leaves configuration and database; purging asks to be sure, then leaves nothing', () => {
    expect(installed('uninstall')).toMatchObject({code: 0});
    expect(existsSync(inRoot('opt/jobtrack-tui'))).toBe(false);
    expect(readdirSync(inRoot('etc/systemd/system'))).toEqual([]);
    expect(readDatabase()).toBe('1 history');
    const purge = path.join(folder, '1.0.0/install.sh');
    expect(runScript(purge, 'purge').said).toContain('say install.sh purge --yes');
    expect(readDatabase()).toBe('1 history');
    expect(runScript(purge, 'purge', '--yes')).toMatchObject({code: 0});
    expect([existsSync(inRoot('etc/jobtrack')), existsSync(inRoot('var/lib/jobtrack'))]).toEqual([
      false,
      false,
    ]);
  });

  test.each([
    [['install', '--keep', '0'], '--keep 0 is not possible'],
    [['install', '--force'], '--force is not an option'],
    [['instal'], 'instal is not known'],
    [['rollback'], 'there is no version before 1.0.0'],
    [['rollback', '0.9.0'], 'version 0.9.0 is not there any more'],
  ])('%j is a mistake', (words, message) => {
    const {code, said} = installed(...words);
    expect(code).toBe(1);
    expect(said).toContain(message);
  });
});
