import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {parse} from 'yaml';
import {expandCommand} from '../../source/config/placeholders.ts';
import {resolveEnvironment} from '../../source/demo/resolve-fleet.ts';
import {writeDemo} from '../../source/demo/write-demo.ts';
import {demoOptions, run, temporaryFolder} from './demo-folder.ts';

const NOON = Date.parse('2026-11-18T12:00:00Z');

/** Runs the first command of an environment for a day, placeholders filled in. */
async function ask(configPath: string, name: string, day: string): Promise<string> {
  const config = parse(await readFile(configPath, 'utf8'));
  const template = {argv: config.environments[name].sources[0].command as string[]};
  const {clock} = resolveEnvironment(name, NOON);
  const command = expandCommand(template, {day, clock, environment: name, variables: config.variables});
  return 'argv' in command ? (await run(command.argv)).stdout : '';
}

test('a past day is answered from its record, today and every other day by the simulator', async () => {
  const directory = await temporaryFolder();
  const {configPath} = await writeDemo(demoOptions(directory, NOON));
  const record = join(directory, 'world', 'prod-nyc', 'csv', '2026-11-16.out');
  const recorded = await readFile(record, 'utf8');
  expect(await ask(configPath, 'prod-nyc', '2026-11-16')).toBe(recorded);
  await writeFile(record, 'from the record\n');
  expect(await ask(configPath, 'prod-nyc', '2026-11-16')).toBe('from the record\n');
  expect(await ask(configPath, 'prod-nyc', '2026-11-17')).toContain('ach-settlement');
});

test('a record and the simulator tell the same', async () => {
  const directory = await temporaryFolder();
  const {configPath} = await writeDemo(demoOptions(directory, NOON));
  const recorded = await ask(configPath, 'prod-tok', '2026-11-16');
  const {configPath: windows} = await writeDemo({
    ...demoOptions(join(directory, 'windows'), NOON),
    platform: 'win32',
  });
  expect(await ask(windows, 'prod-tok', '2026-11-16')).toBe(recorded);
});

test('every source with a history is recorded for every day asked for, none for today', async () => {
  const directory = await temporaryFolder();
  await writeDemo(demoOptions(directory, NOON));
  const found = await readdir(join(directory, 'world'), {recursive: true});
  expect(found.filter(name => name.startsWith('uat-ldn') && name.endsWith('.out')).sort()).toEqual(
    ['2026-11-15', '2026-11-16', '2026-11-17'].map(day => join('uat-ldn', 'cron', `${day}.out`)),
  );
});

test('configuration and records are for their owner alone', async () => {
  const directory = join(await temporaryFolder(), 'new');
  const {configPath} = await writeDemo(demoOptions(directory, NOON));
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  expect((await stat(configPath)).mode & 0o777).toBe(0o600);
});

test('a folder that holds a demo goes on with it', async () => {
  const directory = await temporaryFolder();
  const first = await writeDemo(demoOptions(directory, NOON));
  const config = await readFile(first.configPath, 'utf8');
  const second = await writeDemo({...demoOptions(directory, NOON + 86_400_000), seed: 8});
  expect([first.isNew, second.isNew]).toEqual([true, false]);
  expect(await readFile(second.configPath, 'utf8')).toBe(config);
});

test('a folder that holds anything else is left alone', async () => {
  const directory = await temporaryFolder();
  await writeFile(join(directory, 'thesis.tex'), '');
  await expect(writeDemo(demoOptions(directory, NOON))).rejects.toThrow(/is not empty and holds no demo/);
  expect(await readdir(directory)).toEqual(['thesis.tex']);
});

test('a folder that cannot be made is named', async () => {
  const directory = await temporaryFolder();
  await mkdir(join(directory, 'a'));
  await writeFile(join(directory, 'a', 'file'), '');
  await expect(writeDemo(demoOptions(join(directory, 'a', 'file'), NOON))).rejects.toThrow(
    /cannot be written to .*file/,
  );
});
