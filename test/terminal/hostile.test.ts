import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Place} from '../cli/place.ts';
import {createPlace} from '../cli/place.ts';
import {goToRow, openScreen, waitForPath} from './open-screen.ts';
import type {OpenTerminal} from './open-terminal.ts';

/** A name behind each thing that a terminal would act upon. */
const HARM = {
  sgr: '\u001B[45;93m',
  clear: '\u001B[2J\u001B[H',
  clipboard: '\u001B]52;c;aGFja2Vk\u0007',
  title: '\u001B]0;hacked\u001B\\',
  link: '\u001B]8;;http://example.invalid/\u0007',
  palette: '\u001B]4;1;#000000\u0007',
  device: '\u001BP$qm\u001B\\',
  c1: '\u009B45m\u009D0;hacked\u009C',
  bell: '\u0007\u0007',
  bidi: '\u202E\u2066',
  invisible: '\u200B\uFEFF\u{E0041}',
  report: '\u001B[6n\u001B[c',
  reset: '\u001Bc',
};
const LONG = 'long'.repeat(2000);
/** What may stand on a screen of ours, as magenta grounds may not. */
const MAGENTA = 5;

let place: Place;

beforeAll(() => {
  place = createPlace(`
  prod:
    sources:
      - {adapter: ndjson, command: {shell: "cat out.ndjson; cat noise >&2"}}
  broken:
    sources:
      - {adapter: csv, command: {shell: "cat noise; cat noise >&2; exit 3"}}`);
  const names = [...Object.entries(HARM).map(([name, harm]) => `${harm}${name}${harm}`), LONG];
  const rows = names.map((job, i) =>
    JSON.stringify({job, status: 'failed', runKey: `${job}-${i}`, message: job}),
  );
  place.write('out.ndjson', `${rows.join('\n')}\n`);
  place.write('noise', `${names.join('\n')}\n`);
});
afterAll(() => place.remove());

function expectHarmless(terminal: OpenTerminal): void {
  expect(terminal.titles()).toEqual([]);
  expect(terminal.clipboard()).toEqual([]);
  expect(terminal.bells()).toBe(0);
  const written = terminal.written().toString();
  // Any operating system command, device control string or C1 control; then what is drawn as nothing.
  expect(written).not.toMatch(/\u001B[\]PX^_c]/);
  expect(written).not.toMatch(/\u001B\[(?:6n|c)/);
  expect(written).not.toMatch(
    /[\u0080-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]|[\u{E0000}-\u{E007F}]/u,
  );
  for (let row = 0; row < terminal.screen().length; row++) {
    expect(terminal.cells(row).filter(({background}) => background === MAGENTA)).toEqual([]);
  }
}

test('what a remote command printed changes nothing but the text on the screen, wherever it is shown', async () => {
  await using terminal = await openScreen(place, {args: []});
  await terminal.waitFor(/^. ✗ problem +prod /m);
  await terminal.waitFor(/^. . blind +broken /m);
  await terminal.waitFor(screen => !screen.includes('collecting'));
  await goToRow(terminal, 'prod');
  terminal.press('enter');
  await waitForPath(terminal, 'Today › prod');
  for (const name of Object.keys(HARM)) await terminal.waitFor(name);
  expectHarmless(terminal);
  await goToRow(terminal, 'clipboard');
  terminal.press('enter');
  await terminal.waitFor(/\[runs\].*^> . failed/ms);
  terminal.press('enter');
  await terminal.waitFor('read from');
  await terminal.waitFor(screen => !screen.includes('Reading'));
  expectHarmless(terminal);
  terminal.press('2');
  await terminal.waitFor(/^ Today .*› Missing .*palette/s);
  expectHarmless(terminal);
  terminal.press(':');
  terminal.type('env broken\r');
  await terminal.waitFor('[jobs]');
  terminal.press('6');
  await terminal.waitFor(/\[collections\].*^> . exit/ms);
  terminal.press('enter');
  await terminal.waitFor('stderr');
  expectHarmless(terminal);
});

test('what was typed or pasted is as harmless', async () => {
  await using terminal = await openScreen(place, {args: []});
  terminal.press('/');
  terminal.type(`\u001B[200~${Object.values(HARM).join('')}pasted\u001B[201~`);
  await terminal.waitFor('pasted');
  expectHarmless(terminal);
});
