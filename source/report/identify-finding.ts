/** What findings are known by (see `formatFindingId`): the occasion of each kind. */
import type {DayFacts} from '../analysis/day-facts.ts';
import {formatFindingId, slotOccasion} from '../domain/finding-id.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatInstant} from '../domain/time.ts';
import type {RawFinding} from './judge-environment.ts';

type Place = Pick<DayFacts, 'environment' | 'day'>;

export function rawFindingId(raw: RawFinding, {environment, day}: Place): string {
  const job = 'slot' in raw ? raw.slot.job : 'slots' in raw ? undefined : raw.job;
  return formatFindingId({
    kind: raw.kind,
    environment: environment.name,
    job,
    occasion: occasionOf(raw, day),
  });
}

function occasionOf(raw: RawFinding, day: DayFacts['day']): string {
  if ('slot' in raw) return slotOccasion(raw.slot, day);
  // Its members come and go.
  if ('slots' in raw) return `${day}:learned`;
  if ('stoppedSince' in raw) return `stopped:${formatInstant(raw.stoppedSince)}`;
  // It lasts until it is mended, over the days; what is mended and drifts again is another drift.
  if ('drift' in raw) return `${raw.drift.kind}:${formatInstant(raw.drift.since)}`;
  // Run keys tell the runs of one business day apart.
  if ('run' in raw) return `${day}:${raw.run.runKey}`;
  // More of them are news.
  if ('failures' in raw) return `${day}:${raw.source}:${raw.failures}`;
  if ('learned' in raw) return `${day}:${raw.learned.direction}`;
  // An excess is noticed at every report anew; one environment may have several limits, and several times to reach them by.
  const when = raw.kind === 'short' ? formatInstant(raw.deadlineAt) : day;
  return `${when}:${raw.expected}`;
}

/** Being blind lasts over the days while they are present; a day that ended unseen is another matter. */
export function blindFindingId(
  {environment, day, bounds}: Place & Pick<DayFacts, 'bounds'>,
  now: EpochMs,
): string {
  const occasion = now < bounds.end ? undefined : day;
  return formatFindingId({kind: 'blind', environment: environment.name, occasion});
}
