import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {COMMAND_WORDS, splitCommand} from '../../../source/ui/command-line/commands.ts';
import type {Command} from '../../../source/ui/command-line/parse-command.ts';
import {parseCommand} from '../../../source/ui/command-line/parse-command.ts';

describe('a command', () => {
  test.each<[string, Command]>([
    ['today', {kind: 'today'}],
    [':missing', {kind: 'missing'}],
    ['  : runs ', {kind: 'runs'}],
    ['collections', {kind: 'collections'}],
    ['help', {kind: 'help'}],
    ['q', {kind: 'quit'}],
    ['quit', {kind: 'quit'}],
    ['env prod-ldn', {kind: 'env', name: 'prod-ldn'}],
    ['job LEDGER/ACCRUALS POST', {kind: 'job', name: 'LEDGER/ACCRUALS POST'}],
    ['history', {kind: 'history'}],
    ['history 90', {kind: 'history', days: 90}],
    ['day 2026-11-20', {kind: 'day', input: '2026-11-20'}],
    ['day -1', {kind: 'day', input: '-1'}],
    ['day today', {kind: 'day', input: 'today'}],
    ['filter', {kind: 'filter', text: ''}],
    ['filter eod  !test', {kind: 'filter', text: 'eod  !test'}],
    ['sort', {kind: 'sort', isDescending: false}],
    ['sort job', {kind: 'sort', column: 'job', isDescending: false}],
    ['sort -job', {kind: 'sort', column: 'job', isDescending: true}],
    ['refresh', {kind: 'refresh', isAll: false}],
    ['refresh all', {kind: 'refresh', isAll: true}],
    ['ack', {kind: 'ack', note: ''}],
    ['ack known; see the ticket', {kind: 'ack', note: 'known; see the ticket'}],
    ['export CSV', {kind: 'export', format: 'csv'}],
    ['theme light', {kind: 'theme', name: 'light'}],
    // As far as it is clear.
    ['mis', {kind: 'missing'}],
    ['d -1', {kind: 'day', input: '-1'}],
  ])('%j is understood', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  test.each([
    ['', 'type a command, such as :missing; :help lists them'],
    [':', 'type a command, such as :missing; :help lists them'],
    ['mising', '":mising" is not a command; did you mean :missing?'],
    ['hsitory 90', '":hsitory" is not a command; did you mean :history?'],
    ['xy', '":xy" is not a command; :help lists them'],
    ['frobnicate', '":frobnicate" is not a command; :help lists them'],
    ['today now', '":today" takes nothing after it'],
    ['quit now', '":quit" takes nothing after it'],
    ['env', 'which environment? :env NAME'],
    ['job', 'which job? :job NAME or :job ENV/NAME'],
    ['history 8', '":history 8": write one of 7, 30, 90, 365'],
    ['day', 'which day? :day 2026-11-20, today, yesterday, -1 or +1'],
    ['export', 'as what? :export csv, json or md'],
    ['theme', 'which theme? dark, light, safe and none'],
    ['t', '":t" could be :today and :theme'],
    ['day 2026-11-31', '"2026-11-31" is not a day; write 2026-11-20, today, yesterday, -1 or +1'],
    ['refresh every', '":refresh every" is not known; write :refresh or :refresh all'],
    ['export xls', '":export xls" is not known; write one of csv, json, md'],
    ['theme pink', '"pink" is not a theme; there are dark, light, safe, none'],
  ])('%j is refused with the reason', (text, error) => {
    expect(parseCommand(text)).toEqual({error});
  });

  test('is a command or an error, whatever is typed', () => {
    const word = fc.constantFrom(...COMMAND_WORDS.map(({name}) => name));
    const line = fc.oneof(
      fc.string({unit: 'binary'}),
      fc.tuple(word, fc.string()).map(([name, rest]) => `${name} ${rest}`),
    );
    fc.assert(
      fc.property(line, text => {
        const command = parseCommand(text);
        expect('error' in command ? command.error : command.kind).not.toBe('');
      }),
    );
  });
});

describe('the table of commands', () => {
  test('has every name and alias once, with a sentence', () => {
    const names = COMMAND_WORDS.flatMap(({name, alias}) => (alias === undefined ? [name] : [name, alias]));
    expect(new Set(names).size).toBe(names.length);
    for (const {summary} of COMMAND_WORDS) expect(summary).toMatch(/^[A-Z].*\.$/);
  });

  test('has no command that cannot be typed', () => {
    const known = ['prod-ldn', '7', '2026-11-20', 'csv', 'light', ''];
    const unusable = COMMAND_WORDS.filter(({name}) =>
      known.every(operand => 'error' in parseCommand(`${name} ${operand}`)),
    );
    expect(unusable).toEqual([]);
  });

  test('says of those with nothing after them that there is nothing', () => {
    for (const {name, operands} of COMMAND_WORDS) {
      const isRefused = 'error' in parseCommand(`${name} x`) && 'kind' in parseCommand(name);
      if (operands === undefined) expect(isRefused).toBe(true);
    }
  });
});

test('a line is split into its word and the rest, the colon aside', () => {
  expect(splitCommand(' :env  a b ')).toEqual({word: 'env', operand: 'a b'});
  expect(splitCommand('')).toEqual({word: '', operand: ''});
});
