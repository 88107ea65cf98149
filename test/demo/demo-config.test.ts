import {expect, test} from 'vitest';
import {adapters} from '../../source/adapters/registry.ts';
import type {Config} from '../../source/config/config.ts';
import {readConfigText} from '../../source/config/read-config.ts';
import {buildDemoConfig} from '../../source/demo/demo-config.ts';
import {resolveEnvironment, resolveFleet} from '../../source/demo/resolve-fleet.ts';
import {dayBounds} from '../../source/domain/business-day.ts';
import {dueInstants} from '../../source/domain/due-instants.ts';
import {DEMO_STARTS} from './demo-starts.ts';

const NOON = Date.parse('2026-11-18T12:00:00Z');
const OPTIONS = {
  directory: '/srv/jobtrack demo',
  seed: 7,
  simulatorPath: '/opt/jobtrack tui/dist/simulator.js',
  execPath: '/usr/bin/node',
  platform: 'linux',
} as const;

function load(text: string): Promise<Config> {
  const host = {home: '/home/op', env: {}, platform: 'linux'} as const;
  return readConfigText(text, '/srv/jobtrack demo/config.yaml', {adapters, host, hostTimezone: 'UTC'});
}

function environmentOf(config: Config, name: string): Config['environments'][number] {
  const environment = config.environments.find(candidate => candidate.name === name);
  if (!environment) throw new Error(`no environment ${name}`);
  return environment;
}

test.each(DEMO_STARTS)(
  'the real loader takes it, with the same days as the simulator ($name)',
  async ({at}) => {
    const config = await load(buildDemoConfig({...OPTIONS, now: at}));
    const days = config.environments.map(({name, timezone, dayStartMs}) => ({name, timezone, dayStartMs}));
    expect(days).toEqual(
      resolveFleet(at).map(({name, timezone, clock}) => ({name, timezone, dayStartMs: clock.dayStartMs})),
    );
  },
);

test('the jobs of the incidents are declared at the times at which the simulator has them due', async () => {
  const environment = resolveEnvironment('prod-nyc', NOON);
  const {expectations} = environmentOf(await load(buildDemoConfig({...OPTIONS, now: NOON})), 'prod-nyc');
  const expectation = expectations.find(entry => entry.job === 'positions-extract');
  const timing = expectation?.kind === 'job' ? expectation.timing : undefined;
  const {start, end} = dayBounds(environment.incidentDay, environment.clock);
  expect(timing && dueInstants(timing, start, end)).toEqual([NOON - 3 * 3_600_000]);
});

test('jobs that share a pattern are declared once', async () => {
  const {expectations} = environmentOf(await load(buildDemoConfig({...OPTIONS, now: NOON})), 'prod-ldn');
  expect(expectations.filter(({job}) => job?.startsWith('RISK/EOD_')).map(({job}) => job)).toEqual([
    'RISK/EOD_*',
  ]);
});

test('the number of loads is expected by a time that has passed', async () => {
  const {expectations} = environmentOf(await load(buildDemoConfig({...OPTIONS, now: NOON})), 'dwh');
  expect(expectations).toMatchObject([{kind: 'count', min: 330, byMs: 10 * 3_600_000}]);
});

test('a command fetches the record of a past day, else runs the simulator', async () => {
  const config = await load(buildDemoConfig({...OPTIONS, now: NOON}));
  const [source] = environmentOf(config, 'prod-tok').sources;
  expect(source?.command).toEqual({
    argv: [
      'sh',
      '{world}/answer.sh',
      '{world}/{environment}/slurm/{date}.out',
      '{node}',
      '{simulator}',
      'slurm',
      ...['--environment', '{environment}', '--date', '{date}', '--seed', '{seed}', '--began', '{began}'],
    ],
  });
});

test.each([
  ['on Windows, where there is no sh', {platform: 'win32'} as const, 'prod-tok', 0],
  ['for a crontab, which has no past', {}, 'uat-ldn', 1],
])('the simulator is run directly %s', async (_, options, name, index) => {
  const config = await load(buildDemoConfig({...OPTIONS, ...options, now: NOON}));
  const command = environmentOf(config, name).sources[index]?.command;
  expect(command && 'argv' in command ? command.argv.slice(0, 2) : []).toEqual(['{node}', '{simulator}']);
});

test('only the environment that hangs has a short time-out', async () => {
  const config = await load(buildDemoConfig({...OPTIONS, now: NOON}));
  expect(config.environments.filter(({timeoutMs}) => timeoutMs < 10_000).map(({name}) => name)).toEqual([
    'dr-site',
  ]);
});

test('a frozen demo’s commands carry the instant', () => {
  const text = buildDemoConfig({...OPTIONS, now: NOON, isFrozen: true});
  expect(text).toContain('--now, 2026-11-18T12:00:00Z]');
  expect(buildDemoConfig({...OPTIONS, now: NOON})).not.toContain('--now');
});
