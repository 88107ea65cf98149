/**
 * One name for a cron job, whether it is read from a crontab or from the log: the command as cron logs it.
 * Debian's and cronie's `mkprint` writes control characters as `^X` and bytes from 128 on as `\ooo`; the latter are
 * turned back into text here. In a crontab a `%` ends the command (the rest is its standard input), `\%` is a `%`.
 */
import {cleanText} from '../domain/text.ts';
import {createTextIndex} from './text-index.ts';

/** Names jobs, remembering each distinct one: a log repeats few names very often. */
export function createJobNames(
  userInName: boolean,
): (user: string | undefined, loggedCommand: string) => string {
  const names: string[] = [];
  const texts = createTextIndex();
  return (user, loggedCommand) => {
    const text = userInName && user ? `${user}\n${loggedCommand}` : loggedCommand;
    const number = texts.numberOf(text);
    if (number === names.length) names.push(nameOf(userInName && user ? `${user}: ` : '', loggedCommand));
    return names[number] ?? '';
  };
}

function nameOf(prefix: string, loggedCommand: string): string {
  const command = decodeBytes(trimBlanks(loggedCommand));
  // A command of nothing but blanks or of bytes that are no text goes by the way it was logged.
  const shown = cleanText(command) || cleanText(loggedCommand);
  return shown === '' ? '' : cleanText(prefix + shown);
}

// Debian's cron keeps blanks between user and command and at the line's end, and logs a tab as ^I. Trimmed from the end step
// by step: a regular expression for it takes quadratic time on many blanks.
function trimBlanks(command: string): string {
  let text = command.trimEnd();
  while (text.endsWith('^I')) text = text.slice(0, -2).trimEnd();
  return /^[\s^]/.test(text) ? text.replace(/^(?:\s|\^I)+/, '') : text;
}

/** What cron will log for the command part of a crontab entry. */
export function loggedCommand(entry: string): string {
  if (!NOT_AS_IT_IS.test(entry)) return entry;
  const command = /^(?:\\.|[^\\%]|\\$)*/s.exec(entry)?.[0] ?? '';
  return command.replace(/\\([%\\])/g, '$1').replace(/[\u0000-\u001F\u007F]/g, toCaret);
}

/** What cron does not log as it stands in the crontab. */
const NOT_AS_IT_IS = /[\\%\u0000-\u001F\u007F]/;

function toCaret(control: string): string {
  return `^${String.fromCharCode(control.charCodeAt(0) ^ 0x40)}`;
}

function decodeBytes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/(?:\\[23][0-7]{2})+/g, escapes => {
    const bytes = escapes
      .slice(1)
      .split('\\')
      .map(octal => Number.parseInt(octal, 8));
    return new TextDecoder().decode(Uint8Array.from(bytes));
  });
}
