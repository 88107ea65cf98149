import {ConfigError} from '../../domain/errors.ts';
import {checkChoices} from '../choices.ts';
import {formatBash} from '../completion/bash.ts';
import {formatFish} from '../completion/fish.ts';
import {formatZsh} from '../completion/zsh.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {readConfig} from '../product.ts';

const SHELLS = {bash: formatBash, zsh: formatZsh, fish: formatFish};
const ENVIRONMENTS = 'environments';

/** Prints a shell's completion script, or the names that such a script asks for when a key is pressed. */
export async function run(context: CommandContext): Promise<number> {
  const {io, operands} = context;
  const [word] = operands;
  if (word === undefined)
    throw new ConfigError('name your shell: completion bash, completion zsh, completion fish');
  const choices = [...(Object.keys(SHELLS) as (keyof typeof SHELLS)[]), ENVIRONMENTS] as const;
  const [chosen] = (await checkChoices('completion', [word], choices)) ?? [];
  await io.write(
    chosen === undefined || chosen === ENVIRONMENTS ? await listEnvironments(context) : SHELLS[chosen](),
  );
  return EXIT.ok;
}

/** From the configuration, which is kept validated: `--env` takes these, while the database also has those of the past. */
async function listEnvironments(context: CommandContext): Promise<string> {
  const {environments} = await readConfig(context);
  return environments.map(({name}) => `${name}\n`).join('');
}
