/** Unattended collection: `collect --daemon`, from its start to its end. */
import {once} from 'node:events';
import {isatty} from 'node:tty';
import {errorMessage} from '../../domain/errors.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {createConfigWatch} from '../resident/config-watch.ts';
import {keepHeapSmall} from '../resident/small-heap.ts';
import {tellStarted} from '../resident/tell-started.ts';
import type {Daemon} from './daemon.ts';
import {startDaemon} from './daemon.ts';
import {isJournalStream} from './journal-stream.ts';
import type {Log} from './log.ts';
import {openLog, readLogFlags} from './log.ts';
import {createRedactor, listSecrets} from './redact.ts';
import type {ServiceManager} from './service-manager.ts';
import {openServiceManager, readMonotonicUsec} from './service-manager.ts';
import type {DaemonSubject} from './subject.ts';
import {openSubject} from './subject.ts';

/** Answers with the exit code: 0 after a signal, 3 when there is no going on. Rejects when it cannot begin. */
export async function runDaemon(context: CommandContext): Promise<number> {
  const {io, flags, signal} = context;
  keepHeapSmall();
  const logFlags = readLogFlags(flags);
  const subject = await openSubject(context);
  let redact = createRedactor(listSecrets(subject.config));
  const log = await openLog({
    ...logFlags,
    say: io.say,
    now: io.wallClock,
    redact: text => redact(text),
    isJournal: isJournalStream(io.env),
  });
  const manager = openServiceManager(io.env, error => log('warn', 'notify-failed', {error}));
  const lost = new AbortController();
  const daemon = await startDaemon(context, subject, {
    log,
    onStatus: text => void manager.notify(`STATUS=${text}`),
    onLost(error) {
      log('error', 'lost', {error});
      lost.abort();
    },
  });
  const reload = serialise(() =>
    reloadDaemon(context, {daemon, manager, log}, ({config}) => {
      redact = createRedactor(listSecrets(config));
    }),
  );
  const following = followFile(daemon, reload);
  const isCutOff = watchTerminal();
  context.becomeService?.(() => {
    if (isCutOff()) return false;
    void following.reload();
    return true;
  });
  await manager.notify('READY=1', `STATUS=${daemon.describe()}`);
  const watchdog = startWatchdog(manager, daemon);
  tellStarted();
  const ended = AbortSignal.any([signal, lost.signal]);
  if (!ended.aborted) await once(ended, 'abort');
  clearInterval(watchdog);
  following.stop();
  await manager.notify('STOPPING=1', 'STATUS=ending');
  log('info', 'stopping');
  await daemon.close();
  log('info', 'stopped');
  return lost.signal.aborted ? EXIT.unavailable : EXIT.ok;
}

type Parts = {daemon: Daemon; manager: ServiceManager; log: Log};

/** A configuration that cannot be used changes nothing. */
async function reloadDaemon(
  context: CommandContext,
  {daemon, manager, log}: Parts,
  onReloaded: (subject: DaemonSubject) => void,
): Promise<void> {
  await manager.notify('RELOADING=1', `MONOTONIC_USEC=${readMonotonicUsec()}`);
  try {
    const next = await openSubject(context, daemon.subject());
    onReloaded(next);
    await daemon.change(next);
  } catch (error) {
    log('error', 'reload-failed', {error: errorMessage(error), kept: 'the configuration before'});
    await manager.notify('READY=1', 'STATUS=reload failed, the configuration before is kept');
    return;
  }
  await manager.notify('READY=1', `STATUS=${daemon.describe()}`);
}

/** So often it is looked whether the configuration file has changed: one look at its directory entry. */
const LOOK_INTERVAL_MS = 2000;

/** Reloads when it has changed, as SIGHUP does. */
function followFile(daemon: Daemon, reload: () => Promise<void>): {reload(): Promise<void>; stop(): void} {
  const watch = createConfigWatch(daemon.subject().config);
  const timer = setInterval(async () => {
    if (await watch.look()) void reload();
  }, LOOK_INTERVAL_MS);
  return {
    async reload() {
      // What a person has asked for is not done again when it is noticed.
      await watch.account();
      await reload();
    },
    stop: () => clearInterval(timer),
  };
}

/** One after the other, and of those that wait only one: the last tells of everything before it. */
function serialise(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let waiting: Promise<void> | undefined;
  return () => {
    if (!running) {
      running = work().finally(() => {
        running = undefined;
      });
      return running;
    }
    waiting ??= running.then(() => {
      waiting = undefined;
      running = work().finally(() => {
        running = undefined;
      });
      return running;
    });
    return waiting;
  };
}

/** A terminal that is closed sends SIGHUP as well, and from then on is none. A service never had one. */
function watchTerminal(): () => boolean {
  const hadTerminal = isatty(0);
  return () => hadTerminal && !isatty(0);
}

/** Half the time that it is given, as sd_watchdog_enabled(3) advises; nothing while collecting stands still. */
function startWatchdog({watchdogMs, notify}: ServiceManager, daemon: Daemon): NodeJS.Timeout | undefined {
  if (watchdogMs === undefined) return undefined;
  return setInterval(() => {
    if (daemon.health().state !== 'standing') void notify('WATCHDOG=1');
  }, watchdogMs / 2);
}
