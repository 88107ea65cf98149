/**
 * What cron and anacron say in their log, without time and tag.
 *
 *     (will) CMD (bash Scripts/backup.sh)                              Debian and cronie, a start
 *     (will) CMD ([4954] bash Scripts/backup.sh)                       Debian with -L 8 and up: the job's own pid
 *     (CRON) error (grandchild #4954 failed with exit status 255)      Debian, -L 4
 *     (CRON) error (grandchild #4954 terminated by signal 9)
 *     (will) END (bash Scripts/backup.sh)                              Debian, -L 2
 *     (root) CMDEND (/usr/local/x -q)                                  cronie
 *     Job `cron.daily' started                                         anacron
 *     Job `cron.daily' terminated (exit status: 1) (mailing output)
 *
 * What keeps a job from being started (`can't fork`, cronie's `ERROR chdir failed`, `FAILED to authorize user with PAM`) comes in place of
 * its CMD and names no command: there is no run to tell of.
 *
 * The pid in the tag is the process that writes: the job itself for CMD (without -L 8), its parent for END, CMDEND and
 * "grandchild" (do_command.c of Debian's cron 3.0pl1-162, runjob.c of anacron).
 */
import {cleanText} from '../domain/text.ts';
import {digitsAt} from './civil-time.ts';

export type CronEvent =
  | {kind: 'start'; user: string; command: string; jobPid: number | undefined}
  | {kind: 'end'; user: string; command: string; jobPid: number | undefined}
  /** A failure, told by pid alone. */
  | {kind: 'failure'; jobPid?: number; exitCode?: number; message: string}
  | {kind: 'anacron-start'; job: string}
  | {kind: 'anacron-end'; job: string; exitCode?: number; message?: string}
  /** The machine (or the container) has started: what ran before runs no more. */
  | {kind: 'restart'}
  /** The daemon has started, perhaps with another log level; jobs it began before go on. */
  | {kind: 'daemon-start'};

/** A string is the reason why a message that should tell of a run does not; undefined = it tells of no run. */
export function parseCronMessage(message: string, pid: number | undefined): CronEvent | string | undefined {
  return isInfo(message) ? undefined : (scanUsualMessage(message, pid) ?? matchCronMessage(message, pid));
}

/** What Debian's cron has to say of jobs that run anyway: `(CRON) info (No MTA installed, discarding output)`, a line a run. */
function isInfo(message: string): boolean {
  return message.startsWith('(CRON) info (');
}

/** `(user) CMD (command)`, its ends and failures, which nearly all messages are, without an expression; undefined for any other. */
function scanUsualMessage(message: string, pid: number | undefined): CronEvent | string | undefined {
  const userEnd = message.indexOf(')');
  if (!message.startsWith('(') || !message.endsWith(')') || message.lastIndexOf('(', userEnd) !== 0)
    return undefined;
  const event = USUAL_EVENTS.find(word => message.startsWith(word, userEnd));
  if (event === undefined) return undefined;
  const detail = message.slice(userEnd + event.length, -1);
  if (event === FAILURE) return scanFailure(detail);
  return eventOf(event.slice(2, -2), message.slice(1, userEnd), detail, pid);
}

const FAILURE = ') error (';
const USUAL_EVENTS = [') CMD (', ') END (', ') CMDEND (', FAILURE];

/** `grandchild #4954 failed with exit status 255` or `… terminated by signal 9`; undefined for any other failure. */
function scanFailure(detail: string): CronEvent | undefined {
  if (!detail.startsWith(GRANDCHILD)) return undefined;
  const pidEnd = detail.indexOf(' ', GRANDCHILD.length);
  const words = FAILURE_WORDS.find(({words}) => detail.startsWith(words, pidEnd));
  if (!words) return undefined;
  const jobPid = numberAt(detail, GRANDCHILD.length, pidEnd, MAX_PID_DIGITS);
  const code = numberAt(detail, pidEnd + words.words.length, detail.length, 3);
  return jobPid >= 0 && code >= 0
    ? {kind: 'failure', jobPid, exitCode: words.sign * code, message: detail.slice(pidEnd + 1)}
    : undefined;
}

