import {afterAll, beforeAll, expect, test} from 'vitest';
import type {DemoFleet} from './demo-fleet.ts';
import {createDemoFleet} from './demo-fleet.ts';
import {FOOTER, openScreen} from './open-screen.ts';
import type {OpenTerminal} from './open-terminal.ts';
import type {Cell} from './screen.ts';

let fleet: DemoFleet;

beforeAll(async () => {
  fleet = await createDemoFleet(10);
});
afterAll(() => fleet.remove());

/** A frame writes only the cells that differ from the last one: together they must make what one whole frame does. */
test('what keys have left on the screen is what drawing it anew shows', async () => {
  await using terminal = await openScreen(fleet, {
    args: [...fleet.cachedThen, 'prod-ldn'],
    columns: 140,
    rows: 16,
  });
  await terminal.waitFor(() => everyRowHasDays(terminal));
  const keys = ['down', 'pagedown', 'down', 'down', ...Array<string>(10).fill('up'), 'G', 's', 'S', 'g'];
  for (const key of keys) {
    const before = terminal.screen().join('\n');
    terminal.press(key);
    await terminal.waitFor(() => terminal.screen().join('\n') !== before && everyRowHasDays(terminal));
    const left = allCells(terminal);
    expect(await drawAnew(terminal)).toEqual(left);
  }
});

/** The days of a job come after its row. */
function everyRowHasDays(terminal: OpenTerminal): boolean {
  const rows = terminal.screen().filter(line => / of \d+ {2}/.test(line));
  return rows.length > 0 && rows.every(line => /\S{5} {2}(?:\d\d-\d\d )?\S+ *$/.test(line));
}

async function drawAnew(terminal: OpenTerminal): Promise<Cell[][]> {
  const mark = terminal.mark();
  terminal.press('ctrl-l');
  await terminal.waitFor(
    () => terminal.written(mark).includes('\u001B[?1049h') && terminal.screen().join().includes(FOOTER),
  );
  return allCells(terminal);
}

function allCells(terminal: OpenTerminal): Cell[][] {
  return terminal.screen().map((_, row) => terminal.cells(row));
}
