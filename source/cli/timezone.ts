import {ConfigError} from '../domain/errors.ts';
import {isZone} from '../domain/zone.ts';
import type {CommandContext} from './context.ts';

/** `--timezone`, else this host's. Throws a ConfigError for a name that is not known. */
export function readTimezone({flags, io}: Pick<CommandContext, 'flags' | 'io'>): string {
  const timezone = flags.timezone ?? io.hostTimezone;
  if (isZone(timezone)) return timezone;
  throw new ConfigError(`--timezone "${timezone}" is not known; use an IANA name such as Europe/London`);
}
