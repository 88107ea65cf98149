/** Words for a command that gave no answer: what happened, to which program, and the remedy. Pure. */
import {formatCount} from '../domain/text.ts';
import {formatDuration} from '../domain/time.ts';
import type {BuiltCommand} from './remote-command.ts';
import type {CommandResult} from './run-command.ts';

/** ssh's own failure to connect or to log in (ssh(1), EXIT STATUS); also what a remote command that exits 255 looks like. */
const SSH_FAILED = 255;
/** What ssh says when a connection that stood goes away (clientloop.c). Before that it says so of `kex_exchange_identification`. */
const CONNECTION_LOST =
  /^Connection to \S+ closed by remote host|^client_loop: |^Timeout, server \S+ not responding|^packet_write_wait: /;
/** What psql writes below a message, to explain it: the line of the statement with a caret under it, hints, a question. */
const BELOW_A_MESSAGE = /^(?:[\^~]+$|(?:LINE \d+|HINT|DETAIL|CONTEXT): |Is the server running )/;
/** POSIX shells: the command was found but cannot be executed, and was not found. */
const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;

export function describeTimeout({file}: BuiltCommand, timeoutMs: number): string {
  return `"${file}" had not ended after ${formatDuration(timeoutMs)} and was stopped; look at what it waits for, or raise the source's "timeout"`;
}

export function describeTruncation(bytes: number): string {
  return `the output was cut after ${formatCount(bytes)} bytes; ask for less, or raise the source's "maxOutput"`;
}

/** A command that could not be started, by the system's error code. */
export function describeSpawnFailure({file}: BuiltCommand, code: string): string {
  switch (code) {
    case 'ENOENT':
      return `"${file}" was not found; install it, or write its full path in the source's "command"`;
    case 'EACCES':
    case 'EPERM':
      return `"${file}" may not be executed by this user, or the folder that jobtrack-tui was started in may not be entered; check its permissions (chmod +x), or start in another folder`;
    case 'ENOEXEC':
      return `"${file}" is not a program; a script needs a first line such as #!/bin/sh`;
    case 'E2BIG':
      return `the arguments for "${file}" are longer than the system allows; shorten the command or put it into a script`;
    case 'EAGAIN':
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOMEM':
      return `the system is out of processes, open files or memory (${code}) for "${file}"; lower "concurrency" or raise the limits (ulimit -a)`;
    default:
      return `"${file}" could not be started (${code}); run the command by hand to see why`;
  }
}

/** A command that ended by itself, but not well. The last line it wrote to standard error says most. */
export function describeExit(command: BuiltCommand, result: CommandResult): string {
  const where = command.host === undefined ? '' : ` on ${command.host}`;
  const said = result.stderrLines.findLast(line => !BELOW_A_MESSAGE.test(line)) ?? result.stderrLines.at(-1);
  const suffix = said === undefined ? '' : `: ${said}`;
  if (result.exitCode === undefined)
    return `"${command.file}" was ended by ${result.signal ?? 'a signal'}${suffix}`;
  if (command.host !== undefined && result.exitCode === SSH_FAILED) {
    if (said !== undefined && CONNECTION_LOST.test(said))
      return `the connection to ${command.host} was lost in the middle of the answer: ${said}`;
    const remedy = command.probe === undefined ? '' : `; try: ${command.probe}`;
    return `could not connect to ${command.host}${suffix}${remedy}`;
  }
  if (result.exitCode === NOT_FOUND) {
    return `command not found${where} (exit code 127)${suffix}; install it there, or write its full path in "command"`;
  }
  if (result.exitCode === NOT_EXECUTABLE) {
    return `the command may not be executed${where} (exit code 126)${suffix}; check its permissions`;
  }
  return `exit code ${result.exitCode}${where}${suffix}`;
}
