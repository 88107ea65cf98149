import {describe, expect, test} from 'vitest';
import {parseOutput} from '../../source/adapters/parser.ts';
import {adapters} from '../../source/adapters/registry.ts';
import {detectHost} from '../../source/config/detect-host.ts';
import {presetsOf} from '../../source/config/read-adapters.ts';
import {readConfigText} from '../../source/config/read-config.ts';
import {renderConfig} from '../../source/config/render-config.ts';
import {openZone} from '../../source/domain/zone.ts';

const FILE = '/etc/jobtrack/config.yaml';
const context = {
  adapters,
  host: {env: {}, home: '/home/ops', platform: 'linux'},
  hostTimezone: 'UTC',
} as const;
const read = (text: string) => readConfigText(text, FILE, context);

const NIGHTLY = `
presets:
  nightly:
    adapter: lines
    title: Nightly batch
    command: [nightlyctl, list, "{date}"]
    env: {LANG: C}
    okExitCodes: [3]
    program: nightlyctl
    options:
      pattern: "^(?<job>\\\\S+) (?<status>\\\\w+)"
      statuses: {FINE: succeeded, BAD: failed}
`;
const withSource = (source: string) => `${NIGHTLY}environments: {e: {sources: [${source}]}}\n`;

describe('a preset', () => {
  test('is used like an adapter, with its command, options, environment and exit codes', async () => {
    const [source] = (await read(withSource('{adapter: nightly}'))).environments[0]?.sources ?? [];
    expect(source).toMatchObject({
      name: 'nightly',
      adapter: 'nightly',
      reader: 'lines',
      command: {argv: ['nightlyctl', 'list', '{date}']},
      options: {statuses: {FINE: 'succeeded', BAD: 'failed'}},
      env: {LANG: 'C'},
      okExitCodes: [3],
    });
  });

  test('gets the options of a source laid over its own, maps key by key', async () => {
    const [source] =
      (
        await read(
          withSource(
            '{adapter: nightly, options: {statuses: {BAD: cancelled, ODD: held}, unmatched: ignore}}',
          ),
        )
      ).environments[0]?.sources ?? [];
    expect(source?.options).toMatchObject({
      statuses: {FINE: 'succeeded', BAD: 'cancelled', ODD: 'held'},
      unmatched: 'ignore',
    });
  });

  test.each([
    ['[nightlyctl, list, "{date}"]', true],
    ['[nightlyctl, list]', false],
  ])('with the command %s tells of past days: %s', async (command, hasHistory) => {
    const text = withSource('{adapter: nightly}').replace('[nightlyctl, list, "{date}"]', command);
    expect((await read(text)).environments[0]?.sources[0]?.traits.hasHistory).toBe(hasHistory);
  });

  test.each([
    ['{adapter: nightly}', undefined],
    ['{adapter: latest}', true],
    ['{adapter: autosys}', true],
    ['{adapter: own-autosys}', true],
    ['{adapter: whole-autosys}', undefined],
  ])('%s tells only latest runs: %s', async (source, isLatestOnly) => {
    const own = `
  latest: {adapter: lines, latestOnly: true, command: [x], options: {pattern: "(?<job>.+)"}}
  own-autosys: {adapter: autosys}
  whole-autosys: {adapter: autosys, latestOnly: false}
`;
    const text = withSource(source).replace('presets:\n', `presets:${own}`);
    expect((await read(text)).environments[0]?.sources[0]?.traits.isLatestOnly).toBe(isLatestOnly);
  });

  test('follows its scheduler’s rules at clock changes', async () => {
    const {environments} = await read(`
presets: {prod: {adapter: kubernetes, options: {context: prod}}}
environments: {e: {sources: [{adapter: prod}], expect: [{job: a, schedule: "5/15 * * * *"}]}}
`);
    expect(environments[0]?.expectations).toMatchObject([{timing: {policy: 'kubernetes'}}]);
  });

  test('can be read again from the loaded configuration', async () => {
    const {presets = {}} = await read(withSource('{adapter: nightly}'));
    const [nightly] = presetsOf(presets, adapters);
    const {z} = await import('zod');
    const {runs} = parseOutput(nightly ?? expect.fail(), 'LOAD FINE\nSAVE BAD\n', {
      day: '2026-11-23',
      clock: {zone: openZone('UTC'), dayStartMs: 0},
      collectedAt: 0,
      options: nightly?.options(z).parse({}),
    });
    expect(runs.map(({job, status}) => [job, status])).toEqual([
      ['LOAD', 'succeeded'],
      ['SAVE', 'failed'],
    ]);
  });
});

