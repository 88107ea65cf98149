/**
 * Days on which, against all that is usual, nothing runs. Most series have none: a day without any run is an outage then, and
 * news. Others have them on their work days, their weekend days or both: then it is their way, and how often is learned.
 */
import type {CountSeries} from './baseline.ts';

/** Of one weekday. */
export type Idleness = {
  /** The probability that the next such day is idle. */
  share: number;
  /** Of a day without any run, that it is an idle one; that it has none by chance. The rest are outages. */
  emptyByWay: number;
  emptyByChance: number;
};

/** Believed of a series before any day of it is known: that it has idle days on both kinds of day, or on one of them only. */
const HAS_BOTH = 0.015;
const HAS_ONE = 0.045;
/** Where there are none, so many days have no run all the same. */
const OUTAGE_SHARE = 0.007;
/** How many days are idle where some are: one in seven, more or less, by a beta distribution of 1 and this. */
const PRIOR_BUSY = 6;
const SHARES = [0.005, 0.015, 0.03, 0.05, 0.08, 0.12, 0.16, 0.21, 0.27, 0.35, 0.45, 0.6];
const PRIORS = priorOf(SHARES);

/** By weekday. `none` is the probability of a day without any run by chance. Holidays tell nothing of it. */
export function learnIdleness(
  series: CountSeries,
  days: readonly number[],
  none: readonly number[],
): Idleness[] {
  const weekdays = tallyWeekdays(series, days, none);
  const work = weighShares(weekdays.filter(({isWeekend}) => !isWeekend));
  const weekend = weighShares(weekdays.filter(({isWeekend}) => isWeekend));
  const both = HAS_BOTH * work.evidence * weekend.evidence;
  const onWork = HAS_ONE * work.evidence;
  const onWeekend = HAS_ONE * weekend.evidence;
  const all = 1 - HAS_BOTH - 2 * HAS_ONE + both + onWork + onWeekend;
  return weekdays.map(({isWeekend, none: byChance}) => {
    const certainty = (both + (isWeekend ? onWeekend : onWork)) / all;
    // Before any day speaks for it, none is idle: what never was is news.
    const share = certainty > HAS_BOTH + HAS_ONE ? certainty * (isWeekend ? weekend : work).mean : 0;
    const empty = share + OUTAGE_SHARE + (1 - share - OUTAGE_SHARE) * byChance;
    return {share, emptyByWay: share / empty, emptyByChance: 1 - (share + OUTAGE_SHARE) / empty};
  });
}

type Weekday = {isWeekend: boolean; empty: number; busy: number; none: number};

function tallyWeekdays(
  {counts, shapes}: CountSeries,
  days: readonly number[],
  none: readonly number[],
): Weekday[] {
  const weekdays = none.map((own): Weekday => ({isWeekend: false, empty: 0, busy: 0, none: own}));
  for (const index of days) {
    const shape = shapes[index];
    const weekday = shape && weekdays[shape.weekday];
    if (!weekday || shape.isHoliday) continue;
    weekday.isWeekend = shape.isWeekend;
    if (counts[index] === 0) weekday.empty += 1;
    else weekday.busy += 1;
  }
  return weekdays;
}

/** `evidence`: how much likelier the days are where some are idle than where none is. `mean`: of the share, if some are. */
type WeighedShares = {evidence: number; mean: number};

function weighShares(weekdays: readonly Weekday[]): WeighedShares {
  const busy = weekdays.reduce((sum, weekday) => sum + weekday.busy, 0);
  const withEmpty = weekdays.filter(({empty}) => empty > 0);
  const logLikelihood = (share: number): number =>
    withEmpty.reduce(
      (sum, {empty, none}) => sum + empty * Math.log(share + (1 - share) * none),
      busy * Math.log1p(-share),
    );
  const without = logLikelihood(OUTAGE_SHARE);
  let evidence = 0;
  let mean = 0;
  for (const [at, share] of SHARES.entries()) {
    const likely = (PRIORS[at] ?? 0) * Math.exp(Math.min(MOST_LOG, logLikelihood(share) - without));
    evidence += likely;
    mean += likely * share;
  }
  return {evidence, mean: mean / evidence};
}

/** As certain as can be; the product of two is still a number. */
const MOST_LOG = 300;

/** How much of the beta distribution lies about each share. */
function priorOf(shares: readonly number[]): number[] {
  const bounds = [0, ...shares.slice(1).map((share, at) => (share + (shares[at] ?? 0)) / 2), 1];
  const above = bounds.map(bound => (1 - bound) ** PRIOR_BUSY);
  return shares.map((_, at) => (above[at] ?? 0) - (above[at + 1] ?? 0));
}
