import {describe, expect, test} from 'vitest';
import {logGamma, regularizedBeta} from '../../../source/analysis/counts/special-functions.ts';
import type {Spread} from '../../../source/analysis/counts/spread.ts';
import {
  logProbability,
  probabilityOf,
  probabilityOfNone,
  SPREADS,
  tailsOf,
  varianceOf,
} from '../../../source/analysis/counts/spread.ts';

/** Figures of scipy 1.17 (special.gammaln, special.betainc, stats.nbinom, stats.poisson). */
test.each([
  [0.5, 0.5723649429247],
  [1, 0],
  [2.5, 0.2846828704729192],
  [8, 8.525161361065415],
  [9.3, 11.25202238597915],
  [170.7, 705.0317053105747],
  [5000.2, 37584.329738323315],
])('ln gamma of %d is that of scipy', (x, expected) => {
  expect(logGamma(x)).toBeCloseTo(expected, 7);
});

test.each([
  [0.2, 2, 3, 0.1808],
  [0.5, 0.5, 0.5, 0.5],
  [0.9, 10, 1, 0.34867844010000004],
  [0.3, 1000.5, 2400, 0.7708949633772098],
  [0, 2, 3, 0],
  [1, 2, 3, 1],
])('the incomplete beta function at %d of %d and %d is that of scipy', (x, a, b, expected) => {
  expect(regularizedBeta(x, a, b)).toBeCloseTo(expected, 7);
});

test('a tail of a tiny probability is not lost in rounding', () => {
  expect(regularizedBeta(0.01, 40, 541) / 5.40058933809927e-21).toBeCloseTo(1, 6);
});

describe('tails', () => {
  test.each<[string, Spread, number, number, {low: number; high: number}]>([
    ['few of a bursty job', {shape: 'random', factor: 0.1}, 24, 10, {low: 0.04219414, high: 0.972}],
    ['many of a bursty job', {shape: 'random', factor: 0.1}, 24, 48, {low: 0.988, high: 0.0136975}],
    ['half of what chance alone gives', {shape: 'random', factor: 0}, 24, 12, {low: 0.0054, high: 0.997}],
  ])('%s', (_title, spread, mean, count, expected) => {
    const tails = tailsOf(spread, mean, count, 0);
    expect(tails.low).toBeCloseTo(expected.low, 2);
    expect(tails.high).toBeCloseTo(expected.high, 2);
  });

  test('one run fewer is no surprise where a scheduler decides; three are one', () => {
    const steady: Spread = {shape: 'steady', factor: 0.004};
    expect(tailsOf(steady, 20, 19, 0).low).toBeGreaterThan(0.005);
    expect(tailsOf(steady, 20, 17, 0).low).toBeLessThan(0.0005);
  });

  test.each(SPREADS)(
    'of $shape $factor overlap at the count itself and grow with what is not known',
    spread => {
      const {low, high} = tailsOf(spread, 30, 22, 0);
      expect(low + high).toBeGreaterThanOrEqual(1 - 1e-6);
      expect(tailsOf(spread, 30, 10, 100).low).toBeGreaterThan(tailsOf(spread, 30, 10, 0).low);
    },
  );
});

test.each(SPREADS)('the probabilities of $shape $factor add up to one', spread => {
  let sum = 0;
  for (let count = 0; count <= 400; count++) {
    sum += Math.exp(logProbability(spread, 20, count, logGamma(count + 1)));
  }
  expect(sum).toBeGreaterThan(0.99);
  expect(sum).toBeLessThan(1.01);
  expect(varianceOf(spread, 20)).toBeGreaterThan(0);
});

test.each([
  ['steady', 0.1, 0.01],
  ['Poisson', 1, Math.exp(-3)],
  ['negative binomial', 2.5, 0.16],
])('a day of three runs that are %s has none as often as it should', (_title, dispersion, expected) => {
  const none = probabilityOfNone(3, dispersion);
  if (dispersion >= 1) expect(none).toBeCloseTo(expected, 5);
  else expect(none).toBeLessThan(expected);
});

test('seven tenths of the alarms are for too few', () => {
  expect(probabilityOf({low: 0.007, high: 0.999})).toBeCloseTo(0.01, 10);
  expect(probabilityOf({low: 0.999, high: 0.003})).toBeCloseTo(0.01, 10);
  expect(probabilityOf({low: 0.9, high: 0.8})).toBe(1);
});
