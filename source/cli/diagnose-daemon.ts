import type {EpochMs} from '../domain/time.ts';
import {formatInstant} from '../domain/time.ts';
import type {DaemonStatus} from './daemon/daemon-status.ts';
import {isRunning} from './daemon/daemon-status.ts';
import type {Diagnosis} from './diagnose.ts';

/** How unattended collection fares. That there is none is no mistake: whoever looks collects what is due. */
export function describeDaemon(status: DaemonStatus | undefined, now: EpochMs): Diagnosis {
  const subject = 'daemon';
  if (!status || status.stoppedAt !== undefined) {
    const ended =
      status?.stoppedAt === undefined ? '' : `; the last one ended at ${formatInstant(status.stoppedAt)}`;
    return {state: 'ok', subject, detail: `none collects this database unattended${ended}`, hints: []};
  }
  const {host, pid, startedAt, seenAt, lastCollection, lastError, version} = status;
  const who = `process ${pid} on ${host} (version ${version})`;
  if (!isRunning(status, now)) {
    return {
      state: 'warning',
      subject,
      detail: `${who} was last heard of at ${formatInstant(seenAt)}, and did not end in order`,
      hints: ['see its log (`journalctl -u jobtrack-tui`), and start it again'],
    };
  }
  const last = lastCollection
    ? `, last collection at ${formatInstant(lastCollection.at)}: ${lastCollection.answered} of ${lastCollection.asked} answered`
    : ', nothing collected yet';
  const hasFailed = lastError !== undefined && lastError.at > (lastCollection?.at ?? 0);
  return {
    state: hasFailed ? 'warning' : 'ok',
    subject,
    detail: `${who} runs since ${formatInstant(startedAt)}${last}`,
    hints: lastError ? [`last error at ${formatInstant(lastError.at)}: ${lastError.message}`] : [],
  };
}
