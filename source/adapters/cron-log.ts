/** Finds cron's and anacron's messages in a log, whichever form its lines have. */
import type {EpochMs} from '../domain/time.ts';
import type {Zone} from '../domain/zone.ts';
import {digitsAt} from './civil-time.ts';
import type {CronEvent} from './cron-message.ts';
import {parseAnacronMessage, parseCronMessage} from './cron-message.ts';
import type {CronLogEntry} from './cron-runs.ts';
import {createBootWatch, hostOf, parseJournalRecord} from './journal-record.ts';
import type {Reject} from './parser.ts';
import {createSyslogClock, parseSyslogLine} from './syslog-line.ts';

export type CronLogReader = {
  /** False when the text is no line of a log at all. Lines of other programs are log lines without an entry. */
  read(text: string, number: number): boolean;
};

export function createCronLogReader(
  zone: Zone,
  collectedAt: EpochMs,
  onEntry: (entry: CronLogEntry) => void,
  reject: Reject,
): CronLogReader {
  const readStamp = createSyslogClock(zone, collectedAt);
  const isNewBoot = createBootWatch();

  const readSyslog = (text: string, number: number): boolean => {
    const line = parseSyslogLine(text);
    if (!line) return false;
    const event = parseMessage(line.tag, line.message, line.pid);
    if (typeof event === 'string') reject(number, text, event);
    if (typeof event !== 'object') return true;
    const instant = readStamp(line.stamp);
    if (instant === undefined) reject(number, text, `"${line.stamp}" is not a date and time`);
    else onEntry({event, instant, host: line.host, text, pid: line.pid});
    return true;
  };

  const readJournal = (text: string, number: number): void => {
    const record = parseJournalRecord(text);
    if (typeof record === 'string') {
      reject(number, text, record);
      return;
    }
    const {instant, field} = record;
    const host = hostOf(record);
    if (isNewBoot(record)) onEntry({event: {kind: 'restart'}, instant, host, text, pid: undefined});

    const pid = parsePid(field('SYSLOG_PID') ?? field('_PID'));
    const event = parseMessage(field('SYSLOG_IDENTIFIER') ?? '', field('MESSAGE'), pid);
    if (typeof event === 'string') reject(number, text, event);
    if (typeof event === 'object') onEntry({event, instant, host, text, pid});
  };

  return {
    read(text, number) {
      if (!text.startsWith('{')) return readSyslog(text, number);
      readJournal(text, number);
      return true;
    },
  };
}

/** As `parseCronMessage`; undefined for the message of another program too. */
function parseMessage(
  tag: string,
  message: string | undefined,
  pid: number | undefined,
): CronEvent | string | undefined {
  const program = programOf(tag);
  if (program === undefined) return undefined;
  if (message === undefined) return 'no MESSAGE: it is too large for journalctl without --all';
  return program === 'cron' ? parseCronMessage(message, pid) : parseAnacronMessage(message);
}

function programOf(tag: string): 'cron' | 'anacron' | undefined {
  if (tag === 'CRON') return 'cron';
  // Some distributions tag with the path (`/usr/sbin/cron`), and cron writes its children's tag in capitals.
  const program = tag.slice(tag.lastIndexOf('/') + 1).toLowerCase();
  if (program === 'anacron') return program;
  return program === 'cron' || program === 'crond' ? 'cron' : undefined;
}

function parsePid(text: string | undefined): number | undefined {
  if (text === undefined || text.length === 0 || text.length > 10) return undefined;
  const pid = digitsAt(text, 0, text.length);
  return pid >= 0 ? pid : undefined;
}
