/**
 * How often is a run time called too long or too short although nothing is wrong, and is it told when something is? Simulated
 * jobs that run once a day, a fleet of a hundred (one false alarm of each kind a job-year is borne) and one of 20,000.
 */
import {lateAlarmsAYear, settleBudget} from '../../source/analysis/learning/budget.ts';
import {deriveDurations} from '../../source/analysis/learning/durations.ts';
import {createRandom} from '../../source/demo/random.ts';
import type {BenchOptions} from './options.ts';
import {sampleNormal} from './sampling.ts';

const DAYS = 430;
/** A month of history comes first. */
const FIRST_DAY = 30;
const JOBS_EACH = 60;
/** As the learner keeps them. */
const KEPT_RUNS = 40;
const FLEETS = [100, 20_000];

type RunTime = (day: number, random: () => number) => number;

const around = (seconds: number, spread: number, random: () => number): number =>
  seconds * Math.exp(spread * sampleNormal(random));

/** Seconds of the run of a day. */
const KINDS: Readonly<Record<string, RunTime>> = {
  'a tenth around ten minutes': (_, random) => around(600, 0.1, random),
  'a third around ten minutes': (_, random) => around(600, 0.3, random),
  'half to double': (_, random) => around(600, 0.6, random),
  'a third to three times': (_, random) => around(600, 1, random),
  'some seconds': (_, random) => around(3, 0.4, random),
  'ten minutes, on 15 % of the days an hour': (_, random) =>
    around(random() < 0.15 ? 3600 : 600, 0.1, random),
  'four times as long once a month': (day, random) => around(day % 30 === 0 ? 3600 : 900, 0.15, random),
  'one per cent more a week': (day, random) => around(600 * 1.01 ** (day / 7), 0.15, random),
  'twice as long from day 200 on': (day, random) => around(day >= 200 ? 1200 : 600, 0.15, random),
};

const STRANGE = [
  {name: 'x 3', times: 3},
  {name: 'x 10', times: 10},
  {name: ': 10', times: 0.1},
];

type Tally = {runs: number; long: number; short: number; told: number[]};

export const runTimeSection = {
  name: 'run-times',
  run({seeds}: BenchOptions): void {
    for (const fleet of FLEETS) {
      const alarms = lateAlarmsAYear(settleBudget('auto', fleet), fleet);
      console.log(
        `\nRun times, ${JOBS_EACH} jobs of each kind, ${alarms.toFixed(3)} false alarms of each kind a job-year borne (a fleet of ${fleet}), seed ${seeds[0]} (tuned on seed 11)`,
      );
      const heads = ['long/yr', 'short/yr', ...STRANGE.map(({name}) => name)];
      print('', heads);
      const random = createRandom(`run times ${seeds[0]}`);
      for (const [kind, runTime] of Object.entries(KINDS)) {
        const {runs, long, short, told} = tryKind(runTime, alarms, random);
        const aYear = (count: number): string => ((count / runs) * 365).toFixed(2);
        print(kind, [aYear(long), aYear(short), ...told.map(count => (count / runs).toFixed(2))]);
      }
    }
  },
};

function tryKind(runTime: RunTime, lateAlarms: number, random: () => number): Tally {
  const tally: Tally = {runs: 0, long: 0, short: 0, told: STRANGE.map(() => 0)};
  const starts = Array.from({length: KEPT_RUNS}, () => 24 * 60);
  for (let job = 0; job < JOBS_EACH; job++) {
    const durations: number[] = [];
    for (let day = 0; day < DAYS; day++) {
      const seconds = Math.round(runTime(day, random));
      const band =
        day < FIRST_DAY ? undefined : deriveDurations({durations, starts}, {lateAlarmsAYear: lateAlarms});
      if (band) {
        const isLong = (took: number): boolean => took * 1000 > band.longMs;
        const isShort = (took: number): boolean => took * 1000 < band.shortMs;
        tally.runs++;
        if (isLong(seconds)) tally.long++;
        if (isShort(seconds)) tally.short++;
        for (const [index, {times}] of STRANGE.entries())
          if (times > 1 ? isLong(seconds * times) : isShort(seconds * times))
            tally.told[index] = (tally.told[index] ?? 0) + 1;
      }
      durations.push(seconds);
      if (durations.length > KEPT_RUNS) durations.shift();
    }
  }
  return tally;
}

function print(name: string, cells: readonly string[]): void {
  console.log(name.padEnd(44) + cells.map(cell => cell.padStart(9)).join(''));
}
