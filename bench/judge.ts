/**
 * What judging a business day costs, beside touching the same runs once: `npm run bench:judge [-- JOBS]` (default 10,000).
 * One job in a hundred slots has no run, so that evidence is looked up as well. No database: this is the pure part.
 */

import type {DayFacts} from '../source/analysis/day-facts.ts';
import {judgeEnvironment} from '../source/report/judge-environment.ts';
import {at, collection, environment, evidence, expectation, facts, run} from '../test/analysis/facts.ts';

const jobs = Number(process.argv[2] ?? 10_000);

type Case = {title: string; expressions: number; slotsADay: number; expressionOf: (i: number) => string};

const CASES: readonly Case[] = [
  {title: 'every 5 minutes, one schedule', expressions: 1, slotsADay: 288, expressionOf: () => '*/5 * * * *'},
  {
    title: 'every 5 minutes, five schedules',
    expressions: 5,
    slotsADay: 288,
    expressionOf: i => `${i}-59/5 * * * *`,
  },
  {title: 'daily, one schedule', expressions: 1, slotsADay: 1, expressionOf: () => '0 2 * * *'},
  {title: 'daily, sixty schedules', expressions: 60, slotsADay: 1, expressionOf: i => `${i} 2 * * *`},
];

console.log(
  `${jobs} jobs\n${'case'.padEnd(34)}${'slots'.padStart(10)}${'ms'.padStart(8)}${'us/slot'.padStart(10)}${'x scan'.padStart(9)}`,
);
for (const example of CASES) measure(example);

function measure(example: Case): void {
  const day = createDay(example);
  const judged = median(() => judgeEnvironment(day, at('23:59:30')).tally.expected);
  const scanned = median(() => scan(day));
  const slots = judgeEnvironment(day, at('23:59:30')).tally.expected;
  const cells = [
    String(slots),
    judged.toFixed(0),
    ((judged / slots) * 1000).toFixed(2),
    (judged / scanned).toFixed(1),
  ];
  console.log(
    example.title.padEnd(34) + cells.map((cell, i) => cell.padStart([10, 8, 10, 9][i] ?? 0)).join(''),
  );
}

function createDay({expressions, slotsADay, expressionOf}: Case): DayFacts {
  const expectations = [];
  const runs = [];
  for (let i = 0; i < jobs; i++) {
    const job = `job${i}`;
    const minute = i % expressions;
    const timing = {kind: 'cron', timezone: 'Europe/London', policy: 'debian-cron'} as const;
    expectations.push(expectation({job, timing: {...timing, expression: expressionOf(minute)}}));
    for (let slot = 0; slot < slotsADay; slot++) {
      if ((i + slot) % 100 === 99) continue;
      const startedAt = at(slotsADay === 1 ? '02:00' : '00:00') + (slot * 5 + minute) * 60_000 + 2000;
      runs.push(run({job, runKey: `${i}.${slot}`, startedAt, endedAt: startedAt + 30_000}));
    }
  }
  return facts({
    environment: environment({expectations}),
    runs,
    evidence: [evidence(collection({startedAt: at('23:59')}))],
  });
}

/** The floor: every run once. */
function scan({runs}: DayFacts): number {
  let seconds = 0;
  for (const own of runs.values())
    for (const {startedAt = 0, endedAt = 0} of own) seconds += endedAt - startedAt;
  return seconds;
}

function median(act: () => unknown): number {
  const times = Array.from({length: 5}, () => {
    const startedAt = performance.now();
    act();
    return performance.now() - startedAt;
  });
  return times.sort((a, b) => a - b)[2] ?? Number.NaN;
}
