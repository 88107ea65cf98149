/**
 * Simulated daily counts, as the benchmark's protocol describes them: 0.4 to 3,000 runs a day, weekday shapes, month
 * ends, holidays, a trend of up to 25 % a year, some series on which nothing runs on 15 % of the days.
 */
import type {DayShape} from '../../source/analysis/counts/day-shape.ts';
import {shapeDays} from '../../source/analysis/counts/day-shape.ts';
import {createRandom} from '../../source/demo/random.ts';
import type {Calendar} from '../../source/domain/expectation.ts';
import {toDayNumber} from '../../source/domain/time.ts';
import {sampleNegativeBinomial, sampleNormal, samplePoisson} from './sampling.ts';

export type SimulatedSeries = {
  name: string;
  /** `steady`: a scheduler decides; `chance`: Poisson; `bursty`: a day's own ups and downs on top. */
  kind: 'steady' | 'chance' | 'bursty';
  /** Nothing runs on 15 % of the days. */
  isIdleAtTimes: boolean;
  counts: number[];
  shapes: readonly DayShape[];
  /** What each day was drawn from. */
  truths: readonly TrueDay[];
};

/** `size` is that of a bursty day (variance = mean + mean^2 / size); `idleShare` the probability that nothing runs, whatever the mean. */
export type TrueDay = {kind: SimulatedSeries['kind']; mean: number; size: number; idleShare: number};

const FIRST_DAY = toDayNumber('2023-01-02');
const LEVELS = [0.4, 1, 3, 8, 24, 96, 400, 3000];
const IDLE_SHARE = 0.15;
/** Where a scheduler decides, one run is missing on one day in fifty. */
export const ONE_LESS_SHARE = 0.02;
const PATTERNS = ['flat', 'weekdays', 'low weekend', 'odd'] as const;

export function simulateSeries(
  seed: number,
  {series = 240, days = 500, calendar}: {series?: number; days?: number; calendar: Calendar},
): SimulatedSeries[] {
  const shapes = shapeDays(FIRST_DAY, days, calendar);
  return Array.from({length: series}, (_, index) => simulateOne(`counts ${seed} ${index}`, index, shapes));
}

function simulateOne(key: string, index: number, shapes: readonly DayShape[]): SimulatedSeries {
  const random = createRandom(key);
  const choose = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
  const level = (LEVELS[index % LEVELS.length] ?? 1) * Math.exp(0.2 * sampleNormal(random));
  const pattern = choose(PATTERNS);
  const factors = weekdayFactors(pattern, random);
  const trend = 0.5 * random() - 0.25;
  const hasMonthEnd = random() < 0.4;
  const monthEnd = {factor: 1.4 + 1.6 * random(), edges: random() < 0.5 ? [-1] : [1, -1]};
  const holidayFactor = random() < 0.6 ? choose([0, 0.1, 0.3]) : 1;
  const isIdleAtTimes = random() < 0.15;
  const kind = chooseKind(random());
  const size = choose([4, 10, 40]);
  const truths = shapes.map(({weekday, isHoliday, monthEdge}, day): TrueDay => {
    const special =
      (hasMonthEnd && monthEnd.edges.includes(monthEdge) ? monthEnd.factor : 1) *
      (isHoliday ? holidayFactor : 1);
    const mean = level * (factors[weekday] ?? 1) * (1 + (trend * day) / 365) * special;
    return {kind, mean, size, idleShare: isIdleAtTimes ? IDLE_SHARE : 0};
  });
  const counts = truths.map(truth => {
    const count = sampleCount(truth, random);
    return isIdleAtTimes && random() < IDLE_SHARE ? 0 : count;
  });
  return {name: `${pattern} ${kind}`, kind, isIdleAtTimes, counts, shapes, truths};
}

function chooseKind(draw: number): SimulatedSeries['kind'] {
  if (draw < 0.35) return 'steady';
  return draw < 0.65 ? 'chance' : 'bursty';
}

function weekdayFactors(pattern: (typeof PATTERNS)[number], random: () => number): number[] {
  if (pattern === 'odd') return Array.from({length: 7}, () => 0.4 + 1.2 * random());
  const weekend = pattern === 'weekdays' ? 0 : pattern === 'flat' ? 1 : undefined;
  return Array.from({length: 7}, (_, weekday) =>
    weekday === 0 || weekday === 6 ? (weekend ?? 0.1 + 0.5 * random()) : 1,
  );
}

function sampleCount({kind, mean, size}: TrueDay, random: () => number): number {
  if (kind === 'chance') return samplePoisson(mean, random);
  if (kind === 'bursty') return sampleNegativeBinomial(mean, size, random);
  return Math.max(0, Math.round(mean) - (random() < ONE_LESS_SHARE ? 1 : 0));
}
