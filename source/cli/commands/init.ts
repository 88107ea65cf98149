import path from 'node:path';
import type {Config} from '../../config/config.ts';
import type {Signature} from '../../config/detect-host.ts';
import {locateConfig, userConfigPath} from '../../config/locate-config.ts';
import {renderConfig, writeConfig} from '../../config/render-config.ts';
import {ConfigError} from '../../domain/errors.ts';
import {plural} from '../../domain/text.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {detectThisHost} from '../detect-this-host.ts';
import {builtInAdapters, readKnownAdapters} from '../known-adapters.ts';
import {readConfig} from '../product.ts';

/** Writes a commented configuration from what this host has. Asks nothing, overwrites nothing. */
export async function run(context: CommandContext): Promise<number> {
  const {io, flags} = context;
  const {config, known} = await readInForce(context);
  const adapters = new Map(known.map(({adapter}) => [adapter.name, adapter]));
  const findings = await detectThisHost(io, signaturesOf(config));
  const text = renderConfig(findings, adapters, io.hostTimezone, config);
  if (flags.dryRun) {
    await io.write(text);
    return EXIT.ok;
  }
  const file =
    flags.output === undefined ? userConfigPath(io) : path.resolve(io.workingDirectory, flags.output);
  await writeConfig(file, text);
  const found =
    findings.length === 0 ? 'no scheduler was found' : findings.map(({title}) => title).join(', ');
  await io.write(
    `Wrote ${file} (${plural(findings.length, 'finding')}: ${found}).\nEdit it, then run \`jobtrack-tui config check\` and \`jobtrack-tui doctor\`.\n`,
  );
  return EXIT.ok;
}

/** The plugins and presets of the configuration in force (of the whole host, mostly) are taken over. */
async function readInForce(context: CommandContext) {
  const {io} = context;
  const builtIn = {config: {}, known: builtInAdapters()};
  if (!hasConfig(context)) return builtIn;
  try {
    const config: Pick<Config, 'plugins' | 'presets'> = await readConfig(context);
    return {config, known: await readKnownAdapters(context)};
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    io.say(`jobtrack-tui: no presets are taken over, because of this: ${error.message}\n`);
    return builtIn;
  }
}

/** A file that is named and does not exist may be the very one that is about to be written. */
function hasConfig({io, flags}: CommandContext): boolean {
  try {
    return locateConfig(flags.config, io, io.workingDirectory) !== undefined;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

function signaturesOf({presets = {}}: Pick<Config, 'presets'>): Signature[] {
  return Object.entries(presets).flatMap(([adapter, {title, program}]) =>
    typeof program === 'string'
      ? [{title: typeof title === 'string' ? title : adapter, adapter, program}]
      : [],
  );
}
