/** What may have kept a run from starting, a sentence each, in local time of the environment. */
import type {Cause} from '../analysis/causes.ts';
import type {Drift} from '../analysis/drift.ts';
import {describeTiming} from '../domain/due-instants.ts';
import {joinWords, plural} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatDuration} from '../domain/time.ts';
import type {Explainer} from './format-clock.ts';
import {formatClock} from './format-clock.ts';

/** An attempt to collect that failed around the due instant. */
export type Unreachable = {
  kind: 'unreachable';
  source: string;
  /** Of the first and the last of them. */
  from: EpochMs;
  to: EpochMs;
  attempts: number;
  error: string;
};

/** Around the due instant nothing was asked for: how far apart the attempts before and after are. */
export type NotCollected = {kind: 'not-collected'; source: string; from: EpochMs; to: EpochMs};

export function explainCause(cause: Cause | Unreachable | NotCollected, {zone, now}: Explainer): string {
  const time = (instant: EpochMs): string => formatClock(instant, zone, now);
  const why = 'message' in cause && cause.message ? `: ${cause.message}` : '';
  switch (cause.kind) {
    case 'held':
      return `it is held in the scheduler${why}`;
    case 'waiting':
      return `it was still waiting in the scheduler${why}`;
    case 'new-day':
      return `it was still waiting when its business day ended; a scheduler's new day removes such jobs${why}`;
    case 'excused':
    case 'not-known':
      return cause.reason;
    case 'gone':
      return `it left the scheduler: not listed by ${cause.schedule.source} since ${time(cause.since)} (${cause.schedule.definition})`;
    case 'switched-off':
      return `it is switched off in the scheduler, seen so since ${time(cause.since)} (${cause.schedule.source})`;
    case 'no-next-start':
      return `it has no next start, says ${cause.schedule.source} (${cause.schedule.definition})`;
    case 'rescheduled':
      return `the scheduler has it at another time: ${describeTiming(cause.schedule.timing)}, says ${cause.schedule.source}`;
    case 'not-listed':
      return `it is not listed by ${joinWords(cause.sources)}`;
    case 'never-seen':
      return 'no source has ever shown a run of it; is its name right?';
    case 'scheduler-down':
      return `nothing of ${joinWords(cause.sources)} started from ${time(cause.from)} to ${time(cause.to)}, and ${plural(cause.missing, 'other run')} due then ${cause.missing === 1 ? 'is' : 'are'} missing as well: was the scheduler or its host down?`;
    case 'scheduler-up':
      return `the scheduler was up: ${plural(cause.started, 'other run')} of ${joinWords(cause.sources)} started from ${time(cause.from)} to ${time(cause.to)}`;
    case 'unreachable':
      return `source ${cause.source} could not be collected ${cause.attempts === 1 ? `at ${time(cause.from)}` : `from ${time(cause.from)} to ${time(cause.to)} (${plural(cause.attempts, 'attempt')})`}: ${cause.error}`;
    case 'not-collected':
      return `source ${cause.source} was not asked from ${time(cause.from)} to ${time(cause.to)} (${formatDuration(cause.to - cause.from)})`;
  }
}

export function explainDrift(
  {kind, since, schedule, isDeclared, unmetAt}: Drift,
  {zone, now}: Explainer,
): string {
  const at = formatClock(since, zone, now);
  const next = unmetAt === undefined ? undefined : formatClock(unmetAt, zone, now);
  const expected = `it is still expected${next === undefined ? '' : `, next at ${next}`}`;
  switch (kind) {
    case 'gone':
      return `not listed by ${schedule.source} since ${at}; ${isDeclared ? expected : 'it is no longer expected'}`;
    case 'switched-off':
      return `switched off in the scheduler, says ${schedule.source}, seen so since ${at}; ${isDeclared ? expected : 'its slots are excused'}`;
    case 'no-next-start': {
      const reason = schedule.timing.kind === 'none' ? schedule.timing.reason : 'it has no next start';
      return `${reason}, says ${schedule.source}, seen so since ${at}${isDeclared ? `; ${expected}` : ''}`;
    }
    case 'rescheduled':
      return `expected at ${next ?? at}; the scheduler has it at another time: ${describeTiming(schedule.timing)}, says ${schedule.source}, seen so since ${at}`;
    case 'undeclared':
      return `listed by ${schedule.source}; no expectation names it`;
  }
}
