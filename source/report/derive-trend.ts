/** The level shift of an environment's numbers, as a report tells it. */
import type {CountFacts} from '../analysis/counts/day-count.ts';
import type {Day} from '../domain/time.ts';
import {addDays} from '../domain/time.ts';
import {roundProbability} from './explain-numbers.ts';
import type {Trend} from './status-report.ts';

export function deriveTrend({day, numbers}: {day: Day; numbers?: CountFacts | undefined}): Trend | null {
  const shift = numbers?.shift;
  return shift ? tellShift(addDays(day, -shift.daysAgo), shift) : null;
}

export function tellShift(since: Day, {ratio, probability}: {ratio: number; probability: number}): Trend {
  return {since, change: Math.round((ratio - 1) * 100) / 100, probability: roundProbability(probability)};
}
