import {expect, test} from 'vitest';
import {formatKeysPage} from '../../scripts/keys-page.ts';
import {COMMAND_WORDS} from '../../source/ui/command-line/commands.ts';
import {BINDINGS} from '../../source/ui/keymap.ts';
import {PROMPT_BINDINGS} from '../../source/ui/prompt/prompt-keymap.ts';
import {readPage, readSection} from './pages.ts';

test('docs/keys.md is what the tables say: run `node scripts/write-keys.ts`', () => {
  expect(readPage('docs/keys.md')).toBe(formatKeysPage());
});

test.each([
  ['On a screen', BINDINGS],
  ['In a prompt', PROMPT_BINDINGS],
])('docs/keys.md has every key of "%s"', (heading, bindings) => {
  const section = readSection('docs/keys.md', heading);
  const keys = bindings.flatMap(binding => [...binding.keys]);
  expect(keys.filter(key => !section.includes(`\`${key}\``))).toEqual([]);
});

test('docs/keys.md has every command', () => {
  const section = readSection('docs/keys.md', 'Command line');
  expect(COMMAND_WORDS.filter(({name}) => !section.includes(`| \`:${name}`))).toEqual([]);
});
