/**
 * How fast adapters read: `npm run bench:adapters [-- --rows N --only NAME]` (default 100,000 rows). The time that reading an output takes
 * beside the least that it can take: JSON.parse of a document (of NDJSON, of each line), or a bare split of text into lines and of each line at its
 * delimiter.
 *
 * Each output is read in a process of its own, in the pieces in which a pipe brings it. The ratio is the median of pairs taken in turn: 1.00
 * is as fast as the floor, 0.25 a quarter as fast. The resident memory is the process's largest, with the output itself in it.
 */
import {spawnSync} from 'node:child_process';
import {parseArgs} from 'node:util';
import {z} from 'zod';
import {parseOutput} from '../source/adapters/parser.ts';
import {adapters} from '../source/adapters/registry.ts';
import {openZone} from '../source/domain/zone.ts';
import {OUTPUTS} from './adapter-outputs.ts';
import type {Output} from './adapter-rows.ts';
import {median} from './statistics.ts';

const CHUNK = 65_536;
const ROUNDS = 5;
const TARGET = 0.25;

const {values} = parseArgs({
  options: {rows: {type: 'string', default: '100000'}, only: {type: 'string'}, profile: {type: 'boolean'}},
});
const rows = Number(values.rows);

const LINE = String.raw`^(?<job>\S+) (?<status>\S+) (?<startedAt>\S+) (?<endedAt>\S+) (?<exitCode>\S+) (?<runKey>\S+)$`;

/** Options without which an adapter reads nothing. */
const GIVEN: Readonly<Record<string, object>> = {lines: {pattern: LINE}, rundeck: {projects: ['ops']}};

/** Results are kept for a moment, so that no work can be left out. */
let kept: unknown;

type Measured = {
  ratio: number;
  floorMs: number;
  readMs: number;
  residentMiB: number;
  bytes: number;
  found: number;
  rejected: number;
  floor: string;
};

function printTable(): void {
  console.log(
    `${'output'.padEnd(22)}${['MB', 'rows', 'floor ms', 'read ms', 'ratio', 'MiB'].map(word => word.padStart(10)).join('')}  floor`,
  );
  for (const name of Object.keys(OUTPUTS)) {
    const {stdout, stderr, status} = spawnSync(
      process.execPath,
      [import.meta.filename, '--rows', String(rows), '--only', name],
      {encoding: 'utf8'},
    );
    if (status !== 0) throw new Error(`${name}: ${stderr}`);
    const {ratio, floorMs, readMs, residentMiB, bytes, found, rejected, floor}: Measured = JSON.parse(stdout);
    const cells = [
      (bytes / 1e6).toFixed(1),
      String(found),
      floorMs.toFixed(0),
      readMs.toFixed(0),
      ratio.toFixed(2),
      residentMiB.toFixed(0),
    ];
    const marks = [ratio < TARGET ? `below ${TARGET}` : '', rejected > 0 ? `${rejected} rejected` : '']
      .filter(Boolean)
      .join(', ');
    console.log(
      `${name.padEnd(22)}${cells.map(cell => cell.padStart(10)).join('')}  ${floor}${marks === '' ? '' : `  (${marks})`}`,
    );
  }
}

function measure(name: string): Measured {
  const output = OUTPUTS[name]?.(rows);
  const adapter = adapters.get(name.split(' ')[0] ?? '');
  if (!output || !adapter) throw new RangeError(`there is no output "${name}"`);
  const given = GIVEN[adapter.name] ?? {};
  const context = {
    day: '2026-11-23',
    clock: {zone: openZone('Europe/London'), dayStartMs: 0},
    collectedAt: Date.UTC(2026, 10, 23, 23, 59),
    options: adapter.options(z).parse(given),
  };
  const chunks = cut(output.text);
  const read = () => {
    const parser = adapter.open(context);
    for (const chunk of chunks) parser.write(chunk);
    return parser.end();
  };
  const {runs, schedules, counts, rejectedCount: rejected} = parseOutput(adapter, output.text, context);
  const pairs = Array.from({length: ROUNDS}, () => [timeOf(() => readFloor(output)), timeOf(read)] as const);
  return {
    ratio: median(pairs.map(([floorMs, readMs]) => floorMs / readMs)),
    floorMs: median(pairs.map(([floorMs]) => floorMs)),
    readMs: median(pairs.map(([, readMs]) => readMs)),
    residentMiB: process.resourceUsage().maxRSS / 1024,
    bytes: output.text.length,
    found: runs.length + schedules.length + counts.length,
    rejected,
    floor: output.floor,
  };
}

/** As a pipe brings it. */
function cut(text: string): string[] {
  const flat = Buffer.from(text);
  return Array.from({length: Math.ceil(flat.length / CHUNK)}, (_, i) =>
    flat.toString('latin1', i * CHUNK, (i + 1) * CHUNK),
  );
}

function readFloor({text, floor, delimiter = ' '}: Output): unknown {
  if (floor === 'JSON.parse') return JSON.parse(text);
  const lines = text.split('\n');
  if (floor === 'split') return lines.map(line => line.split(delimiter));
  return lines.map(line => (line === '' ? undefined : JSON.parse(line)));
}

function timeOf(act: () => unknown): number {
  const startedAt = performance.now();
  kept = act();
  const took = performance.now() - startedAt;
  return kept === undefined ? Number.NaN : took;
}

if (values.only === undefined) printTable();
else console.log(JSON.stringify(measure(values.only)));
