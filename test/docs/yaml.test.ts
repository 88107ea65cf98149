import {expect, test} from 'vitest';
import {adapters} from '../../source/adapters/registry.ts';
import type {Config} from '../../source/config/config.ts';
import {readConfigText} from '../../source/config/read-config.ts';
import {pages, readBlocks, readSection} from './pages.ts';

const TOP_LEVEL = /^(?:timezone|database|environments|calendars):/m;

function readConfig(text: string): Promise<Config> {
  return readConfigText(text, '/etc/jobtrack/config.yaml', {
    adapters,
    // The plugin of the documentation is loaded by a test of its own.
    loadPlugins: async names => names.map(name => ({file: name, adapters: []})),
    host: {env: {}, home: '/home/ops', platform: 'linux'},
    hostTimezone: 'Europe/London',
  });
}

/** A block without a top-level key is a piece of an environment; one of calendars alone lacks only the environments. */
function completeBlock(block: string): string[] {
  if (/^environments:/m.test(block)) return [block];
  if (TOP_LEVEL.test(block)) return [`${block}environments: {example: {}}\n`];
  // Several ways of writing one thing: each line by itself.
  const pieces = block.startsWith('via:') ? block.trim().split('\n') : [block];
  return pieces.map(
    piece => `environments:\n  example:\n    title: Example\n${piece.replace(/^/gm, '    ')}\n`,
  );
}

const blocks = [...pages].flatMap(([page, text]) =>
  readBlocks(text, 'yaml').map((block, index) => ({page, number: index + 1, block})),
);

test('README and docs show configurations', () => {
  expect(blocks.length).toBeGreaterThan(20);
});

test.each(blocks)('YAML block $number of $page loads', async ({block}) => {
  for (const text of completeBlock(block)) {
    const {environments} = await readConfig(text);
    expect(environments).not.toEqual([]);
  }
});

test.each([...adapters.values()])('docs/adapters.md shows a source of `$name`', async ({name}) => {
  const [block = ''] = readBlocks(readSection('docs/adapters.md', name), 'yaml');
  const [text = ''] = completeBlock(block);
  const {environments} = await readConfig(text);
  expect(environments.flatMap(({sources}) => sources.map(({adapter}) => adapter))).toContain(name);
});

test.each([...adapters.values()])(
  'docs/adapters.md names every option of `$name`',
  async ({name, options, reader}) => {
    const {z} = await import('zod');
    const section = readSection('docs/adapters.md', name);
    const {properties = {}} = z.toJSONSchema(options(z), {io: 'input', unrepresentable: 'any'});
    if (reader !== undefined) {
      expect(section).toContain(`[preset](#presets) of [\`${reader}\`](#${reader})`);
      return;
    }
    expect(Object.keys(properties).filter(option => !section.includes(`\`${option}\``))).toEqual([]);
  },
);

test('the tables of options have no option that does not exist', async () => {
  const {z} = await import('zod');
  const invented = [...adapters.values()].flatMap(({name, options}) => {
    const {properties = {}} = z.toJSONSchema(options(z), {io: 'input', unrepresentable: 'any'});
    return [...readSection('docs/adapters.md', name).matchAll(/^\| `(\w+)` \|/gm)]
      .map(match => match[1] ?? '')
      .filter(option => !(option in properties))
      .map(option => `${name}: ${option}`);
  });
  expect(invented).toEqual([]);
});