/** NaN where there is none, or more digits than `atMost`. */
function numberAt(text: string, from: number, to: number, atMost: number): number {
  return to > from && to - from <= atMost ? digitsAt(text, from, to - from) : Number.NaN;
}

const GRANDCHILD = 'grandchild #';
const FAILURE_WORDS = [
  {words: ' failed with exit status ', sign: 1},
  {words: ' terminated by signal ', sign: -1},
];

/** Whatever the form. */
export function matchCronMessage(message: string, pid: number | undefined): CronEvent | string | undefined {
  const shape = /^\(([^()]*)\) (CMD|CMDEND|END|error|INFO|STARTUP)\b(.*)$/s.exec(message);
  if (!shape) return undefined;
  const [, user = '', event = '', rest = ''] = shape;
  const detail = /^ \((.*)\)\s*$/s.exec(rest)?.[1];
  if (event === 'STARTUP' || event === 'INFO') return parseDaemonMessage(event, detail);
  // `END EDIT` and the like are crontab's own words.
  if (/^ [A-Z]/.test(rest)) return undefined;
  if (detail === undefined) return `${event} without its closing parenthesis: the line was cut`;
  if (event === 'error') return parseFailure(detail, pid);
  return eventOf(event, user, detail, pid);
}

function eventOf(event: string, user: string, detail: string, pid: number | undefined): CronEvent | string {
  const {ownPid, command} = splitOwnPid(detail);
  if (cleanText(command) === '') return `${event} without a command`;
  if (event !== 'CMD') return {kind: 'end', user, command, jobPid: ownPid};
  return {kind: 'start', user, command, jobPid: ownPid ?? pid};
}

/** `[4954] command`, or the command alone. */
function splitOwnPid(detail: string): {ownPid: number | undefined; command: string} {
  const end = detail.startsWith('[') ? detail.indexOf('] ') : -1;
  const ownPid = end > 1 && end <= MAX_PID_DIGITS + 1 ? digitsAt(detail, 1, end - 1) : Number.NaN;
  return ownPid >= 0 ? {ownPid, command: detail.slice(end + 2)} : {ownPid: undefined, command: detail};
}

const MAX_PID_DIGITS = 10;

function parseDaemonMessage(event: 'STARTUP' | 'INFO', detail = ''): CronEvent | undefined {
  if (detail === 'Running @reboot jobs') return {kind: 'restart'};
  // Debian's cron names its pid file in place of a STARTUP.
  return event === 'STARTUP' || detail.startsWith('pidfile fd') ? {kind: 'daemon-start'} : undefined;
}

function parseFailure(detail: string, pid: number | undefined): CronEvent {
  const grandchild =
    /^grandchild #(\d{1,10}) (failed with exit status (\d{1,3})|terminated by signal (\d{1,3}).*)$/s;
  const match = grandchild.exec(detail);
  // Before the command is run its own process may say why it cannot be: setuid, setgid, initgroups.
  if (!match) return {kind: 'failure', ...(pid !== undefined && {jobPid: pid}), message: detail};
  const [, jobPid, what = '', exitStatus, signal] = match;
  const exitCode = exitStatus === undefined ? -Number(signal) : Number(exitStatus);
  return {kind: 'failure', jobPid: Number(jobPid), exitCode, message: what};
}

export function parseAnacronMessage(message: string): CronEvent | undefined {
  const match = /^Job [`'\u2018](.+)['\u2019] (started|terminated)(.*)$/s.exec(message);
  if (!match || cleanText(match[1] ?? '') === '') return undefined;
  const [, job = '', event, rest = ''] = match;
  if (event === 'started') return {kind: 'anacron-start', job};
  const failure = /^ (?:\((exit status: (\d{1,3}))\)|(due to signal (\d{1,3}))|(abnormally))/.exec(rest);
  if (!failure) return {kind: 'anacron-end', job};
  const [, status, exitStatus, bySignal, signal, abnormally] = failure;
  if (exitStatus !== undefined)
    return {kind: 'anacron-end', job, exitCode: Number(exitStatus), message: status ?? ''};
  if (signal !== undefined)
    return {kind: 'anacron-end', job, exitCode: -Number(signal), message: `terminated ${bySignal}`};
  return {kind: 'anacron-end', job, message: `terminated ${abnormally}`};
}
