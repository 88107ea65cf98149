/**
 * Tells systemd how the service is (sd_notify(3)). Node has no Unix datagram sockets: systemd's own `systemd-notify` sends
 * the message. It is another process, so that the unit needs `NotifyAccess=all`.
 */
import {execFile} from 'node:child_process';
import process from 'node:process';

export type ServiceManager = {
  /** Sent in the order of the calls; one that cannot be sent is told to `onFailure` and does no harm. */
  notify(...assignments: string[]): Promise<void>;
  /** How often it wants to hear WATCHDOG=1, in milliseconds; absent = never. */
  watchdogMs?: number;
};

/** systemd waits no longer for a message to be taken either. */
const LONGEST_SEND_MS = 5000;

/**
 * Takes the variables out of `env`, as sd_notify(1, …) does: the commands that are run shall not speak for the service.
 * Without a service manager nothing is ever sent.
 */
export function openServiceManager(
  env: NodeJS.ProcessEnv,
  onFailure: (message: string) => void,
): ServiceManager {
  const {NOTIFY_SOCKET: socket, WATCHDOG_USEC: watchdog, WATCHDOG_PID: pid} = env;
  for (const name of ['NOTIFY_SOCKET', 'WATCHDOG_USEC', 'WATCHDOG_PID']) delete env[name];
  if (!socket) return {notify: async () => {}};
  let last = Promise.resolve();
  const watchdogMs = isForUs(pid) ? Number(watchdog) / 1000 : Number.NaN;
  return {
    notify(...assignments) {
      last = last.then(() => send(socket, assignments, env, onFailure));
      return last;
    },
    ...(watchdogMs > 0 && {watchdogMs}),
  };
}

/** The launcher is what systemd has started where it had to find a newer runtime. */
function isForUs(pid: string | undefined): boolean {
  return pid === undefined || [process.pid, process.ppid].includes(Number(pid));
}

function send(
  socket: string,
  assignments: readonly string[],
  env: NodeJS.ProcessEnv,
  onFailure: (message: string) => void,
): Promise<void> {
  return new Promise(resolve => {
    execFile(
      'systemd-notify',
      [...assignments],
      {env: {...env, NOTIFY_SOCKET: socket}, timeout: LONGEST_SEND_MS},
      error => {
        if (error) onFailure(`systemd-notify failed: ${error.message}`);
        resolve();
      },
    );
  });
}

/** CLOCK_MONOTONIC in microseconds, which RELOADING=1 has to bring along. */
export function readMonotonicUsec(): string {
  return String(process.hrtime.bigint() / 1000n);
}
