/** From a command's template to what is executed: here, over ssh, or behind a prefix. Pure. */
import type {Via} from '../config/config.ts';
import type {PlaceholderValues} from '../config/placeholders.ts';
import {expandCommand} from '../config/placeholders.ts';
import type {CommandTemplate} from '../domain/adapter.ts';
import {ConfigError} from '../domain/errors.ts';

/** A command ready to be executed, without a shell of ours in between. */
export type BuiltCommand = {
  file: string;
  args: readonly string[];
  /** Added to our own environment. Variables meant for another host are inside the command instead. */
  env: Readonly<Record<string, string>>;
  /** The ssh destination when it runs on another host. */
  host?: string;
  /** The line to type that tries ssh's connection alone, in the same way: for messages. */
  probe?: string;
  /** Windows: the arguments are quoted already (cmd.exe has rules of its own). */
  isVerbatim?: boolean;
};

export type BuildContext = {
  env: Readonly<Record<string, string>>;
  placeholders: PlaceholderValues;
  /** Where the command is started; decides the local shell. */
  platform: NodeJS.Platform;
};

/**
 * Never asks, never waits long, opens nothing beside the command. `LogLevel` keeps banners and "Permanently added" out of
 * the evidence but shows real errors. The first value that ssh obtains wins, so a user's option replaces one of these.
 */
const SSH_DEFAULTS: Readonly<Record<string, string>> = {
  BatchMode: 'yes',
  ConnectTimeout: '10',
  RequestTTY: 'no',
  ClearAllForwardings: 'yes',
  LogLevel: 'ERROR',
};

/** Throws a ConfigError for an unknown placeholder, an empty command and a destination that ssh would take for an option. */
export function buildCommand(
  template: CommandTemplate,
  via: Via | undefined,
  {env, placeholders, platform}: BuildContext,
): BuiltCommand {
  const command = expandCommand(template, placeholders);
  if ('argv' in command && !command.argv[0]) {
    throw new ConfigError(
      `environment "${placeholders.environment}": a command is empty; name a program to run`,
    );
  }
  if (!via) return buildLocal(command, env, platform);
  // On another host (or in a container) the shell is always a POSIX one.
  const argv = [...envWords(env), ...('shell' in command ? ['/bin/sh', '-c', command.shell] : command.argv)];
  return via.kind === 'ssh' ? buildSsh(argv, via) : buildPrefixed(argv, via, placeholders);
}

function buildLocal(
  command: CommandTemplate,
  env: BuildContext['env'],
  platform: NodeJS.Platform,
): BuiltCommand {
  if ('argv' in command) return fromArgv(command.argv, env);
  return platform === 'win32'
    ? {file: 'cmd.exe', args: ['/d', '/s', '/c', `"${command.shell}"`], env, isVerbatim: true}
    : {file: '/bin/sh', args: ['-c', command.shell], env};
}

function buildSsh(argv: readonly string[], via: Extract<Via, {kind: 'ssh'}>): BuiltCommand {
  if (via.destination.startsWith('-')) {
    throw new ConfigError(`ssh: "${via.destination}" is not a destination; write user@host or a host alias`);
  }
  const chosen = new Set(Object.keys(via.options).map(name => name.toLowerCase()));
  const defaults = Object.entries(SSH_DEFAULTS).filter(([name]) => !chosen.has(name.toLowerCase()));
  const own = [
    ...Object.entries(via.options).flatMap(sshOption),
    ...(via.port === undefined ? [] : ['-p', String(via.port)]),
    ...(via.identityFile === undefined ? [] : ['-i', via.identityFile]),
  ];
  const {program: file, destination: host} = via;
  return {
    file,
    args: [...defaults.flatMap(sshOption), ...own, '--', host, argv.map(quotePosix).join(' ')],
    env: {},
    host,
    probe: [file, ...sshOption(['BatchMode', 'yes']), ...own, host, 'true'].map(quoteArgument).join(' '),
  };
}

function sshOption([name, value]: readonly [string, string]): string[] {
  return ['-o', `${name}=${value}`];
}

function buildPrefixed(
  argv: readonly string[],
  via: Extract<Via, {kind: 'prefix'}>,
  placeholders: PlaceholderValues,
): BuiltCommand {
  const prefix = expandCommand({argv: via.argv}, placeholders);
  return fromArgv([...('argv' in prefix ? prefix.argv : []), ...argv], {});
}

function fromArgv(argv: readonly string[], env: BuildContext['env']): BuiltCommand {
  const [file = '', ...args] = argv;
  return {file, args, env};
}

/** `env K=V …`: sets variables where the command runs, whatever that host's sshd accepts in `SendEnv`. */
function envWords(env: BuildContext['env']): string[] {
  const pairs = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? [] : ['env', ...pairs];
}

/** As `quotePosix`, for a word that is not the first: there `NAME=VALUE` is no assignment. */
function quoteArgument(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : quotePosix(word);
}

/**
 * Quotes one word for a POSIX shell. Inside single quotes nothing is special but the quote itself (POSIX.1-2024, Shell
 * 2.2.2). Words that need no quoting stay readable in messages.
 */
export function quotePosix(word: string): string {
  return /^[A-Za-z0-9_@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
