import {rmSync} from 'node:fs';
import {afterAll, beforeAll, test} from 'vitest';
import type {Place} from '../cli/place.ts';
import {createPlace} from '../cli/place.ts';
import {openScreen, selectedRow} from './open-screen.ts';

let place: Place;

beforeAll(() => {
  place = createPlace(
    `
  quick: {sources: [{adapter: csv, command: {shell: "cat quick.csv"}}]}
  gated: {sources: [{adapter: csv, command: {shell: "while [ -e gate ]; do sleep 0.05; done; cat quick.csv"}}]}
  down: {sources: [{adapter: csv, command: {shell: "echo no route to host >&2; exit 7"}}]}`,
    'timeout: 1m',
  );
  place.write('quick.csv', 'job,status\nNIGHTLY,succeeded\n');
});
afterAll(() => place.remove());

test('what is collected arrives on the screen while keys are answered, and what fails says why', async () => {
  const gate = place.write('gate', '');
  await using terminal = await openScreen(place, {args: []});
  await terminal.waitFor(/collecting \d\/3/);
  await terminal.waitFor(/collecting 2\/3/);
  const first = selectedRow(terminal);
  terminal.press('down');
  await terminal.waitFor(() => selectedRow(terminal) !== first);
  rmSync(gate);
  await terminal.waitFor(/^. ✓ ok +gated /m);
  await terminal.waitFor(/^. \? blind +down /m);
  await terminal.waitFor(screen => !screen.includes('collecting'));
  terminal.press(':');
  terminal.type('env down\r');
  terminal.press('6');
  await terminal.waitFor('no route to host');
});
