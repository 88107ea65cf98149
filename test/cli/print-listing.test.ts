import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {plainOptions} from '../../source/cli/print-listing.ts';
import {createPlace} from './place.ts';
import {runMain} from './run-main.ts';

const terminal = {isTerminal: true, columns: 80};

test('wide characters bring their measure along, ASCII and our own marks do not', async () => {
  expect((await plainOptions(terminal, [{job: 'EOD'}])).measure).toBeUndefined();
  expect((await plainOptions(terminal, [{job: '✗ ▁▂█ …'}])).measure).toBeUndefined();
  const {measure} = await plainOptions(terminal, [{job: '日次'}]);
  expect(measure?.('日次')).toBe(4);
});

test('a pipe has no width', async () => {
  expect(await plainOptions({isTerminal: false, columns: 80}, [])).toEqual({width: undefined});
  expect(await plainOptions(terminal, [])).toEqual({width: 80});
});

describe('a filter that leaves nothing is named: without it there is something', () => {
  const place = createPlace(
    '{prod: {sources: [{adapter: csv, command: [printf, "job,status\\nLOAD,failed\\n"]}], expect: [{job: LOAD, runs: 1}]}}',
  );
  const run = (...argv: string[]) => runMain([...argv, '--config', place.config], {env: place.env});
  beforeAll(async () => {
    await run('collect', '--quiet');
  });
  afterAll(() => place.remove());

  test.each([
    ['jobs --status missing --job LOAD', 'Nothing to show with --job LOAD --status missing.\n'],
    ['missing --status blind,late', 'Nothing to show with --status blind,late.\n'],
    ['slots --by 09:00', 'Nothing to show with --by 09:00.\n'],
    ['slots', 'No run is expected on this day.\n'],
    ['jobs --job X --csv', expect.stringMatching(/^environment,[^\n]*\r?\n$/)],
  ])('%s', async (line, text) => {
    expect((await run(...line.split(' '), '--cached')).stdout).toEqual(text);
  });
});
