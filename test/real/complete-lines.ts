/** What `npm run test:real:completion` does: the same lines, completed in each shell, become the same. */
import {execFileSync} from 'node:child_process';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {spawn} from '@lydell/node-pty';

const launcher = fileURLToPath(new URL('../../bin/jobtrack-tui', import.meta.url));

/** Lines of which only one thing can become, and what that is. */
const LINES: readonly (readonly [string, string])[] = [
  ['jobtrack-tui mis', 'missing'],
  ['jobtrack-tui prod-n', 'prod-nyc'],
  ['jobtrack-tui runs --lim', '--limit'],
  ['jobtrack-tui missing --status ov', 'overrun'],
  ['jobtrack-tui schedule --policy kub', 'kubernetes'],
  ['jobtrack-tui today --env ua', 'uat'],
  ['jobtrack-tui --config other.yaml today --env el', 'elsewhere'],
  ['jobtrack-tui config sc', 'schema'],
  ['jobtrack-tui db re', 'restore'],
  ['jobtrack-tui try control', 'control-m'],
  ['jobtrack-tui try csv oth', 'other.yaml'],
  ['jobtrack-tui completion z', 'zsh'],
];

const PATIENCE_MS = 20_000;

const folder = mkdtempSync(path.join(tmpdir(), 'jobtrack-completion-'));
const env = {
  PATH: `${folder}:${process.env.PATH}`,
  HOME: folder,
  XDG_CACHE_HOME: folder,
  XDG_CONFIG_HOME: folder,
  JOBTRACK_CONFIG: path.join(folder, 'config.yaml'),
  LC_ALL: 'C.UTF-8',
  TERM: 'xterm',
};
const write = (name: string, text: string): void =>
  writeFileSync(path.join(folder, name), text, {mode: 0o600});
write('config.yaml', 'environments: {prod-ldn: {}, prod-nyc: {}, uat: {}}\n');
write('other.yaml', 'environments: {elsewhere: {}}\n');
write('jobtrack-tui', `#!/bin/sh\nexec ${process.execPath} ${launcher} "$@"\n`);
chmodSync(path.join(folder, 'jobtrack-tui'), 0o755);
for (const shell of ['bash', 'zsh', 'fish'])
  write(
    `completion.${shell}`,
    execFileSync(path.join(folder, 'jobtrack-tui'), ['completion', shell], {env, encoding: 'utf8'}),
  );

/** fish tells what it would offer; the others only act on the key. */
const shells: Record<string, (line: string, expected: string) => Promise<string>> = {
  bash: (line, expected) =>
    pressTab('bash', ['--norc', '--noprofile', '-i'], '. ./completion.bash', line, expected),
  zsh: (line, expected) =>
    pressTab(
      'zsh',
      ['-f', '-i'],
      'autoload -Uz compinit; compinit -u -D; . ./completion.zsh',
      line,
      expected,
    ),
  fish: async line => {
    const script = `source ./completion.fish; complete -C '${line}'`;
    return execFileSync('fish', ['--no-config', '-c', script], {cwd: folder, env, encoding: 'utf8'})
      .split('\n')
      .map(offer => offer.split('\t')[0] ?? '')
      .filter(Boolean)
      .join(' ');
  },
};

let wrong = 0;
for (const [shell, complete] of Object.entries(shells)) {
  for (const [line, expected] of LINES) {
    const found = await complete(line, expected);
    const isRight = shell === 'fish' ? found === expected : found.includes(expected);
    if (!isRight) wrong++;
    console.log(
      `${isRight ? 'ok   ' : 'WRONG'} ${shell.padEnd(4)} ${line}<tab> -> ${isRight ? expected : JSON.stringify(found)}`,
    );
  }
}
rmSync(folder, {recursive: true, force: true});
process.exitCode = wrong > 0 ? 1 : 0;

/** Types the line and the key in an interactive shell, and answers with what is on the line once it has the expected word. */
async function pressTab(
  shell: string,
  args: string[],
  setUp: string,
  line: string,
  expected: string,
): Promise<string> {
  const terminal = spawn(shell, args, {cwd: folder, env: {...env, PS1: '> '}, cols: 200, rows: 50});
  let shown = '';
  terminal.onData(data => {
    shown += data;
  });
  terminal.write(`${setUp}; echo READ''Y\r`);
  await until(() => shown.includes('READY\r\n'));
  shown = '';
  terminal.write(`${line}\t`);
  await until(() => shown.includes(expected));
  terminal.kill();
  return shown;
}

async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!isSo() && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 20));
}
