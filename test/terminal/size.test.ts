import {afterAll, beforeAll, expect, test} from 'vitest';
import type {DemoFleet} from './demo-fleet.ts';
import {createDemoFleet} from './demo-fleet.ts';
import {FOOTER, openScreen} from './open-screen.ts';

let fleet: DemoFleet;

beforeAll(async () => {
  fleet = await createDemoFleet(2);
});
afterAll(() => fleet.remove());

test('a screen follows its terminal at any moment, and says when it is too small', async () => {
  await using terminal = await openScreen(fleet, {args: fleet.cachedThen, columns: 120, rows: 36});
  const whole = terminal.screen();
  terminal.resize(60, 20);
  // Of what stood there before, the foot may end up in the same row.
  await terminal.waitFor(() => {
    const lines = terminal.screen();
    return /^ Today/.test(lines[0] ?? '') && (lines[18]?.includes(FOOTER) ?? false);
  });
  terminal.resize(39, 9);
  await terminal.waitFor('This needs 40x10; it is 39x9.');
  expect(terminal.screen().filter(line => line !== '')).toHaveLength(1);
  terminal.resize(120, 36);
  await terminal.waitFor(FOOTER);
  expect(terminal.screen()).toEqual(whole);
});

test.each([
  [40, 10],
  [60, 20],
  [80, 24],
  [300, 100],
])('%i x %i has its header, a selected row and the keys', async (columns, rows) => {
  await using terminal = await openScreen(fleet, {columns, rows});
  const lines = terminal.screen();
  expect(lines[0]).toMatch(/^ Today/);
  expect(lines.some(line => line.startsWith('> ') && line.includes('prod-ldn'))).toBe(true);
  // One row less than there are: the last one would scroll the screen.
  expect(lines.at(-2)).toContain(FOOTER);
  expect(lines.at(-1)).toBe('');
});
