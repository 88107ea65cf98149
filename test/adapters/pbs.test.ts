import {expect, test} from 'vitest';
import {parseOutput} from '../../source/adapters/parser.ts';
import {repairPbsJson} from '../../source/adapters/pbs-json.ts';
import {readFixtureCases, runTextsOf} from './fixture-cases.ts';

test('what a job’s environment holds is in no run’s text', () => {
  const fixture = readFixtureCases().find(({adapter, name}) => adapter.name === 'pbs' && name === 'states');
  if (!fixture) throw new RangeError('no fixture');
  const texts = runTextsOf(parseOutput(fixture.adapter, fixture.output, fixture.context)).join('\n');
  expect(fixture.output).toContain('hunter2');
  expect([texts.includes('eod-prices'), texts.includes('hunter2')]).toEqual([true, false]);
});

test.each([
  ['numbers with leading zeros are texts', '{\n"a":007,\n"b":0,\n"c":10\n}', {a: '007', b: 0, c: 10}],
  ['a time in a text stays one', '{\n"a":"at 10:05, \\"b\\":07,",\n"b":1\n}', {a: 'at 10:05, "b":07,', b: 1}],
  [
    'escapes that JSON does not have are their letters',
    '{"a":"it\\\'s a\\,b \\\\ \\n"}',
    {a: "it's a,b \\ \n"},
  ],
  [
    'an environment ends at its own brace',
    '{\n  "Variable_List":{\n    "a":"{",\n    "b":"\n}"\n  },\n  "c":1\n}',
    {Variable_List: {}, c: 1},
  ],
])('%s', (_what, text, expected) => {
  expect(JSON.parse(repairPbsJson(text))).toEqual(expected);
});

test('a document without such texts is left as it is, apart from line ends within environments', () => {
  const text = '{"Jobs":{"1":{"Variable_List":{"a":"b"},"comment":"C:\\\\x \\u0041"}}}';
  expect(repairPbsJson(text)).toBe(text);
});
