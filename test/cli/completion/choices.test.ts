import {afterAll, describe, expect, test} from 'vitest';
import {COMMANDS} from '../../../source/cli/command-table.ts';
import {expectedOperands, expectedValue} from '../../../source/cli/completion/choices.ts';
import {flagsOf} from '../../../source/cli/completion/every-flag.ts';
import {spellFlag} from '../../../source/cli/flags.ts';
import {createPlace} from '../place.ts';
import {runMain} from '../run-main.ts';

const place = createPlace();
afterAll(() => place.remove());

const lists = COMMANDS.flatMap(command =>
  flagsOf(command).flatMap(flag => {
    const expected = expectedValue(command, flag);
    return expected?.kind === 'words' ? [{name: command.name, flag, words: expected.words}] : [];
  }),
);

test('every listing with --status offers its own', () => {
  const withStatus = COMMANDS.filter(({flags}) => flags.includes('status')).map(({name}) => name);
  expect(lists.filter(({flag}) => flag === 'status').map(({name}) => name)).toEqual(withStatus);
});

describe('what completion offers is accepted', () => {
  test.each(lists.filter(({flag}) => flag === 'status'))('by `$name --$flag`', async ({name, words}) => {
    const {stderr} = await runMain([name, '--status', words.join(','), '--config', place.config]);
    expect(stderr).not.toContain('is not known');
  });

  test.each(lists.filter(({flag}) => flag === 'policy'))('by `$name --$flag`', async ({name, words}) => {
    for (const word of words)
      expect(await runMain([name, '@daily', '--policy', word])).toMatchObject({code: 0});
  });

  test.each(['config', 'db', 'completion'])('as what follows `%s`', async name => {
    const [first] = expectedOperands(COMMANDS.find(command => command.name === name) ?? {});
    expect(first?.kind).toBe('words');
    for (const word of first?.kind === 'words' ? first.words : []) {
      const {stderr} = await runMain([name, word, '--config', place.config]);
      expect(stderr).not.toContain('is not known');
    }
  });
});

test.each([
  ['check|backup|restore [file]', [{kind: 'words', words: ['check', 'backup', 'restore']}, {kind: 'file'}]],
  ['[environment]', [{kind: 'environment'}]],
  ['<expression>', [{kind: 'free'}]],
  [undefined, []],
])('the usage %j is completed as %j', (operands, expected) => {
  expect(expectedOperands(operands === undefined ? {} : {operands})).toEqual(expected);
});

test('flags with a file, a folder, an environment and nothing to choose from are told apart', () => {
  const kinds = (['config', 'directory', 'env', 'job', 'json'] as const).map(
    flag => expectedValue({name: 'today'}, flag)?.kind,
  );
  expect(kinds).toEqual(['file', 'directory', 'environment', 'free', undefined]);
  expect(spellFlag('dayStart')).toBe('--day-start');
});
