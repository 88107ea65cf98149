/** What any test of one day's number could find at best: one that knows from what the day was drawn. */
import {logGamma} from '../../source/analysis/counts/special-functions.ts';
import type {Spread, Tails} from '../../source/analysis/counts/spread.ts';
import {logProbability, tailsOf} from '../../source/analysis/counts/spread.ts';
import type {Injection} from './count-injections.ts';
import type {TrueDay} from './count-series.ts';
import {ONE_LESS_SHARE} from './count-series.ts';

/** P(at most the count) and P(at least the count). */
export function trueTails(day: TrueDay, count: number): Tails {
  const {low, high} = tailsOfRuns(day, count);
  const {idleShare} = day;
  return {
    low: idleShare + (1 - idleShare) * low,
    high: count === 0 ? 1 : (1 - idleShare) * high,
  };
}

/**
 * How much likelier a count is without an anomaly than with one of a kind (0 where only the anomaly explains it). An alarm on
 * what is below a level finds the most that is to be found with as many false alarms (Neyman and Pearson, 1933).
 */
export function trueOdds(day: TrueDay, count: number, injection: Injection): number {
  const changed = probabilityOfChanged(day, count, injection);
  return changed === 0 ? Number.POSITIVE_INFINITY : trueProbability(day, count) / changed;
}

/** Of a count that was changed from one of two or more (of eight or more, for an eighth less). */
function probabilityOfChanged(day: TrueDay, count: number, injection: Injection): number {
  const among = (from: number, to: number): number => {
    let sum = 0;
    for (let before = Math.max(2, from); before <= to; before++) sum += trueProbability(day, before);
    return sum;
  };
  switch (injection) {
    case 'zero':
      return count === 0 ? 1 : 0;
    case 'drop 50 %':
      return among(2 * count, 2 * count + 1);
    case 'double':
      return count % 2 === 0 ? among(count / 2, count / 2) : 0;
    case '-12.5 %':
      return among(Math.max(8, Math.ceil(count / 0.875)), Math.ceil((count + 1) / 0.875) - 1);
  }
}

function trueProbability(day: TrueDay, count: number): number {
  const {kind, mean, idleShare} = day;
  const ofRuns =
    kind === 'steady'
      ? steadyProbability(mean, count)
      : mean === 0
        ? Number(count === 0)
        : Math.exp(logProbability(spreadOf(day), mean, count, logGamma(count + 1)));
  return (count === 0 ? idleShare : 0) + (1 - idleShare) * ofRuns;
}

function tailsOfRuns(day: TrueDay, count: number): Tails {
  const {kind, mean} = day;
  if (mean === 0) return {low: 1, high: Number(count === 0)};
  if (kind !== 'steady') return tailsOf(spreadOf(day), mean, count, 0);
  const usual = Math.round(mean);
  return {
    low: count >= usual ? 1 : count === usual - 1 ? ONE_LESS_SHARE : 0,
    high: count > usual ? 0 : count === usual ? (usual === 0 ? 1 : 1 - ONE_LESS_SHARE) : 1,
  };
}

function steadyProbability(mean: number, count: number): number {
  const usual = Math.round(mean);
  if (usual === 0) return Number(count === 0);
  return count === usual ? 1 - ONE_LESS_SHARE : count === usual - 1 ? ONE_LESS_SHARE : 0;
}

function spreadOf({kind, size}: TrueDay): Spread {
  return {shape: 'random', factor: kind === 'chance' ? 0 : 1 / size};
}
