import {adapters} from '../../adapters/registry.ts';
import {formatBuiltinNotice} from '../../config/builtin-config.ts';
import {describeSchema} from '../../config/describe-schema.ts';
import {formatConfig} from '../../config/format-config.ts';
import {ConfigError} from '../../domain/errors.ts';
import {plural} from '../../domain/text.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {readConfig} from '../product.ts';

const ACTIONS = ['check', 'show', 'schema'] as const;

export async function run(context: CommandContext): Promise<number> {
  const {io, flags, operands} = context;
  const [word] = operands;
  if (word === undefined) throw new ConfigError('say what to do: config check, config show, config schema');
  const [action] = (await checkChoices('config', [word], ACTIONS)) ?? [];
  if (action === 'schema') {
    await io.write(`${JSON.stringify(await describeSchema(adapters), null, 2)}\n`);
    return EXIT.ok;
  }
  const config = await readConfig(context);
  if (action === 'show') {
    await io.write(await formatConfig(config, flags.json ? 'json' : 'yaml'));
    return EXIT.ok;
  }
  const sources = config.environments.reduce((sum, {sources: own}) => sum + own.length, 0);
  const size = {environments: config.environments.length, sources};
  if (flags.json)
    await io.write(`${JSON.stringify({path: config.path ?? null, valid: true, ...size}, null, 2)}\n`);
  else {
    const notice = formatBuiltinNotice(config);
    await io.write(
      notice === undefined
        ? `${config.path} is valid: ${plural(size.environments, 'environment')}, ${plural(sources, 'source')}.\n`
        : `${notice}\n`,
    );
  }
  return EXIT.ok;
}
