/** Times between a key and what it shows. */
import {setTimeout as sleep} from 'node:timers/promises';
import type {Recorder, Seen} from './ui-recorder.ts';

/** `frameMs`: from the key to the last byte of its frame. `bytes`: all that came of it, until it was quiet. */
export type Press = {frameMs: number; bytes: number};

/** Pieces of one frame come closer together than this. */
const SAME_FRAME_MS = 2;
const DEADLINE_MS = 10_000;
/** A program that is behind with its keys may think for so long before it draws the last one. */
const BURST_QUIET_MS = 300;

/** From the start to the last byte of the first frame that is the program's whole screen. */
export async function measureStart(recorder: Recorder): Promise<number> {
  const {program, startedAt} = recorder;
  const isReady = (): string => String(program.isReady(recorder.screen()));
  const seen = await lookUntil(recorder, isReady, ({state}) => state === 'true');
  return (
    endOfFrame(
      seen,
      seen.findIndex(({state}) => state === 'true'),
    ) - startedAt
  );
}

/** Presses a key that must change the list: which rows are there, or which is selected. */
export async function measurePress(recorder: Recorder, key: string): Promise<Press> {
  const list = (): string => fingerprintList(recorder);
  const before = list();
  const sentAt = recorder.send(key);
  const seen = await lookUntil(recorder, list, ({state}) => state !== before);
  return {
    frameMs: endOfFrame(seen, findSettled(seen)) - sentAt,
    bytes: seen.reduce((sum, {bytes}) => sum + bytes, 0),
  };
}

export type Burst = {key: string; count: number; intervalMs: number};

/** Milliseconds from the last of many keys to the last byte that it showed. */
export async function measureBurst(recorder: Recorder, burst: Burst): Promise<number> {
  const sentAt = await sendBurst(recorder, burst);
  const seen = await recorder.look(() => fingerprintList(recorder), BURST_QUIET_MS);
  // All of it may have been drawn before the bench had the time to look.
  return Math.max(0, endOfFrame(seen, findSettled(seen)) - sentAt);
}

/** When the last one was sent. */
export async function sendBurst(recorder: Recorder, {key, count, intervalMs}: Burst): Promise<number> {
  const beganAt = performance.now();
  let sentAt = beganAt;
  for (let index = 0; index < count; index++) {
    await sleep(Math.max(0, beganAt + index * intervalMs - performance.now()));
    sentAt = recorder.send(key);
  }
  return sentAt;
}

/** Lets what is still being drawn come to its end. */
export async function settle(recorder: Recorder): Promise<void> {
  await recorder.look(() => '');
}

async function lookUntil(
  recorder: Recorder,
  probe: () => string,
  isFound: (seen: Seen) => boolean,
): Promise<Seen[]> {
  const deadline = performance.now() + DEADLINE_MS;
  const seen: Seen[] = [];
  while (!seen.some(isFound)) {
    if (performance.now() > deadline) {
      const shown = recorder.screen().join('\n');
      throw new Error(`${recorder.program.name} did not show what was waited for:\n${shown}`);
    }
    seen.push(...(await recorder.look(probe)));
  }
  return seen;
}

/** The first piece after which the list is as it stays. */
function findSettled(seen: readonly Seen[]): number {
  const last = seen.at(-1)?.state;
  return seen.findLastIndex(({state}) => state !== last) + 1;
}

function endOfFrame(seen: readonly Seen[], index: number): number {
  let end = seen[index]?.at ?? Number.NaN;
  for (const {at} of seen.slice(index + 1)) {
    if (at - end > SAME_FRAME_MS) break;
    end = at;
  }
  return end;
}

/** The left columns hold the names; what stands to their right may come later and is not what a key is about. */
function fingerprintList({program: {list}, cells}: Recorder): string {
  const rows = Array.from({length: list.toRow - list.fromRow + 1}, (_, index) => list.fromRow + index);
  return rows
    .map(row =>
      cells(row)
        .slice(0, list.columns)
        .map(({text, background, inverse}) => `${text}${inverse ? '!' : ''}${background ?? ''}`)
        .join(''),
    )
    .join('\n');
}
