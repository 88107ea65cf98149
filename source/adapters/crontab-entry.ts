/** One entry of a crontab: five time fields or a nickname, then (in a system crontab) a user, then the command. */
import {parseCron} from '../domain/cron-expression.ts';
import {errorMessage} from '../domain/errors.ts';

export type CrontabEntry = {
  /** Five fields separated by single spaces, or a nickname such as `@daily`. */
  expression: string;
  /** False after a leading `-`, with which cronie leaves the start out of the log. */
  isLogged: boolean;
  /** The user, if the crontab has users, and the command. */
  rest: string;
};

const ENTRY = /^(-?)(@\S+|[\d*]\S*(?:[ \t]+\S+){4})(?:[ \t]+(\S.*))?$/s;

/** A string is the reason why a line that begins like an entry is none; undefined = it does not begin like one. */
export function parseCrontabEntry(line: string): CrontabEntry | string | undefined {
  if (!/^-?[\d*@]/.test(line)) return undefined;
  const match = ENTRY.exec(line);
  if (!match) return 'expected five time fields (minute hour day-of-month month day-of-week) and a command';
  const [, minus, time = '', rest] = match;
  const expression = time.replace(/[ \t]+/g, ' ');
  const problem = expression === '@reboot' ? undefined : findProblem(expression);
  if (problem !== undefined) return problem;
  return rest === undefined ? 'no command after the time' : {expression, isLogged: minus === '', rest};
}

function findProblem(expression: string): string | undefined {
  try {
    parseCron(expression);
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}

/** Splits what follows the time in a system crontab. */
export function splitUser(rest: string): {user: string; command: string} {
  const [, user = '', command = ''] = /^(\S+)\s*(.*)$/s.exec(rest) ?? [];
  return {user, command};
}

/**
 * Whether entries of unknown origin name users: more than half of them must have, before the command, a word that can be
 * a user and is no everyday command.
 */
export function guessForm(entries: readonly CrontabEntry[]): 'system' | 'user' {
  const withUser = entries.filter(({rest}) => {
    const {user, command} = splitUser(rest);
    return command !== '' && USER_NAME.test(user) && !COMMANDS.has(user);
  });
  return withUser.length > entries.length / 2 ? 'system' : 'user';
}

// The names that useradd accepts (without a dot, which scripts have more often than users).
const USER_NAME = /^[a-z_][a-z0-9_-]{0,31}\$?$/;

const COMMANDS = new Set(
  (
    'bash cat cd chmod chown chronic command cp curl date dash docker echo env exec export expr false find flock for git ' +
    'gzip if ionice java kubectl logger logrotate ls mail make mkdir mv mysql mysqldump nice node nohup npm perl ' +
    'php pg_dump psql python python2 python3 rm rsync ruby run-parts scp sed service sh sleep sqlplus ssh sudo ' +
    'sync systemctl tar test timeout touch true wget while zsh'
  ).split(' '),
);
