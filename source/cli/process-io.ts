/** This process's streams, environment and platform as `Io`. */
import {homedir} from 'node:os';
import process from 'node:process';
import {hostZoneName} from '../domain/zone.ts';
import type {Io} from './context.ts';

export function openProcessIo(): Io {
  const {stdout, stderr, env, platform} = process;
  // A reader that has seen enough (`| head`) closes the pipe: that is no failure of ours.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  stderr.on('error', () => {});
  return {
    write: text => new Promise(resolve => void stdout.write(text, () => resolve())),
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
