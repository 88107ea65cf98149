import {fstatSync} from 'node:fs';

/** Whether standard error leads to journald: systemd names the socket's device and inode (systemd.exec(5)). */
export function isJournalStream({JOURNAL_STREAM: stream}: NodeJS.ProcessEnv): boolean {
  if (stream === undefined) return false;
  try {
    const {dev, ino} = fstatSync(2);
    return stream === `${dev}:${ino}`;
  } catch {
    return false;
  }
}
