/** Keeps the daemon's lease and its record in the database alive. */
import {statSync} from 'node:fs';
import {errorMessage} from '../../domain/errors.ts';
import type {EpochMs} from '../../domain/time.ts';
import type {Holder} from './daemon-lease.ts';
import {dropDaemonLease, LEASE_MS, renewDaemonLease, takeDaemonLease} from './daemon-lease.ts';
import type {DaemonStatus} from './daemon-status.ts';
import {readDaemonStatus, writeDaemonStatus} from './daemon-status.ts';
import type {DaemonSubject} from './subject.ts';

export type StatusKeeper = {
  status: Readonly<DaemonStatus>;
  /** Kept with the next renewal: what is written more often wakes everybody who shows the database. */
  note(changes: Partial<DaemonStatus>): void;
  /** Renews at once. */
  renew(): Promise<void>;
  /** Takes over another database. Rejects when another daemon has it; then everything stays as it is. */
  move(subject: DaemonSubject): Promise<void>;
  close(): Promise<void>;
};

export type KeeperOptions = {
  own: Holder;
  version: string;
  now(): EpochMs;
  /** The database cannot be written at present. */
  onFailure(message: string): void;
  /** There is no going on: another daemon has taken over, or the database is another one now. */
  onLost(message: string): void;
  /** At every renewal. */
  onBeat(): void;
};

export async function openStatusKeeper(
  subject: DaemonSubject,
  {own, version, now, onFailure, onLost, onBeat}: KeeperOptions,
): Promise<StatusKeeper> {
  await takeDaemonLease(subject.store, own, now());
  let {store} = subject;
  let identity = identify(subject);
  const before = await readDaemonStatus(store);
  const status: DaemonStatus = {
    ...own,
    version,
    startedAt: now(),
    seenAt: now(),
    ...(before?.prunedAt !== undefined && {prunedAt: before.prunedAt}),
  };
  let path = subject.config.database;

  const renew = async (): Promise<void> => {
    try {
      if (identify({config: {database: path}}) !== identity)
        return onLost(`${path} is another file than the one that was opened`);
      if (!(await renewDaemonLease(store, own, now()))) return onLost('another daemon has taken over');
      status.seenAt = now();
      await writeDaemonStatus(store, status);
    } catch (error) {
      onFailure(errorMessage(error));
    }
  };

  await writeDaemonStatus(store, status);
  const timer = setInterval(async () => {
    await renew();
    onBeat();
  }, LEASE_MS / 3);
  return {
    status,
    note: changes => void Object.assign(status, changes),
    renew,
    async move(next) {
      if (next.store === store) return;
      await takeDaemonLease(next.store, own, now());
      await leave(store, own, {...status, stoppedAt: now()});
      ({store} = next);
      path = next.config.database;
      identity = identify(next);
      await renew();
    },
    async close() {
      clearInterval(timer);
      await leave(store, own, {...status, seenAt: now(), stoppedAt: now()});
    },
  };
}

/** A database that cannot be written keeps both for a minute; no more can be done. */
async function leave(store: DaemonSubject['store'], own: Holder, status: DaemonStatus): Promise<void> {
  await writeDaemonStatus(store, status).catch(() => {});
  await dropDaemonLease(store, own).catch(() => {});
}

/** Of the database's file: one that was restored or removed is not the one that is open. */
function identify({config}: {config: {database: string}}): string {
  const file = statSync(config.database, {bigint: true, throwIfNoEntry: false});
  return file ? `${file.dev}:${file.ino}` : 'gone';
}
