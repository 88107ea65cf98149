import {describe, expect, test} from 'vitest';
import type {Attempt} from '../../source/collect/decide-outcome.ts';
import {decideOutcome} from '../../source/collect/decide-outcome.ts';
import type {CommandResult} from '../../source/collect/run-command.ts';
import type {Observations} from '../../source/domain/observations.ts';
import {emptyObservations} from '../../source/domain/observations.ts';

const exited: CommandResult = {ending: 'exited', exitCode: 0, bytes: 10, stderrLines: [], durationMs: 5};

const rows: Observations = {...emptyObservations(), counts: [{businessDay: '2026-11-23', count: 3}]};

const unreadable: Observations = {
  ...emptyObservations(),
  rejected: [{line: 4, reason: 'no status', text: 'backup'}],
  rejectedCount: 2,
};

function decide(
  result: Partial<CommandResult>,
  parsed: Attempt['parsed'] = rows,
  changes: Partial<Attempt> = {},
) {
  return decideOutcome({
    command: {file: 'sacct', args: [], env: {}},
    timeoutMs: 30_000,
    okExitCodes: [1],
    result: {...exited, ...result},
    parsed,
    ...changes,
  });
}

describe('a command that gave an answer', () => {
  test.each<[string, Partial<CommandResult>, Observations, string, RegExp | undefined]>([
    ['rows are ok', {}, rows, 'ok', undefined],
    ['nothing is empty', {}, emptyObservations(), 'empty', undefined],
    ['an exit code taken for success is ok', {exitCode: 1}, rows, 'ok', undefined],
    [
      'some unreadable lines are partial',
      {},
      {...rows, rejected: unreadable.rejected, rejectedCount: 2},
      'partial',
      /2 lines could not be read \(line 4: no status\)/,
    ],
    [
      'an adapter that says so is partial',
      {},
      {...rows, partialReason: '3 of 12 rows returned'},
      'partial',
      /^3 of 12 rows returned$/,
    ],
    [
      'nothing but a partial answer is partial, not empty',
      {},
      {...emptyObservations(), partialReason: 'page 1 of 2'},
      'partial',
      /page 1 of 2/,
    ],
    [
      'an output cut at the cap is partial',
      {ending: 'truncated', exitCode: undefined, signal: 'SIGTERM', bytes: 67_108_864},
      rows,
      'partial',
      /cut after 67,108,864 bytes.*maxOutput/,
    ],
    ['nothing but unreadable lines is parse', {}, unreadable, 'parse', /2 lines could not be read/],
  ])('%s', (_claim, result, parsed, outcome, error) => {
    const decision = decide(result, parsed);
    expect(decision.outcome).toBe(outcome);
    if (error) expect(decision.error).toMatch(error);
    else expect(decision.error).toBeUndefined();
  });

  test('is kept whole', () => {
    expect(decide({}).observations).toBe(rows);
  });

  test('that nobody could read keeps the lines that say why', () => {
    expect(decide({}, unreadable).observations).toEqual(unreadable);
  });
});

describe('a command that failed', () => {
  test.each<[string, Partial<CommandResult>, string, RegExp]>([
    ['at its timeout', {ending: 'timeout'}, 'timeout', /"sacct" had not ended after 30s.*"timeout"/],
    [
      'because it is not there',
      {ending: 'spawn', spawnCode: 'ENOENT'},
      'spawn',
      /"sacct" was not found; install it/,
    ],
    ['because it may not be executed', {ending: 'spawn', spawnCode: 'EACCES'}, 'spawn', /chmod \+x/],
    [
      'because its arguments are too long',
      {ending: 'spawn', spawnCode: 'E2BIG'},
      'spawn',
      /longer than the system allows/,
    ],
    [
      'because the system has no more',
      {ending: 'spawn', spawnCode: 'EAGAIN'},
      'spawn',
      /lower "concurrency"/,
    ],
    [
      'for a reason nobody foresaw',
      {ending: 'spawn', spawnCode: 'EIO'},
      'spawn',
      /could not be started \(EIO\)/,
    ],
    ['because it was stopped', {ending: 'cancelled'}, 'cancelled', /stopped/],
    [
      'by its exit code',
      {exitCode: 2, stderrLines: ['first', 'no such cluster']},
      'exit',
      /^exit code 2: no such cluster$/,
    ],
    [
      'with its message above the statement that it is about',
      {exitCode: 3, stderrLines: ['ERROR: relation "cron.job" does not exist', 'LINE 1: SELECT …', '^']},
      'exit',
      /^exit code 3: ERROR: relation "cron.job" does not exist$/,
    ],
    [
      'with its message above what it asks',
      {exitCode: 2, stderrLines: ['psql: error: Connection refused', 'Is the server running on that host?']},
      'exit',
      /^exit code 2: psql: error: Connection refused$/,
    ],
    ['by a signal', {exitCode: undefined, signal: 'SIGKILL'}, 'exit', /ended by SIGKILL/],
    ['because its shell did not find it', {exitCode: 127}, 'exit', /command not found \(exit code 127\)/],
    ['because its shell may not execute it', {exitCode: 126}, 'exit', /may not be executed/],
  ])('%s gives no facts, whatever it printed', (_claim, result, outcome, error) => {
    const decision = decide(result, {...rows, rejected: unreadable.rejected, rejectedCount: 2});
    expect(decision.outcome).toBe(outcome);
    expect(decision.error).toMatch(error);
    expect(decision.observations).toEqual(emptyObservations());
  });

  test.each<[number, RegExp]>([
    [
      255,
      /could not connect to ops@ldn: Permission denied.*; try: ssh -o BatchMode=yes -p 2222 ops@ldn true$/,
    ],
    [127, /command not found on ops@ldn/],
    [3, /^exit code 3 on ops@ldn: Permission denied/],
  ])('with exit code %d over ssh names the host', (exitCode, error) => {
    const probe = 'ssh -o BatchMode=yes -p 2222 ops@ldn true';
    const command = {file: 'ssh', args: [], env: {}, host: 'ops@ldn', probe};
    const result = {exitCode, stderrLines: ['Permission denied (publickey).']};
    expect(decide(result, rows, {command}).error).toMatch(error);
  });
});

test.each([
  ['Connection to 127.0.0.1 closed by remote host.', /^the connection to ops@ldn was lost in the middle/],
  ['client_loop: send disconnect: Broken pipe', /^the connection to ops@ldn was lost in the middle/],
  ['kex_exchange_identification: Connection closed by remote host', /^could not connect to ops@ldn/],
])('over ssh "%s" is told for what it is', (said, error) => {
  const command = {file: 'ssh', args: [], env: {}, host: 'ops@ldn'};
  expect(decide({exitCode: 255, stderrLines: [said]}, rows, {command})).toMatchObject({
    outcome: 'exit',
    error: expect.stringMatching(error),
  });
});

test('an adapter that breaks is a parse failure of its own source', () => {
  const decision = decide({}, new Error('boom'));
  expect(decision).toMatchObject({outcome: 'parse', observations: emptyObservations()});
  expect(decision.error).toMatch(/adapter failed.*boom/);
});
