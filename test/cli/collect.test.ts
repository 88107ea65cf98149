import {existsSync} from 'node:fs';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {addDays, formatInstant} from '../../source/domain/time.ts';
import {createMarker, eventually, findMarked, killMarked, MARKER} from '../collect/processes.ts';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {runMain} from './run-main.ts';
import {runProgram, startProgram} from './run-program.ts';

const TODAY = formatInstant(Date.now()).slice(0, 10);
const ago = (days: number): string => addDays(TODAY, -days);

let place: Place;
let marker: string;
beforeEach(() => {
  marker = createMarker();
});
afterEach(() => {
  killMarked(marker);
  place.remove();
});

type Task = {environment: string; businessDay: string; outcome: string; rows: number; error: string | null};

/** `prod` answers for every day of which there is a file; `other` for any. */
function createDays(): void {
  place = createPlace(`
  prod:
    sources: [{adapter: count, command: {shell: "echo {date} >> calls; cat {date}.out"}}]
  other:
    sources: [{adapter: count, command: {shell: "echo 1; : {date}"}}]`);
  for (const days of [1, 2, 3]) place.write(`${ago(days)}.out`, `${days}00\n`);
}

async function collect(...argv: string[]): Promise<{tasks: Task[]; code: number | null}> {
  const {stdout, code, stderr} = await runProgram(place, ['collect', '--json', ...argv]);
  expect(stderr).toBe('');
  return {tasks: JSON.parse(stdout), code};
}

describe('a backfill', () => {
  test('fills the days it is told, the latest first, once, and tries again what failed', async () => {
    createDays();
    const range = ['--from', ago(4), '--to', ago(1)];
    const {tasks, code} = await collect(...range);
    expect(code).toBe(0);
    expect(
      tasks.map(({environment, businessDay, outcome}) => `${environment} ${businessDay} ${outcome}`),
    ).toEqual([
      ...[1, 2, 3].flatMap(days => [`prod ${ago(days)} ok`, `other ${ago(days)} ok`]),
      `prod ${ago(4)} exit`,
      `other ${ago(4)} ok`,
    ]);
    expect(tasks.at(-2)?.error).toContain('No such file');

    place.write(`${ago(4)}.out`, '400\n');
    const again = await collect(...range);
    expect(again.tasks.map(({environment, businessDay}) => [environment, businessDay])).toEqual([
      ['prod', ago(4)],
    ]);
    expect((await collect(...range)).tasks).toEqual([]);
    const history = await runProgram(place, ['history', '--env', 'prod', '--csv', ...range]);
    expect(
      history.stdout
        .split('\r\n')
        .slice(1, -1)
        .map(line => line.split(',')[2]),
    ).toEqual(['100', '200', '300', '400']);
  });

  test('of one environment leaves the others alone', async () => {
    createDays();
    const {tasks} = await collect('--days', '3', '--env', 'oth*');
    expect(new Set(tasks.map(({environment}) => environment))).toEqual(new Set(['other']));
    expect(place.lines('calls')).toEqual([]);
  });
});

test('without a range collects today, and says so in words', async () => {
  createDays();
  place.write(`${TODAY}.out`, '7\n');
  const {stdout, code} = await runProgram(place, ['collect', '--env', 'prod']);
  expect({stdout, code}).toEqual({stdout: '2 of 2 collections answered, 2 rows.\n', code: 0});
});

test('names what did not answer; exit code 3 when nothing did', async () => {
  createDays();
  const {stdout, code} = await runProgram(place, [
    'collect',
    '--env',
    'prod',
    '--from',
    ago(9),
    '--to',
    ago(9),
  ]);
  expect(code).toBe(3);
  expect(stdout).toMatch(
    /^prod count \S+ +exit, 0 rows, [\d.]+s: .*\n0 of 1 collection answered, 0 rows\.\n$/,
  );
});

describe('progress', () => {
  const ask = async (argv: string[], isTalkTerminal: boolean) => {
    createDays();
    return runMain(['collect', '--config', place.config, '--env', 'other', ...argv], {
      now: Date.now(),
      env: place.env,
      io: {isTalkTerminal},
    });
  };

  test('is drawn on a terminal, and wiped at the end', async () => {
    const {stdout, stderr} = await ask(['--json'], true);
    expect(stderr).toContain('/2');
    expect(stderr).toMatch(/\r\u001B\[K$/);
    expect(JSON.parse(stdout)).toHaveLength(2);
  });

  test.each([
    ['--quiet', true],
    ['--json', false],
  ])('is silent with %s (a terminal: %s)', async (flag, isTalkTerminal) => {
    expect((await ask([flag], isTalkTerminal)).stderr).toBe('');
  });
});

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s during a collection', (signal, code) => {
  test('ends its commands, keeps what was recorded, and the next run works', async () => {
    place = createPlace(`
  quick:
    sources: [{adapter: count, command: [echo, "5"]}]
  slow:
    sources: [{adapter: count, command: {shell: "[ -f go ] && echo 6 && exit; sleep 1001 & touch began; sleep 1002"}}]`);
    await runProgram(place, ['collect', '--env', 'quick']);
    const {process: program, ended} = startProgram(
      place,
      ['--config', place.config, 'collect', '--env', 'slow', '--json'],
      {
        [MARKER]: marker,
      },
    );
    await eventually(() => existsSync(place.file('began'))).toBe(true);
    program.kill(signal);
    const {code: exitCode, stdout, stderr} = await ended;
    expect({exitCode, stderr}).toEqual({exitCode: code, stderr: ''});
    expect(new Set((JSON.parse(stdout) as Task[]).map(({outcome}) => outcome))).toEqual(
      new Set(['cancelled']),
    );
    await eventually(() => findMarked(marker)).toEqual([]);

    place.write('go', '');
    const {tasks} = await collect();
    expect(new Set(tasks.map(({outcome}) => outcome))).toEqual(new Set(['ok']));
    const {stdout: history} = await runProgram(place, ['collections', '--env', 'quick', '--csv']);
    expect(history).toContain(',ok,');
  });
});
