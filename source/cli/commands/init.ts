import path from 'node:path';
import {adapters} from '../../adapters/registry.ts';
import {userConfigPath} from '../../config/locate-config.ts';
import {renderConfig, writeConfig} from '../../config/render-config.ts';
import {plural} from '../../domain/text.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {detectThisHost} from '../detect-this-host.ts';

/** Writes a commented configuration from what this host has. Asks nothing, overwrites nothing. */
export async function run({io, flags}: CommandContext): Promise<number> {
  const findings = await detectThisHost(io);
  const text = renderConfig(findings, adapters, io.hostTimezone);
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
