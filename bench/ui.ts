/**
 * The screen from outside: in a real terminal of 200x50, an environment with 10,000 jobs and 90 days of history, beside
 * visidata on the same rows, htop and Node.js itself, in turn in the same run: `npm run bench:ui [-- ROUNDS [PART]]`. A part
 * is named by how it begins: `starts`.
 *
 * Latency is from writing a key to the last byte of the frame that shows what it did to the list. Bytes are all that were
 * written until it was quiet. CPU time is that of the process in the terminal; ours has others behind it.
 */
import {execFileSync} from 'node:child_process';
import {availableParallelism, loadavg} from 'node:os';
import {fileURLToPath} from 'node:url';
import {measureCollecting} from './ui-collecting.ts';
import type {BenchFleet} from './ui-fleet.ts';
import {createBenchFleet, DAYS, JOBS, OTHERS} from './ui-fleet.ts';
import {measureIdle} from './ui-idle.ts';
import {measureKeys} from './ui-keys.ts';
import {htop, isInstalled, LAUNCHER, NODE, OWN, visidata} from './ui-programs.ts';
import {measureStarts} from './ui-starts.ts';
import {printTable} from './ui-table.ts';

const PARTS = {
  keys: measureKeys,
  'keys while collecting': measureCollecting,
  'what it costs to stand open': measureIdle,
  starts: measureStarts,
};

const rounds = Number(process.argv[2] ?? 10);
const [, , , chosenPart = ''] = process.argv;
const parts = Object.entries(PARTS).filter(([what]) => what.startsWith(chosenPart));
execFileSync(process.execPath, [fileURLToPath(new URL('../scripts/build.ts', import.meta.url))], {
  stdio: 'inherit',
});
const fleet = createBenchFleet(Date.now());
try {
  await run(fleet);
} finally {
  fleet.remove();
}

async function run({folder, config}: BenchFleet): Promise<void> {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_CACHE_HOME: folder,
    LC_ALL: 'C.UTF-8',
    TERM: 'xterm-256color',
  };
  console.log(`collecting ${OTHERS} small environments beside the large one`);
  execFileSync(process.execPath, [LAUNCHER, 'collect', '--quiet', '--config', config], {env});
  const others = [visidata(fleet), htop()].filter(program => {
    const isThere = isInstalled(program);
    if (!isThere) console.log(`not installed, so not compared with: ${program.name}`);
    return isThere;
  });
  const bench = {fleet, env, rounds, others: others.map(({name}) => name)};
  const lines = [];
  for (const [what, measure] of parts) {
    console.log(`measuring ${what}`);
    lines.push(...(await measure(bench)));
  }
  const [load = 0] = loadavg();
  console.log(`\nload average ${load.toFixed(1)} on ${availableParallelism()} processors`);
  console.log(`200x50, ${JOBS} jobs, ${DAYS} days, ${rounds} rounds; medians unless it says otherwise\n`);
  printTable([OWN, ...others.map(({name}) => name), NODE], lines);
}
