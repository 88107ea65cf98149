/**
 * One name for a cron job, whether it is read from a crontab or from the log: the command as cron logs it.
 * Debian's and cronie's `mkprint` writes control characters as `^X` and bytes from 128 on as `\ooo`; the latter are
 * turned back into text here. In a crontab a `%` ends the command (the rest is its standard input), `\%` is a `%`.
 */
import {cleanText} from '../domain/text.ts';

/** Names jobs, remembering each distinct one: a log repeats few names very often. */
export function createJobNames(
  userInName: boolean,
): (user: string | undefined, loggedCommand: string) => string {
  const names = new Map<string, string>();
  return (user, loggedCommand) => {
    const text = userInName && user ? `${user}\n${loggedCommand}` : loggedCommand;
    let name = names.get(text);
    if (name === undefined) {
      const command = decodeBytes(trimBlanks(loggedCommand));
      // A command of nothing but blanks or of bytes that are no text goes by the way it was logged.
      const shown = cleanText(command) || cleanText(loggedCommand);
      name = cleanText(shown !== '' && userInName && user ? `${user}: ${shown}` : shown);
      names.set(text, name);
    }
    return name;
  };
}

// Debian's cron keeps blanks between user and command and at the line's end, and logs a tab as ^I. Trimmed from the end step
// by step: a regular expression for it takes quadratic time on many blanks.
function trimBlanks(command: string): string {
  let text = command.trimEnd();
  while (text.endsWith('^I')) text = text.slice(0, -2).trimEnd();
  return text.replace(/^(?:\s|\^I)+/, '');
}

/** What cron will log for the command part of a crontab entry. */
export function loggedCommand(entry: string): string {
  const command = /^(?:\\.|[^\\%]|\\$)*/s.exec(entry)?.[0] ?? '';
  return command.replace(/\\([%\\])/g, '$1').replace(/[\u0000-\u001F\u007F]/g, toCaret);
}

function toCaret(control: string): string {
  return `^${String.fromCharCode(control.charCodeAt(0) ^ 0x40)}`;
}

function decodeBytes(text: string): string {
  return text.replace(/(?:\\[23][0-7]{2})+/g, escapes => {
    const bytes = escapes
      .slice(1)
      .split('\\')
      .map(octal => Number.parseInt(octal, 8));
    return new TextDecoder().decode(Uint8Array.from(bytes));
  });
}
