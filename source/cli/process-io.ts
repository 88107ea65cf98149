/** This process's streams, environment and platform as `Io`. */
import {homedir} from 'node:os';
import process from 'node:process';
import {JobtrackError} from '../domain/errors.ts';
import {hostZoneName} from '../domain/zone.ts';
import type {Io} from './context.ts';

export function openProcessIo(): Io {
  const {stdout, stderr, env, platform} = process;
  // What cannot be written is told to whoever writes; without a listener it would end the process with a stack trace.
  stdout.on('error', () => {});
  stderr.on('error', () => {});
  return {
    write,
    say: text => void stderr.write(text),
    readInput,
    isTerminal: stdout.isTTY === true && env.TERM !== 'dumb',
    columns: stdout.columns ?? 80,
    isTalkTerminal: stderr.isTTY === true && env.TERM !== 'dumb',
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

function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, error => {
      if (!error || isPipeClosed(error)) resolve();
      else reject(new JobtrackError(`standard output cannot be written: ${error.message}`, {cause: error}));
    });
  });
}

/** A reader that has seen enough (`| head`) closes the pipe: that is no failure of ours. Later writes meet a stream that is gone. */
function isPipeClosed(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED';
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
