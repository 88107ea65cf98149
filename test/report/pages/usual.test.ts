import {describe, expect, test} from 'vitest';
import type {RunDuration} from '../../../source/domain/facts.ts';
import {MINUTE_MS} from '../../../source/domain/time.ts';
import {deriveUsualDuration} from '../../../source/report/pages/usual-duration.ts';
import {at} from '../../analysis/facts.ts';

const took = (...minutes: number[]): RunDuration[] =>
  minutes.map(minute => ({startedAt: at('02:00'), durationMs: minute * MINUTE_MS, status: 'succeeded'}));

describe('the usual duration', () => {
  test('is not known from four runs', () => {
    expect(deriveUsualDuration(took(1, 2, 3, 4))).toBeNull();
    expect(deriveUsualDuration()).toBeNull();
  });

  test('of five runs is their median and nearly their extremes', () => {
    expect(deriveUsualDuration(took(30, 10, 50, 20, 40))).toEqual({
      medianMs: 30 * MINUTE_MS,
      lowMs: 12 * MINUTE_MS,
      highMs: 48 * MINUTE_MS,
      sample: 5,
    });
  });

  test('leaves one run of twenty outside of its band', () => {
    const usual = deriveUsualDuration(took(...Array(39).fill(10), 600, 600));
    expect(usual).toMatchObject({medianMs: 10 * MINUTE_MS, highMs: 10 * MINUTE_MS, sample: 41});
  });
});
