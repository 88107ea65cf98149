/** What was learned, in sentences: why a run is expected, and what is odd about one. */
import {explainBasis} from '../analysis/learning/reason.ts';
import type {DurationBand} from '../domain/learned.ts';
import type {RunRecord} from '../domain/run.ts';
import {durationOf} from '../domain/run.ts';
import type {LearnedReason} from '../domain/slot.ts';
import {formatCount, joinWords, plural} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatDuration} from '../domain/time.ts';
import type {Explainer} from './format-clock.ts';
import {formatClock} from './format-clock.ts';
import type {FleetAbsence} from './learned-tally.ts';

/** `ran on 250 of 252 business days, normally by 00:35`. */
export function explainReason(
  {basis, normallyBy}: LearnedReason,
  time: (instant: EpochMs) => string,
): string {
  return `${explainBasis(basis)}${normallyBy === undefined ? '' : `, normally by ${time(normallyBy)}`}`;
}

/** So many of the absent jobs are named. */
const MOST_NAMED = 3;

export function explainFleet({slots, due}: FleetAbsence, {zone, now}: Explainer): string {
  const time = (instant: EpochMs): string => formatClock(instant, zone, now);
  const jobs = [...new Set(slots.map(({job}) => job))];
  const named = jobs.slice(0, MOST_NAMED);
  const others = jobs.length - named.length;
  const names = joinWords([...named, ...(others > 0 ? [plural(others, 'other')] : [])]);
  const since = slots[0] ? `, the first since ${time(slots[0].deadlineAt)}` : '';
  return `${formatCount(slots.length)} of ${formatCount(due)} runs that are usual by now are absent${since}: ${names}; so many at once have one cause`;
}

export function explainStopped(stoppedSince: EpochMs, {zone, now}: Explainer): string {
  return `it used to run regularly and has not run since ${formatClock(stoppedSince, zone, now)}; it seems to have stopped for good, and nothing is expected of it any more`;
}

export function explainTooFast(run: RunRecord, {usualMs, runs}: DurationBand): string {
  const took = formatDuration(durationOf(run) ?? 0);
  return `it finished in ${took}, usually ${formatDuration(usualMs)} (of ${plural(runs, 'run')})`;
}
