/** The sections of the bench that are about learned schedules: protocol A on real and made jobs, and what learning costs. */
import {ARCHETYPES, SELDOM_ARCHETYPES} from './archetypes.ts';
import {tryBudgets} from './budgets.ts';
import {measureCost} from './cost.ts';
import {readCronJobs} from './cron-histories.ts';
import {readFlightJobs} from './flights.ts';
import {generateJobs} from './generator.ts';
import type {BenchJob} from './job-set.ts';
import type {BenchOptions} from './options.ts';
import type {Peer} from './peers.ts';
import {CRON_PEERS, FLIGHT_PEERS, SYNTHETIC_PEERS} from './peers.ts';
import {alertsOf} from './replay.ts';
import type {Score} from './score.ts';
import {addScores, f1, falseAlarmsAYear, scoreJob} from './score.ts';

const JOBS_EACH = 6;
const QUARTERLY_JOBS_EACH = 12;
const BUDGET_JOBS_EACH = 12;
const FLEETS = [100, 1000, 20_000];
const BUDGETS = [0.1, 1, 5];

export const cronSection = {
  name: 'cron',
  run({folder, seeds}: BenchOptions): void {
    title(`Six real cron histories, ${seeds.length} seeds (tuned on seeds 1 to 14)`);
    const groups = scoreAll(readCronJobs(folder, seeds));
    printTable(groups, CRON_PEERS);
    const blind = scoreAll(readCronJobs(folder, seeds, null));
    printRow('ours without holidays', [...blind.values()].flat(), groupMean(blind));
  },
};

export const flightSection = {
  name: 'flights',
  run({folder}: BenchOptions): void {
    title('Flights at Seattle, 985 flight numbers (tuned on the even half)');
    const odd = scoreAll(readFlightJobs(folder, 1));
    const even = scoreAll(readFlightJobs(folder, 0));
    header();
    for (const each of FLIGHT_PEERS) printPeer(each);
    printRow('ours, odd half', [...odd.values()].flat());
    printRow('ours, even half', [...even.values()].flat());
    printRow('ours, all', [...odd.values(), ...even.values()].flat());
  },
};

export const syntheticSection = {
  name: 'synthetic',
  run({seeds}: BenchOptions): void {
    const few = seeds.slice(0, 3);
    title(
      `Made jobs, ${JOBS_EACH} of each kind, two years, seeds ${few.join(', ')} (tuned on seeds 11 to 13)`,
    );
    const groups = scoreAll(few.flatMap(seed => generateJobs(seed, JOBS_EACH)));
    printTable(groups, SYNTHETIC_PEERS);
    const monthly = ARCHETYPES.filter(({isMonthly}) => isMonthly).flatMap(({name}) => groups.get(name) ?? []);
    printRow('ours, the monthly ones', monthly);
  },
};

/** Apart from the others: the reference learner knows no such jobs, and two years hold but a handful of their runs. */
export const quarterlySection = {
  name: 'quarterly',
  run({seeds}: BenchOptions): void {
    const few = seeds.slice(0, 3);
    title(
      `Quarterly jobs, ${QUARTERLY_JOBS_EACH} of each kind, from day 400 on, seeds ${few.join(', ')} (tuned on seed 11)`,
    );
    const jobs = few.flatMap(seed =>
      generateJobs(seed, QUARTERLY_JOBS_EACH, {archetypes: SELDOM_ARCHETYPES}),
    );
    printTable(scoreAll(jobs), []);
  },
};

export const budgetSection = {
  name: 'budget',
  run({seeds, folder}: BenchOptions): void {
    const few = seeds.slice(0, 1);
    title(`Budgets, false alarms a day of a fleet, seed ${few.join(', ')} (tuned on seed 11)`);
    const made = few.flatMap(seed => generateJobs(seed, BUDGET_JOBS_EACH, {eachInTurn: true}));
    printBudgets(`${made.length} made jobs`, made);
    if (folder !== '') {
      const real = readCronJobs(folder, seeds);
      printBudgets(`${real.length} jobs of six real histories`, real);
    }
  },
};

