import {readFile} from 'node:fs/promises';
import {Ajv2020} from 'ajv/dist/2020.js';
import {expect, test} from 'vitest';
import {parse} from 'yaml';
import {adapters} from '../../source/adapters/registry.ts';
import {describeSchema} from '../../source/config/describe-schema.ts';
import {readDocumentedYaml} from './read-sample.ts';
import {sampleAdapters} from './sample-adapters.ts';

const compile = async () => new Ajv2020({strict: false}).compile(await describeSchema(sampleAdapters));

/** Every key of a configuration with its description, wherever it stands; an adapter's options are its own page's. */
function keysOf(schema: unknown): {key: string; description: unknown}[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap(keysOf);
  return Object.entries(schema).flatMap(([name, value]) => {
    if (name === 'allOf') return [];
    if (name !== 'properties') return keysOf(value);
    return Object.entries(value).flatMap(([key, inner]) => [
      {key, description: describe(inner)},
      ...keysOf(inner),
    ]);
  });
}

function describe(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && 'description' in schema
    ? schema.description
    : undefined;
}

test('docs/config.schema.json is in step; run `node scripts/write-schemas.ts` when it is not', async () => {
  const kept = JSON.parse(await readFile('docs/config.schema.json', 'utf8'));
  expect(kept).toEqual(JSON.parse(JSON.stringify(await describeSchema(adapters))));
});

test('every key is explained to editors', async () => {
  const silent = keysOf(await describeSchema(adapters)).filter(({description}) => !description);
  expect(silent.map(({key}) => key).filter(key => key !== 'min' && key !== 'max')).toEqual([]);
});

test('every key appears in docs/configuration.md', async () => {
  const page = await readFile('docs/configuration.md', 'utf8');
  const keys = new Set(keysOf(await describeSchema(adapters)).map(({key}) => key));
  expect(keys.size).toBeGreaterThan(50);
  expect([...keys].filter(key => !page.includes(`\`${key}\``))).toEqual([]);
});

test('every adapter takes only its own options', async () => {
  const validate = await compile();
  const withSource = (source: object) => ({environments: {e: {sources: [source]}}});
  expect(validate(withSource({adapter: 'control-m', options: {server: 'LDN'}}))).toBe(true);
  expect(validate(withSource({adapter: 'control-m', options: {servr: 'LDN'}}))).toBe(false);
  expect(validate(withSource({adapter: 'cron', options: {file: 'x'}}))).toBe(true);
  expect(validate(withSource({adapter: 'cron', options: {server: 'LDN'}}))).toBe(false);
  expect(validate(withSource({adapter: 'corn'}))).toBe(false);
});

test.each([
  ['the program’s own adapter', 'csv', {}, true],
  ['an adapter that nothing brings along', 'tally', {}, false],
  ['a plugin’s adapter', 'tally', {plugins: ['./tally.mjs']}, true],
])('a preset is made of %s (%s, %j): %s', async (_what, adapter, others, isValid) => {
  const validate = await compile();
  const environments = {e: {sources: [{adapter: 'nightly'}]}};
  expect(validate({presets: {nightly: {adapter}}, environments, ...others})).toBe(isValid);
});

test('the example of the documentation satisfies the editors’ schema too', async () => {
  const validate = await compile();
  // Editors read YAML as it stands: they need the quotes that the program does without.
  const text = (await readDocumentedYaml())[0]?.replace(/(\/srv\S+csv)/, '"$1"');
  expect(validate(parse(text ?? ''))).toBe(true);
});
