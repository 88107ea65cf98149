import {readdirSync, readFileSync} from 'node:fs';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {runProgram} from '../cli/run-program.ts';
import type {DemoFleet} from './demo-fleet.ts';
import {createDemoFleet} from './demo-fleet.ts';
import {FOOTER, goToRow, openScreen, pathLine, selectedRow, waitForPath} from './open-screen.ts';

let fleet: DemoFleet;

beforeAll(async () => {
  fleet = await createDemoFleet(5);
});
afterAll(() => fleet.remove());

describe('the first screen', () => {
  test('answers from what is in the database: the verdict, then the environments, worst first', async () => {
    await using terminal = await openScreen(fleet, {args: fleet.cachedThen});
    const [top, verdict, , ...rows] = terminal.screen();
    expect(top).toMatch(/^ Today .*2026-11-22 .*06:4\d/);
    expect(verdict).toMatch(/^ \d+ missing, \d+ failed, .*: \d+ of \d+ due ran/);
    expect(rows[0]).toMatch(/^> ✗ problem +prod-ldn /);
    expect(rows.find(row => row.includes('batch-fra'))).toMatch(/^ {2}✓ ok/);
    expect(rows.find(row => row.includes('8 in all'))).toMatch(/^ {2}✗ problem/);
    expect(terminal.modes()).toMatchObject({isAlternate: true, isCursorHidden: true});
  });

  test('is the report that everything else prints', async () => {
    await using terminal = await openScreen(fleet, {args: fleet.cachedThen});
    const {stdout} = await runProgram(fleet, fleet.cachedThen);
    expect(terminal.screen()[1]?.trim()).toBe(stdout.split('\n')[0]);
  });

  test('has the selected row inverse from edge to edge, beside its mark', async () => {
    await using terminal = await openScreen(fleet);
    const row = terminal.screen().findIndex(line => line.startsWith('> '));
    expect(terminal.cells(row).every(({inverse}) => inverse)).toBe(true);
    expect(terminal.cells(row + 1).some(({inverse}) => inverse)).toBe(false);
  });
});

test('enter goes down from environment to job to run, esc comes back to the row it left', async () => {
  await using terminal = await openScreen(fleet);
  await goToRow(terminal, 'prod-tok');
  terminal.press('enter');
  await waitForPath(terminal, 'Today › prod-tok');
  await terminal.waitFor('train-order-flow');
  await goToRow(terminal, 'train-order-flow');
  terminal.press('enter');
  await waitForPath(terminal, 'Today › prod-tok › train-order-flow');
  await terminal.waitFor(/^> .*failed/m);
  terminal.press('enter');
  await terminal.waitFor(/OUT_OF_MEMORY/);
  await terminal.waitFor(/read from/);
  expect(pathLine(terminal)).toMatch(/› run /);
  terminal.press('esc');
  await waitForPath(terminal, 'Today › prod-tok › train-order-flow');
  terminal.press('esc');
  await waitForPath(terminal, 'Today › prod-tok');
  await terminal.waitFor(() => selectedRow(terminal).includes('train-order-flow'));
  terminal.press('esc');
  await waitForPath(terminal, 'Today');
  await terminal.waitFor(() => selectedRow(terminal).includes('prod-tok'));
  terminal.press('esc');
  terminal.press('down');
  await terminal.waitFor(() => !selectedRow(terminal).includes('prod-tok'));
  expect(pathLine(terminal)).toMatch(/^ Today +\d/);
});

test('a filter narrows as it is typed, is kept by enter and taken back by esc', async () => {
  await using terminal = await openScreen(fleet, {args: ['--cached', 'uat-ldn']});
  await terminal.waitFor(/\d+ jobs/);
  terminal.press('/');
  await terminal.waitFor('words, !not');
  terminal.type('sync');
  await terminal.waitFor(/\d+ of \d+ jobs, \/sync/);
  await terminal.waitFor(() => selectedRow(terminal).includes('sync-refdata'));
  terminal.press('enter');
  await terminal.waitFor(FOOTER);
  expect(terminal.screen().join('\n')).toMatch(/\d+ of \d+ jobs, \/sync/);
  terminal.press('esc');
  await terminal.waitFor(screen => /\d+ jobs/.test(screen) && !screen.includes(', /sync'));
});

