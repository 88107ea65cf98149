/**
 * How long a one-shot command takes from a shell, as a ratio to `node -e 0` in the same run: `npm run bench:start [-- ROUNDS]`.
 * Builds a demo database once, then times whole processes in turn, so that a machine whose speed drifts does not matter.
 */
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const rounds = Number(process.argv[2] ?? 25);
const root = fileURLToPath(new URL('../', import.meta.url));
const launcher = path.join(root, 'bin', 'jobtrack-tui');
const directory = mkdtempSync(path.join(tmpdir(), 'jobtrack-bench-'));
const config = path.join(directory, 'demo', 'config.yaml');

const sqliteAlone = `import Database from 'better-sqlite3';
new Database(process.argv[1], {readonly: true}).prepare('SELECT count(*) FROM run').get();`;

const commands: Record<string, string[]> = {
  'node -e 0': ['-e', '0'],
  'better-sqlite3, one query': [
    '--input-type=module',
    '-e',
    sqliteAlone,
    path.join(directory, 'demo', 'jobtrack.db'),
  ],
  '--version': [launcher, '--version'],
  '--json --cached': [launcher, '--json', '--cached', '--config', config],
  '--json --cached, one environment': [
    launcher,
    '--json',
    '--cached',
    '--config',
    config,
    '--env',
    'prod-ldn',
  ],
  'today --cached': [launcher, 'today', '--cached', '--config', config],
};

try {
  execFileSync(process.execPath, [path.join(root, 'scripts', 'build.ts')], {stdio: 'inherit'});
  spawnSync(process.execPath, [launcher, 'demo', '--directory', path.dirname(config), '--quiet'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const times = new Map(Object.keys(commands).map(name => [name, [] as number[]]));
  for (let round = -2; round < rounds; round++) {
    for (const [name, args] of Object.entries(commands)) {
      const ms = timeProcess(args);
      if (round >= 0) times.get(name)?.push(ms);
    }
  }
  printTable(times);
} finally {
  rmSync(directory, {recursive: true, force: true});
}

function timeProcess(args: readonly string[]): number {
  const startedAt = performance.now();
  const {status, stderr} = spawnSync(process.execPath, args, {cwd: root, encoding: 'utf8'});
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - startedAt;
}

/** Ratios are taken round by round and their median shown: both sides of one ratio ran within the same moment. */
function printTable(times: ReadonlyMap<string, readonly number[]>): void {
  const floor = times.get('node -e 0') ?? [];
  console.log(
    `${rounds} rounds, medians\n${'command'.padEnd(36)}${'ms'.padStart(8)}${'x node -e 0'.padStart(14)}`,
  );
  for (const [name, own] of times) {
    const ratio = median(own.map((ms, i) => ms / (floor[i] ?? ms)));
    console.log(`${name.padEnd(36)}${median(own).toFixed(1).padStart(8)}${ratio.toFixed(2).padStart(14)}`);
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >>> 1] ?? Number.NaN;
}
