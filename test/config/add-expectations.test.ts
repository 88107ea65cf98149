import {describe, expect, test} from 'vitest';
import type {AddedExpectation} from '../../source/config/add-expectations.ts';
import {addExpectations} from '../../source/config/add-expectations.ts';
import {readSample} from './read-sample.ts';

const added: AddedExpectation = {
  environment: 'a',
  entry: {job: 'RISK/EOD *', schedule: '10 1 * * 1-5', times: ['06:00'], grace: '1h'},
  comment: 'ran on 64 of 64 Mondays to Fridays',
};
const LINE = '{job: "RISK/EOD *", schedule: "10 1 * * 1-5", times: [ "06:00" ], grace: 1h}';

const add = (text: string, ...more: AddedExpectation[]) =>
  addExpectations(text, 'config.yaml', [added, ...more]);

/** The lines that are new; every other one must be as it was. */
function newLines(before: string, after: string): string[] {
  const old = before.split('\n');
  const lines = after.split('\n');
  const isNew = lines.map(line => {
    if (line !== old[0]) return true;
    old.shift();
    return false;
  });
  expect(old).toEqual([]);
  return lines.filter((_, i) => isNew[i]);
}

describe('entries are put in as lines, and every other line stays', () => {
  test.each([
    [
      'after the last entry, in the column of its dash',
      `# ours
environments:
    a:
        expect:
        - {job:  X,   schedule: "@daily"}   # oddly written
        -   job: Y
            maxRuntime: 2h   # the last

    b: {}
`,
      8,
    ],
    [
      'as a list of its own after the last key',
      `environments:
  a:
    sources:
      - adapter: csv
        command: [cat, /srv/{date}.csv]   # no quotes


  # the other
  b: {}
`,
      4,
    ],
    [
      'at the end of a file without a last line break',
      'environments:\n  a:\n    expect:\n      - {job: X, runs: 1}',
      6,
    ],
  ])('%s', async (_, text, indent) => {
    const after = await add(text);
    const blank = ' '.repeat(indent);
    const lines = newLines(text, after).filter(line => line.trim() !== '');
    const isList = lines[0]?.trim() === 'expect:';
    expect(lines.slice(isList ? 1 : 0).map(line => line.replace(/times: .*?\], /, ''))).toEqual(
      [`${blank}# ${added.comment}`, `${blank}- ${LINE}`]
        .map(line => (isList ? `  ${line}` : line))
        .map(line => line.replace(/times: .*?\], /, '')),
    );
  });

  test('of several environments at once, read back as they are meant', async () => {
    const text = 'environments:\n  a:\n    title: A\n  b:\n    expect:\n      - {job: X, runs: 1}\n';
    const entry = {job: 'Y', schedule: '0 2 * * *', grace: '90m', maxRuntime: '2h'};
    const after = await addExpectations(text, 'config.yaml', [
      {environment: 'b', entry, comment: 'b'},
      {environment: 'a', entry, comment: 'a'},
    ]);
    const {environments} = await readSample(after);
    expect(environments.map(({expectations}) => expectations.length)).toEqual([1, 2]);
    expect(environments[0]?.expectations[0]).toMatchObject({job: 'Y', graceMs: 5_400_000});
  });
});

test.each([
  ['braces', 'environments:\n  a: {title: A}\n'],
  ['brackets', 'environments:\n  a:\n    expect: [{job: X, runs: 1}]\n'],
  ['anchor', 'environments:\n  b: &b\n    title: B\n  a: *b\n'],
  ['anchor', 'environments:\n  b:\n    expect: &e\n      - {job: X, runs: 1}\n  a:\n    expect: *e\n'],
  ['anchor', 'environments:\n  a:\n    expect: &e\n      - {job: X, runs: 1}\n  b:\n    expect: *e\n'],
  ['anchor', 'x: &x\n  expect:\n    - {job: X, runs: 1}\nenvironments:\n  a:\n    <<: *x\n    title: A\n'],
])('a list written in or shared by %s is left alone, and it says so: %#', async (what, text) => {
  const refused = expect(add(text)).rejects;
  await refused.toThrow(/config.yaml: nothing was added to a, because .*expect suggest/);
  await expect(add(text)).rejects.toThrow(
    what === 'brackets' ? 'brackets' : what === 'braces' ? 'braces' : /anchor|list of its own/,
  );
});
