/** The right to collect a source's day: one process at a time, however many operators watch. */
import {MINUTE_MS, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import type {LeaseAnswer, LeaseRequest} from './store.ts';

/**
 * No lease lasts longer (the longest is that of learning, a quarter of an hour): what has more left was given out before the
 * clock was set back, and would bind a dead holder's source until then. One that lives renews it.
 */
const LONGEST_LEASE_MS = 20 * MINUTE_MS;

type LeaseId = [env: string, source: string, day: number];

/** Inside the caller's transaction, so that of two processes one comes second. */
export function takeLease(connection: Connection, request: LeaseRequest): LeaseAnswer {
  const id = leaseId(request);
  const held = connection
    .rows<LeaseId, [holder: string, expires: number]>(
      'SELECT holder, expires FROM lease WHERE env = ? AND source = ? AND day = ?',
    )
    .get(...id);
  if (held && held[0] !== request.holder) {
    const [holder, expiresAt] = held;
    const leftMs = expiresAt - request.now;
    if (leftMs > 0 && leftMs <= LONGEST_LEASE_MS) return {granted: false, holder, expiresAt};
  }
  // What dead holders left behind goes with whoever comes next.
  connection.command<[number]>('DELETE FROM lease WHERE expires <= ?').run(request.now);
  connection
    .command<[...LeaseId, string, number]>('INSERT OR REPLACE INTO lease VALUES (?, ?, ?, ?, ?)')
    .run(...id, request.holder, request.now + request.ttlMs);
  return {granted: true};
}

/** Does nothing when another holder has taken it over. */
export function dropLease(
  connection: Connection,
  lease: Pick<LeaseRequest, 'environment' | 'source' | 'businessDay' | 'holder'>,
): void {
  connection
    .command<[...LeaseId, string]>(
      'DELETE FROM lease WHERE env = ? AND source = ? AND day = ? AND holder = ?',
    )
    .run(...leaseId(lease), lease.holder);
}

function leaseId({
  environment,
  source,
  businessDay,
}: Pick<LeaseRequest, 'environment' | 'source' | 'businessDay'>): LeaseId {
  return [environment, source, toDayNumber(businessDay)];
}
