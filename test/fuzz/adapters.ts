/**
 * Mutated outputs for every adapter: none may throw, hang, or let a control character through.
 * `npm run fuzz:adapters [-- --seed N --count M]`; `--only NUMBER` repeats one and prints its text.
 *
 * Each input is read in a worker. One that has not moved on for `PATIENCE_MS` hangs: it is reported, and the next begins after it.
 */
import {parseArgs} from 'node:util';
import {Worker} from 'node:worker_threads';
import {readFixtureCases} from '../adapters/fixture-cases.ts';
import type {FuzzFailure, FuzzTask} from './fuzz-worker.ts';

const PATIENCE_MS = 20_000;
/** A worker that has not begun still loads the adapters, which a busy machine may take long for. */
const START_PATIENCE_MS = 300_000;
const LOADING = -1;
const LOOK_MS = 1000;
const MOST_FAILURES = 20;

const {values} = parseArgs({
  options: {
    seed: {type: 'string', default: '1'},
    count: {type: 'string', default: '100000'},
    only: {type: 'string'},
  },
});
const seed = Number(values.seed);
const first = values.only === undefined ? 0 : Number(values.only);
const last = values.only === undefined ? Number(values.count) : first + 1;

const failures: FuzzFailure[] = [];
const beganAt = performance.now();
for (let from = first; from < last && failures.length < MOST_FAILURES; ) from = await runFrom(from);
report();

/** Resolves with the number to go on with. */
async function runFrom(from: number): Promise<number> {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  Atomics.store(progress, 0, LOADING);
  const task: FuzzTask = {seed, from, to: last, progress, isShown: values.only !== undefined};
  const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: {maxOldGenerationSizeMb: 600},
  });
  worker.on('message', (failure: FuzzFailure) => {
    failures.push(failure);
    if (failures.length >= MOST_FAILURES) void worker.terminate();
  });
  let crash = '';
  worker.on('error', error => {
    crash = String(error);
  });
  const watch = watchProgress(progress, number => {
    crash = 'it hangs: no answer in time';
    console.error(`number ${number} hangs`);
    void worker.terminate();
  });
  await new Promise(resolve => worker.once('exit', resolve));
  clearInterval(watch);
  const reached = Math.max(from, Atomics.load(progress, 0));
  if (crash !== '') failures.push({number: reached, adapter: '?', fixture: '?', problem: crash, text: ''});
  return reached + 1;
}

function watchProgress(progress: Int32Array, onHang: (number: number) => void): NodeJS.Timeout {
  let seen = -1;
  let sinceMs = 0;
  return setInterval(() => {
    const number = Atomics.load(progress, 0);
    sinceMs = number === seen ? sinceMs + LOOK_MS : 0;
    seen = number;
    if (sinceMs >= (number === LOADING ? START_PATIENCE_MS : PATIENCE_MS)) onHang(number);
  }, LOOK_MS);
}

function report(): void {
  for (const {number, adapter, fixture, problem, text} of failures)
    console.error(
      `number ${number} (${adapter}/${fixture}): ${problem}\n  ${JSON.stringify(text).slice(0, 400)}`,
    );
  const cases = readFixtureCases();
  const adapters = new Set(cases.map(({adapter}) => adapter.name)).size;
  const seconds = Math.round((performance.now() - beganAt) / 1000);
  console.log(
    `seed ${seed}: ${last - first} mutations of ${cases.length} outputs of ${adapters} adapters in ${seconds} s, ${failures.length} failures`,
  );
  if (failures.length > 0) process.exitCode = 1;
}
