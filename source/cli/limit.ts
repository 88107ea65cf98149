import {ConfigError} from '../domain/errors.ts';

/** `--limit`: a whole number from 1, or absent. */
export function readLimit(limit: number | undefined): number | undefined {
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1)) {
    throw new ConfigError(`--limit ${limit} is not a number of rows; write a whole number from 1`);
  }
  return limit;
}
