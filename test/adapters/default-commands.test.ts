/** The shell lines that read a journal and crontabs, run against a small tree of their own. */
import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {z} from 'zod';
import {cron} from '../../source/adapters/cron.ts';
import {crontab} from '../../source/adapters/crontab.ts';
import {systemd} from '../../source/adapters/systemd.ts';
import type {CommandTemplate} from '../../source/domain/adapter.ts';

const CRON_OPTIONS = {form: 'auto', userInName: false, trustStarts: false, unknownAfter: '0s'} as const;

const CRONTAB_OPTIONS = {form: 'auto', userInName: false, cronDNames: 'auto'} as const;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'jobtrack-commands-'));
});
afterEach(() => rmSync(root, {recursive: true}));

function write(path: string, text: string, mode = 0o644): void {
  const file = join(root, path);
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
  chmodSync(file, mode);
}

function run(command: CommandTemplate | undefined) {
  if (!command || !('shell' in command)) throw new TypeError('expected a shell command');
  const line = command.shell
    .replaceAll('{startEpoch}', '1795392000')
    .replaceAll('{endEpoch}', '1795478400')
    .replace(/\/(?:etc|var|run|usr\/share)\//g, path => root + path);
  const env = {PATH: `${root}/bin:/usr/bin:/bin`};
  const {status, stdout, stderr} = spawnSync('/bin/sh', ['-c', line], {env, encoding: 'utf8'});
  return {status, stdout: stdout.replaceAll(root, ''), stderr};
}

describe('reading the journal', () => {
  beforeEach(() => {
    write('etc/machine-id', 'cafe\n');
    write('bin/journalctl', '#!/bin/sh\necho "$@"\n', 0o755);
  });

  test.each(['var/log', 'run/log'])(
    'a journal under /%s is read from a day before the business day to its end',
    place => {
      write(`${place}/journal/cafe/system.journal`, '');
      expect(run(cron.command?.(CRON_OPTIONS))).toMatchObject({
        status: 0,
        stdout:
          '--no-pager -q -o json --since=@1795305600 --until=@1795478400 -t CRON -t CROND -t cron -t crond -t anacron\n',
      });
    },
  );

  test('only the manager’s messages about units are asked for', () => {
    write('var/log/journal/cafe/system.journal', '');
    expect(run(systemd.command?.({units: [], exclude: []})).stdout).toMatch(
      / _PID=1( MESSAGE_ID=[0-9a-f]{32}){7}\n$/,
    );
  });

  test('a journal that cannot be read is a failure, not an empty answer', () => {
    const {status, stdout, stderr} = run(systemd.command?.({units: [], exclude: []}));
    expect([status, stdout]).toEqual([77, '']);
    expect(stderr).toContain('systemd-journal');
  });
});

test('given files are read as they are, without a shell', () => {
  const file = ['/var/log/cron.1', '/var/log/cron'];
  expect(cron.command?.({...CRON_OPTIONS, file})).toEqual({argv: ['cat', '--', ...file]});
  expect(cron.command?.({...CRON_OPTIONS, file: '/var/log/syslog'})).toEqual({
    argv: ['cat', '--', '/var/log/syslog'],
  });
});

test('no options at all are the documented defaults', () => {
  expect(cron.options(z).parse({})).toEqual(CRON_OPTIONS);
});

test('an option that is no duration is refused', () => {
  expect(cron.options(z).safeParse({unknownAfter: 'soon'}).error?.issues[0]?.message).toContain(
    'not a duration',
  );
});

describe('printing crontabs', () => {
  beforeEach(() => {
    write('etc/crontab', '17 * * * * root true\n');
    write('etc/cron.d/backup', '30 2 * * * batch backup.sh');
  });

  test('another user than root gets the system’s and their own, with headers', () => {
    write('bin/id', '#!/bin/sh\n[ "$1" = -u ] && echo 1000 || echo batch\n', 0o755);
    write('bin/crontab', '#!/bin/sh\necho "0 4 * * * report.sh 100%"\n', 0o755);
    expect(run(crontab.command?.(CRONTAB_OPTIONS))).toEqual({
      status: 0,
      stdout:
        '==> /etc/crontab <==\n17 * * * * root true\n\n==> /etc/cron.d/backup <==\n30 2 * * * batch backup.sh\n' +
        '==> /var/spool/cron/crontabs/batch <==\n0 4 * * * report.sh 100%\n',
      stderr: '',
    });
  });

  test('root gets every user’s, each once', () => {
    write('bin/id', '#!/bin/sh\necho 0\n', 0o755);
    write('bin/crontab', '#!/bin/sh\necho "its own again"\n', 0o755);
    write('var/spool/cron/crontabs/risk', '@daily var.sh\n');
    const {status, stdout} = run(crontab.command?.(CRONTAB_OPTIONS));
    expect(status).toBe(0);
    expect(stdout).toContain('==> /var/spool/cron/crontabs/risk <==\n@daily var.sh\n');
    expect(stdout).not.toContain('its own again');
  });

  test.each([
    ['a Debian', 'auto', ['etc/debian_version'], false],
    ['a Debian with cronie', 'auto', ['etc/debian_version', 'usr/share/doc/cronie/copyright'], true],
    ['another system', 'auto', [], true],
    ['another system, which is said to be as Debian', 'debian', [], false],
    ['a Debian with -l', 'any', ['etc/debian_version'], true],
  ] as const)('on %s (%s) a name with a dot is read or not', (_host, cronDNames, files, isRead) => {
    write('bin/id', '#!/bin/sh\necho 0\n', 0o755);
    for (const file of files) write(file, '');
    write('etc/cron.d/dotted.sh', '* * * * * root dotted\n');
    write('etc/cron.d/e2scrub_all-2', '* * * * * root plain\n');
    const {status, stdout} = run(crontab.command?.({...CRONTAB_OPTIONS, cronDNames}));
    expect(status).toBe(0);
    expect(stdout).toContain('==> /etc/cron.d/e2scrub_all-2 <==\n');
    expect(stdout.includes('dotted')).toBe(isRead);
  });

  test('a user without a crontab, on a host without files, prints nothing', () => {
    write('bin/id', '#!/bin/sh\necho 1000\n', 0o755);
    write('bin/crontab', '#!/bin/sh\necho "no crontab for batch" >&2\nexit 1\n', 0o755);
    rmSync(join(root, 'etc'), {recursive: true});
    expect(run(crontab.command?.(CRONTAB_OPTIONS))).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });
});
