/** Pairs the starts and ends that a cron log tells of into runs. */
import type {DayClock} from '../domain/business-day.ts';
import type {RunObservation, RunStatus} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {SECOND_MS} from '../domain/time.ts';
import {createJobNames} from './cron-command.ts';
import type {CronEvent} from './cron-message.ts';
import {dayFinder} from './day-finder.ts';
import {instantFormatter} from './instant-formatter.ts';
import {printJournalRecord} from './journal-record.ts';
import type {LoggedRun, Logging, OpenRuns} from './open-runs.ts';
import {createOpenRuns} from './open-runs.ts';
import {MAX_LINES} from './parser.ts';
import type {FoundRuns} from './run-register.ts';
import {joinOrigins, type LineKeeper, textReader} from './run-text.ts';
import {createTextIndex} from './text-index.ts';

export type CronRunsSettings = {
  clock: DayClock;
  collectedAt: EpochMs;
  /** Names a job `user: command` instead of `command`. */
  userInName: boolean;
  /** Where the log tells no ends: takes a start that no failure followed for a success. */
  trustStarts: boolean;
  /** Where the log tells no ends: how long after its start a run counts as running before it is unknown. */
  unknownAfterMs: number;
  keepLine: LineKeeper['keep'];
};

/** An event with what stood around it in the log. `pid` is the one in the tag: whoever wrote the message. */
export type CronLogEntry = {
  event: CronEvent;
  instant: EpochMs;
  host: string;
  pid: number | undefined;
  /** The whole line. */
  text: string;
};

export type CronRuns = {
  apply(entry: CronLogEntry): void;
  finish(): FoundRuns;
};

// anacron has no log levels: it tells every end.
const ANACRON_LOGGING: Logging = {tellsEnds: true};

/** Several hosts may write into one log; pids and log levels are each host's own. */
type HostLog = {
  open: OpenRuns;
  /** Runs that were open when the machine started anew. */
  lost: LoggedRun[];
  logging: Logging;
  /** Failed runs by the parent that reported it: the END that it logs next is that run's. */
  failedByParent: Map<number, LoggedRun>;
  keyOf: KeyOf;
  keepLine: LineKeeper['keep'];
};

/** The same number for the same user and command, or for the same job of anacron's. */
type KeyOf = (user: string, command: string) => number;

// No user's name has parentheses where cron logs it.
const ANACRON_USER = '(anacron)';

export function createCronRuns(settings: CronRunsSettings): CronRuns {
  const hosts = new Map<string, HostLog>();
  const runs: LoggedRun[] = [];
  const dayOf = dayFinder(settings.clock);
  const nameJob = createJobNames(settings.userInName);

  const keyOf = createKeys();
  const formatStart = instantFormatter();
  const {keepLine} = settings;

  let last: {name: string; host: HostLog} | undefined;
  const openHost = (name: string): HostLog => {
    if (last?.name === name) return last.host;
    const host = hosts.get(name) ?? newHost(keyOf, keepLine);
    hosts.set(name, host);
    last = {name, host};
    return host;
  };
  const begin = (open: OpenRuns, {job, key, logging, startedAt, pid, text}: Begun): void => {
    const observation: RunObservation = {
      job,
      runKey: formatRunKey(formatStart, startedAt, pid),
      businessDay: dayOf(startedAt),
      status: 'running',
      scheduledAt: undefined,
      startedAt,
      endedAt: undefined,
      exitCode: undefined,
      message: undefined,
    };
    const run: LoggedRun = {observation, origin: keepLine(text), key, logging, isClosed: false};
    runs.push(run);
    open.add(run, pid);
  };

  return {
    apply(entry) {
      const {event, instant: startedAt, pid, text} = entry;
      const host = openHost(entry.host);
      if (event.kind === 'start') {
        const job = nameJob(event.user, event.command);
        const {logging} = host;
        const key = keyOf(event.user, event.command);
        begin(host.open, {job, key, logging, startedAt, pid: event.jobPid, text});
      } else if (event.kind === 'anacron-start') {
        const job = cleanText(event.job);
        const key = keyOf(ANACRON_USER, event.job);
        begin(host.open, {job, key, logging: ANACRON_LOGGING, startedAt, pid, text});
      } else {
        applyToHost(host, event, entry);
      }
    },
    finish() {
      for (const {open, lost} of hosts.values()) {
        for (const run of open.takeAll()) close(run, judgeOpenRun(run, settings), keepLine);
        for (const run of lost) close(run, judgeLostRun(run, settings), keepLine);
      }
      return {
        runs: runs.map(({observation}) => observation),
        readRunText: textReader(
          runs.map(({origin}) => origin),
          printLogLine,
        ),
      };
    },
  };
}

function newHost(keyOf: KeyOf, keepLine: LineKeeper['keep']): HostLog {
  const failedByParent = new Map<number, LoggedRun>();
  return {open: createOpenRuns(), lost: [], logging: {tellsEnds: false}, failedByParent, keyOf, keepLine};
}

