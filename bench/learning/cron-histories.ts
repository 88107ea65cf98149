/**
 * Six real histories of cron jobs (see the README of the data folder): on top of what was really missed, 1% of the runs
 * are taken out and 1% delayed (5% of the monthly job), decided by a seed.
 */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {createRandom} from '../../source/demo/random.ts';
import {dayOff} from '../../source/domain/calendar.ts';
import type {Calendar} from '../../source/domain/expectation.ts';
import type {Day, EpochMs} from '../../source/domain/time.ts';
import {addDays, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS} from '../../source/domain/time.ts';
import {localMs, openZone} from '../../source/domain/zone.ts';
import {median} from '../statistics.ts';
import type {BenchJob, Truth} from './job-set.ts';
import {nyseCalendar} from './nyse-holidays.ts';

type History = {
  name: string;
  zone: string;
  from: Day;
  to: Day;
  /** Local times of day in minutes at which it is due on a date; empty = not due. */
  dueOn: (day: Day) => number[];
  lateMinutes: number;
  learningDays: number;
  /** How early and how late a run may be and still belong to its slot, in minutes. */
  early: number;
  within: number;
  injected: number;
};

const EVERY_3_HOURS = [0, 3, 6, 9, 12, 15, 18, 21].map(hour => hour * 60);
const EVERY_6_HOURS = [0, 6, 12, 18].map(hour => hour * 60);
const calendar = nyseCalendar(2017, 2027);

const daily = {lateMinutes: 60, learningDays: 56, early: 30, within: 1380, injected: 0.01, zone: 'UTC'};

const CRON_HISTORIES: readonly History[] = [
  {...daily, name: 'bonfy_daily', from: '2020-08-08', to: '2026-08-21', dueOn: () => [120]},
  {...daily, name: 'larsbijl_daily', from: '2020-11-17', to: '2026-08-20', dueOn: () => [19 * 60]},
  {
    ...daily,
    name: 'usstock_daily',
    from: '2021-02-01',
    to: '2026-08-21',
    dueOn: day => (dayOff(calendar, addDays(day, -1)) === undefined ? [0] : []),
  },
  {
    ...daily,
    name: 'thmsgbrt_3h',
    from: '2020-07-16',
    to: '2024-12-31',
    dueOn: () => EVERY_3_HOURS,
    early: 20,
    within: 170,
  },
  {
    ...daily,
    name: 'pypi_monthly',
    zone: 'Europe/Helsinki',
    from: '2020-03-01',
    to: '2026-04-01',
    dueOn: day => (day.endsWith('-01') ? [monthlyTime(day)] : []),
    lateMinutes: 120,
    learningDays: 200,
    early: 300,
    within: 6 * 1440,
    injected: 0.05,
  },
  {
    ...daily,
    name: 'tw93_6h',
    from: '2025-09-12',
    to: '2026-08-21',
    dueOn: () => EVERY_6_HOURS,
    early: 20,
    within: 340,
  },
];

/** It was moved twice. */
function monthlyTime(day: Day): number {
  if (day < '2021-11') return 17 * 60 + 25;
  return day < '2024-10' ? 11 * 60 + 10 : 9 * 60 + 30;
}

/** `given` is the calendar that the learner is told of; null for none. */
export function readCronJobs(
  folder: string,
  seeds: readonly number[],
  given: Calendar | null = calendar,
): BenchJob[] {
  return CRON_HISTORIES.flatMap(history => {
    const {slots, extra} = readHistory(folder, history);
    const usual = usualTimes(slots);
    return seeds.map(seed => inject(history, slots, usual, extra, seed, given));
  });
}

function readHistory(folder: string, history: History): {slots: Truth[]; extra: EpochMs[]} {
  const zone = openZone(history.zone);
  const due: EpochMs[] = [];
  for (let day = history.from; day <= history.to; day = addDays(day, 1))
    for (const minutes of history.dueOn(day)) due.push(zone.toInstant(localMs(day, minutes * MINUTE_MS)));
  const file = path.join(folder, 'cron', `${history.name}.csv`);
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const runs = lines
    .map(line => Number(line.split(',')[0]) * SECOND_MS)
    .filter(at => at >= (due[0] ?? 0) - 60 * MINUTE_MS)
    .sort((a, b) => a - b);
  return assign(due, runs, history);
}

/** To each slot the first run from a little before it until its end or the next slot. */
function assign(
  due: readonly EpochMs[],
  runs: readonly EpochMs[],
  {early, within}: History,
): {slots: Truth[]; extra: EpochMs[]} {
  const used = new Set<number>();
  let next = 0;
  const slots = due.map((dueAt, index) => {
    const from = dueAt - early * MINUTE_MS;
    const following = (due[index + 1] ?? Number.POSITIVE_INFINITY) - early * MINUTE_MS;
    const until = Math.min(dueAt + within * MINUTE_MS, following);
    while ((runs[next] ?? Number.POSITIVE_INFINITY) < from) next++;
    const run = runs[next];
    if (run === undefined || run >= until) return {dueAt, startedAt: undefined, isInjected: false};
    used.add(next);
    return {dueAt, startedAt: run, isInjected: false};
  });
  return {slots, extra: runs.filter((_, index) => !used.has(index))};
}

/** When each slot usually runs: due, plus the median lateness of the fifteen runs before it. */
function usualTimes(slots: readonly Truth[]): EpochMs[] {
  const lateness: number[] = [];
  return slots.map(({dueAt, startedAt}) => {
    const usual = lateness.length > 0 ? middle(lateness.slice(-15)) : 0;
    if (startedAt !== undefined) lateness.push(startedAt - dueAt);
    return dueAt + Math.max(0, usual);
  });
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

function inject(
  history: History,
  slots: readonly Truth[],
  usual: readonly EpochMs[],
  extra: EpochMs[],
  seed: number,
  given: Calendar | null,
): BenchJob {
  const random = createRandom(`${history.name} ${seed}`);
  const gapMs = median(slots.slice(1).map(({dueAt}, index) => dueAt - (slots[index]?.dueAt ?? 0)));
  const changed = slots.map(({startedAt}, index): Truth => {
    const dueAt = usual[index] ?? 0;
    const fate = startedAt === undefined ? 1 : random();
    if (startedAt === undefined || fate < history.injected)
      return {dueAt, startedAt: undefined, isInjected: true};
    if (fate >= 2 * history.injected) return {dueAt, startedAt, isInjected: false};
    const most = gapMs > 200 * MINUTE_MS ? Math.min(6 * HOUR_MS, gapMs * 0.8) : 150 * MINUTE_MS;
    return {
      dueAt,
      startedAt: startedAt + HOUR_MS + Math.round(random() * (most - HOUR_MS)),
      isInjected: true,
    };
  });
  return {
    name: `${history.name} ${seed}`,
    group: history.name,
    context: {clock: {zone: openZone(history.zone), dayStartMs: 0}, calendar: given ?? undefined},
    slots: changed,
    extra,
    evaluatedFrom: (slots[0]?.dueAt ?? 0) + history.learningDays * DAY_MS,
    lateMs: history.lateMinutes * MINUTE_MS,
    gapMs,
    endsAt: (changed.at(-1)?.dueAt ?? 0) + 14 * DAY_MS,
  };
}
