import {chmodSync, writeFileSync} from 'node:fs';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {COMMANDS, SUBCOMMANDS} from '../../../source/cli/command-table.ts';
import {formatBash} from '../../../source/cli/completion/bash.ts';
import {flagsOf} from '../../../source/cli/completion/every-flag.ts';
import {formatFish} from '../../../source/cli/completion/fish.ts';
import {formatZsh} from '../../../source/cli/completion/zsh.ts';
import {spellFlag} from '../../../source/cli/flags.ts';
import type {Place} from '../place.ts';
import {createPlace} from '../place.ts';
import {runMain} from '../run-main.ts';
import {LAUNCHER, runShell} from '../run-program.ts';

describe.each([
  ['bash', formatBash(), (flag: string) => flag],
  ['zsh', formatZsh(), (flag: string) => flag],
  ['fish', formatFish(), (flag: string) => `-l ${flag.slice(2)} `],
])('the script for %s', (shell, script, write) => {
  test('is what `completion` prints', async () => {
    expect(await runMain(['completion', shell])).toEqual({code: 0, stdout: script, stderr: ''});
  });

  test('names every command and every flag', () => {
    const names = SUBCOMMANDS.map(({name}) => name);
    expect(names.filter(name => !new RegExp(`\\b${name}\\b`).test(script))).toEqual([]);
    const flags = new Set(COMMANDS.flatMap(flagsOf).map(spellFlag));
    expect([...flags].filter(flag => !script.includes(write(flag)))).toEqual([]);
  });
});

test.each([
  [['completion'], 'name your shell'],
  [['completion', 'zhs'], 'did you mean zsh?'],
])('%j is a mistake', async (argv, message) => {
  const {code, stderr} = await runMain(argv);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

/** bash is what runs this project's own checks; zsh and fish are tried by `npm run test:real:completion`. */
describe('in bash', () => {
  let place: Place;

  beforeAll(() => {
    place = createPlace('{prod-ldn: {}, prod-nyc: {}, uat: {}}');
    // The name that is completed has to be a command.
    writeFileSync(place.file('jobtrack-tui'), '#!/bin/sh\nexec "$NODE" "$LAUNCHER" "$@"\n');
    chmodSync(place.file('jobtrack-tui'), 0o755);
    place.write('completion.bash', formatBash());
    place.write('other.yaml', 'environments: {elsewhere: {}}\n');
  });
  afterAll(() => place.remove());

  /** Completes after the last of these words, as readline has split them. */
  async function complete(...words: string[]): Promise<string[]> {
    const quoted = words.map(word => `'${word}'`).join(' ');
    const line = `bash -c '. ./completion.bash; compopt() { :; }; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _jobtrack_tui; printf "%s\\n" "\${COMPREPLY[@]}"' bash ./jobtrack-tui ${quoted}`;
    const {stdout, stderr} = await runShell(place, line, {LAUNCHER});
    expect(stderr).toBe('');
    return stdout.split('\n').filter(Boolean);
  }

  test.each([
    ['a command', ['mis'], ['missing']],
    ['an environment, where a command may stand', ['prod'], ['prod-ldn', 'prod-nyc']],
    ['a flag of the report', ['--screen'], ['--screen-reader']],
    ['a flag of a command', ['runs', '--l'], ['--limit']],
    ['no flag of another command', ['check', '--li'], []],
    ['a command after flags', ['--env', 'uat', 'his'], ['history']],
    ['the value of a flag', ['missing', '--status', 'ov'], ['overrun']],
    ['a value after "="', ['missing', '--status', '=', 'ov'], ['overrun']],
    [
      'a value after nothing but "="',
      ['schedule', '--policy', '='],
      ['debian-cron', 'systemd', 'kubernetes'],
    ],
    ['an environment', ['today', '--env', 'u'], ['uat']],
    [
      'an environment of the configuration that was named',
      ['--config', 'other.yaml', 'today', '--env', ''],
      ['elsewhere'],
    ],
    ['an operand', ['config', 's'], ['show', 'schema']],
    ['an adapter', ['try', 'control'], ['control-m']],
    ['a file', ['try', 'csv', 'other.'], ['other.yaml']],
    ['nothing after the last operand', ['config', 'show', ''], []],
    ['nothing for what only the operator knows', ['missing', '--job', ''], []],
  ])('%s is completed', async (_, words, expected) => {
    expect(await complete(...words)).toEqual(expected);
  });
});