function printBudgets(name: string, jobs: readonly BenchJob[]): void {
  printCells(name, ['budget', 'expected', 'false', 'natural', 'F1', 'missing', 'late', 'told']);
  for (const {fleet, budget, expected, found, natural, score, toldShare} of tryBudgets(
    jobs,
    FLEETS,
    BUDGETS,
  )) {
    printCells(`  as of ${fleet} jobs`, [
      String(budget),
      expected.toFixed(2),
      found.toFixed(2),
      natural.toFixed(2),
      f1(score).toFixed(3),
      (score.found / Math.max(1, score.incidents)).toFixed(3),
      (score.lateFound / Math.max(1, score.late)).toFixed(3),
      `${(100 * toldShare).toFixed(0)} %`,
    ]);
  }
}

export const costSection = {
  name: 'cost',
  run({jobs}: BenchOptions): void {
    const cost = measureCost(jobs);
    const per = (ms: number): string => `${((ms / cost.jobs) * 1000).toFixed(0)} us a job`;
    const for20000 = (ms: number): string => `${((ms / cost.jobs) * 20).toFixed(1)} s for 20,000`;
    title(`Cost, ${cost.jobs} jobs x two years = ${cost.runs} runs, processor time`);
    console.log(
      `from scratch   ${per(cost.scratchMs)}, ${for20000(cost.scratchMs)}, ${(cost.scratchMs / cost.scanMs).toFixed(0)} x SQLite's scan of the rows`,
    );
    console.log(
      `one day more   ${per(cost.dayMs)}, ${for20000(cost.dayMs)}, ${(cost.dayMs / cost.dayScanMs).toFixed(0)} x SQLite's scan for that day`,
    );
    console.log(`state          ${cost.bytesAJob.toFixed(0)} bytes a job`);
  },
};

function scoreAll(jobs: readonly BenchJob[]): Map<string, Score[]> {
  const groups = new Map<string, Score[]>();
  for (const job of jobs) {
    const own = groups.get(job.group) ?? [];
    groups.set(job.group, own);
    own.push(scoreJob(job, alertsOf(job)));
  }
  return groups;
}

function title(text: string): void {
  console.log(`\n${text}`);
}

function header(): void {
  printCells('', ['missing', 'late', 'F1', 'job mean', 'false/yr', 'after end', 'missed', 'late runs']);
}

function printTable(groups: Map<string, Score[]>, peers: readonly Peer[]): void {
  header();
  for (const each of peers) printPeer(each);
  for (const [name, scores] of groups) printRow(`  ${name}`, scores);
  printRow('ours', [...groups.values()].flat(), groupMean(groups));
}

function groupMean(groups: Map<string, Score[]>): number {
  const scored = [...groups.values()].map(addScores).filter(({incidents, late}) => incidents + late > 0);
  return scored.reduce((total, score) => total + f1(score), 0) / scored.length;
}

function printRow(name: string, scores: readonly Score[], mean?: number): void {
  const score = addScores(scores);
  const {incidents, found, late, lateFound, afterEnd} = score;
  printCells(name, [
    incidents > 0 ? (found / incidents).toFixed(3) : '-',
    late > 0 ? (lateFound / late).toFixed(3) : '-',
    incidents + late > 0 ? f1(score).toFixed(3) : '-',
    mean === undefined ? '' : mean.toFixed(3),
    falseAlarmsAYear(score).toFixed(2),
    String(afterEnd),
    String(incidents),
    String(late),
  ]);
}

function printPeer({name, missRecall, lateRecall, f1: score, jobMean, alarms}: Peer): void {
  printCells(name, [missRecall, lateRecall, score, jobMean, alarms]);
}

function printCells(name: string, cells: readonly string[]): void {
  console.log((name.padEnd(36) + cells.map(cell => cell.padStart(10)).join('')).trimEnd());
}
