/** The configuration as a JSON Schema, for editors and for docs/config.schema.json. */
import type {z as Zod} from 'zod';
import type {Adapter} from '../domain/adapter.ts';
import {configSchema} from './schema.ts';

type JsonSchema = Zod.core.JSONSchema.BaseSchema;

/** JSON Schema 2020-12 of the file, with the options of each adapter where a source names it. Loads zod. */
export async function describeSchema(adapters: ReadonlyMap<string, Adapter>): Promise<JsonSchema> {
  const {z} = await import('zod');
  const schema = z.toJSONSchema(configSchema(z, [...adapters.keys()]), {io: 'input', unrepresentable: 'any'});
  const rules = [...adapters.values()].map(adapter => optionsRule(z, adapter));
  const {source, preset} = schema.$defs ?? {};
  if (preset) preset.allOf = rules;
  if (source) {
    source.allOf = rules;
    openNames(source);
  }
  return {...schema, title: 'jobtrack-tui configuration', allOf: [closedNames([...adapters.keys()])]};
}

/** The adapter of a source may be a preset or come from a plugin: its name is looked at from the top, where those are. */
function openNames(source: JsonSchema): void {
  const {properties = {}} = source;
  const adapter = properties.adapter;
  if (typeof adapter === 'object') {
    adapter.type = 'string';
    delete adapter.enum;
  }
}

/** "Without presets and plugins only the program's own adapters can be named." */
function closedNames(names: readonly string[]): JsonSchema {
  const source = {properties: {adapter: {enum: [...names]}}};
  const environment = {properties: {sources: {items: source}}};
  return {
    if: {not: {anyOf: [{required: ['presets']}, {required: ['plugins']}]}},
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
    then: {properties: {environments: {additionalProperties: environment}}},
  };
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
