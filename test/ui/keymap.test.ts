import {expect, test} from 'vitest';
import type {Action} from '../../source/ui/keymap.ts';
import {BINDINGS, FOOTER_BINDINGS, findBinding} from '../../source/ui/keymap.ts';
import {nameCharacter} from '../../source/ui/keys/key-name.ts';
import {findPromptBinding, PROMPT_BINDINGS} from '../../source/ui/prompt/prompt-keymap.ts';

const TABLES = [
  ['the screens', BINDINGS],
  ['the prompts', PROMPT_BINDINGS],
] as const;

/** What a terminal can send beside characters: the names that `keys/key-name.ts` gives. */
const NAMED =
  /^(?:(?:ctrl-)[a-z]|up|down|left|right|home|end|pageup|pagedown|enter|esc|space|tab|shift-tab|backspace|alt-backspace|delete|f\d+)$/;

test.each(TABLES)('no key is bound twice in %s', (_, bindings) => {
  const keys = bindings.flatMap(binding => [...binding.keys]);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test.each(TABLES)(
  'every action of %s is there once, with a key, words for the footer and a sentence',
  (_, bindings) => {
    expect(new Set(bindings.map(({action}) => action)).size).toBe(bindings.length);
    for (const {keys, title, summary} of bindings) {
      expect(keys.length).toBeGreaterThan(0);
      expect(title).toMatch(/^\S+(?: \S+)?$/);
      expect(summary).toMatch(/^[A-Z].*\.$/);
    }
  },
);

test.each(TABLES)('every key of %s is one that a terminal sends', (_, bindings) => {
  const strange = bindings
    .flatMap(({keys}) => [...keys])
    .filter(key => !NAMED.test(key) && nameCharacter(key)?.name !== key);
  expect(strange).toEqual([]);
});

test('a prompt binds no key that types something', () => {
  expect(
    PROMPT_BINDINGS.flatMap(({keys}) => [...keys]).filter(key => key.length === 1 || key === 'space'),
  ).toEqual([]);
});

test.each<[string, Action]>([
  ['j', 'down'],
  ['up', 'up'],
  ['g', 'top'],
  ['G', 'bottom'],
  ['home', 'top'],
  ['end', 'bottom'],
  ['ctrl-d', 'half-page-down'],
  ['ctrl-u', 'half-page-up'],
  ['pagedown', 'page-down'],
  ['enter', 'open'],
  ['l', 'open'],
  ['esc', 'back'],
  ['h', 'back'],
  ['q', 'quit'],
  ['ctrl-c', 'quit'],
  ['f10', 'quit'],
  ['/', 'filter'],
  ['n', 'next-problem'],
  ['N', 'previous-problem'],
  ['s', 'sort'],
  ['S', 'reverse-sort'],
  ['f', 'cycle-state'],
  ['p', 'problems-only'],
  ['1', 'view-today'],
  ['6', 'view-collections'],
  ['[', 'previous-day'],
  [']', 'next-day'],
  ['t', 'today'],
  [':', 'command'],
  ['r', 'refresh'],
  ['f5', 'refresh'],
  ['R', 'refresh-all'],
  ['a', 'acknowledge'],
  ['z', 'snooze'],
  ['u', 'undo'],
  ['y', 'copy'],
  ['e', 'export'],
  ['?', 'help'],
  ['f1', 'help'],
])('%s means %s', (key, action) => {
  expect(findBinding(key)?.action).toBe(action);
});

test('esc never quits, and pasted text is no key', () => {
  expect(findBinding('esc')?.action).toBe('back');
  expect(findBinding('paste')).toBeUndefined();
  expect(findPromptBinding('paste')).toBeUndefined();
});

test('the footer has help first, and every place in it is taken once', () => {
  const places = FOOTER_BINDINGS.map(({footer}) => footer);
  expect(FOOTER_BINDINGS[0]?.action).toBe('help');
  expect(new Set(places).size).toBe(places.length);
  expect(places).toEqual(places.toSorted((a = 0, b = 0) => a - b));
});

test('what writes to the database is marked, so that --read-only can turn it off', () => {
  const writing = BINDINGS.filter(({isWrite}) => isWrite).map(({action}) => action);
  expect(writing).toEqual(['acknowledge', 'snooze', 'undo', 'expect']);
});
