/** Small values that are expensive to make again, as JSON. */
import type {Connection} from './connection.ts';
import {transact} from './connection.ts';

/** Undefined when absent, or when what is there is not JSON. */
export function readCache(connection: Connection, key: string): unknown {
  const text = connection.rows<[string], [string]>('SELECT value FROM cache WHERE key = ?').get(key)?.[0];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Does nothing on a read-only connection: the value is only made again next time. */
export function writeCache(connection: Connection, key: string, value: unknown): void {
  if (connection.isReadOnly) return;
  transact(connection, () =>
    connection
      .command<[string, string]>('INSERT OR REPLACE INTO cache VALUES (?, ?)')
      .run(key, JSON.stringify(value)),
  );
}
