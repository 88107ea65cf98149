/**
 * Jobs that run once a quarter or once a half-year. Two years are eight runs: too few for a memory that fades, and classes of
 * days by quarter would be met once a year. Instead every rule that would have had the job run on one of its last dates is
 * held against all of them. What each foretells of a day is averaged by how well it explains them (Bayesian model averaging),
 * so that a day on which rules disagree (the last day of a quarter is a Sunday) is as doubtful as it is.
 */
import {isDueOn} from '../../domain/day-rule.ts';
import type {CalendarKeys} from './calendar-keys.ts';
import {DID_NOT_RUN, RAN} from './day-states.ts';
import type {AskOf, StateSpan} from './experts.ts';
import {riskClassOn} from './experts.ts';
import type {QuarterlyRule} from './quarterly-rules.ts';
import {rulesOf} from './quarterly-rules.ts';
import {noRecord} from './track-record.ts';

/** A job is asked about quarters when it has run so often and no oftener, mostly with so many days between. */
const LEAST_RUNS = 4;
const MOST_RUNS = 16;
const LEAST_DISTANCE = 75;
/** Only the last runs count: a job that has changed its rule is followed after a year. */
const COUNTED_RUNS = 8;
/** The runs whose dates the rules are taken from: one of two may have been late, or run by hand. */
const ANCHORS = 2;
/** A rule must have foretold `LEAST_RUNS` of the runs, and this share: two or three dates agree by chance. */
const LEAST_SHARE = 0.6;
/** A miss before a run that came counts as so much: it was an incident. */
const INCIDENT = 0.3;
/** What a rule is believed to keep before it was held against anything: so many runs, and misses. */
const PRIOR_RUNS = 2;
const PRIOR_MISSES = 0.3;
/** A run on any other day is as likely as this, and one of a job without rules. */
const STRAY = 1 / 300;
const BY_CHANCE = 1 / 90;
const DAYS_A_YEAR = 365;

type Weighed = {
  quarterly: QuarterlyRule;
  chance: number;
  /** As long as nothing of what is missing since the last run was. */
  surety: number;
  weight: number;
  ran: number;
  of: number;
  missed: number;
};

/** Undefined when the job runs more often, or no such rule explains its runs. `keys` covers the span. */
export function askQuarterly(span: StateSpan, keys: CalendarKeys): AskOf | undefined {
  const runs = seldomRuns(span);
  if (!runs) return undefined;
  const rules = weighRules(span, runs, keys);
  const [first] = rules;
  if (!first) return undefined;
  const {ran, of, missed, surety} = first;
  const known = countKnown(span, runs[0] ?? span.start);
  const nothing = noRecord();
  const [start = 0, last = 0] = [runs[0], runs.at(-1)];
  const usualDays = (last - start) / (runs.length - 1);
  const lastRun = span.from + span.shift + last;
  return day => {
    const chance = rules.reduce(
      (sum, {quarterly: {rule}, chance, weight}) =>
        sum + (isDueOn(rule, keys.dates, day - keys.from) ? chance * weight : 0),
      0,
    );
    return {
      chance,
      experts: [],
      basis: {dates: first.quarterly.dates, ran, of},
      missed,
      surety,
      usualDays,
      quiet: (day - lastRun) / usualDays,
      rate: runs.length / Math.max(DAYS_A_YEAR, known),
      riskClass: riskClassOn(day, chance, keys),
      // A handful of dates: what becomes of them is what became of the fleet's that were as sure.
      expected: nothing,
      exceptions: nothing,
    };
  };
}

/** Places in `states` of the last runs, oldest first. */
function seldomRuns({states, start, end}: StateSpan): number[] | undefined {
  const runs: number[] = [];
  for (let index = start; index < end; index++) {
    if (states[index] !== RAN) continue;
    if (runs.push(index) > MOST_RUNS) return undefined;
  }
  const last = runs.slice(-COUNTED_RUNS);
  const distances = last.slice(1).map((run, place) => run - (last[place] ?? 0));
  const isSeldom = distances.filter(days => days >= LEAST_DISTANCE).length > distances.length / 2;
  return last.length >= LEAST_RUNS && isSeldom ? last : undefined;
}

/** The likeliest first; none when it is as likely that there is no rule. Weights sum to what is left to rules at all. */
function weighRules(span: StateSpan, runs: readonly number[], keys: CalendarKeys): Weighed[] {
  const offset = span.from + span.shift - keys.from;
  const anchors = runs.slice(-ANCHORS).flatMap(run => rulesOf(keys.dates, run + offset));
  const distinct = new Map(anchors.map(rule => [JSON.stringify(rule.dates), rule]));
  const weighed = [...distinct.values()].flatMap(rule => holdAgainst(rule, span, runs, keys) ?? []);
  const byChance = Math.exp(runs.length * (Math.log(BY_CHANCE) - 1));
  const all = weighed.reduce((sum, {weight}) => sum + weight, byChance);
  if (byChance > all / 2) return [];
  return weighed.map(rule => ({...rule, weight: rule.weight / all})).sort((a, b) => b.weight - a.weight);
}

/** How well a rule explains the days since the first of the runs; undefined when it foretells too few of them. */
function holdAgainst(
  quarterly: QuarterlyRule,
  {states, from, shift, end}: StateSpan,
  runs: readonly number[],
  keys: CalendarKeys,
): Weighed | undefined {
  const offset = from + shift - keys.from;
  const isDue = (index: number): boolean => isDueOn(quarterly.rule, keys.dates, index + offset);
  const ran = runs.filter(isDue).length;
  if (ran < LEAST_RUNS || ran < LEAST_SHARE * runs.length) return undefined;
  const last = runs.at(-1) ?? end;
  let incidents = 0;
  let missed = 0;
  for (let index = runs[0] ?? end; index < end; index++) {
    if (states[index] !== DID_NOT_RUN || !isDue(index)) continue;
    if (index < last) incidents++;
    else missed++;
  }
  const misses = incidents * INCIDENT + missed;
  const strays = (runs.length - ran) * Math.log(STRAY);
  return {
    quarterly,
    chance: (ran + 0.5) / (ran + misses + 1),
    surety: (ran + 0.5) / (ran + incidents * INCIDENT + 1),
    weight: quarterly.prior * Math.exp(logLikelihood(ran, misses) + strays),
    ran,
    of: ran + incidents + missed,
    missed,
  };
}

/** Of so many runs and misses in turn, each foretold from those before it. */
function logLikelihood(ran: number, misses: number): number {
  let sum = 0;
  for (let run = 0; run < ran; run++) sum += Math.log((PRIOR_RUNS + run) / (PRIOR_RUNS + PRIOR_MISSES + run));
  const known = PRIOR_RUNS + PRIOR_MISSES + ran;
  for (let miss = 0; miss < misses; miss++) {
    const part = Math.min(1, misses - miss);
    sum += part * Math.log((PRIOR_MISSES + miss) / (known + miss));
  }
  return sum;
}

function countKnown({states, end}: StateSpan, first: number): number {
  let known = 0;
  for (let index = first; index < end; index++)
    if (states[index] === RAN || states[index] === DID_NOT_RUN) known++;
  return known;
}
