/** For schedulers that forget jobs some time after their end: what an answer can tell of a day that began before that. */
import type {z as Zod} from 'zod';
import type {ParseContext} from '../domain/adapter.ts';
import {dayBounds} from '../domain/business-day.ts';
import {formatDuration, parseDuration} from '../domain/time.ts';

/** An option for how long the scheduler remembers, a duration as `parseDuration` reads it. */
export function retentionOption(z: typeof Zod, initial: string, description: string) {
  return z
    .string()
    .refine(text => parseDuration(text) !== undefined, 'not a duration; write 30m, 2h or 1d')
    .default(initial)
    .describe(description);
}

/** Why an answer is not whole for its day; undefined when the scheduler remembers all of the day. */
export function forgottenReason(
  {day, clock, collectedAt}: Pick<ParseContext, 'day' | 'clock' | 'collectedAt'>,
  kept: string,
  option: string,
): string | undefined {
  const keptMs = parseDuration(kept) ?? 0;
  if (collectedAt - dayBounds(day, clock).start <= keptMs) return undefined;
  return `finished jobs are known for ${formatDuration(keptMs)} only; where they are kept for longer, set ${option}`;
}
