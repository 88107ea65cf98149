/**
 * Collecting, end to end, against `parallel -j 32` and `xargs -P 32` into `sqlite3 .import`, in the same run and interleaved.
 *
 *   node bench/collect.ts [rounds]
 *
 * Ours is one call of `collect` from a running program: it forks the bundled collector, runs every command, parses, and
 * writes runs, daily totals, run history and evidence, a transaction a source. Theirs puts the same lines into one bare
 * table in one transaction, so the ratio holds everything that the product does beyond moving bytes.
 */
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {enableCompileCache} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import type * as Collecting from '../source/collect/collect.ts';
import type {CollectionTask, PeakResident} from '../source/collect/collection-task.ts';

const CONCURRENCY = 32;
const DAY = '2026-11-23';
const CASES = [
  {environments: 200, lines: 1000, target: 1.4},
  {environments: 1000, lines: 50, target: 1.15},
];
const TARGET_RESIDENT_MIB = 90;

type Case = (typeof CASES)[number];
type Round = {oursMs: number; parallelMs?: number; xargsMs?: number; peak: PeakResident};

const rounds = Number(process.argv[2] ?? 5);
const missing = ['parallel', 'xargs', 'sqlite3'].filter(program => spawnSync(program, ['--version']).error);
if (missing.length > 0) console.log(`not installed, so not compared with: ${missing.join(', ')}`);

// As the installed program does: the collector's code is compiled once, not at each start.
enableCompileCache();
const {collect} = await importBundle();
const folder = mkdtempSync(join(tmpdir(), 'jobtrack-bench-'));
try {
  for (const size of CASES) await measure(size);
} finally {
  rmSync(folder, {recursive: true, force: true});
}

async function measure(size: Case): Promise<void> {
  const files = writeAnswers(size);
  const results: Round[] = [];
  // The first round warms the page cache for all of them and does not count.
  for (let round = 0; round <= rounds; round++) {
    const result = await runRound(size, files);
    if (round > 0) results.push(result);
  }
  printCase(size, results);
}

async function runRound(size: Case, files: readonly string[]): Promise<Round> {
  const {ms: oursMs, peak} = await timeOurs(size, files);
  const hasImport = !missing.includes('sqlite3');
  const parallelMs =
    hasImport && !missing.includes('parallel')
      ? timeImport(size, files, `parallel --will-cite -j ${CONCURRENCY} cat`)
      : undefined;
  const xargsMs =
    hasImport && !missing.includes('xargs')
      ? timeImport(
          size,
          files, // Not into one pipe: unlike parallel, xargs mixes the lines of answers longer than the pipe's atomic 4 KiB.
          `xargs -P ${CONCURRENCY} -I @ sh -c 'cat @ > @.out'; cat *.out`,
        )
      : undefined;
  return {oursMs, parallelMs, xargsMs, peak};
}

async function timeOurs(size: Case, files: readonly string[]): Promise<{ms: number; peak: PeakResident}> {
  const path = join(folder, 'ours.db');
  const tasks = files.map((file, index) => toTask(`env-${index}`, file));
  const began = performance.now();
  const report = await collect({database: {path}, concurrency: CONCURRENCY, tasks});
  const ms = performance.now() - began;
  const rows = report.tasks.reduce((sum, task) => sum + task.rows, 0);
  if (report.failure || rows !== size.environments * size.lines) {
    throw new Error(
      `collected ${rows} rows: ${report.failure?.message ?? report.tasks.find(task => task.error)?.error}`,
    );
  }
  removeDatabase(path);
  return {ms, peak: report.peakResidentBytes ?? {}};
}

function timeImport(size: Case, files: readonly string[], runAll: string): number {
  const path = join(folder, 'theirs.db');
  const list = files.join('\n');
  const columns = 'job,run_key,status,started_at,ended_at,exit_code';
  const script = `{ ${runAll}; } | sqlite3 -csv '${path}' 'CREATE TABLE run(${columns})' '.import /dev/stdin run'`;
  const began = performance.now();
  execFileSync('/bin/sh', ['-c', script], {cwd: folder, input: list, stdio: ['pipe', 'ignore', 'inherit']});
  const ms = performance.now() - began;
  const rows = Number(execFileSync('sqlite3', [path, 'SELECT count(*) FROM run']));
  if (rows !== size.environments * size.lines) throw new Error(`${runAll}: ${rows} rows imported`);
  removeDatabase(path);
  execFileSync('find', [folder, '-name', '*.out', '-delete']);
  return ms;
}

