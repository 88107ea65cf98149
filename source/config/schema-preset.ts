/** How a preset is written: an adapter of one's own, made of another one. */
import type {z as Zod} from 'zod';
import type {Scalars} from './schema-scalars.ts';
import {commandShape, envSchema} from './schema-source.ts';

export function presetSchema(z: typeof Zod, s: Scalars, adapterNames: readonly string[]) {
  return z
    .strictObject({
      adapter: z.enum(adapterNames).describe('The adapter that reads the output; not another preset.'),
      title: s.word.optional().describe('What the scheduler is called. Default: the name of the preset.'),
      description: s.word.optional().describe('One sentence for the list of adapters.'),
      ...commandShape(
        z,
        s,
        'What to run when a source gives no command. Default: the adapter’s own command.',
      ),
      options: z
        .record(z.string(), z.unknown(), {error: 'allowed: a map of keys'})
        .optional()
        .describe('Options of the adapter; those of a source are laid over them.'),
      env: envSchema(s).optional().describe('Environment variables of the command.'),
      okExitCodes: z
        .array(s.wholeNumber(0, 4_294_967_295), {error: 'allowed: a list of exit codes such as [1]'})
        .optional()
        .describe('Exit codes of the command that are no failure, beside 0.'),
      latestOnly: z
        .boolean()
        .optional()
        .describe(
          'Whether one answer tells only the latest run of each job: then what a later run may have hidden is not missing. Default: as with the adapter.',
        ),
      program: s.word
        .optional()
        .describe('A program that shows that this scheduler is there: `init` looks for it in $PATH.'),
    })
    .meta({id: 'preset'});
}
