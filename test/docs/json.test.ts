import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import schema from '../../docs/report.schema.json' with {type: 'json'};
import type {Io} from '../../source/cli/context.ts';
import {main} from '../../source/cli/main.ts';
import {listAdapters} from '../../source/output/listings/adapters.ts';
import {listAnomalies} from '../../source/output/listings/anomalies.ts';
import {listCollections} from '../../source/output/listings/collections.ts';
import {listDrift} from '../../source/output/listings/drift.ts';
import {listEnvironments} from '../../source/output/listings/environments.ts';
import {listFindings} from '../../source/output/listings/findings.ts';
import {listHistory} from '../../source/output/listings/history.ts';
import {listJobs} from '../../source/output/listings/jobs.ts';
import {listRuns} from '../../source/output/listings/runs.ts';
import {listSlots} from '../../source/output/listings/slots.ts';
import {listTrends} from '../../source/output/listings/trends.ts';
import {listUpcoming} from '../../source/output/listings/upcoming.ts';
import {toTryRecord} from '../../source/output/observations.ts';
import {buildReport} from '../../source/report/build-report.ts';
import {readSection} from './pages.ts';

const NOW = Date.UTC(2026, 10, 23, 17);
const report = buildReport([], NOW);

/** Names in backquotes, in the order of the text. */
function documentedKeys(heading: string): string[] {
  return [...readSection('docs/json.md', heading).matchAll(/`([A-Za-z]+)`/g)].map(match => match[1] ?? '');
}

test.each([
  ['today', listEnvironments(report, false)],
  ['missing', listFindings(report)],
  ['jobs', listJobs([], NOW)],
  ['slots', listSlots([], NOW)],
  ['next', listUpcoming([], NOW)],
  ['drift', listDrift([], new Map(), NOW)],
  ['trends', listTrends([])],
  ['anomalies', listAnomalies([])],
  ['runs', listRuns([], new Map())],
  ['history', listHistory([])],
  ['collections', listCollections([])],
  ['adapters', listAdapters([])],
])('docs/json.md has the columns of `%s`, in their order', (name, {columns}) => {
  const keys: string[] = columns.map(({key}) => key);
  const isKey = new Set(keys);
  const [, ...documented] = documentedKeys(`\`${name}\``);
  expect(documented.filter(key => isKey.has(key))).toEqual(keys);
});

test('docs/json.md has every key of the report', () => {
  const documented = new Set(documentedKeys('The report'));
  expect(keysOfSchema(schema).filter(key => !documented.has(key))).toEqual([]);
});

function keysOfSchema(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === 'properties' && typeof inner === 'object' && inner !== null ? Object.keys(inner) : []),
    ...keysOfSchema(inner),
  ]);
}

test('docs/json.md has every key of `try --json`', () => {
  const record = toTryRecord({
    runs: [{job: 'a', runKey: '1', businessDay: '2026-11-23', status: 'succeeded'}],
    counts: [{businessDay: '2026-11-23', count: 1}],
    schedules: [
      {job: 'a', timing: {kind: 'none', reason: '@reboot'}, isActive: true, definition: '@reboot a'},
    ],
    rejected: [{line: 1, reason: 'no job', text: '?'}],
    rejectedCount: 1,
  });
  const documented = new Set(documentedKeys('`try --json`'));
  expect(keysOf(record).filter(key => !documented.has(key))).toEqual([]);
});

/** The keys of an object, of the objects in it, and of those in arrays. */
function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(keysOf))];
  if (typeof value !== 'object' || value === null) return [];
  return [...Object.keys(value), ...Object.values(value).flatMap(keysOf)];
}

describe('commands with an answer of their own', () => {
  let directory = '';
  let config = '';

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'jobtrack-docs-'));
    config = path.join(directory, 'config.yaml');
    const text = `database: jobtrack.db
environments:
  e: {timezone: UTC, sources: [{adapter: count, command: [echo, "3"]}]}
`;
    await writeFile(config, text, {mode: 0o600});
  });
  afterAll(() => rm(directory, {recursive: true, force: true}));

  test.each([
    ['collect --json', ['collect', '--json', '--quiet']],
    ['doctor --json', ['doctor', '--json', '--quiet']],
    ['prune --json', ['prune', '--json', '--dry-run']],
    ['learn --json', ['learn', '--json', '--quiet']],
    ['config check --json', ['config', 'check', '--json']],
    ['--version --json', ['--version', '--json']],
    ['schedule --json', ['schedule', '@daily', '--timezone', 'UTC', '--json']],
  ])('docs/json.md has the keys of `%s`, and they are those that are printed', async (name, argv) => {
    const needsConfig = !['schedule', '--version'].includes(argv[0] ?? '');
    const answer: unknown = JSON.parse(await run(needsConfig ? [...argv, '--config', config] : argv));
    const documented = documentedKeys(`\`${name}\``);
    const keys = keysOf(answer);
    expect(keys.length).toBeGreaterThan(3);
    expect(keys.filter(key => !documented.includes(key))).toEqual([]);
  });

  async function run(argv: readonly string[]): Promise<string> {
    const written: string[] = [];
    const said: string[] = [];
    const io: Io = {
      write: async text => void written.push(text),
      say: text => void said.push(text),
      readInput: async () => '',
      isTerminal: false,
      isInputTerminal: false,
      columns: 80,
      isTalkTerminal: false,
      hasUnicode: true,
      env: {XDG_CACHE_HOME: directory},
      home: directory,
      platform: process.platform,
      workingDirectory: directory,
      uid: process.getuid?.(),
      wallClock: Date.now,
      hostTimezone: 'UTC',
    };
    const {signal} = new AbortController();
    // The collector reads the clock itself: a frozen one here would put its answers into the future.
    await main({io, argv, clock: Date.now, signal, version: 'test'});
    expect(said).toEqual([]);
    return written.join('');
  }
});
