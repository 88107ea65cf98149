import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import {parseOutput} from '../../source/adapters/parser.ts';
import {readPlugin} from '../../source/adapters/plugin.ts';
import type {Adapter} from '../../source/domain/adapter.ts';
import {openZone} from '../../source/domain/zone.ts';

const good = {
  name: 'own',
  title: 'Own',
  description: 'A line a job.',
  traits: {hasRuns: true},
  open: () => ({write() {}, end: () => ({runs: []})}),
};
const plugin = (adapter: unknown) => ({contract: 1, adapters: () => [adapter]});

test.each([
  ['nothing', undefined, 'it exports no plugin'],
  [
    'another contract',
    {contract: 2, adapters: () => []},
    'its contract is 2, this version of jobtrack-tui has 1',
  ],
  ['no function', {contract: 1, adapters: []}, '"adapters" is no function'],
  ['no adapters', {contract: 1, adapters: () => []}, 'returned no list of adapters'],
  [
    'a function that throws',
    {
      contract: 1,
      adapters: () => {
        throw new Error('no licence');
      },
    },
    'its "adapters" failed: no licence',
  ],
  ['no object', plugin(5), 'adapter 1 is no object'],
  ['a bad name', plugin({...good, name: 'My Own'}), 'adapter 1 has the name "My Own"'],
  ['no title', plugin({...good, title: undefined}), 'adapter 1 (own) has no title'],
  ['no traits', plugin({...good, traits: {}}), 'adapter 1 (own) has no traits'],
  ['an unknown trait', plugin({...good, traits: {hasRuns: true, hasRun: true}}), 'has the trait "hasRun"'],
  ['an unknown telling', plugin({...good, tells: ['exits']}), 'tells what is not known'],
  ['no open', plugin({...good, open: undefined}), 'has no function "open"'],
  ['options that are no function', plugin({...good, options: {}}), '"options" that are no function'],
  ['a command that is no function', plugin({...good, command: ['x']}), '"command" that is no function'],
  ['an env of numbers', plugin({...good, env: {A: 1}}), '"env" that is no map of texts'],
  ['exit codes of texts', plugin({...good, okExitCodes: ['1']}), '"okExitCodes" that are no list'],
])('a module that exports %s is refused', (_, exported, problem) => {
  expect(readPlugin(exported)).toContain(problem);
});

function firstOf(exported: unknown): Adapter {
  const made = readPlugin(exported);
  if (typeof made === 'string' || !made[0]) throw new TypeError(String(made));
  return made[0];
}

function parse(end: () => unknown) {
  const adapter = firstOf(plugin({...good, open: () => ({write() {}, end})}));
  return parseOutput(adapter, 'x', {
    day: '2026-11-23',
    clock: {zone: openZone('UTC'), dayStartMs: 0},
    collectedAt: 0,
    options: adapter.options(z).parse({}),
  });
}

describe('what a plugin hands on', () => {
  test('is cleaned, and completed where it may be left out', () => {
    const {runs, partialReason, readRunText} = parse(() => ({
      runs: [
        {
          job: 'a\u001B[31m\u202E',
          status: 'failed',
          startedAt: 1_795_413_600_000,
          message: 'b\nc',
          exitCode: 3,
        },
      ],
      partialReason: '\u001B]0;t\u0007cut',
      readRunText: () => 'one\u0000\ntwo\u001B[2J',
    }));
    expect(runs).toEqual([
      {
        job: 'a',
        runKey: '2026-11-23T06:00:00.000Z',
        businessDay: '2026-11-23',
        status: 'failed',
        startedAt: 1_795_413_600_000,
        exitCode: 3,
        message: 'b c',
      },
    ]);
    expect([partialReason, readRunText?.(0)]).toEqual(['cut', 'one\ntwo']);
  });

  test.each([
    [{job: '', status: 'failed'}, 'no job name'],
    [{job: 'a', status: 'fine'}, 'the status "fine" is none of'],
    [{job: 'a', status: 'failed', businessDay: '23.11.2026'}, 'businessDay is no date'],
    [{job: 'a', status: 'failed', startedAt: '06:00'}, 'startedAt is no instant'],
    [{job: 'a', status: 'failed', endedAt: Number.NaN}, 'endedAt is no instant'],
    ['a', 'not an object'],
  ])('a run %j is rejected', (run, reason) => {
    const {runs, rejected} = parse(() => ({runs: [run]}));
    expect(runs).toEqual([]);
    expect(rejected[0]?.reason).toContain(reason);
  });

  test('a run that is rejected does not give its text to the next', () => {
    const {readRunText} = parse(() => ({
      runs: [{job: ''}, {job: 'b', status: 'failed'}],
      readRunText: (index: number) => `line ${index}`,
    }));
    expect(readRunText?.(0)).toBe('line 1');
  });

  test.each([
    [{kind: 'cron', expression: '61 * * * *', timezone: 'UTC'}, 'is not a cron expression'],
    [{kind: 'cron', expression: '1 * * * *', timezone: 'Mars'}, 'is not a time zone'],
    [{kind: 'times', timesMs: [-1], timezone: 'UTC'}, 'timesMs is no list'],
    [{kind: 'instants', dueAt: ['soon']}, 'dueAt is no list'],
    [{kind: 'weekly'}, 'the kind of its timing'],
  ])('a schedule with the timing %j is rejected', (timing, reason) => {
    const {schedules, rejected} = parse(() => ({schedules: [{job: 'a', timing}]}));
    expect([schedules.length, rejected[0]?.reason]).toEqual([0, expect.stringContaining(reason)]);
  });

  test('good counts and schedules pass', () => {
    const timing = {kind: 'cron', expression: '0 2 * * *', timezone: 'Europe/London', policy: 'systemd'};
    const {counts, schedules} = parse(() => ({
      counts: [{count: 3, job: 'a'}, {count: -1}],
      schedules: [{job: 'a', timing}],
    }));
    expect(counts).toEqual([{businessDay: '2026-11-23', count: 3, job: 'a'}]);
    expect(schedules).toEqual([{job: 'a', timing, isActive: true, definition: 'a'}]);
  });

  test.each([undefined, null, 5])('%s in the place of observations fails the source', answer => {
    expect(() => parse(() => answer)).toThrow('returned no observations');
  });
});
