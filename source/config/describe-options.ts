/** An adapter's options in words, and its command without any. Loads zod. */
import type {Adapter, CommandTemplate} from '../domain/adapter.ts';
import {isMap} from './written-value.ts';

export type OptionDescription = {name: string; type: string; default?: unknown; description: string};

export async function describeOptions(
  adapter: Adapter,
): Promise<{options: OptionDescription[]; command?: CommandTemplate | undefined}> {
  const {z} = await import('zod');
  const schema = adapter.options(z);
  const {properties = {}} = z.toJSONSchema(schema, {io: 'input', unrepresentable: 'any'});
  const options = Object.entries(properties).map(([name, property]) => ({
    name,
    type: typeOf(property),
    ...(isMap(property) && property.default !== undefined && {default: property.default}),
    description: isMap(property) ? String(property.description ?? '') : '',
  }));
  const defaults = schema.safeParse({});
  return {options, command: defaults.success ? adapter.command?.(defaults.data) : undefined};
}

/** `one of a, b`, `list`, `map`, `text`: short words for JSON Schema's. */
function typeOf(property: unknown): string {
  if (!isMap(property)) return 'any';
  if (Array.isArray(property.enum)) return `one of ${property.enum.join(', ')}`;
  const forms = property.anyOf ?? property.oneOf;
  if (Array.isArray(forms)) return [...new Set(forms.map(typeOf))].join(' or ');
  return WORDS[String(property.type)] ?? 'any';
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'true or false',
  array: 'list',
  object: 'map',
};
