import {expect, test} from 'vitest';
import {formatManPage} from '../../scripts/man-page.ts';
import {COMMANDS, SUBCOMMANDS} from '../../source/cli/command-table.ts';
import {flagsOf} from '../../source/cli/completion/every-flag.ts';
import {EXIT} from '../../source/cli/context.ts';
import {spellFlag} from '../../source/cli/flags.ts';

const page = formatManPage({version: '1.2.3', date: '2026-11-30'});
/** As it is read: without fonts, and with the characters that are spelled. */
const text = page
  .replaceAll(/\\f[BIR]/g, '')
  .replaceAll(String.raw`\-`, '-')
  .replaceAll(String.raw`\(aq`, "'");
const lines = page.split('\n');

test('it is of the version and the day', () => {
  expect(lines[0]).toBe(String.raw`.TH JOBTRACK\-TUI 1 2026-11-30 "jobtrack\-tui 1.2.3" "User Commands"`);
});

test('every command has an entry, and every flag has one', () => {
  const entries = new Set(text.split('.TP\n').map(entry => entry.split(/[\s]/)[0]));
  expect(SUBCOMMANDS.filter(({name}) => !entries.has(name))).toEqual([]);
  const flags = new Set(COMMANDS.flatMap(flagsOf).map(spellFlag));
  expect([...flags, '-h,', '--version'].filter(flag => !entries.has(flag))).toEqual([]);
});

test('every exit code, variable and place of the other pages is there', () => {
  for (const code of Object.values(EXIT)) expect(text).toContain(`.TP\n${code}\n`);
  expect(text).toContain('.TP\nJOBTRACK_CONFIG\n');
  expect(text).toContain('.SH FILES\n.TP\nconfiguration\n');
});

test('no line is longer than 80 bytes, empty, or begins as a request that it is not', () => {
  expect(lines.slice(0, -1).filter(line => Buffer.byteLength(line) > 80 || line === '')).toEqual([]);
  const requests = new Set(lines.filter(line => /^[.']/.test(line)).map(line => line.split(' ')[0]));
  expect([...requests].sort()).toEqual(['.BR', '.SH', '.TH', '.TP', '.br']);
});

test('markdown does not reach it', () => {
  expect(text).not.toMatch(/`|\]\(|\*\*/);
});
