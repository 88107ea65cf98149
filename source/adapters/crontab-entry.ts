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
  const expression = /\t| {2}/.test(time) ? time.replace(/[ \t]+/g, ' ') : time;
  const problem = expression === '@reboot' ? undefined : findProblem(expression);
  if (problem !== undefined) return problem;
  return rest === undefined ? 'no command after the time' : {expression, isLogged: minus === '', rest};
}

/** Of many jobs few are due at times of their own. */
const usable = new Set<string>();
const MAX_USABLE_KEPT = 5000;

function findProblem(expression: string): string | undefined {
  if (usable.has(expression)) return undefined;
  try {
    parseCron(expression);
    if (usable.size < MAX_USABLE_KEPT) usable.add(expression);
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}

/** Splits what follows the time in a system crontab. */
export function splitUser(rest: string): {user: string; command: string} {
  const end = rest.search(/\s/);
  if (end === -1) return {user: rest, command: ''};
  return {user: rest.slice(0, end), command: rest.slice(end).trimStart()};
}

/**
 * Whether entries of unknown origin name users: more than half of them must have, before the command, a word that can be
 * a user and is no everyday command.
 */
export function guessForm(entries: readonly CrontabEntry[]): 'system' | 'user' {
  // Few names stand before many commands.
  const verdicts = new Map<string, boolean>();
  const isUser = (word: string): boolean => {
    let verdict = verdicts.get(word);
    if (verdict === undefined) {
      verdict = USER_NAME.test(word) && !COMMANDS.has(word);
      verdicts.set(word, verdict);
    }
    return verdict;
  };
  const withUser = entries.filter(({rest}) => {
    const {user, command} = splitUser(rest);
    return command !== '' && isUser(user);
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