test('what is acknowledged with a note is seen by other commands, until it is taken back', async () => {
  const findAcknowledged = async (): Promise<unknown[]> => {
    const {stdout} = await runProgram(fleet, ['--cached', '--json']);
    const {findings}: {findings: {acknowledgement: unknown}[]} = JSON.parse(stdout);
    return findings.flatMap(({acknowledgement}) => acknowledgement ?? []);
  };
  await using terminal = await openScreen(fleet);
  terminal.press('2');
  await waitForPath(terminal, 'Today › Missing');
  await terminal.waitFor('positions-extract');
  await goToRow(terminal, 'positions-extract');
  terminal.press('a');
  await terminal.waitFor(/acknowledge missing positions-extract, note:/);
  terminal.type('ticket 4711\r');
  await terminal.waitFor(/until \(enter = it is gone\)/);
  terminal.press('enter');
  await terminal.waitFor('acknowledged: missing positions-extract');
  await terminal.waitFor(/^. a missing +positions-extract/m);
  expect(await findAcknowledged()).toMatchObject([{note: 'ticket 4711'}]);
  terminal.press('u');
  await terminal.waitFor('taken back: 1 acknowledgement');
  await terminal.waitFor(/^. ! missing +positions-extract/m);
  expect(await findAcknowledged()).toEqual([]);
});

test('with --read-only nothing is acknowledged', async () => {
  await using terminal = await openScreen(fleet, {args: ['--cached', '--read-only']});
  terminal.press('a');
  await terminal.waitFor('read-only: nothing can be acknowledged or snoozed');
});

test.each([
  ['2', /^ Today › Missing /],
  ['3', /\[jobs\]/],
  ['4', /\[runs\]/],
  ['5', /^ Today › History /],
  ['6', /\[collections\]/],
])('view %s is one key away', async (key, sign) => {
  await using terminal = await openScreen(fleet);
  terminal.press(key);
  await terminal.waitFor(sign);
  terminal.press('1');
  await waitForPath(terminal, 'Today');
});

test('the command line goes to a job, to a day and out', async () => {
  await using terminal = await openScreen(fleet);
  terminal.press(':');
  terminal.type('day 2026-11-20\r');
  await terminal.waitFor('2026-11-20 (not today)');
  terminal.press('t');
  await terminal.waitFor(screen => !screen.includes('not today'));
  terminal.press(':');
  terminal.type('env dwh\r');
  await waitForPath(terminal, 'Today › dwh');
  terminal.press(':');
  terminal.type('q\r');
  expect(await terminal.exit).toEqual({code: 0, signal: null});
});

test('the day before and after are a key away', async () => {
  await using terminal = await openScreen(fleet);
  terminal.press('[');
  await terminal.waitFor('2026-11-21 (not today)');
  terminal.press(']');
  await terminal.waitFor(screen => !screen.includes('not today'));
});

test('help lists the keys and goes again', async () => {
  await using terminal = await openScreen(fleet);
  terminal.press('?');
  await terminal.waitFor('Go to the next row.');
  terminal.press('esc');
  await waitForPath(terminal, 'Today');
});

test('what is copied goes to the clipboard of the terminal, through ssh as well', async () => {
  await using terminal = await openScreen(fleet);
  terminal.press('y');
  await terminal.waitFor(() => terminal.clipboard().length > 0);
  expect(terminal.clipboard()).toEqual(['prod-ldn']);
});

test('what is shown is written to a file', async () => {
  await using terminal = await openScreen(fleet);
  terminal.press('e');
  await terminal.waitFor('export as:');
  terminal.press('enter');
  await terminal.waitFor(/\.csv/);
  const [file = ''] = readdirSync(fleet.folder).filter(name => name.endsWith('.csv'));
  expect(readFileSync(`${fleet.folder}/${file}`, 'utf8')).toContain('prod-ldn');
});