test.each([
  ['an unknown adapter', '{adapter: linse}', ':2:18: presets.own.adapter: found "linse", allowed:'],
  ['another preset', '{adapter: other}', ':2:18: presets.own.adapter: found "other", allowed:'],
  [
    'options that its adapter does not have',
    '{adapter: csv, options: {colums: [a]}}',
    ':2:33: presets.own.options.colums: unknown key',
  ],
  [
    'a pattern that is none',
    '{adapter: lines, options: {pattern: "("}}',
    ':2:44: presets.own.options.pattern:',
  ],
  ['an unknown key', '{adapter: csv, comand: [x]}', ':2:23: presets.own.comand: unknown key'],
  [
    'a command given twice',
    '{adapter: csv, command: [x], shell: x}',
    ':2:37: presets.own.shell: is given beside command',
  ],
])('a preset with %s is refused where it stands', async (_, preset, message) => {
  const text = `presets:\n  own: ${preset}\n  other: {adapter: csv}\nenvironments: {e: {sources: [{adapter: own, command: [x]}]}}\n`;
  const problems = await read(text).then(
    () => '',
    (error: Error) => error.message,
  );
  expect(problems).toContain(FILE + message);
  expect(problems).toContain('1 problem in the configuration');
});

test('a preset cannot take the name of an adapter', async () => {
  await expect(read('presets: {cron: {adapter: csv}}\nenvironments: {e: {}}\n')).rejects.toThrow(
    ':1:11: presets.cron: "cron" is an adapter already',
  );
});

test('a preset without a command asks its sources for one', async () => {
  await expect(
    read('presets: {own: {adapter: csv}}\nenvironments: {e: {sources: [{adapter: own}]}}\n'),
  ).rejects.toThrow('the adapter "own" has no command of its own');
});

test('a placeholder that does not exist is found in the preset', async () => {
  const text = withSource('{adapter: nightly}').replace('{date}', '{dat}');
  await expect(read(text)).rejects.toThrow('presets.nightly.command[2]: unknown placeholder {dat}');
});

test('init takes presets over, and finds a host’s by their program', async () => {
  const {presets = {}} = await read(withSource('{adapter: nightly}'));
  const findings = await detectHost(
    {
      pathDirectories: ['/usr/bin'],
      platform: 'linux',
      isThere: async file => file === '/usr/bin/nightlyctl',
    },
    [{title: 'Nightly batch', adapter: 'nightly', program: 'nightlyctl'}],
  );
  const all = new Map([
    ...adapters,
    ...presetsOf(presets, adapters).map(adapter => [adapter.name, adapter] as const),
  ]);
  const config = await read(renderConfig(findings, all, 'UTC', {presets}));
  expect(config.environments[0]?.sources).toMatchObject([{adapter: 'nightly', reader: 'lines'}]);
  expect(config.presets).toEqual(presets);
});

test.each([
  [['ctmpsm'], ['ctmpsm']],
  [['ctm', 'ctmpsm'], ['control-m']],
])('a host with %j is read with %j', async (programs, names) => {
  const findings = await detectHost({
    pathDirectories: ['/bin'],
    platform: 'linux',
    isThere: async file => programs.some(program => file === `/bin/${program}`),
  });
  expect(findings.map(({adapter}) => adapter)).toEqual(names);
});
