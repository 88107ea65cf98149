/** Errors that a person can act on: the message names the thing and the remedy, `cause` keeps what happened below. */
export class JobtrackError extends Error {
  override name = 'JobtrackError';
}

/** The command line or the configuration is not usable. Exit code 2. */
export class ConfigError extends JobtrackError {
  override name = 'ConfigError';
}

/** Nothing could be collected. Exit code 3. */
export class CollectionError extends JobtrackError {
  override name = 'CollectionError';
}

/** The database cannot be opened, read or written. Exit code 3. */
export class StoreError extends JobtrackError {
  override name = 'StoreError';
}

/** The message of anything thrown, for showing beside our own words. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
