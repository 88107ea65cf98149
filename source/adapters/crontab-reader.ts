/**
 * Reads crontabs line by line, after Debian's crontab(5) and cronie's. Several files may follow one another under the
 * headers that `tail -n +1 FILE...` prints: `==> /etc/cron.d/backup <==`. A system crontab (`/etc/crontab`,
 * `/etc/cron.d/*`) has a user name before the command, a user's crontab has none.
 */
import type {ScheduleObservation, Timing} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import {isZone} from '../domain/zone.ts';
import {type AnacronReader, createAnacronReader} from './anacrontab.ts';
import {createJobNames, loggedCommand} from './cron-command.ts';
import type {CrontabEntry} from './crontab-entry.ts';
import {guessForm, parseCrontabEntry, splitUser} from './crontab-entry.ts';
import {type CronDNames, placeOfCrontab} from './crontab-place.ts';
import type {Reject} from './parser.ts';

/**
 * Whether entries name a user before the command; `auto` = as the file's path says, else as its entries look. `anacron` is anacron's
 * own table.
 */
export const CRONTAB_FORMS = ['auto', 'system', 'user', 'anacron'] as const;
export type CrontabForm = (typeof CRONTAB_FORMS)[number];

export type CrontabSettings = {
  form: CrontabForm;
  /** Names a job `user: command` where the user is known. */
  userInName: boolean;
  /** The zone in which the daemon runs; `CRON_TZ` in a crontab overrides it for the lines that follow. */
  timezone: string;
  /** When anacron starts its daily jobs, in milliseconds since midnight, where its table does not say. */
  anacronAtMs?: number | undefined;
  cronDNames?: CronDNames;
};

export type CrontabReader = {
  /** False when the line is nothing that a crontab holds; it was not used then. */
  read(text: string, number: number): boolean;
  finish(): ScheduleObservation[];
};

type PendingEntry = {entry: CrontabEntry; text: string; number: number; zone: string};

/** The file whose lines are being read. Entries wait until its end, because all of them together tell its form. */
type OpenFile = {
  form: CrontabForm;
  user?: string;
  isIgnored: boolean;
  zone: string;
  entries: PendingEntry[];
  anacron: AnacronReader;
};

export function createCrontabReader(settings: CrontabSettings, reject: Reject): CrontabReader {
  const schedules: ScheduleObservation[] = [];
  const nameJob = createJobNames(settings.userInName);
  let file: OpenFile = openFile(settings);

  const addSchedule = (pending: PendingEntry, user: string | undefined, commandText: string): void => {
    const job = nameJob(user, loggedCommand(commandText));
    if (job === '') {
      reject(pending.number, pending.text, 'no command after the time');
      return;
    }
    const timing = timingOf(pending);
    schedules.push({job, timing, isActive: true, definition: cleanText(pending.text)});
  };
  const closeFile = (): void => {
    const hasUsers =
      (file.form === 'auto' ? guessForm(file.entries.map(({entry}) => entry)) : file.form) === 'system';
    for (const pending of file.isIgnored ? [] : file.entries) {
      if (!hasUsers) {
        addSchedule(pending, file.user, pending.entry.rest);
        continue;
      }
      const {user, command} = splitUser(pending.entry.rest);
      if (command === '') reject(pending.number, pending.text, `no command after the user "${user}"`);
      else addSchedule(pending, user, command);
    }
  };

  const addAnacronJob = (line: string, text: string, number: number): boolean => {
    const schedule = file.anacron.readJob(line);
    if (typeof schedule === 'string') reject(number, text, schedule);
    else schedules.push(schedule);
    return true;
  };

  return {
    read(text, number) {
      const line = text.trim();
      const header = line.startsWith('==> ') ? /^==> (.+) <==$/.exec(line)?.[1] : undefined;
      if (header !== undefined) {
        closeFile();
        file = openFile(settings, header);
        return true;
      }
      if (line === '' || line.startsWith('#')) return true;
      const variable = parseVariable(line);
      if (variable) {
        if (variable.name === 'CRON_TZ') file.zone = variable.value;
        file.anacron.setVariable(variable.name, variable.value);
        return true;
      }
      if (file.form === 'anacron') return addAnacronJob(line, text, number);
      const entry = parseCrontabEntry(line);
      if (typeof entry === 'string') reject(number, text, entry);
      else if (entry) file.entries.push({entry, text, number, zone: file.zone});
      return entry !== undefined;
    },
    finish() {
      closeFile();
      return schedules;
    },
  };
}

function openFile({form, timezone, anacronAtMs, cronDNames}: CrontabSettings, path?: string): OpenFile {
  const place = path === undefined ? {} : placeOfCrontab(path, cronDNames);
  const anacron = createAnacronReader(timezone, anacronAtMs);
  return {form: place.form ?? form, isIgnored: false, zone: timezone, entries: [], anacron, ...place};
}

// A name, perhaps quoted, without spaces, then `=`: cron looks for this before it looks for an entry (env.c).
const VARIABLE = /^(?:"([^"=]*)"|'([^'=]*)'|([^\s="']+))\s*=\s*(.*)$/;

function parseVariable(line: string): {name: string; value: string} | undefined {
  const match = line.includes('=') ? VARIABLE.exec(line) : null;
  if (!match) return undefined;
  const [, doubleQuoted, quoted, bare, value = ''] = match;
  return {name: doubleQuoted ?? quoted ?? bare ?? '', value: value.replace(/^(["'])(.*)\1$/, '$2')};
}

function timingOf({entry, zone}: PendingEntry): Timing {
  if (entry.expression === '@reboot') return {kind: 'none', reason: '@reboot: runs when the machine starts'};
  if (!entry.isLogged) return {kind: 'none', reason: 'a "-" before the time keeps its runs out of the log'};
  if (!isZone(zone)) return {kind: 'none', reason: cleanText(`CRON_TZ "${zone}" is not a time zone`)};
  return {kind: 'cron', expression: entry.expression, timezone: zone, policy: 'debian-cron'};
}
