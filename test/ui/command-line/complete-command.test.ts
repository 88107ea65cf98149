import {expect, test} from 'vitest';
import {completeCommand} from '../../../source/ui/command-line/complete-command.ts';
import {parseCommand} from '../../../source/ui/command-line/parse-command.ts';

const NAMES = {
  environments: ['prod-ldn', 'prod-nyc', 'uat-ldn'],
  jobs: ['EOD_LOAD', 'EOD_RISK', 'LEDGER/POST'],
  columns: ['job', 'verdict'],
};

test.each([
  ['m', ['missing']],
  [':re', ['refresh ']],
  ['e', ['env ', 'export ']],
  ['env ', ['env prod-ldn', 'env prod-nyc', 'env uat-ldn']],
  ['env', ['env ']],
  ['env prod', ['env prod-ldn', 'env prod-nyc']],
  ['env PROD-N', ['env prod-nyc']],
  ['env ldn', ['env prod-ldn', 'env uat-ldn']],
  ['job eod', ['job EOD_LOAD', 'job EOD_RISK']],
  ['job prod', ['job prod-ldn/', 'job prod-nyc/']],
  ['job post', ['job LEDGER/POST']],
  ['history 3', ['history 30', 'history 365']],
  ['day y', ['day yesterday']],
  ['sort v', ['sort verdict']],
  ['refresh ', ['refresh all']],
  ['export ', ['export csv', 'export json', 'export md']],
  ['theme l', ['theme light']],
  ['ack some', []],
  ['today x', []],
  ['nonsense x', []],
  ['nonsense', []],
])('%j may become %j', (text, lines) => {
  expect(completeCommand(text, NAMES)).toEqual(lines);
});

test('every command is offered, and each that is offered is one', () => {
  const lines = completeCommand('', NAMES);
  expect(lines.length).toBeGreaterThan(12);
  const unknown = lines
    .map(line => parseCommand(line))
    .filter(command => 'error' in command && /not a command/.test(command.error));
  expect(unknown).toEqual([]);
});

test('no more are offered than anybody reads', () => {
  const jobs = Array.from({length: 10_000}, (_, index) => `JOB_${index}`);
  expect(completeCommand('job j', {...NAMES, jobs})).toHaveLength(100);
  expect(completeCommand('job 1', {...NAMES, jobs})).toHaveLength(100);
});

test('without the columns of a list there is nothing to sort by', () => {
  expect(completeCommand('sort ', {environments: [], jobs: []})).toEqual([]);
});
