import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {runProgram, runShell} from './run-program.ts';

/** More than a pipe holds (64 KiB on Linux). */
const JOBS = 3000;

let place: Place;

beforeAll(async () => {
  place = createPlace('{prod: {sources: [{adapter: csv, command: {shell: "cat out.csv"}}]}}');
  const rows = Array.from({length: JOBS}, (_, i) => `JOB_${String(i).padStart(5, '0')},succeeded\n`);
  place.write('out.csv', `job,status\n${rows.join('')}`);
  await runProgram(place, ['collect']);
});
afterAll(() => place.remove());

describe('standard output', () => {
  test.each(['jobs --cached', 'jobs --cached --json', 'runs --csv'])(
    'of `%s | head -1` ends without a word when the reader has seen enough',
    async command => {
      const line = `{ "$NODE" "$LAUNCHER" ${command}; echo "exit code $?" >&2; } | head -1`;
      const {stdout, stderr} = await runShell(place, line);
      expect(stdout.split('\n')).toHaveLength(2);
      expect(stderr).toBe('exit code 0\n');
    },
  );

  test('reaches a slow reader whole', async () => {
    const {stdout} = await runShell(place, '"$NODE" "$LAUNCHER" runs --json | { sleep 0.3; cat; }');
    expect(JSON.parse(stdout)).toHaveLength(JOBS);
  });

  test.each(['runs --json', '--version', '--help', 'check --cached'])(
    'of `%s` on a full disk is one line of error and exit code 3',
    async command => {
      const {stderr, code} = await runShell(place, `"$NODE" "$LAUNCHER" ${command} > /dev/full`);
      expect(stderr).toMatch(/^jobtrack-tui: standard output cannot be written: ENOSPC[^\n]*\n$/);
      expect(code).toBe(3);
    },
  );

  test('that is closed from the start is no error', async () => {
    const {stderr, code} = await runShell(place, '"$NODE" "$LAUNCHER" --version >&-');
    expect({stderr, code}).toEqual({stderr: '', code: 0});
  });
});

test('standard error that cannot be written changes nothing', async () => {
  const {stdout, code} = await runShell(place, '"$NODE" "$LAUNCHER" --bogus 2> /dev/full');
  expect({stdout, code}).toEqual({stdout: '', code: 2});
});

describe('on a terminal', () => {
  /** `script` gives the program a terminal; its echo ends lines with CR LF. */
  const onTerminal = async (command: string, env: NodeJS.ProcessEnv = {}): Promise<string> => {
    const inner = `stty cols 70; \\"$NODE\\" \\"$LAUNCHER\\" ${command}`;
    return (await runShell(place, `script -qec "${inner}" /dev/null`, {SHELL: '/bin/sh', ...env})).stdout;
  };
  const CHARACTERS_BEYOND_ASCII = /[^\p{ASCII}]/u;

  test('few rows stand in a table with borders', async () => {
    expect(await onTerminal('history')).toContain('─');
  });

  test.each([
    ['a terminal that cannot draw', {TERM: 'dumb'}],
    ['a locale without UTF-8', {LC_ALL: 'C'}],
  ])('but not for %s', async (_, env) => {
    const shown = await onTerminal('collections', env);
    expect(shown).toContain('prod');
    expect(shown).not.toContain('─');
    if ('LC_ALL' in env) expect(shown).not.toMatch(CHARACTERS_BEYOND_ASCII);
  });
});
