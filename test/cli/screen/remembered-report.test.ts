import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {ReportMemory} from '../../../source/cli/screen/remembered-report.ts';
import {openReportMemory} from '../../../source/cli/screen/remembered-report.ts';
import type {Environment} from '../../../source/domain/environment.ts';
import {openZone} from '../../../source/domain/zone.ts';
import type {StatusReport} from '../../../source/report/status-report.ts';
import {environmentReport, statusReport} from '../../output/sample-report.ts';
import {patiently} from '../../patiently.ts';
import {createIo} from '../run-main.ts';

const NOW = Date.parse('2026-11-23T06:45:00Z');
const DAY_START_MS = 2 * 3_600_000;

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(path.join(tmpdir(), 'jobtrack-memory-'));
});
afterEach(() => rmSync(cache, {recursive: true, force: true}));

const file = (): string => path.join(cache, 'jobtrack-tui', 'report-config.yaml.json');

function open({config = 'config.yaml', database = 'jobtrack.db', version = '1.0.0'} = {}): ReportMemory {
  const {io} = createIo({env: {XDG_CACHE_HOME: cache}});
  const context = {io: {...io, uid: process.getuid?.()}, version, flags: {}, operands: [], now: NOW};
  return openReportMemory({...context, signal: new AbortController().signal}, {config, database});
}

function environments(...names: string[]): Environment[] {
  const clock = {zone: openZone('UTC'), dayStartMs: DAY_START_MS};
  return names.map(name => ({name, clock}) as Environment);
}

function report(...names: string[]): StatusReport {
  return {
    ...statusReport(names.map(name => environmentReport({name, businessDay: '2026-11-23'}))),
    generatedAt: '2026-11-23T06:40:00Z',
  };
}

async function remember(kept: StatusReport): Promise<void> {
  open().remember(kept);
  await patiently(() => readFileSync(file()));
}

test('the next screen recalls the last report of the same business day', async () => {
  await remember(report('prod', 'uat'));
  expect(open().recall(environments('uat', 'prod'), NOW)).toEqual(report('prod', 'uat'));
});

test.each<[string, Parameters<typeof open>[0], string[], number]>([
  ['the business day is over', {}, ['prod'], Date.parse('2026-11-24T02:00:00Z')],
  ['it was made later than now', {}, ['prod'], Date.parse('2026-11-23T06:39:59Z')],
  ['an environment is new', {}, ['prod', 'uat'], NOW],
  ['an environment is gone', {}, [], NOW],
  ['it is of another configuration', {config: 'other.yaml'}, ['prod'], NOW],
  ['it is of another database', {database: 'other.db'}, ['prod'], NOW],
  ['another version made it', {version: '1.0.1'}, ['prod'], NOW],
])('nothing is recalled when %s', async (_, options, names, now) => {
  await remember(report('prod'));
  expect(open(options).recall(environments(...names), now)).toBeUndefined();
});

test('the last second of a business day still recalls it', async () => {
  await remember(report('prod'));
  expect(open().recall(environments('prod'), Date.parse('2026-11-24T01:59:59Z'))).toBeDefined();
});

test('nothing is recalled where nothing was kept, or what is there is broken', async () => {
  expect(open().recall(environments('prod'), NOW)).toBeUndefined();
  await remember(report('prod'));
  writeFileSync(file(), '{"subject":');
  expect(open().recall(environments('prod'), NOW)).toBeUndefined();
});

test('a file that others may write is not believed', async () => {
  await remember(report('prod'));
  chmodSync(file(), 0o666);
  expect(open().recall(environments('prod'), NOW)).toBeUndefined();
});

test('of many reports within a minute the last one is kept at the end', async () => {
  const memory = open();
  memory.remember(report('first'));
  await patiently(() => readFileSync(file()));
  memory.remember(report('second'));
  memory.remember(report('third'));
  await new Promise(resolve => setImmediate(resolve));
  expect(open().recall(environments('first'), NOW)).toBeDefined();
  memory.flush();
  expect(open().recall(environments('third'), NOW)).toBeDefined();
});
