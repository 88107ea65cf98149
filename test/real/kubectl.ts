/**
 * Asks a real kubectl, by the adapter's own command, for recorded lists that a stand-in for the API serves on loopback, and compares
 * what is read of its answers with what is read of the lists themselves; then the ways in which an API fails.
 * Usage: npm run test:real:kubectl
 */
import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {z} from 'zod';
import {parseOutput} from '../../source/adapters/parser.ts';
import {adapters} from '../../source/adapters/registry.ts';
import type {Observations} from '../../source/domain/observations.ts';
import {openZone} from '../../source/domain/zone.ts';

type Item = {kind: string; metadata: {name: string; namespace?: string}};
type Mode = 'whole' | 'paged' | 'expires' | 'forbidden' | 'breaks';

const kubernetes = adapters.get('kubernetes');
if (!kubernetes?.command) throw new Error('no kubernetes adapter');
const options = kubernetes.options(z).parse({});
const command = kubernetes.command(options);
const argv = 'argv' in command ? command.argv : [];
const context = {
  day: '2026-11-23',
  clock: {zone: openZone('UTC'), dayStartMs: 0},
  collectedAt: Date.parse('2026-11-23T18:00:00Z'),
  options,
};
const fixtures = new URL('../fixtures/kubernetes/', import.meta.url);
const folder = mkdtempSync(path.join(os.tmpdir(), 'jobtrack-kubectl-'));
let items: Item[] = [];
let mode: Mode = 'whole';
let requests = 0;

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://loopback');
  const send = (status: number, body: unknown): void => {
    response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
  };
  const kind = {'/apis/batch/v1/cronjobs': 'CronJob', '/apis/batch/v1/jobs': 'Job'}[url.pathname];
  const discovered = DISCOVERY[url.pathname];
  if (discovered) return send(200, discovered);
  if (!kind) return send(404, failure(404, 'NotFound', `no ${url.pathname}`));
  requests += 1;
  if (mode === 'forbidden' && kind === 'Job')
    return send(
      403,
      failure(403, 'Forbidden', 'jobs.batch is forbidden: User "batch" cannot list resource "jobs"'),
    );
  const own = items.filter(item => item.kind === kind);
  const start = Number(url.searchParams.get('continue') ?? 0);
  if (mode === 'expires' && start > 0)
    return send(410, failure(410, 'Expired', 'The provided continue parameter is too old'));
  const size =
    mode === 'whole' || mode === 'breaks' ? own.length : Number(url.searchParams.get('limit') ?? own.length);
  const rest = own.length - start - size;
  const text = JSON.stringify({
    kind: `${kind}List`,
    apiVersion: 'batch/v1',
    metadata: rest > 0 ? {continue: String(start + size), remainingItemCount: rest} : {},
    items: own.slice(start, start + size),
  });
  if (mode !== 'breaks' || kind !== 'Job')
    return response.writeHead(200, {'content-type': 'application/json'}).end(text);
  // The connection goes away in the middle of the list.
  response.writeHead(200, {'content-type': 'application/json', 'content-length': Buffer.byteLength(text)});
  response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
});

const failure = (code: number, reason: string, message: string) => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  code,
  reason,
  message,
});
const resource = (name: string, kind: string) => ({
  name,
  singularName: '',
  namespaced: true,
  kind,
  verbs: ['get', 'list'],
});
const DISCOVERY: Record<string, unknown> = {
  '/api': {kind: 'APIVersions', versions: ['v1']},
  '/apis': {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [
      {
        name: 'batch',
        versions: [{groupVersion: 'batch/v1', version: 'v1'}],
        preferredVersion: {groupVersion: 'batch/v1', version: 'v1'},
      },
    ],
  },
  '/api/v1': {kind: 'APIResourceList', groupVersion: 'v1', resources: [resource('pods', 'Pod')]},
  '/apis/batch/v1': {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: 'batch/v1',
    resources: [resource('cronjobs', 'CronJob'), resource('jobs', 'Job')],
  },
};

