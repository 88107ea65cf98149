/** Stores the counts of one collection, each replacing the earlier one of the same environment, source, day, job and status. */
import type {CountObservation} from '../domain/run.ts';
import {fromDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import type {OpenDay, OpenDays} from './daily.ts';
import {decodeCountStatus, encodeCountStatus, WHOLE_ENVIRONMENT} from './encode-count.ts';
import {addJob} from './identities.ts';
import type {CollectionScope} from './write-runs.ts';

type CountId = [day: number, env: number, source: number, job: number, status: string];
type PresentRow = [count: number, seen: number];

const WHERE_ID = 'day = ? AND env = ? AND source = ? AND job = ? AND status = ?';

/** With a complete answer, counts of the collection's day that it does not name any more are removed. */
export function writeCounts(
  connection: Connection,
  scope: CollectionScope,
  counts: readonly CountObservation[],
  days: OpenDays,
  isComplete: boolean,
): void {
  const named = new Set<string>();
  // The last of several counts of one key is the one that holds, as it would over two collections.
  const latest = new Map<string, CountObservation>();
  for (const count of counts)
    latest.set(`${count.businessDay}\n${count.status ?? ''}\n${count.job ?? ''}`, count);
  for (const count of latest.values()) {
    const day = days.open(count.businessDay);
    const job =
      count.job === undefined ? WHOLE_ENVIRONMENT : addJob(connection, scope.env, count.job, day.number);
    const id: CountId = [day.number, scope.env, scope.source, job, encodeCountStatus(count.status)];
    writeCount(connection, scope, id, count.count, day);
    named.add(id.join());
  }
  if (isComplete) removeUnnamed(connection, scope, named, days);
}

function writeCount(
  connection: Connection,
  scope: CollectionScope,
  id: CountId,
  count: number,
  day: OpenDay,
): void {
  const present = connection
    .rows<CountId, PresentRow>(`SELECT count, seen FROM count WHERE ${WHERE_ID}`)
    .get(...id);
  if (present && present[0] === count) return;
  if (present) keepCount(connection, id, scope.id, present);
  connection
    .command<[...CountId, number, number]>('INSERT OR REPLACE INTO count VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(...id, count, scope.id);
  day.add(decodeCountStatus(id[4]) ?? 'counted', count - (present?.[0] ?? 0));
}

function removeUnnamed(
  connection: Connection,
  scope: CollectionScope,
  named: ReadonlySet<string>,
  days: OpenDays,
): void {
  const stored = connection
    .rows<[number, number, number], [job: number, status: string, ...PresentRow]>(
      'SELECT job, status, count, seen FROM count WHERE day = ? AND env = ? AND source = ?',
    )
    .all(scope.day, scope.env, scope.source);
  for (const [job, status, count, seen] of stored) {
    const id: CountId = [scope.day, scope.env, scope.source, job, status];
    if (named.has(id.join())) continue;
    keepCount(connection, id, scope.id, [count, seen]);
    connection.command<CountId>(`DELETE FROM count WHERE ${WHERE_ID}`).run(...id);
    days.open(fromDayNumber(scope.day)).add(decodeCountStatus(status) ?? 'counted', -count);
  }
}

function keepCount(connection: Connection, id: CountId, superseded: number, [count, seen]: PresentRow): void {
  connection
    .command<[...CountId, number, ...PresentRow]>('INSERT INTO count_change VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(...id, superseded, count, seen);
}
