/** The rollup: how many runs and counts a business day has by status, kept in step in the transaction that changes them. */
import type {RunStatus} from '../domain/run.ts';
import {emptyByStatus, RUN_STATUSES} from '../domain/run.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {DAY_MS, fromDayNumber, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {environmentName, findEnvironment} from './identities.ts';
import type {DailyTotal, DayRange} from './store.ts';

/** What a column of `daily` counts: a status, or counts that told none. */
export type Tally = RunStatus | 'counted';

/** A business day of one environment while a collection writes to it. */
export type OpenDay = {
  number: number;
  /** UTC midnight of the date: what the times of its runs are relative to. */
  midnight: EpochMs;
  /** The collection from which `run.seen` counts. Undefined once the day's runs were pruned: it takes no new ones. */
  firstSeen?: number;
  /** Nothing was stored of the day before this collection. */
  isNew: boolean;
  add(tally: Tally, count: number): void;
};

export type OpenDays = {
  open(day: Day): OpenDay;
  /** Writes what changed. */
  flush(): void;
};

/** Also the names of the columns. */
export const TALLIES: readonly Tally[] = [...RUN_STATUSES, 'counted'];
const COLUMNS = TALLIES.join(', ');

export function openDays(connection: Connection, env: number, collection: number): OpenDays {
  const days = new Map<Day, OpenDay & {changes: Map<Tally, number>}>();
  return {
    open(day) {
      const known = days.get(day);
      if (known) return known;
      const opened = openDay(connection, env, collection, toDayNumber(day));
      days.set(day, opened);
      return opened;
    },
    flush() {
      const upsert = connection.command<(number | null)[]>(UPSERT);
      for (const {number, firstSeen, isNew, changes} of days.values()) {
        const values = TALLIES.map(tally => changes.get(tally) ?? 0);
        if (isNew || values.some(value => value !== 0)) upsert.run(number, env, firstSeen ?? null, ...values);
      }
    },
  };
}

const UPSERT = `INSERT INTO daily(day, env, first_seen, ${COLUMNS}) VALUES (?, ?, ?${', ?'.repeat(TALLIES.length)})
  ON CONFLICT DO UPDATE SET ${TALLIES.map(tally => `${tally} = ${tally} + excluded.${tally}`).join(', ')}`;

function openDay(
  connection: Connection,
  env: number,
  collection: number,
  number: number,
): OpenDay & {changes: Map<Tally, number>} {
  const changes = new Map<Tally, number>();
  const known = connection
    .rows<[number, number], [number | null]>('SELECT first_seen FROM daily WHERE day = ? AND env = ?')
    .get(number, env);
  return {
    number,
    midnight: number * DAY_MS,
    firstSeen: known ? (known[0] ?? undefined) : collection,
    isNew: known === undefined,
    changes,
    add: (tally, count) => changes.set(tally, (changes.get(tally) ?? 0) + count),
  };
}

type TotalRow = [day: number, env: number, ...counts: number[]];

export function readDailyTotals(
  connection: Connection,
  {from, to, environment}: DayRange & {environment?: string},
): DailyTotal[] {
  const select = `SELECT day, env, ${COLUMNS} FROM daily WHERE day BETWEEN ? AND ?`;
  const range: [number, number] = [toDayNumber(from), toDayNumber(to)];
  if (environment === undefined) {
    return decodeTotals(connection, connection.rows<[number, number], TotalRow>(select).all(...range));
  }
  const env = findEnvironment(connection, environment);
  if (env === undefined) return [];
  const rows = connection
    .rows<[number, number, number], TotalRow>(`${select} AND env = ?`)
    .all(...range, env);
  return decodeTotals(connection, rows);
}

function decodeTotals(connection: Connection, rows: readonly TotalRow[]): DailyTotal[] {
  return rows.map(row => {
    const byStatus = emptyByStatus();
    let total = 0;
    // Plain loops: a year of fifty environments is twenty thousand rows.
    for (let index = 0; index < TALLIES.length; index++) {
      const tally = TALLIES[index] ?? 'counted';
      const count = row[index + 2] ?? 0;
      total += count;
      if (tally !== 'counted') byStatus[tally] = count;
    }
    return {
      environment: environmentName(connection, row[1]),
      businessDay: fromDayNumber(row[0]),
      byStatus,
      total,
    };
  });
}
