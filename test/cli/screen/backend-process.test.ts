import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {BackendClient} from '../../../source/cli/screen/backend-client.ts';
import {createBackendClient} from '../../../source/cli/screen/backend-client.ts';
import {forkBackend} from '../../../source/cli/screen/channel.ts';
import type {BackendMessage, Orders} from '../../../source/cli/screen/messages.ts';
import type {BackendEvent} from '../../../source/ui/backend.ts';
import {patiently} from '../../patiently.ts';
import {screenCommand} from '../../terminal/open-screen.ts';
import {openTerminal} from '../../terminal/open-terminal.ts';
import {listDescendants, listProcesses, readProcess} from '../../terminal/process-table.ts';
import type {Place} from '../place.ts';
import {createPlace} from '../place.ts';
import {runProgram} from '../run-program.ts';

let place: Place;
let client: BackendClient | undefined;
let messages: BackendMessage[];

beforeEach(() => {
  messages = [];
});
afterEach(async () => {
  await client?.close();
  client = undefined;
  vi.unstubAllEnvs();
  place.remove();
});

/** A source of `count` jobs, collected. */
async function createJobs(count: number): Promise<void> {
  place = createPlace(
    "{prod: {sources: [{adapter: csv, command: [cat, '{folder}/prod.csv']}]}}",
    'refresh: 1h',
  );
  const rows = Array.from({length: count}, (_, i) => `JOB_${i},succeeded\n`);
  place.write('prod.csv', `job,status\n${rows.join('')}`);
  expect((await runProgram(place, ['collect'])).code).toBe(0);
}

/** A command that goes on for a minute, and says so in `pid` once all its processes are there. */
function createHanging(): void {
  place = createPlace("{prod: {sources: [{adapter: csv, command: [sh, '{folder}/hang.sh'], timeout: 5m}]}}");
  place.write('hang.sh', 'cd "$(dirname "$0")"; sleep 60 & echo $$ > pid; wait');
}

const isHanging = () => patiently(() => expect(place.lines('pid')).toHaveLength(1));

function start(orders: Partial<Orders> = {}): BackendClient {
  for (const [name, value] of Object.entries(place.env)) if (name !== 'PATH') vi.stubEnv(name, value);
  client = createBackendClient(({message, ended}) => {
    const listener = {
      ended,
      message(received: BackendMessage) {
        messages.push(received);
        message(received);
      },
    };
    return forkBackend(ordersOf(orders), listener);
  });
  return client;
}

const ordersOf = ({flags, operands = [], ...rest}: Partial<Orders>): Orders => ({
  flags: {config: place.config, cached: true, ...flags},
  operands,
  ...rest,
});

/** Of this process: the one behind the screen. */
function backendId(): number {
  const [pid] = listDescendants(process.pid).filter(id => readProcess(id)?.session === id);
  if (pid === undefined) throw new Error('there is no process behind the screen');
  return pid;
}

const isGone = (pid: number) =>
  patiently(() => {
    const state = readProcess(pid)?.state;
    expect([undefined, 'Z']).toContain(state);
  });

