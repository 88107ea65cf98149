/**
 * How many false alarms are to be expected of a slot? Not what a rule believes of itself, but how it came out for the whole
 * fleet: over the replayed past, how often was a job that was as surely expected not due after all? Of a single job little
 * is known: its own record counts the more, the more there is of it (a Poisson rate with a gamma prior around the fleet's,
 * "empirical Bayes": Robbins 1956). Its run may also come after its deadline by nature; that its own spread tells.
 */

import type {TrackRecord} from '../../domain/learned.ts';
import {falseAlarmRiskOf} from '../../domain/learned.ts';

/** Where the classes of confidence begin. */
const CONFIDENCE = [0, 0.85, 0.95, 0.98, 0.995] as const;

/**
 * Days off are classes of their own: when the schedule of a job that ran every day changes, it is mostly there that it no
 * longer runs, and it had run on so many of them that it was as sure as on any other day.
 */
export const RISK_CLASSES = 2 * CONFIDENCE.length;

export function classifyRisk(confidence: number, isOff: boolean): number {
  let own = CONFIDENCE.length - 1;
  while (own > 0 && confidence < (CONFIDENCE[own] ?? 0)) own--;
  return isOff ? CONFIDENCE.length + own : own;
}

/** A record in which nothing has happened yet. */
export const noRecord = (): number[] => Array.from({length: RISK_CLASSES}, () => 0);

/** What a fleet is believed before anything is known of it: exceptions a day by confidence, and a rhythm's late days. */
const PRIOR_EXCEPTIONS = [0.15, 0.03, 0.01, 0.003, 0.001];
const PRIOR_LATE_DAYS = [0.003];
/** A job's own rate begins at the fleet's, with the weight of so many alarms. */
const OWN_ALARMS = 0.5;

export type Tracked = {confidence: number; lateRisk: number; track?: TrackRecord | undefined};

/**
 * Builds the question how likely a slot's alarm on one day is a false one, from the records of all: also of those that are
 * not expected on the day. A job that no longer runs on Saturdays is the one that says how often that happens.
 */
export function reckonRisks(records: Iterable<TrackRecord>): (slot: Tracked) => number {
  const exceptionRate = new Rates([...PRIOR_EXCEPTIONS, ...PRIOR_EXCEPTIONS]);
  const lateRate = new Rates(PRIOR_LATE_DAYS);
  for (const track of records) {
    for (let own = 0; own < RISK_CLASSES; own++) {
      const share = 1 / track.sharers;
      exceptionRate.add(own, (track.exceptions[own] ?? 0) * share, (track.expected[own] ?? 0) * share);
    }
    lateRate.add(0, track.lateDays ?? 0, track.days ?? 0);
  }
  return ({confidence, lateRisk, track}) => {
    if (!track) return falseAlarmRiskOf({confidence, lateRisk});
    const foretold = track.expected.reduce((sum, of, own) => sum + of * exceptionRate.of(own), 0);
    const known = track.exceptions.reduce((sum, of) => sum + of, 0);
    const exception = exceptionRate.of(track.riskClass) * ownRatio(known, foretold);
    const {days, lateDays = 0} = track;
    const late = days === undefined ? lateRisk : lateRate.of(0) * ownRatio(lateDays, lateRate.of(0) * days);
    return 1 - (1 - Math.min(1, exception / track.sharers)) * (1 - Math.min(1, late));
  };
}

/** How often something happened, by class: as if it had happened once before at the rate that is believed. */
class Rates {
  readonly #happened: number[];
  readonly #of: number[];

  constructor(priors: readonly number[]) {
    this.#happened = priors.map(() => 1);
    this.#of = priors.map(prior => 1 / prior);
  }

  add(own: number, happened: number, of: number): void {
    this.#happened[own] = (this.#happened[own] ?? 0) + happened;
    this.#of[own] = (this.#of[own] ?? 0) + of;
  }

  of(own: number): number {
    return (this.#happened[own] ?? 0) / (this.#of[own] ?? 1);
  }
}

/** How much worse than the fleet's its own record is. */
function ownRatio(known: number, foretold: number): number {
  return (known + OWN_ALARMS) / (foretold + OWN_ALARMS);
}