function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, {force: true});
}

function toTask(environment: string, file: string): CollectionTask {
  return {
    environment,
    source: 'csv',
    adapter: 'csv',
    options: {columns: ['job', 'runKey', 'status', 'startedAt', 'endedAt', 'exitCode']},
    businessDay: DAY,
    timezone: 'UTC',
    dayStartMs: 0,
    command: {file: 'cat', args: [file], env: {}},
    timeoutMs: 60_000,
    maxOutputBytes: 64 * 2 ** 20,
    okExitCodes: [],
    retries: 0,
    retryDelayMs: 0,
    retiresSchedules: false,
    freshAfter: Date.now(),
  };
}

/** One file an environment: `batch/JOB_0007,7,succeeded,2026-11-23T00:02:31Z,2026-11-23T00:04:31Z,0`. */
function writeAnswers({environments, lines}: Case): string[] {
  const start = Date.parse(`${DAY}T00:00:00Z`);
  const instant = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
  const text = Array.from({length: lines}, (_, line) => {
    const startedAt = start + line * 61_000;
    const status = line % 50 === 0 ? 'failed,' : 'succeeded,';
    const job = `batch/JOB_${String(line % 400).padStart(4, '0')}`;
    return `${job},${line},${status}${instant(startedAt)},${instant(startedAt + 120_000)},${line % 50 === 0 ? 1 : 0}\n`;
  }).join('');
  return Array.from({length: environments}, (_, index) => {
    const file = join(folder, `${environments}-${index}.csv`);
    writeFileSync(file, text);
    return file;
  });
}

/** The collector as it is installed: bundled, beside the module that forks it. */
async function importBundle(): Promise<typeof Collecting> {
  const outdir = fileURLToPath(new URL('../node_modules/.cache/jobtrack-bench/', import.meta.url));
  mkdirSync(outdir, {recursive: true});
  const source = (path: string): string =>
    fileURLToPath(new URL(`../source/collect/${path}`, import.meta.url));
  await build({
    entryPoints: {collect: source('collect.ts'), collector: source('collector-process.ts')},
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node26',
    minifySyntax: true,
    external: ['better-sqlite3'],
    banner: {
      js: "import {createRequire as createBundleRequire} from 'node:module';const require=createBundleRequire(import.meta.url);",
    },
  });
  return import(join(outdir, 'collect.js'));
}

function printCase({environments, lines, target}: Case, results: readonly Round[]): void {
  const ratios = results.map(({oursMs, parallelMs}) => oursMs / (parallelMs ?? Number.NaN));
  const xargsRatios = results.map(({oursMs, xargsMs}) => oursMs / (xargsMs ?? Number.NaN));
  const peakOf = (process: keyof PeakResident): string =>
    (Math.max(...results.map(({peak}) => peak[process] ?? Number.NaN)) / 2 ** 20).toFixed(0);
  console.log(
    `\n${environments} environments x ${lines} lines, concurrency ${CONCURRENCY}, median of ${results.length} rounds`,
  );
  console.table({
    'jobtrack-tui': {
      ms: formatMedian(
        results.map(({oursMs}) => oursMs),
        0,
      ),
    },
    'parallel + sqlite3 .import': {
      ms: formatMedian(
        results.map(({parallelMs}) => parallelMs ?? Number.NaN),
        0,
      ),
      'our ratio': `${formatMedian(ratios, 2)} (target ${target})`,
    },
    'xargs + sqlite3 .import': {
      ms: formatMedian(
        results.map(({xargsMs}) => xargsMs ?? Number.NaN),
        0,
      ),
      'our ratio': formatMedian(xargsRatios, 2),
    },
  });
  console.log(
    `peak resident memory: ${peakOf('commands')} MiB the process that starts commands, ${peakOf('collection')} MiB the one that parses and stores (target ${TARGET_RESIDENT_MIB})`,
  );
}

function formatMedian(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined || Number.isNaN(middle) ? 'not measured' : middle.toFixed(digits);
}