function createKeys(): KeyOf {
  const users = createTextIndex();
  const commands = createTextIndex();
  return (user, command) => users.numberOf(user) * MAX_LINES + commands.numberOf(command);
}

/** A run at its start. */
type Begun = {
  job: string;
  key: number;
  logging: Logging;
  startedAt: EpochMs;
  pid: number | undefined;
  text: string;
};

type LaterEvent = Exclude<CronEvent, {kind: 'start' | 'anacron-start'}>;

function applyToHost(host: HostLog, event: LaterEvent, {instant, pid, text}: CronLogEntry): void {
  switch (event.kind) {
    case 'end': {
      const run = findEnded(host, event, pid);
      if (run) run.logging.tellsEnds = true;
      close(run, {status: 'succeeded', endedAt: instant}, host.keepLine, text);
      break;
    }
    case 'failure': {
      const run = event.jobPid === undefined ? undefined : host.open.withPid(event.jobPid);
      if (run && pid !== undefined && pid !== event.jobPid) host.failedByParent.set(pid, run);
      const {exitCode, message} = event;
      close(run, {status: 'failed', endedAt: instant, exitCode, message}, host.keepLine, text);
      break;
    }
    case 'anacron-end': {
      const {exitCode, message} = event;
      const status = message === undefined ? 'succeeded' : 'failed';
      const run = host.open.oldest(host.keyOf(ANACRON_USER, event.job));
      close(run, {status, endedAt: instant, exitCode, message}, host.keepLine, text);
      break;
    }
    case 'daemon-start':
      host.logging = {tellsEnds: false};
      break;
    case 'restart':
      host.logging = {tellsEnds: false};
      for (const run of host.open.takeAll()) host.lost.push(run);
  }
}

/** A line of a syslog file stays as it is. */
function printLogLine(line: string, limit: number): string {
  return line.startsWith('{') ? printJournalRecord(line, limit) : line;
}

/** The start to the second, so that a syslog file and the journal give the same key, and the job's pid. */
function formatRunKey(
  formatStart: (instant: EpochMs) => string,
  startedAt: EpochMs,
  pid: number | undefined,
): string {
  const start = formatStart(startedAt - (startedAt % SECOND_MS));
  return pid === undefined ? start : `${start}#${pid}`;
}

/**
 * The run that an END or CMDEND closes: by the job's pid where the line has it, else by user and command. The writer is
 * the job's parent and usually forked it at once, so a job with the following pid is preferred to the oldest one.
 */
function findEnded(
  host: HostLog,
  event: {user: string; command: string; jobPid: number | undefined},
  writerPid: number | undefined,
): LoggedRun | undefined {
  if (event.jobPid !== undefined) return host.open.withPid(event.jobPid);
  const key = host.keyOf(event.user, event.command);
  if (writerPid === undefined) return host.open.oldest(key);
  const failed = host.failedByParent.get(writerPid);
  if (failed) host.failedByParent.delete(writerPid);
  if (failed?.key === key) return failed;
  const next = host.open.withPid(writerPid + 1);
  return next?.key === key && !next.isClosed ? next : host.open.oldest(key);
}

/** What a run is whose end the log does not tell. */
function judgeOpenRun(run: LoggedRun, settings: CronRunsSettings): Outcome {
  // Where ends are logged, a run without one still runs. Failures alone (-L 5) prove nothing about the others.
  if (run.logging.tellsEnds) return {status: 'running'};
  if (settings.trustStarts) return {status: 'succeeded'};
  const ageMs = settings.collectedAt - (run.observation.startedAt ?? 0);
  if (ageMs < settings.unknownAfterMs) return {status: 'running'};
  return {status: 'unknown', message: 'the log tells starts only: run cron with -L 15, or set trustStarts'};
}

function judgeLostRun(run: LoggedRun, settings: CronRunsSettings): Outcome {
  const outcome = judgeOpenRun(run, {...settings, unknownAfterMs: 0});
  return outcome.status === 'running'
    ? {status: 'unknown', message: 'the machine restarted before an end was logged'}
    : outcome;
}

type Outcome = {
  status: RunStatus;
  endedAt?: EpochMs;
  exitCode?: number | undefined;
  message?: string | undefined;
};

function close(
  run: LoggedRun | undefined,
  {status, endedAt, exitCode, message}: Outcome,
  keepLine: LineKeeper['keep'],
  text?: string,
): void {
  // An END after a failure tells nothing new; an end without a start belongs to a run from before this log.
  if (!run || run.isClosed) return;
  run.isClosed = true;
  if (text !== undefined) run.origin = joinOrigins(run.origin, keepLine(text));
  run.observation.status = status;
  if (endedAt !== undefined) run.observation.endedAt = endedAt;
  if (exitCode !== undefined) run.observation.exitCode = exitCode;
  if (message !== undefined) run.observation.message = cleanText(message);
}
