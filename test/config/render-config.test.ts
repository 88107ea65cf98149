import {mkdtemp, readFile, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {detectHost} from '../../source/config/detect-host.ts';
import {renderConfig, writeConfig} from '../../source/config/render-config.ts';
import {readSample} from './read-sample.ts';
import {sampleAdapters} from './sample-adapters.ts';

/** What is found on a host that has these files. */
const findingsOn = (files: string[], platform: NodeJS.Platform = 'linux') =>
  detectHost({
    pathDirectories: platform === 'win32' ? ['C:\\Windows\\System32'] : ['/usr/bin', '/usr/sbin'],
    platform,
    isThere: async file => files.includes(file),
  });

const render = async (...files: string[]) =>
  renderConfig(await findingsOn(files), sampleAdapters, 'Europe/Paris');

describe('what a host has', () => {
  test.each([
    [
      ['/usr/sbin/cron', '/run/systemd/system', '/usr/bin/journalctl'],
      ['cron', 'crontab', 'systemd', 'systemd-timers'],
    ],
    // A container: journalctl is installed, but systemd does not run.
    [
      ['/usr/sbin/cron', '/usr/bin/journalctl', '/var/log/syslog'],
      ['cron', 'crontab'],
    ],
    [['/usr/sbin/crond'], ['crontab']],
    [['/var/log/syslog'], []],
    [
      ['/usr/bin/sacct', '/usr/bin/kubectl', '/usr/bin/autorep'],
      ['slurm', 'kubernetes', 'autosys'],
    ],
    [[], []],
  ])('%j', async (files, adapters) => {
    expect((await findingsOn(files)).map(({adapter}) => adapter)).toEqual(adapters);
  });

  test('cron without a journal is read from its log', async () => {
    const [finding] = await findingsOn(['/usr/sbin/cron', '/var/log/syslog']);
    expect(finding).toEqual({
      title: 'cron, in its log',
      adapter: 'cron',
      evidence: '/var/log/syslog',
      options: {file: '/var/log/syslog'},
    });
  });

  test('Windows has programs with endings', async () => {
    const findings = await findingsOn(['C:\\Windows\\System32\\schtasks.exe'], 'win32');
    expect(findings.map(({evidence}) => evidence)).toEqual(['C:\\Windows\\System32\\schtasks.exe']);
  });
});

describe('the configuration that init writes', () => {
  test('loads without problems and watches what was found', async () => {
    const text = await render('/usr/sbin/cron', '/var/log/cron', '/usr/bin/kubectl', '/usr/bin/autorep');
    const {environments} = await readSample(text);
    expect(environments).toMatchObject([
      {
        name: 'local',
        timezone: 'Europe/Paris',
        sources: [{adapter: 'cron', options: {file: '/var/log/cron'}}, {adapter: 'kubernetes'}],
      },
    ]);
  });

  test('names what was found but cannot be read yet', async () => {
    expect(await render('/usr/bin/autorep')).toContain('# Also found: AutoSys (/usr/bin/autorep)');
  });

  test.each([[[]], [['/usr/sbin/cron', '/var/log/cron']]])(
    'every commented-out setting is right when it is uncommented (%j)',
    async files => {
      const text = await render(...files);
      const uncommented = text.replace(/^(\s*)#(?=\S)/gm, '$1');
      expect(uncommented).not.toBe(text);
      const config = await readSample(uncommented);
      expect(config.environments.map(({name}) => name)).toEqual(['local', 'prod-ldn']);
      expect(config.environments[0]?.expectations).toHaveLength(2);
      expect(config.environments[0]?.sources).toHaveLength(1);
    },
  );

  test('loads on a host where nothing was found', async () => {
    expect((await readSample(await render())).environments[0]?.sources).toEqual([]);
  });
});

test('an existing file is left as it is', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'jobtrack-init-'));
  const file = path.join(directory, 'new', 'config.yaml');
  await writeConfig(file, 'first');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await expect(writeConfig(file, 'second')).rejects.toThrow(`${file} is there already and was left as it is`);
  expect(await readFile(file, 'utf8')).toBe('first');
  await rm(directory, {recursive: true});
});
