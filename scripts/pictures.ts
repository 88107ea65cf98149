/**
 * Makes the pictures of the README anew: `node scripts/pictures.ts`. The built program's screen on the demo's fleet, at the
 * same hour each time, as it is drawn on a terminal.
 */
import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {createDemoFleet} from '../test/terminal/demo-fleet.ts';
import {goToRow, openScreen, waitForPath} from '../test/terminal/open-screen.ts';
import type {OpenTerminal} from '../test/terminal/open-terminal.ts';
import {drawSvg} from './draw-svg.ts';

const HISTORY_DAYS = 90;
const SIZE = {columns: 120, rows: 30};
const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));

type Picture = {name: string; title: string; go: (terminal: OpenTerminal) => Promise<void>};

/** In this order, one way through the program. */
const PICTURES: readonly Picture[] = [
  {
    name: 'today',
    title: 'Every environment, worst first',
    go: terminal => terminal.waitFor('in all'),
  },
  {
    name: 'missing',
    title: 'What is missing, with its evidence',
    async go(terminal) {
      terminal.press('2');
      await waitForPath(terminal, 'Today › Missing');
    },
  },
  {
    name: 'environment',
    title: 'The jobs of an environment',
    async go(terminal) {
      terminal.press(':');
      terminal.type('env prod-tok\r');
      await terminal.waitFor(/\[jobs\].*\d+ jobs/);
      await terminal.waitFor('train-order-flow');
    },
  },
  {
    name: 'job',
    title: 'How long a job takes, and what is usual',
    async go(terminal) {
      await goToRow(terminal, 'train-order-flow');
      terminal.press('enter');
      await terminal.waitFor('[slots]');
      terminal.press('tab', 'tab', 'tab');
      await terminal.waitFor(/\[durations\].*nine of ten/s);
    },
  },
  {
    name: 'history',
    title: 'Environments by day',
    async go(terminal) {
      terminal.press('1', '5');
      await terminal.waitFor(/Today › History.*batch-fra/s);
    },
  },
];

execFileSync(process.execPath, [fileURLToPath(new URL('build.ts', import.meta.url))], {stdio: 'inherit'});
mkdirSync(folder, {recursive: true});
const fleet = await createDemoFleet(HISTORY_DAYS);
try {
  await using terminal = await openScreen(fleet, SIZE);
  for (const picture of PICTURES) {
    await picture.go(terminal);
    await settle(terminal);
    writeFileSync(
      `${folder}${picture.name}.svg`,
      drawSvg(`jobtrack-tui: ${picture.title}`, readCells(terminal)),
    );
  }
} finally {
  fleet.remove();
}

/** Without the last row, which is always empty. */
function readCells(terminal: OpenTerminal) {
  return Array.from({length: SIZE.rows - 1}, (_, row) => terminal.cells(row));
}

/** What is asked for the rows on the screen comes a moment later: until nothing is written for a while. */
async function settle(terminal: OpenTerminal): Promise<void> {
  for (let before = -1; before !== terminal.mark(); ) {
    before = terminal.mark();
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}
