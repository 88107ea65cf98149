import {ConfigError} from '../domain/errors.ts';

const MOST_INSTANTS = 10_000;

/** `--limit`: a whole number from 1, or absent. */
export function readLimit(limit: number | undefined): number | undefined {
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1)) {
    throw new ConfigError(`--limit ${limit} is not a number of rows; write a whole number from 1`);
  }
  return limit;
}

/** `--count`: so many due instants. */
export function readCount(count: number): number {
  if (!Number.isInteger(count) || count < 1 || count > MOST_INSTANTS) {
    throw new ConfigError(
      `--count ${count} is not possible; write a whole number from 1 to ${MOST_INSTANTS}`,
    );
  }
  return count;
}
