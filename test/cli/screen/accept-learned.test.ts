import {readFileSync} from 'node:fs';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {addDays} from '../../../source/domain/time.ts';
import type {Place} from '../place.ts';
import {createPlace} from '../place.ts';
import {NOW, runMain} from '../run-main.ts';
import type {InProcess} from './in-process.ts';
import {startInProcess} from './in-process.ts';

const TODAY = '2026-11-23';
const DAYS = 18;
const subject = {environment: 'prod', job: 'LOAD'};

let place: Place;
const open: InProcess[] = [];

/** LOAD ran at 02:00 on each of the days before today; today nothing has run. */
beforeEach(async () => {
  place = createPlace(`
  prod:   # ours
    sources: [{adapter: csv, command: [cat, '{folder}/{date}.csv']}]
  test:
    sources: [{adapter: csv, command: [cat, '{folder}/{date}.csv']}]
`);
  for (let ago = 0; ago <= DAYS; ago++) {
    const day = addDays(TODAY, -ago);
    const rows = ago === 0 ? [] : [`LOAD,${day} 02:00:0${ago % 7},${day} 02:41:00`];
    place.write(`${day}.csv`, ['job,started,ended', ...rows, ''].join('\n'));
  }
  const argv = ['collect', '--days', String(DAYS + 1), '--quiet', '--config', place.config];
  expect((await runMain(argv, {env: place.env})).stderr).toBe('');
});
afterEach(async () => {
  for (const backend of open.splice(0)) await backend.end();
  place.remove();
});

async function start(flags = {}): Promise<InProcess> {
  const backend = startInProcess(place, {flags: {cached: true, ...flags}, wallClock: () => NOW});
  open.push(backend);
  await backend.opening;
  // The first report comes without being asked, as of the beginning.
  await backend.ask('report', {});
  return backend;
}

const originsOf = async (backend: InProcess): Promise<unknown[]> =>
  (await backend.ask('report', {})).findings
    .filter(({job}) => job === subject.job)
    .map(({environment, origin}) => `${environment} ${origin}`);

test('what is accepted is in the file and in force on the screen at once, in its environment alone', async () => {
  const backend = await start();
  expect(await originsOf(backend)).toEqual(['prod learned', 'test learned']);
  expect(await backend.acceptLearned(subject)).toBe(
    `1 expectation of LOAD written to ${place.config}, and in force`,
  );
  const text = readFileSync(place.config, 'utf8');
  expect(text.slice(text.indexOf('# ours'), text.indexOf('  test:'))).toContain('job: LOAD');
  expect(backend.events).toContainEqual({kind: 'changed'});
  expect(await originsOf(backend)).toEqual(['prod declared', 'test learned']);
  const page = await backend.ask('job', subject);
  expect(page.schedules).toMatchObject([{origin: 'declared'}]);
});

test('what is expected already is not accepted again, and the screen goes on with what there was', async () => {
  const backend = await start();
  await backend.acceptLearned(subject);
  const text = readFileSync(place.config, 'utf8');
  await expect(backend.acceptLearned(subject)).rejects.toThrow('LOAD');
  expect(readFileSync(place.config, 'utf8')).toBe(text);
  expect(await originsOf(backend)).toEqual(['prod declared', 'test learned']);
});

test('what others have changed in the file meanwhile is in force with it', async () => {
  const backend = await start();
  const text = readFileSync(place.config, 'utf8');
  place.write('config.yaml', text.replace('  test:', '  stage:'));
  await backend.acceptLearned(subject);
  const {environments} = await backend.ask('report', {});
  expect(environments.map(({name}) => name)).toEqual(['prod', 'stage']);
});

test('a job of which nothing was learned is refused by name', async () => {
  const backend = await start();
  await expect(backend.acceptLearned({...subject, job: 'NOBODY'})).rejects.toThrow(
    'NOBODY: nothing regular was learned of it',
  );
});

test('a read-only screen writes nothing', async () => {
  const text = readFileSync(place.config, 'utf8');
  const backend = await start({readOnly: true});
  await expect(backend.acceptLearned(subject)).rejects.toThrow('read-only');
  expect(readFileSync(place.config, 'utf8')).toBe(text);
});