await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
const {port} = server.address() as AddressInfo;
const config = path.join(folder, 'config');
writeFileSync(
  config,
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{name: 'c', cluster: {server: `http://127.0.0.1:${port}`}}],
    contexts: [{name: 'c', context: {cluster: 'c', user: 'u'}}],
    users: [{name: 'u', user: {}}],
    'current-context': 'c',
  }),
);
const problems: string[] = [];
try {
  console.log(execFileSync('kubectl', ['version', '--client'], {encoding: 'utf8'}).split('\n')[0]);
  console.log(`asked by: ${argv.join(' ')}`);
  for (const name of ['lists', 'job-states', 'schedules', 'history-limits', 'no-objects'])
    await compareRecorded(name);
  await comparePages();
  await compareFailure('forbidden', /forbidden/i);
  await compareFailure('expires', /./);
  await compareFailure('breaks', /EOF|reset|unexpected/i);
} finally {
  server.close();
  rmSync(folder, {recursive: true});
}
for (const problem of problems) console.log(`WRONG ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
console.log(problems.length === 0 ? 'everything is as it should be' : 'FAILED');

async function compareRecorded(name: string): Promise<void> {
  const recorded = readFileSync(new URL(`${name}.out`, fixtures), 'utf8');
  items = JSON.parse(recorded).items;
  mode = 'whole';
  const {stdout, code} = await ask();
  const [theirs, ours] = [read(stdout), read(recorded)];
  console.log(`${name}: exit ${code}, ${describe(theirs)}`);
  // kubectl asks kind by kind; the order of what is read is not what is compared.
  if (code !== 0 || sorted(theirs) !== sorted(ours))
    problems.push(`${name}: not what is read of the recorded list`);
}

/** More objects than kubectl asks for at once (500). */
async function comparePages(): Promise<void> {
  const [job] = JSON.parse(readFileSync(new URL('job-states.out', fixtures), 'utf8')).items;
  items = Array.from({length: 1234}, (_, index) => ({
    ...job,
    metadata: {...job.metadata, name: `job-${index}`, uid: `uid-${index}`},
  }));
  [mode, requests] = ['paged', 0];
  const {stdout, code} = await ask();
  const found = read(stdout);
  console.log(`1,234 jobs in pages: exit ${code}, ${requests} requests, ${describe(found)}`);
  if (code !== 0 || found.runs.length !== 1234 || found.partialReason !== undefined)
    problems.push('pages: not all were read');
}

/** A failed answer must not read as a whole one: kubectl exits with an error, or what it prints is not taken for all. */
async function compareFailure(failing: Mode, message: RegExp): Promise<void> {
  if (failing !== 'expires') items = JSON.parse(readFileSync(new URL('lists.out', fixtures), 'utf8')).items;
  mode = failing;
  const {stdout, stderr, code} = await ask();
  console.log(`${failing}: exit ${code}, "${stderr.trim().split('\n').at(-1)}"`);
  const isWhole = code === 0 && read(stdout).runs.length < items.filter(({kind}) => kind === 'Job').length;
  if (isWhole || (code !== 0 && !message.test(stderr))) problems.push(`${failing}: exit ${code}, ${stderr}`);
}

function ask(): Promise<{stdout: string; stderr: string; code: number | null}> {
  const [program = '', ...args] = argv;
  const child = spawn(program, args, {
    env: {...process.env, KUBECONFIG: config, HOME: folder},
    timeout: 60_000,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', chunk => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', chunk => (stderr += chunk));
  return new Promise((resolve, reject) =>
    child.on('error', reject).on('close', code => resolve({stdout, stderr, code})),
  );
}

function read(text: string): Observations {
  return parseOutput(kubernetes as NonNullable<typeof kubernetes>, text, context);
}

function describe({runs, schedules, rejectedCount, partialReason}: Observations): string {
  return `${runs.length} runs, ${schedules.length} schedules, ${rejectedCount} rejected${partialReason === undefined ? '' : `, ${partialReason}`}`;
}

function sorted({runs, schedules, rejectedCount, partialReason}: Observations): string {
  const order = (values: unknown[]) => values.map(value => JSON.stringify(value)).sort();
  return JSON.stringify([order(runs), order(schedules), rejectedCount, partialReason]);
}
