import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {setTimeout} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {printers} from '../../source/demo/printers.ts';
import {resolveEnvironment} from '../../source/demo/resolve-fleet.ts';
import {run, SIMULATOR} from './demo-folder.ts';

const BEGAN = '2026-11-18T12:00:00Z';
const NOW = '2026-11-18T12:30:00Z';

const simulate = (
  format: string,
  environment: string,
  date: string,
  extra: string[] = ['--now', NOW],
): string[] => [
  process.execPath,
  SIMULATOR,
  format,
  ...['--environment', environment, '--date', date, '--seed', '7', '--began', BEGAN],
  ...extra,
];

test('prints what its printer makes of the arguments, the same bytes each time', async () => {
  const command = simulate('csv', 'prod-nyc', '2026-11-17');
  const view = {
    environment: resolveEnvironment('prod-nyc', Date.parse(BEGAN)),
    day: '2026-11-17',
    seed: 7,
    now: Date.parse(NOW),
  };
  const first = await run(command);
  expect(first.stdout).toBe(printers.csv(view));
  expect(await run(command)).toEqual(first);
});

test('without --now the day is seen as the real clock has it: a day long past is whole', async () => {
  const {stdout} = await run(simulate('csv', 'prod-nyc', '2020-01-06', []));
  expect(stdout).toContain('load-dtcc');
  expect(stdout).not.toContain('ACTIVE');
});

test('dr-site does not answer for the day of the incidents', async () => {
  // Killed as the collector would, but when it has said where it is going and not before: a busy machine starts it late.
  const [file = '', ...args] = simulate('control-m', 'dr-site', '2026-11-18');
  const child = spawn(file, args, {stdio: ['ignore', 'pipe', 'pipe']});
  const [stdout, ended] = [text(child.stdout), once(child, 'exit')];
  const [said] = await once(child.stderr, 'data');
  // What answered would end by itself meanwhile.
  await Promise.race([ended, setTimeout(500)]);
  child.kill();
  expect(await ended).toEqual([null, 'SIGTERM']);
  expect([String(said), await stdout]).toEqual(['connecting to dr-site ...\n', '']);
});

test.each([
  ['control-m', 'dr-site', '"REPLICA"'],
  ['tsv', 'legacy', 'BO0100'],
])('%s of %s answers for the days before', async (format, environment, job) => {
  const {stdout} = await run(simulate(format, environment, '2026-11-16'));
  expect(stdout).toContain(job);
});

test('legacy prints an error page with control characters for the day of the incidents', async () => {
  const {stdout} = await run(simulate('tsv', 'legacy', '2026-11-18'));
  expect(stdout).toContain('502 Bad Gateway');
  expect(stdout).toContain('\u001B]52;');
});

test.each([
  ['an unknown format', simulate('at', 'dwh', '2026-11-18'), 'one of control-m, cron'],
  [
    'an unknown environment',
    simulate('csv', 'prod-mars', '2026-11-18'),
    '"prod-mars" is not an environment of the demo',
  ],
  ['no date', simulate('csv', 'prod-nyc', 'today'), '--date must be a date'],
  [
    'an instant without an offset',
    simulate('csv', 'prod-nyc', '2026-11-18', ['--now', '2026-11-18T12:00']),
    '--now must be',
  ],
  ['an unknown flag', simulate('csv', 'prod-nyc', '2026-11-18', ['--colour']), '--colour'],
])('%s is refused in one line', async (_, command, message) => {
  await expect(run(command)).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^simulator: .*\n$/),
  });
  await expect(run(command)).rejects.toMatchObject({stderr: expect.stringContaining(message)});
});
