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
  for (const definition of [schema.$defs?.source, schema.$defs?.preset]) {
    if (!definition) continue;
    definition.allOf = rules;
    openNames(definition);
  }
  return {...schema, title: 'jobtrack-tui configuration', allOf: closedNames([...adapters.keys()])};
}

/** An adapter may be a preset or come from a plugin: its name is looked at from the top, where those are. */
function openNames({properties = {}}: JsonSchema): void {
  const {adapter} = properties;
  if (typeof adapter === 'object') {
    adapter.type = 'string';
    delete adapter.enum;
  }
}

/** Only the program's own adapters can be named by a source without presets and plugins, and by a preset without plugins. */
function closedNames(names: readonly string[]): JsonSchema[] {
  const named = {properties: {adapter: {enum: [...names]}}};
  const environment = {properties: {sources: {items: named}}};
  return [
    without(['presets', 'plugins'], {environments: {additionalProperties: environment}}),
    without(['plugins'], {presets: {additionalProperties: named}}),
  ];
}

function without(keys: readonly string[], properties: JsonSchema['properties']): JsonSchema {
  return {
    if: {not: {anyOf: keys.map(key => ({required: [key]}))}},
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
    then: {properties},
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
