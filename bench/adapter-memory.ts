/**
 * What reading an output takes of memory: `node FLAGS bench/adapter-memory.ts NAME FILE` reads a file as the collector reads a
 * pipe, piece by piece, and prints by how much the process grew at most, in MiB. The flags are the collector's own.
 */
import {openSync, readSync} from 'node:fs';
import {openingOf} from './adapter-context.ts';

const [name = '', file = ''] = process.argv.slice(2);
const {adapter, context} = openingOf(name);
const source = openSync(file, 'r');
const piece = Buffer.alloc(65_536);
const decoder = new TextDecoder();

const before = process.memoryUsage.rss();
const parser = adapter.open(context);
for (let length = readSync(source, piece); length > 0; length = readSync(source, piece))
  parser.write(decoder.decode(piece.subarray(0, length), {stream: true}));
const {runs, schedules, counts} = parser.end();
const most = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({
    grownMiB: most - before / 2 ** 20,
    found: runs.length + schedules.length + counts.length,
  }),
);
