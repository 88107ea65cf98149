/** One daemon a database: a lease like that of a source's collection, under a name that no environment can have. */
import {hostname} from 'node:os';
import process from 'node:process';
import {JobtrackError} from '../../domain/errors.ts';
import type {EpochMs} from '../../domain/time.ts';
import {formatInstant} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';

const LEASE = {environment: '', source: 'daemon', businessDay: '1970-01-01'} as const;

/** After a kill -9 or a crash of the host another one takes over at most so much later. */
export const LEASE_MS = 60_000;

export type LeaseStore = Pick<Store, 'acquireLease' | 'releaseLease'>;

export type Holder = {host: string; pid: number};

export function ownHolder(): Holder {
  return {host: hostname(), pid: process.pid};
}

/** Rejects with a JobtrackError that names who has it. One whose process is gone from this host is not waited for. */
export async function takeDaemonLease(store: LeaseStore, own: Holder, now: EpochMs): Promise<void> {
  const answer = await acquire(store, own, now);
  if (answer.granted) return;
  const other = readHolder(answer.holder);
  if (other && other.host === own.host && !isAlive(other.pid)) {
    await store.releaseLease({...LEASE, holder: answer.holder});
    if ((await acquire(store, own, now)).granted) return;
  }
  const who = other ? `process ${other.pid} on ${other.host}` : answer.holder;
  throw new JobtrackError(
    `this database is already collected by a daemon: ${who}, which holds it until ${formatInstant(answer.expiresAt)} unless it goes on; stop that one first`,
  );
}

/** False when another one has taken over: we had not been heard of for longer than the lease lasts. */
export async function renewDaemonLease(store: LeaseStore, own: Holder, now: EpochMs): Promise<boolean> {
  return (await acquire(store, own, now)).granted;
}

export async function dropDaemonLease(store: LeaseStore, own: Holder): Promise<void> {
  await store.releaseLease({...LEASE, holder: formatHolder(own)});
}

function acquire(store: LeaseStore, own: Holder, now: EpochMs): ReturnType<Store['acquireLease']> {
  return store.acquireLease({...LEASE, holder: formatHolder(own), now, ttlMs: LEASE_MS});
}

function formatHolder({host, pid}: Holder): string {
  return `${host}:${pid}`;
}

function readHolder(text: string): Holder | undefined {
  const {host, pid} = /^(?<host>.*):(?<pid>\d+)$/.exec(text)?.groups ?? {};
  return host === undefined ? undefined : {host, pid: Number(pid)};
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but there it is.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
