/** How reliably something runs, from what became of it day by day: success rate, time between failures, streaks, flapping. */
import type {Day} from '../domain/time.ts';

/** What a day was, as far as it ended well or not. `quiet`: nothing ran and nothing was missed, or it is not known. */
export type DayOutcome = 'ok' | 'failed' | 'missed' | 'quiet';

/** A day in numbers of runs. */
export type ReliabilityDay = {day: Day; outcome: DayOutcome; succeeded: number; failed: number};

export type Streak = {outcome: Exclude<DayOutcome, 'quiet'>; days: number; since: Day};

export type Reliability = {
  /** Of the runs that ended. */
  succeeded: number;
  failed: number;
  /** Null when none has ended. */
  successRate: number | null;
  /** Between the days on which something failed or was missed; null with fewer than two of them. */
  meanDaysBetweenFailures: number | null;
  /** The last days that were alike, quiet ones left out; null when every day was quiet. */
  streak: Streak | null;
  /** How many good days came before a bad streak; null when the last day was good. */
  goodBefore: number | null;
  /** It changed between good and bad again and again of late. */
  isFlapping: boolean;
};

/** Of the last so many days that were not quiet, how often it changes where it flaps. */
const FLAPPING_DAYS = 14;
const FLAPPING_CHANGES = 5;

/** Days oldest first. */
export function deriveReliability(days: readonly ReliabilityDay[]): Reliability {
  const succeeded = days.reduce((sum, day) => sum + day.succeeded, 0);
  const failed = days.reduce((sum, day) => sum + day.failed, 0);
  const active = days.filter(({outcome}) => outcome !== 'quiet');
  const streak = lastStreak(active);
  return {
    succeeded,
    failed,
    successRate: succeeded + failed === 0 ? null : succeeded / (succeeded + failed),
    meanDaysBetweenFailures: meanGap(days),
    streak,
    goodBefore: streak && streak.outcome !== 'ok' ? goodDaysBefore(active) : null,
    isFlapping: countChanges(active.slice(-FLAPPING_DAYS)) >= FLAPPING_CHANGES,
  };
}

export function isBad(outcome: DayOutcome): boolean {
  return outcome === 'failed' || outcome === 'missed';
}

function lastStreak(active: readonly ReliabilityDay[]): Streak | null {
  const last = active.at(-1);
  if (!last || last.outcome === 'quiet') return null;
  const before = active.findLastIndex(({outcome}) => outcome !== last.outcome);
  return {
    outcome: last.outcome,
    days: active.length - 1 - before,
    since: active[before + 1]?.day ?? last.day,
  };
}

function goodDaysBefore(active: readonly ReliabilityDay[]): number {
  const lastGood = active.findLastIndex(({outcome}) => !isBad(outcome));
  const badBefore = active.findLastIndex(({outcome}, index) => index < lastGood && isBad(outcome));
  return lastGood < 0 ? 0 : lastGood - badBefore;
}

/** In days of the calendar. */
function meanGap(days: readonly ReliabilityDay[]): number | null {
  const bad = days.flatMap(({outcome}, index) => (isBad(outcome) ? [index] : []));
  const [first, last] = [bad.at(0), bad.at(-1)];
  return first === undefined || last === undefined || bad.length < 2
    ? null
    : (last - first) / (bad.length - 1);
}

function countChanges(active: readonly ReliabilityDay[]): number {
  return active.filter(({outcome}, index) => {
    const before = active[index - 1];
    return before !== undefined && isBad(before.outcome) !== isBad(outcome);
  }).length;
}
