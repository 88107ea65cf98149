/** What a daemon leaves in the database for `doctor`: who it is, since when, and how it fares. */
import type {EpochMs} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';
import type {Holder} from './daemon-lease.ts';
import {LEASE_MS} from './daemon-lease.ts';

export type DaemonStatus = Holder & {
  version: string;
  startedAt: EpochMs;
  /** When it was last heard of. */
  seenAt: EpochMs;
  /** Set by an orderly end. */
  stoppedAt?: EpochMs;
  lastCollection?: {at: EpochMs; asked: number; answered: number};
  lastError?: {at: EpochMs; message: string};
  /** When old data were last deleted. */
  prunedAt?: EpochMs;
};

const KEY = 'daemon';

/** Undefined when there has never been one. */
export async function readDaemonStatus(store: Pick<Store, 'readCache'>): Promise<DaemonStatus | undefined> {
  const value = await store.readCache(KEY);
  // Only this file writes it; another version's has the same first fields.
  return typeof value === 'object' && value !== null && 'seenAt' in value
    ? (value as DaemonStatus)
    : undefined;
}

export function writeDaemonStatus(store: Pick<Store, 'writeCache'>, status: DaemonStatus): Promise<void> {
  return store.writeCache(KEY, status);
}

export function isRunning({seenAt, stoppedAt}: DaemonStatus, now: EpochMs): boolean {
  return stoppedAt === undefined && now - seenAt <= LEASE_MS;
}
