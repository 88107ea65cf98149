/**
 * How fast adapters read, and what memory that takes: `npm run bench:adapters [-- --rows N --only NAME]` (default 100,000 rows).
 *
 * Beside the time that reading an output takes stands the least that it can take. Of JSON that is JSON.parse, with putting the
 * pieces of the pipe together. Of text there are two: a bare split into lines, which copies nothing, and a split into lines and
 * their cells, which is the least that a reader of cells does. 1.00 is as fast as that, 0.25 a quarter as fast. `objects` is the speed
 * of the bare split's that making the found objects alone would have, of values that are there already.
 *
 * Each output is read in a process of its own, with the collector's own limits of V8's young generation, in pieces as a pipe
 * brings them. Times are CPU time of the thread, medians of rounds in turn. Memory is that of another process, which reads the output
 * once from a file under all of the collector's limits: by how much it grew at most, and how many times the output that is.
 */
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {NODE_FLAGS} from '../source/collect/fork-process.ts';
import {openingOf} from './adapter-context.ts';
import {OUTPUTS} from './adapter-outputs.ts';
import type {Output} from './adapter-rows.ts';
import {median} from './statistics.ts';

const CHUNK = 65_536;
const ROUNDS = 7;
const TARGET = 0.25;

const {values} = parseArgs({
  options: {
    rows: {type: 'string', default: '100000'},
    only: {type: 'string'},
    /** Measures in this very process, and prints JSON. */
    here: {type: 'boolean', default: false},
  },
});
const rows = Number(values.rows);

/** Results are kept for a moment, so that no work can be left out. */
let kept: unknown;

type Times = {
  readMs: number;
  /** JSON.parse, or the split into cells. */
  floorMs: number;
  /** The bare split into lines, of text. */
  linesMs?: number;
  /** Making anew the objects that were found, of values that are there already: no byte is read for it. */
  objectsMs: number;
  found: number;
  rejected: number;
};

function printTable(names: readonly string[]): void {
  const heads = ['MB', 'found', 'floor ms', 'read ms', 'ratio', 'of lines', 'objects', 'MiB', 'times'];
  console.log(`${'output'.padEnd(22)}${heads.map(head => head.padStart(9)).join('')}  floor`);
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-adapters-'));
  try {
    for (const name of names) printRow(name, folder);
  } finally {
    rmSync(folder, {recursive: true});
  }
}

function printRow(name: string, folder: string): void {
  const output = outputOf(name);
  const file = path.join(folder, 'output');
  writeFileSync(file, output.text);
  const times: Times = JSON.parse(
    runNode(NODE_FLAGS.collection.slice(0, 1), import.meta.filename, [
      ...['--here', '--rows', String(rows), '--only', name],
    ]),
  );
  const memory = runNode(NODE_FLAGS.collection, path.join(import.meta.dirname, 'adapter-memory.ts'), [
    name,
    file,
  ]);
  const grownMiB: number = memory === '' ? Number.NaN : JSON.parse(memory).grownMiB;
  const {readMs, floorMs, linesMs, objectsMs, found, rejected} = times;
  const cells = [
    (output.text.length / 1e6).toFixed(1),
    String(found),
    floorMs.toFixed(0),
    readMs.toFixed(0),
    (floorMs / readMs).toFixed(2),
    linesMs === undefined ? '' : (linesMs / readMs).toFixed(2),
    linesMs === undefined ? '' : (linesMs / objectsMs).toFixed(2),
    grownMiB.toFixed(0),
    ((grownMiB * 2 ** 20) / output.text.length).toFixed(1),
  ];
  const marks = [
    floorMs / readMs < TARGET ? `below ${TARGET}` : '',
    rejected > 0 ? `${rejected} rejected` : '',
    memory === '' ? 'out of memory' : '',
  ].filter(Boolean);
  const note = marks.length === 0 ? '' : `  (${marks.join(', ')})`;
  console.log(`${name.padEnd(22)}${cells.map(cell => cell.padStart(9)).join('')}  ${output.floor}${note}`);
}

/** What a process prints; nothing when V8 ends it for want of memory. */
function runNode(flags: readonly string[], file: string, args: readonly string[]): string {
  const {stdout, stderr, status} = spawnSync(process.execPath, [...flags, file, ...args], {encoding: 'utf8'});
  if (status !== 0 && !stderr.includes('heap out of memory')) throw new Error(stderr);
  return stdout;
}

function outputOf(name: string): Output {
  const make = OUTPUTS[name];
  if (!make)
    throw new RangeError(`there is no output "${name}"; there are ${Object.keys(OUTPUTS).join(', ')}`);
  return make(rows);
}

function measure(name: string): Times {
  const output = outputOf(name);
  const {adapter, context} = openingOf(name);
  const chunks = cut(output.text);
  const whole = chunks.join('');
  const read = () => {
    const parser = adapter.open(context);
    for (const chunk of chunks) parser.write(chunk);
    return parser.end();
  };
  const {runs, schedules, counts, rejectedCount: rejected} = read();
  const copyFound = () =>
    [runs, schedules, counts].map(found => (found as readonly object[]).map(one => ({...one})));
  const rounds = Array.from({length: ROUNDS}, () => ({
    floorMs: timeOf(() => readFloor(output, whole, chunks)),
    linesMs: timeOf(() => whole.split('\n')),
    objectsMs: timeOf(copyFound),
    readMs: timeOf(read),
  }));
  return {
    readMs: median(rounds.map(({readMs}) => readMs)),
    floorMs: median(rounds.map(({floorMs}) => floorMs)),
    ...(output.floor === 'lines and cells' && {linesMs: median(rounds.map(({linesMs}) => linesMs))}),
    objectsMs: median(rounds.map(({objectsMs}) => objectsMs)),
    found: runs.length + schedules.length + counts.length,
    rejected,
  };
}

/** As a pipe brings it. */
function cut(text: string): string[] {
  const flat = Buffer.from(text);
  return Array.from({length: Math.ceil(flat.length / CHUNK)}, (_, i) =>
    flat.toString('latin1', i * CHUNK, (i + 1) * CHUNK),
  );
}

function readFloor({floor, delimiter = ' '}: Output, whole: string, chunks: readonly string[]): unknown {
  if (floor === 'JSON.parse') return JSON.parse(chunks.join(''));
  const lines = whole.split('\n');
  if (floor === 'lines and cells') return lines.map(line => line.split(delimiter));
  return lines.map(line => (line === '' ? undefined : JSON.parse(line)));
}

/** CPU time of this thread: other programs on the machine count for less in it. */
function timeOf(act: () => unknown): number {
  const before = process.threadCpuUsage();
  kept = act();
  const {user, system} = process.threadCpuUsage(before);
  return kept === undefined ? Number.NaN : (user + system) / 1000;
}

if (values.here && values.only !== undefined) console.log(JSON.stringify(measure(values.only)));
else printTable(values.only === undefined ? Object.keys(OUTPUTS) : [values.only]);
