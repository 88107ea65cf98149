import {afterEach, expect, test} from 'vitest';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {NOW, runMain} from './run-main.ts';

let place: Place;
afterEach(() => place.remove());

test('without a day runs are of the business day that each environment is in', async () => {
  place = createPlace(`
  morning:
    dayStart: "07:00"
    sources: [{adapter: csv, command: [cat, '{folder}/runs.csv']}]
  midnight:
    sources: [{adapter: csv, command: [cat, '{folder}/runs.csv']}]`);
  const rows = [
    'EVENING,2026-11-22 21:00:00,2026-11-22 21:01:00',
    'NIGHT,2026-11-23 03:00:00,2026-11-23 03:01:00',
  ];
  place.write('runs.csv', ['job,started,ended', ...rows, ''].join('\n'));
  const run = (...argv: string[]) => runMain([...argv, '--config', place.config], {env: place.env, now: NOW});
  await run('collect', '--quiet');
  const ask = async (...argv: string[]): Promise<string[]> =>
    JSON.parse((await run('runs', '--json', ...argv)).stdout)
      .map(({environment, job}: Record<string, string>) => `${environment} ${job}`)
      .toSorted();
  // A quarter to seven: at seven the day of the 23rd begins.
  expect(await ask()).toEqual(['midnight NIGHT', 'morning EVENING', 'morning NIGHT']);
  expect(await ask('--date', '2026-11-23')).toEqual(['midnight NIGHT']);
});

test('so many days end with the business day that the chosen environments are in', async () => {
  place = createPlace(`
  morning:
    dayStart: "07:00"
    sources: [{adapter: csv, command: [cat, '{folder}/runs.csv']}]
  midnight:
    sources: [{adapter: count, command: [echo, "3"]}]`);
  const rows = ['A,2026-11-21 21:00:00', 'B,2026-11-22 21:00:00', 'C,2026-11-23 03:00:00'];
  place.write('runs.csv', ['job,started', ...rows, ''].join('\n'));
  const run = (...argv: string[]) => runMain([...argv, '--config', place.config], {env: place.env, now: NOW});
  await run('collect', '--quiet');
  const daysOf = async (...argv: string[]): Promise<string[]> => {
    const {stdout} = await run(...argv, '--json', '--env', 'morning', '--days', '2');
    return JSON.parse(stdout).map(({businessDay}: Record<string, string>) => businessDay);
  };
  expect(await daysOf('history')).toEqual(['2026-11-22', '2026-11-21']);
  expect(await daysOf('runs')).toEqual(['2026-11-22', '2026-11-22', '2026-11-21']);
  const late = await run('history', '--env', 'morning', '--from', '2026-11-23');
  expect(late).toMatchObject({code: 2, stdout: ''});
  expect(late.stderr).toContain('--from 2026-11-23 is after the present business day, 2026-11-22');
});
