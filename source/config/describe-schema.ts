/** The configuration as a JSON Schema, for editors and for docs/config.schema.json. */
import type {z as Zod} from 'zod';
import type {Adapter} from '../domain/adapter.ts';
import {configSchema} from './schema.ts';

type JsonSchema = Zod.core.JSONSchema.BaseSchema;

/** JSON Schema 2020-12 of the file, with the options of each adapter where a source names it. Loads zod. */
export async function describeSchema(adapters: ReadonlyMap<string, Adapter>): Promise<JsonSchema> {
  const {z} = await import('zod');
  const schema = z.toJSONSchema(configSchema(z, [...adapters.keys()]), {io: 'input', unrepresentable: 'any'});
  const source = schema.$defs?.source;
  if (source) source.allOf = [...adapters.values()].map(adapter => optionsRule(z, adapter));
  return {...schema, title: 'jobtrack-tui configuration'};
}

/** "When the adapter is this one, its options are these." */
function optionsRule(z: typeof Zod, adapter: Adapter): JsonSchema {
  const {$schema: _dialect, ...options} = z.toJSONSchema(adapter.options(z), {
    io: 'input',
    unrepresentable: 'any',
  });
  return {
    if: {properties: {adapter: {const: adapter.name}}, required: ['adapter']},
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
    then: {properties: {options: {description: `Options of ${adapter.title}.`, ...options}}},
  };
}
