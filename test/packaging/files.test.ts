import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import packageJson from '../../package.json' with {type: 'json'};
import {adapters} from '../../source/adapters/registry.ts';
import {checkCommandLine, readCommandLine} from '../../source/cli/parse-arguments.ts';
import {readConfigText} from '../../source/config/read-config.ts';
import {readPage} from '../docs/pages.ts';

const packaging = fileURLToPath(new URL('../../packaging/', import.meta.url));
const read = (file: string): string => readFileSync(packaging + file, 'utf8');

test('the example configuration is valid and shares its database', async () => {
  const {environments, database, databaseGroup} = await readConfigText(
    read('config.example.yaml'),
    '/etc/jobtrack/config.yaml',
    {adapters, host: {env: {}, home: '/home/ops', platform: 'linux'}, hostTimezone: 'UTC'},
  );
  expect(environments.map(({name}) => name)).toEqual(['prod-ldn', 'prod-nyc', 'control']);
  expect([database, databaseGroup]).toEqual(['/var/lib/jobtrack/jobtrack.db', 'jobtrack']);
});

const commandLines = [
  'systemd/jobtrack-tui.service',
  'systemd/jobtrack-tui-collect.service',
  'jobtrack-tui.cron',
].flatMap(file =>
  [...read(file).matchAll(/\/opt\/jobtrack-tui\/current\/bin\/jobtrack-tui ([^\n>]*)/g)].map(
    ([, line = '']) => ({
      file,
      line: line.trim(),
    }),
  ),
);

test('each unit and the crontab start the program once', () => {
  expect(commandLines.map(({line}) => line)).toEqual([
    'collect --daemon --config /etc/jobtrack/config.yaml',
    'collect --quiet --config /etc/jobtrack/config.yaml',
    'collect --quiet --config /etc/jobtrack/config.yaml',
  ]);
});

test.each(commandLines)('$file starts it with flags that exist: $line', async ({line}) => {
  await expect(checkCommandLine(readCommandLine(line.split(' ')))).resolves.toBeUndefined();
});

test('shell files have the line ends of a shell', () => {
  const files = readdirSync(packaging, {recursive: true, encoding: 'utf8'});
  const shell = files.filter(file => /\.sh$|^jobtrack-tui$|debian.(?:post|pre)/.test(file));
  expect(shell.length).toBeGreaterThan(4);
  expect(shell.filter(file => read(file).includes('\r'))).toEqual([]);
});

test('docs/deployment.md speaks of this version', () => {
  const versions = new Set(readPage('docs/deployment.md').match(/(?<=jobtrack-tui[-_])\d+\.\d+\.\d+/g));
  // The other one is the next, as an example.
  expect([...versions][0]).toBe(packageJson.version);
});
