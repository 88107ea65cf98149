import {expect, test} from 'vitest';
import {plainOptions} from '../../source/cli/print-listing.ts';

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
