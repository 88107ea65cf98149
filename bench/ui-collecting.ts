/** Keys while all environments are collected, and how long the event loop stands. */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {median, percentile} from './statistics.ts';
import {OTHERS} from './ui-fleet.ts';
import type {Press} from './ui-measures.ts';
import {measurePress, measureStart, settle} from './ui-measures.ts';
import type {Bench} from './ui-programs.ts';
import {OWN, ownJobs} from './ui-programs.ts';
import type {Recorder} from './ui-recorder.ts';
import {openRecorder} from './ui-recorder.ts';
import type {Line} from './ui-table.ts';

const PRESSES = 60;
const EVENT_LOOP = new URL('ui-event-loop.ts', import.meta.url);

export async function measureCollecting({fleet, env}: Bench): Promise<Line[]> {
  const log = path.join(fleet.folder, 'event-loop');
  const recorder = openRecorder(ownJobs(fleet, true), {
    ...env,
    NODE_OPTIONS: `--import=${EVENT_LOOP.href}`,
    EVENT_LOOP_LOG: log,
  });
  try {
    await measureStart(recorder);
    const toNow = createPhases(recorder, `${log}.${recorder.pid}`);
    const startMs = await toNow();
    for (let index = 0; index < PRESSES; index++) await measurePress(recorder, nextKey(recorder, index));
    const keysMs = await toNow();
    const presses = await pressWhileCollecting(recorder);
    const frames = presses.map(({frameMs}) => frameMs);
    const collectingMs = await toNow();
    return [
      {
        what: `${OTHERS} collected: key to its last byte, ms`,
        values: {[OWN]: median(frames)},
        target: '33',
      },
      {what: `${OTHERS} collected: 95th percentile, ms`, values: {[OWN]: percentile(frames, 95)}},
      {what: `${OTHERS} collected: keys measured meanwhile`, values: {[OWN]: presses.length}, digits: 0},
      {what: 'event loop stands at most, ms: pressing keys', values: {[OWN]: keysMs}, target: '20'},
      {what: '  pressing keys while collecting', values: {[OWN]: collectingMs}, target: '20'},
      {what: '  up to the first frame', values: {[OWN]: startMs}},
    ];
  } finally {
    await recorder.close();
  }
}

/** Selecting, scrolling and paging in turn. */
function nextKey({program: {keys}}: Recorder, index: number): string {
  return index % 5 === 4 ? keys.pageDown : keys.down;
}

async function pressWhileCollecting(recorder: Recorder): Promise<Press[]> {
  const isCollecting = (): boolean => recorder.screen()[0]?.includes('collecting') ?? false;
  recorder.send('R');
  while (!isCollecting()) await settle(recorder);
  const presses: Press[] = [];
  while (isCollecting() && presses.length < PRESSES) {
    presses.push(await measurePress(recorder, nextKey(recorder, presses.length)));
  }
  while (isCollecting()) await settle(recorder);
  return presses;
}

/** Each call ends a phase and answers with the longest stand in it, in milliseconds. */
function createPhases({kill}: Recorder, file: string): () => Promise<number> {
  let known = 0;
  return async () => {
    kill('SIGUSR2');
    for (;;) {
      const lines = readLines(file);
      if (lines.length > known) {
        known = lines.length;
        return Number(lines.at(-1));
      }
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  };
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
}
