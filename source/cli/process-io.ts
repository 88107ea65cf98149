/** This process's streams, environment and platform as `Io`. */
import {fstatSync, writeSync} from 'node:fs';
import {homedir} from 'node:os';
import process from 'node:process';
import {errorMessage, JobtrackError} from '../domain/errors.ts';
import {hostZoneName} from '../domain/zone.ts';
import type {Io} from './context.ts';

export function openProcessIo(): Io {
  const {env, platform} = process;
  const canDraw = env.TERM !== 'dumb';
  const output = isDevice(1) ? process.stdout : undefined;
  return {
    write,
    say,
    readInput,
    isTerminal: output?.isTTY === true && canDraw,
    columns: output?.columns ?? 80,
    get isInputTerminal() {
      return isDevice(0) && process.stdin.isTTY === true;
    },
    get isTalkTerminal() {
      return isDevice(2) && process.stderr.isTTY === true && canDraw;
    },
    hasUnicode: hasUnicode(env, platform),
    env,
    home: homedir(),
    platform,
    workingDirectory: process.cwd(),
    uid: process.getuid?.(),
    wallClock: Date.now,
    get hostTimezone() {
      return hostZoneName();
    },
  };
}

/** A terminal is one. To ask `process.stdout` itself loads streams and sockets, a tenth of a short run. */
function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    // It was closed before we started.
    return false;
  }
}

/** Straight to the descriptor; what a full pipe that someone made non-blocking does not take goes by the stream, which waits. */
async function write(text: string): Promise<void> {
  let rest = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return writeToStream(rest);
    if (!isPipeClosed(error)) throw unwritable(error);
  }
}

function writeToStream(bytes: Buffer): Promise<void> {
  // What cannot be written is told to whoever writes; without a listener it would end the process with a stack trace.
  process.stdout.on('error', () => {});
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, error => {
      if (!error || isPipeClosed(error)) resolve();
      else reject(unwritable(error));
    });
  });
}

function say(text: string): void {
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {});
  process.stderr.write(text);
}

function unwritable(error: unknown): JobtrackError {
  return new JobtrackError(`standard output cannot be written: ${errorMessage(error)}`, {cause: error});
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** A reader that has seen enough (`| head`) closes the pipe: that is no failure of ours. Later writes meet a stream that is gone. */
function isPipeClosed(error: unknown): boolean {
  return ['EPIPE', 'ERR_STREAM_DESTROYED'].includes(String(errorCode(error)));
}

/** The locale decides, in POSIX's order of precedence; Windows terminals and an unset locale on macOS speak UTF-8. */
function hasUnicode(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return true;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return env.TERM !== 'linux' && (/utf-?8/i.test(locale) || (locale === '' && platform === 'darwin'));
}

async function readInput(): Promise<string> {
  const chunks: string[] = [];
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) chunks.push(String(chunk));
  return chunks.join('');
}
