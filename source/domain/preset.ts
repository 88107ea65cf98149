/**
 * A preset: an adapter of one's own, made of another one by giving it a name, options (a mapping, patterns, the meaning of words) and
 * perhaps a command. Presets of the configuration and those that the program brings along are made here alike.
 */
import type {Adapter, CommandTemplate} from './adapter.ts';
import type {SourceTraits} from './environment.ts';

export type Preset = {
  /** The adapter that does the reading. */
  adapter: string;
  title?: string;
  description?: string;
  /** The command to run when a source gives none. Default: that of the adapter. */
  command?: CommandTemplate;
  /** Options of the adapter; a source's own are laid over them. */
  options?: Readonly<Record<string, unknown>>;
  env?: Readonly<Record<string, string>>;
  okExitCodes?: readonly number[];
  /** A job's latest run is all that one answer tells. Default: as with the adapter. */
  isLatestOnly?: boolean;
  /** A program that shows that this scheduler is there; `init` looks for it. */
  program?: string;
};

/** What the program says of a preset of its own. */
export type PresetKnowledge = Partial<
  Pick<Adapter, 'tells' | 'isLatestOnly' | 'wholeAnswer' | 'isExperimental'>
> & {
  traits?: Partial<SourceTraits>;
};

export function presetAdapter(
  name: string,
  preset: Preset,
  base: Adapter,
  {traits, ...knowledge}: PresetKnowledge = {},
): Adapter {
  const {command, options: given = {}} = preset;
  const {isLatestOnly: baseIsLatestOnly, ...shared} = base;
  const isLatestOnly = preset.isLatestOnly ?? baseIsLatestOnly;
  return {
    ...shared,
    ...(isLatestOnly && {isLatestOnly: true}),
    name,
    title: preset.title ?? name,
    description: preset.description ?? `A preset of ${base.name}: ${base.description}`,
    traits: {...base.traits, ...traits},
    ...knowledge,
    reader: base.reader ?? base.name,
    example: command === undefined && base.example?.command ? {command: base.example.command} : {},
    options: z => z.preprocess(own => layOver(given, own), base.options(z)),
    ...(command === undefined ? {} : {command: () => command}),
    ...(preset.env === undefined ? {} : {env: {...base.env, ...preset.env}}),
    // The base's codes speak of the base's own command.
    okExitCodes: [...(command === undefined ? (base.okExitCodes ?? []) : []), ...(preset.okExitCodes ?? [])],
  };
}

/** Maps are merged key by key (`fields`, `statuses`), everything else is replaced. What is no map is left to the schema. */
function layOver(given: Readonly<Record<string, unknown>>, own: unknown): unknown {
  if (!isMap(own)) return own;
  const merged: Record<string, unknown> = {...given};
  for (const [key, value] of Object.entries(own)) {
    const under = given[key];
    merged[key] = isMap(value) && isMap(under) ? {...under, ...value} : value;
  }
  return merged;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
