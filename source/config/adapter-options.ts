/** The options of each adapter, checked by the adapter's own schema. */
import type {z as Zod, ZodType} from 'zod';
import type {Adapter, CommandTemplate} from '../domain/adapter.ts';
import type {Path, Problem} from './config-problems.ts';
import {validate} from './schema-problems.ts';

/** Reads `options` of a source whose adapter is known. Undefined value = there are problems. */
export type ReadOptions = (
  adapter: Adapter,
  options: unknown,
  path: Path,
) => {value: unknown; problems: Problem[]};

/** Builds each adapter's schema once, however many sources use it. */
export function createOptionsReader(z: typeof Zod): ReadOptions {
  const schemas = new Map<string, ZodType>();
  return (adapter, options, path) => {
    const schema = schemas.get(adapter.name) ?? adapter.options(z);
    schemas.set(adapter.name, schema);
    return validate(schema, options ?? {}, path);
  };
}

/** The command of a source: its own, else what the adapter runs with these options; undefined when neither has one. */
export function commandOf(
  adapter: Adapter,
  written: {command?: readonly string[] | {shell: string} | undefined; shell?: string | undefined},
  options: unknown,
): CommandTemplate | undefined {
  if (written.shell !== undefined) return {shell: written.shell};
  if (written.command === undefined) return adapter.command?.(options);
  return 'shell' in written.command ? {shell: written.command.shell} : {argv: written.command};
}