describe('the built program', () => {
  test('answers from a process of its own, whose session the terminal’s job control does not reach', async () => {
    await createJobs(3);
    const {opening, ask} = start();
    expect(await opening).toMatchObject({kind: 'ready', session: {configPath: place.config}});
    expect((await ask('report', {})).environments).toMatchObject([{name: 'prod', total: 3}]);
    expect((await ask('jobs', {environment: 'prod'})).rows).toHaveLength(3);
    await expect(ask('jobs', {environment: 'x'})).rejects.toThrow('there is no environment "x"');
    if (process.platform === 'linux') expect(readProcess(backendId())?.parent).toBe(process.pid);
  });

  test('answers with ten thousand rows in messages of two thousand', async () => {
    await createJobs(10_000);
    const {rows} = await start().ask('jobs', {environment: 'prod'});
    expect(new Set(rows.map(({job}) => job)).size).toBe(10_000);
    const lengths = messages.flatMap(message => (message.kind === 'part' ? [message.items.length] : []));
    expect(lengths.length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2000);
  });

  test.each<[string, Partial<Orders>, number, string]>([
    ['an environment that does not exist', {operands: ['prdo']}, 2, 'did you mean "prod"?'],
    [
      'a database that cannot be',
      {flags: {database: '/proc/none/jobtrack.db', cached: false}},
      3,
      '/proc/none',
    ],
  ])('refuses %s and ends', async (_, orders, exitCode, message) => {
    await createJobs(1);
    const {opening} = start(orders);
    expect(await opening).toMatchObject({
      kind: 'refused',
      exitCode,
      message: expect.stringContaining(message),
    });
  });

  test('knows no such command for whoever types it', async () => {
    await createJobs(1);
    for (const argv of [['backend'], ['backend', JSON.stringify(ordersOf({}))]]) {
      const {code, stderr} = await runProgram(place, argv);
      expect({code, stderr}).toEqual({code: 2, stderr: expect.stringMatching(/no environment|too many/)});
    }
  });
});

describe.skipIf(process.platform !== 'linux')('a process behind the screen', () => {
  test('that is killed is started again, and answers', async () => {
    await createJobs(3);
    const {opening, ask, subscribe} = start();
    const events: BackendEvent[] = [];
    subscribe(event => events.push(event));
    await opening;
    process.kill(backendId(), 'SIGKILL');
    await patiently(() => expect(events.at(-1)).toEqual({kind: 'changed'}));
    expect(events).toEqual([{kind: 'lost', reason: 'SIGKILL'}, {kind: 'changed'}]);
    expect((await ask('report', {})).environments).toHaveLength(1);
  });

  test('ends with everything it runs when the screen closes it', async () => {
    createHanging();
    const own = start({flags: {cached: false}});
    await isHanging();
    const pids = listDescendants(process.pid);
    expect(pids).toContain(Number(place.lines('pid')[0]));
    await own.close();
    for (const pid of pids) await isGone(pid);
  });

  test('ends with everything it runs when the screen is killed', async () => {
    createHanging();
    const parent = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('screen-parent.ts', import.meta.url)),
        JSON.stringify(ordersOf({flags: {cached: false}})),
      ],
      {env: place.env, stdio: ['ignore', 'pipe', 'inherit']},
    );
    await isHanging();
    const pids = listDescendants(parent.pid ?? 0);
    expect(pids.length).toBeGreaterThanOrEqual(4);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    for (const pid of pids) await isGone(pid);
  });

  test('is, with everything it runs, in a session that no ctrl-z reaches', async () => {
    createHanging();
    const own = start({flags: {cached: false}});
    await own.opening;
    await isHanging();
    const sessions = listDescendants(process.pid).map(pid => readProcess(pid)?.session);
    expect(sessions.length).toBeGreaterThanOrEqual(4);
    expect(sessions).not.toContain(readProcess(process.pid)?.session);
  });
});

describe.skipIf(process.platform !== 'linux')('a screen that is expected and does not come', () => {
  test.each([
    [['--bogus'], 2],
    [['--theme', 'none'], 2],
    [['prdo'], 2],
    [['prod', '--env', 'prod'], 2],
    [['--cached', '--database', '/proc/none/x.db'], 3],
  ])('with %j leaves no process behind', async (argv, code) => {
    await createJobs(1);
    const terminal = openTerminal(screenCommand(place, {args: argv}));
    expect(await terminal.exit).toMatchObject({code});
    await patiently(() => expect(listOf(place.env.HOME ?? '')).toEqual([]));
  });
});

/** The processes with this home. */
function listOf(home: string): number[] {
  return listProcesses()
    .filter(({pid, state}) => state !== 'Z' && readEnvironment(pid).includes(`HOME=${home}\0`))
    .map(({pid}) => pid);
}

function readEnvironment(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}
