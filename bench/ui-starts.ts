/** From the start of a program to the last byte of its first whole screen. */
import {spawnSync} from 'node:child_process';
import {median} from './statistics.ts';
import {JOBS, OTHERS} from './ui-fleet.ts';
import {measureStart} from './ui-measures.ts';
import type {Bench, Program} from './ui-programs.ts';
import {htop, NODE, OWN, ownJobs, ownToday, visidata} from './ui-programs.ts';
import {openRecorder} from './ui-recorder.ts';
import type {Line} from './ui-table.ts';

/** The launcher learns what a start compiles, and files get into the cache. */
const WARM_UP_ROUNDS = 2;

/** By what was started: a time a round, in milliseconds. */
type Times = Record<string, number[]>;

/** Ours beside the first screen of the whole fleet. */
const SMALL = 'small';
const JOBS_SCREEN = 'jobs';

export async function measureStarts({fleet, env, rounds, others}: Bench): Promise<Line[]> {
  const compared = [visidata(fleet), htop()].filter(({name}) => others.includes(name));
  const starts: Record<string, () => Promise<number>> = {
    [OWN]: () => timeStart(ownToday(fleet), env),
    [SMALL]: () => timeStart(ownToday(fleet, true), env),
    [JOBS_SCREEN]: () => timeStart(ownJobs(fleet), env),
    [NODE]: async () => timeBare(env),
    ...Object.fromEntries(compared.map(program => [program.name, () => timeStart(program, env)])),
  };
  const times: Times = Object.fromEntries(Object.keys(starts).map(name => [name, []]));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const [name, start] of Object.entries(starts)) {
      const ms = await start();
      if (round >= 0) times[name]?.push(ms);
    }
  }
  return describeStarts(times);
}

function describeStarts(times: Times): Line[] {
  const {[JOBS_SCREEN]: jobs = [], [SMALL]: small = [], [OWN]: whole = [], ...others} = times;
  const describe = (what: string, own: readonly number[], ratioTo: string, target = ''): Line => ({
    what,
    values: {
      [OWN]: median(own),
      ...Object.fromEntries(Object.entries(others).map(([name, list]) => [name, median(list)])),
    },
    ratioTo,
    ratio: pairedRatio(own, others[ratioTo]),
    target,
  });
  const toNode = `7.5 x ${NODE} -e 0`;
  return [
    describe(`first whole screen: ${OTHERS} small environments, ms`, small, NODE, toNode),
    describe('', small, 'htop', '2.5 x htop'),
    describe(`first whole screen: with ${JOBS} jobs, ms`, whole, NODE, toNode),
    describe('', whole, 'htop', '2.5 x htop'),
    describe('first whole screen: the jobs themselves, ms', jobs, 'visidata'),
  ];
}

/** Both sides of one ratio ran within the same moment: a machine whose speed drifts does not matter. */
function pairedRatio(own: readonly number[], others: readonly number[] = []): number {
  return median(own.map((ms, round) => ms / (others[round] ?? Number.NaN)));
}

async function timeStart(program: Program, env: NodeJS.ProcessEnv): Promise<number> {
  const recorder = openRecorder(program, env);
  try {
    return await measureStart(recorder);
  } finally {
    await recorder.close();
  }
}

function timeBare(env: NodeJS.ProcessEnv): number {
  const startedAt = performance.now();
  spawnSync(process.execPath, ['-e', '0'], {env});
  return performance.now() - startedAt;
}
