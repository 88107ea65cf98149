/** How far daily counts lie from their mean: a few shapes of spread, and the probability of a count under each. */
import {logGamma, regularizedBeta} from './special-functions.ts';

/**
 * `steady`: closer to the mean than chance alone would have it, as where a scheduler decides (logistic, variance factor x
 * mean). `random`: chance, and a day's own ups and downs (negative binomial, variance mean + factor x mean squared).
 */
export type Spread = {shape: 'steady' | 'random'; factor: number};

/** How well a spread explains the past: shares of 1. */
export type WeighedSpread = {spread: Spread; weight: number};

const STEADY_FACTORS = [0.004, 0.015, 0.05, 0.15, 0.45];
const RANDOM_FACTORS = [0, 0.006, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8];

export const SPREADS: readonly Spread[] = [
  ...STEADY_FACTORS.map(factor => ({shape: 'steady' as const, factor})),
  ...RANDOM_FACTORS.map(factor => ({shape: 'random' as const, factor})),
];

/** Worked out once: each past day asks for all of them. */
const LOG_GAMMA_OF_SIZE = new Map(RANDOM_FACTORS.map(factor => [factor, logGamma(1 / factor)]));

/** A steady count is a whole number all the same: its mean is not. */
const LEAST_VARIANCE = 0.03;
/** Of a steady count, so many days are one or a few runs off. */
const LOOSE_SHARE = 0.05;
const LOOSE_SCALE = 0.25;
/** A negative binomial this close to Poisson is one. */
const POISSON_EXCESS = 1e-4;

export function varianceOf({shape, factor}: Spread, mean: number): number {
  return shape === 'steady' ? Math.max(LEAST_VARIANCE, factor * mean) : mean + factor * mean * mean;
}

/** ln P(count). `logFactorial` is ln count!, the same for all shapes. */
export function logProbability(
  {shape, factor}: Spread,
  mean: number,
  count: number,
  logFactorial: number,
): number {
  if (shape === 'steady') {
    const scale = logisticScale(varianceOf({shape, factor}, mean));
    const away = Math.abs(count - mean);
    return Math.log(Math.max(1e-30, loose(0.5 - away, scale) - loose(-0.5 - away, scale)));
  }
  if (factor === 0) return count * Math.log(mean) - mean - logFactorial;
  const size = 1 / factor;
  return (
    logGamma(count + size) -
    (LOG_GAMMA_OF_SIZE.get(factor) ?? logGamma(size)) -
    logFactorial -
    size * Math.log1p(mean * factor) +
    count * Math.log((mean * factor) / (1 + mean * factor))
  );
}

/** P(0), of the spread that has this variance / mean. */
export function probabilityOfNone(mean: number, dispersion: number): number {
  if (dispersion < 1) return loose(0.5 - mean, logisticScale(Math.max(LEAST_VARIANCE, dispersion * mean)));
  return Math.exp(-mean * (dispersion > 1 + POISSON_EXCESS ? Math.log(dispersion) / (dispersion - 1) : 1));
}

/** P(at most the count) and P(at least the count). */
export type Tails = {low: number; high: number};

/** How alarms are shared between the sides: whether all has run is the question, so that most are for too few. */
export const SIDES = {low: 0.7, high: 0.3};

/** Of both sides: of a count at least as alarming. */
export function probabilityOf({low, high}: Tails): number {
  return Math.min(1, low / SIDES.low, high / SIDES.high);
}

/** With `extra` added to the variance: what is not known of the mean. */
export function tailsOf(spread: Spread, mean: number, count: number, extra: number): Tails {
  const variance = varianceOf(spread, mean) + extra;
  if (spread.shape === 'steady' && variance < mean) {
    const scale = logisticScale(variance);
    return {low: loose(count - mean + 0.5, scale), high: loose(mean - count + 0.5, scale)};
  }
  const excess = Math.max(variance - mean, POISSON_EXCESS * mean);
  const size = (mean * mean) / excess;
  const share = mean / (mean + excess);
  return {
    low: regularizedBeta(share, size, count + 1),
    high: count <= 0 ? 1 : regularizedBeta(1 - share, count, size),
  };
}

function logisticScale(variance: number): number {
  return Math.sqrt(3 * variance) / Math.PI;
}

function loose(away: number, scale: number): number {
  return (
    (1 - LOOSE_SHARE) * logistic(away / scale) + LOOSE_SHARE * logistic(away / Math.max(scale, LOOSE_SCALE))
  );
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
