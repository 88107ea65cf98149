/**
 * From end to end: a scheduler that shows only each job's latest run, asked by an executable, with runs that took the place of others.
 * By the real clock, in a business day that began twelve hours ago, so that no midnight comes between.
 */
import {chmodSync} from 'node:fs';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {runMain} from './run-main.ts';

const MINUTE = 60_000;
const HEADER = `Job Name                                                         Last Start           Last End             ST/Ex Run/Ntry Pri/Xit
________________________________________________________________ ____________________ ____________________ _____ ________ _______`;

let place: Place;
let second: number;
let later: number;

const iso = (instant: number): string => new Date(instant).toISOString();
const clock = (instant: number): string => iso(instant).slice(11, 16);
const local = (instant: number): string =>
  `${iso(instant).slice(5, 7)}/${iso(instant).slice(8, 10)}/${iso(instant).slice(0, 4)} ${iso(instant).slice(11, 19)}`;

/** What the scheduler shows from now on: a line a job, with the start of its latest run. */
function show(latest: Record<string, number>): void {
  const rows = Object.entries(latest).map(
    ([job, start]) =>
      `${job.padEnd(64)} ${local(start)}  ${local(start + 1000)}  SU    ${(start / MINUTE) % 1_000_000}/1    0`,
  );
  place.write('shown', `${HEADER}\n${rows.join('\n')}\n`);
}

const run = (now: number, ...argv: string[]) =>
  runMain([...argv, '--config', place.config], {env: place.env, now});

type Slot = {
  job: string;
  due: string;
  verdict: string;
  reason?: string;
  explanation: string;
  evidence: number;
};
async function slots(): Promise<Slot[]> {
  const {stdout, stderr} = await run(later, 'slots', '--cached', '--json');
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

beforeAll(async () => {
  // Minutes are the least that a schedule knows; `first` has two due instants in the past, `later` lies after both answers.
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const first = now - 60 * MINUTE;
  second = now - 30 * MINUTE;
  const next = now + 10 * MINUTE;
  later = now + 30 * MINUTE;
  const expectation = (job: string, times: number[]): string =>
    `{job: ${job}, times: [${times.map(time => `"${clock(time)}"`).join(', ')}], grace: 5m}`;
  place = createPlace(`
  prod:
    dayStart: "${clock(now - 12 * 60 * MINUTE)}"
    expect:
      - ${expectation('HIDDEN', [first, second])}
      - ${expectation('ABSENT', [first])}
      - ${expectation('PROVED', [first, next])}
      - ${expectation('KEPT', [first, next])}
    sources:
      - {adapter: autosys, command: ['{folder}/autorep']}`);
  place.write('autorep', '#!/bin/sh\nexec cat "$(dirname "$0")/shown"\n');
  chmodSync(place.file('autorep'), 0o700);
  const yesterday = now - 24 * 60 * MINUTE;
  show({HIDDEN: second, ABSENT: yesterday, PROVED: yesterday, KEPT: first});
  expect((await run(Date.now(), 'collect', '--quiet')).stderr).toBe('');
  show({HIDDEN: second, ABSENT: yesterday, PROVED: next, KEPT: next});
  expect((await run(Date.now(), 'collect', '--quiet')).stderr).toBe('');
}, 60_000);
afterAll(() => place.remove());

test('what a later run may have hidden is not known; what was asked about before it is missing; what was seen is kept', async () => {
  const found = await slots();
  const byJob = Map.groupBy(found, ({job}) => job);
  const verdictsOf = (job: string): (string | undefined)[] | undefined =>
    byJob.get(job)?.map(({verdict}) => verdict);
  expect(verdictsOf('HIDDEN')).toEqual(['unknown', 'ok']);
  expect(verdictsOf('ABSENT')).toEqual(['missing']);
  expect(verdictsOf('PROVED')).toEqual(['missing', 'ok']);
  expect(verdictsOf('KEPT')).toEqual(['ok', 'ok']);
  expect(byJob.get('ABSENT')?.at(0)?.evidence).toBe(2);
});

test('why says that it was not asked in time', async () => {
  const {stdout} = await run(later, 'why', 'HIDDEN', '--cached');
  expect(stdout).toMatch(
    new RegExp(
      `autosys tells only the latest run of each job and was not asked between the deadline and the run of (\\S+ )?${clock(second)}`,
    ),
  );
});
