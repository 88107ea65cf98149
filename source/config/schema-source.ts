/** How a source is written: what runs, where it runs, and what reads its output. */
import type {z as Zod} from 'zod';
import type {Scalars} from './schema-scalars.ts';

const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const VIA_FORMS =
  'allowed: {ssh: user@host}, {ssh: {host: …}}, {command: [sudo, -u, batch]} or a list of arguments';
const COMMAND_FORMS = 'allowed: a list of arguments, or {shell: "one line for /bin/sh"}';

// A destination that begins with "-" would be read as an option by ssh.
const DESTINATION = /^(?!-)[^\s\0]+$/;
const DESTINATION_FORM =
  'allowed: a destination such as user@host, without spaces and not beginning with "-"';

export function viaSchema(z: typeof Zod, s: Scalars) {
  const destination = z.string({error: DESTINATION_FORM}).regex(DESTINATION, DESTINATION_FORM);
  const ssh = z.strictObject({
    host: destination.describe('Host name, address, or alias of your ssh configuration.'),
    user: destination.optional().describe('User on that host.'),
    port: s
      .wholeNumber(1, 65535)
      .optional()
      .describe('Port, when it is not the one of your ssh configuration.'),
    identityFile: s.word.optional().describe('Private key to log in with; ~ is your home directory.'),
    options: s
      .record(/^[A-Za-z][A-Za-z0-9]*$/, 'the name of an ssh option such as ConnectTimeout', s.text)
      .optional()
      .describe('Options of ssh_config(5), given with -o.'),
    program: s.word.optional().describe('The ssh program.').meta({default: 'ssh'}),
  });
  return z.union(
    [
      z.strictObject({
        ssh: z
          .union([destination, ssh], {error: 'allowed: user@host, or {host: …, user: …, port: …}'})
          .describe('Runs every command on another host with ssh, quoted for its shell.'),
      }),
      z.strictObject({
        command: s.argv.describe('An argv put before every command: kubectl exec, docker exec, sudo -u.'),
      }),
      s.argv,
    ],
    {error: VIA_FORMS},
  );
}

export function envSchema(s: Scalars) {
  return s.record(ENV_NAME, 'the name of an environment variable: letters, digits and "_"', s.text);
}

/** The two ways to write a command. */
export function commandShape(z: typeof Zod, s: Scalars, description: string) {
  return {
    command: z
      .union([s.argv, z.strictObject({shell: s.word.describe('The line.')})], {error: COMMAND_FORMS})
      .optional()
      .describe(description),
    shell: s.word.optional().describe('Short for command: {shell: …}: one line for /bin/sh -c.'),
  };
}

export function sourceSchema(z: typeof Zod, s: Scalars, adapterNames: readonly string[]) {
  return z
    .strictObject({
      adapter: z
        .enum(adapterNames)
        .describe('What reads the output: one of the names that `jobtrack-tui adapters` lists.'),
      name: s.name
        .optional()
        .describe('Name of the source, unique in its environment. Default: the name of the adapter.'),
      ...commandShape(
        z,
        s,
        'What to run instead of the adapter’s own command: a list of arguments (no shell), or {shell: line}.',
      ),
      options: z
        .record(z.string(), z.unknown(), {error: 'allowed: a map of keys'})
        .optional()
        .describe('Options of the adapter; `jobtrack-tui adapters NAME` lists them.'),
      env: envSchema(s)
        .optional()
        .describe('Environment variables of the command, on whichever host it runs.'),
      timeout: s.interval().optional().describe('When to kill the command. Default: the environment’s.'),
      refresh: s
        .interval(7 * 86_400_000)
        .optional()
        .describe('How often to run it. Default: the environment’s.'),
      retries: s
        .wholeNumber(0, 10)
        .optional()
        .describe('How often to try again when the command fails or runs out of time.')
        .meta({default: 0}),
      retryDelay: s
        .interval()
        .optional()
        .describe('Pause before the first retry; it doubles each time.')
        .meta({default: '5s'}),
      maxOutput: s.bytes
        .optional()
        .describe('Output beyond this many bytes is cut off and the answer is partial.')
        .meta({default: '64MiB'}),
      okExitCodes: z
        .array(s.wholeNumber(0, 4_294_967_295), {error: 'allowed: a list of exit codes such as [1]'})
        .optional()
        .describe('Exit codes that are no failure, beside 0.'),
    })
    .meta({id: 'source'});
}
