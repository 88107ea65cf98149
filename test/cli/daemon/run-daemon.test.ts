import {existsSync, readFileSync, renameSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {createMarker, findMarked, killMarked, MARKER} from '../../collect/processes.ts';
import {readExposition} from '../../output/openmetrics/read-exposition.ts';
import type {Place} from '../place.ts';
import {createPlace} from '../place.ts';
import type {Started} from '../run-program.ts';
import {runProgram, startProgram} from '../run-program.ts';

const NOTIFY = fileURLToPath(new URL('../../bin/systemd', import.meta.url));

/** A source that counts how often it was asked, and shows what it was given. */
const QUICK = `
  prod:
    sources: [{adapter: count, command: {shell: 'echo "$NOTIFY_SOCKET$WATCHDOG_USEC." >> calls; echo 5'}}]`;

// Each starts a program that starts two more, and waits for it.
vi.setConfig({testTimeout: 180_000});

function soon<Value>(read: () => Value | Promise<Value>) {
  return expect.poll(read, {timeout: 50_000, interval: 50});
}

type Line = {level: string; event: string; time: string} & Record<string, unknown>;

let place: Place;
let marker: string;
beforeEach(() => {
  marker = createMarker();
});
afterEach(() => {
  killMarked(marker);
  place.remove();
});

type Daemon = Started & {lines(event?: string): Line[]};

/** With a log in JSON, into a file. */
function startDaemon(argv: string[] = [], more: NodeJS.ProcessEnv = {}): Daemon {
  const words = ['--config', place.config, 'collect', '--daemon', '--log-format', 'json', ...argv];
  const started = startProgram(place, words, {[MARKER]: marker, ...more});
  started.process.stdin.end();
  let text = '';
  started.process.stderr.on('data', chunk => {
    text += chunk;
  });
  return {
    ...started,
    lines(event) {
      const lines: Line[] = text
        .split('\n')
        .slice(0, -1)
        .map(line => JSON.parse(line));
      return event === undefined ? lines : lines.filter(line => line.event === event);
    },
  };
}

async function stop({process: daemon, ended}: Daemon): Promise<number | null> {
  daemon.kill('SIGTERM');
  return (await ended).code;
}

describe.skipIf(process.platform === 'win32')('the daemon', () => {
  test('collects again and again by its interval, and remembers what it collected', async () => {
    place = createPlace(QUICK, 'refresh: 1s');
    const daemon = startDaemon();
    await soon(() => daemon.lines('collected').length).toBeGreaterThanOrEqual(2);
    expect(daemon.lines('collected')[0]).toMatchObject({
      level: 'info',
      environment: 'prod',
      source: 'count',
      outcome: 'ok',
      rows: 1,
      ms: expect.any(Number),
    });
    expect(await stop(daemon)).toBe(0);
    const {stdout} = await runProgram(place, ['--json', '--cached']);
    expect(JSON.parse(stdout).environments[0].total).toBe(5);
  });

  test('tells systemd how it is, and its commands cannot', async () => {
    place = createPlace(QUICK);
    const daemon = startDaemon([], {
      PATH: `${NOTIFY}:${process.env.PATH}`,
      NOTIFY_SOCKET: place.file('sent'),
      WATCHDOG_USEC: '400000',
    });
    await soon(() => place.lines('sent').filter(line => line === 'WATCHDOG=1').length).toBeGreaterThan(1);
    await soon(() => daemon.lines('collected').length).toBe(1);
    daemon.process.kill('SIGHUP');
    await soon(() => daemon.lines('reloaded').length).toBe(1);
    await stop(daemon);
    const sent = place.lines('sent').filter(line => line !== 'WATCHDOG=1' && !line.startsWith('STATUS='));
    expect(sent).toEqual([
      expect.stringMatching(/^READY=1 STATUS=1 environment, 1 finding/),
      expect.stringMatching(/^RELOADING=1 MONOTONIC_USEC=\d+$/),
      expect.stringMatching(/^READY=1 STATUS=1 environment/),
      'STOPPING=1 STATUS=ending',
    ]);
    expect(place.lines('calls')).toEqual(['.']);
  });

  test('reads the configuration anew when the file has changed, and keeps the old one while the new one is broken', async () => {
    place = createPlace(QUICK);
    const daemon = startDaemon();
    await soon(() => daemon.lines('collected').length).toBe(1);
    const good = readFileSync(place.config, 'utf8');
    place.write('config.yaml', good.replace('environments:', 'nonsense: 1\nenvironments:'));
    await soon(() => daemon.lines('reload-failed').length).toBe(1);
    expect(daemon.lines('reload-failed')[0]?.error).toContain('nonsense: unknown key');
    place.write('config.yaml', `${good}  more:\n    sources: [{adapter: count, command: [echo, "7"]}]\n`);
    await soon(() => daemon.lines('collected').map(({environment}) => environment)).toContain('more');
    expect(daemon.lines('reloaded')).toMatchObject([{environments: 2, sources: 2}]);
    expect(daemon.lines('reload-failed')).toHaveLength(1);
    expect(await stop(daemon)).toBe(0);
  });

  test('reads the configuration anew on SIGHUP, and keeps the old one if the new one is broken', async () => {
    place = createPlace(QUICK);
    const daemon = startDaemon();
    await soon(() => daemon.lines('collected').length).toBe(1);
    const good = readFileSync(place.config, 'utf8');
    place.write('config.yaml', good.replace('environments:', 'nonsense: 1\nenvironments:'));
    daemon.process.kill('SIGHUP');
    // Where the signal comes late the change has been noticed already.
    await soon(() => daemon.lines('reload-failed').length).toBeGreaterThan(0);
    expect(daemon.lines('reload-failed')[0]?.error).toContain('nonsense: unknown key');
    place.write('config.yaml', `${good}  more:\n    sources: [{adapter: count, command: [echo, "7"]}]\n`);
    daemon.process.kill('SIGHUP');
    await soon(() => daemon.lines('collected').map(({environment}) => environment)).toContain('more');
    expect(daemon.lines('reloaded')[0]).toMatchObject({environments: 2, sources: 2});
    expect(await stop(daemon)).toBe(0);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it in order, with its commands', async signal => {
    place = createPlace(`
  slow:
    sources: [{adapter: count, command: {shell: "sleep 1001 & touch began; sleep 1002"}}]`);
    const daemon = startDaemon();
    await soon(() => existsSync(place.file('began'))).toBe(true);
    daemon.process.kill(signal);
    expect((await daemon.ended).code).toBe(0);
    expect(daemon.lines().at(-1)?.event).toBe('stopped');
    await soon(() => findMarked(marker)).toEqual([]);
  });

  test('there is one a database: a second one is told who it is, and comes in when it is gone', async () => {
    place = createPlace(QUICK);
    const first = startDaemon();
    await soon(() => first.lines('started').length).toBe(1);
    const second = await runProgram(place, ['collect', '--daemon']);
    expect(second.code).toBe(3);
    expect(second.stderr).toContain(`already collected by a daemon: process ${first.process.pid} on `);
    first.process.kill('SIGKILL');
    await first.ended;
    const third = startDaemon();
    await soon(() => third.lines('started').length).toBe(1);
    expect(await stop(third)).toBe(0);
  });

  test('doctor tells whether one runs, since when, and how it fares', async () => {
    place = createPlace(QUICK);
    const ask = async (): Promise<{state: string; detail: string}> => {
      const {stdout} = await runProgram(place, ['doctor', '--json']);
      return JSON.parse(stdout).find(({subject}: {subject: string}) => subject === 'daemon');
    };
    expect(await ask()).toMatchObject({state: 'ok', detail: 'none collects this database unattended'});
    const daemon = startDaemon();
    await soon(() => daemon.lines('started').length).toBe(1);
    expect(await ask()).toMatchObject({
      state: 'ok',
      detail: expect.stringMatching(new RegExp(`^process ${daemon.process.pid} on .* runs since \\d{4}-`)),
    });
    await stop(daemon);
    expect((await ask()).detail).toMatch(
      /^none collects this database unattended; the last one ended at \d{4}-/,
    );
  });

  test('no secret reaches the log', async () => {
    place = createPlace(
      `
  prod:
    variables: {api_token: t0psecret}
    sources:
      - {adapter: count, env: {DB_PASSWORD: swordfish}, command: {shell: 'echo "curl https://me:hunter2@h/x {api_token} $DB_PASSWORD" >&2; exit 22'}}`,
    );
    const daemon = startDaemon();
    await soon(() => daemon.lines('collected').length).toBe(1);
    await stop(daemon);
    const log = JSON.stringify(daemon.lines());
    expect(log).toContain('exit code 22: curl https://********@h/x ******** ********');
    for (const secret of ['hunter2', 't0psecret', 'swordfish']) expect(log).not.toContain(secret);
  });

  test('ends with code 3 when its database is another one', async () => {
    place = createPlace(QUICK);
    const daemon = startDaemon();
    await soon(() => daemon.lines('collected').length).toBe(1);
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(place.database + suffix))
        renameSync(place.database + suffix, `${place.database}.old${suffix}`);
    }
    // At the next renewal of its lease.
    expect((await daemon.ended).code).toBe(3);
    expect(daemon.lines('lost')[0]?.error).toContain('is another file than the one that was opened');
  });

  test('prunes when a retention is configured', async () => {
    place = createPlace(QUICK, 'retention: {runs: 1, counts: 1, changes: 1, collections: 1}');
    const daemon = startDaemon();
    await soon(() => daemon.lines('pruned').length).toBe(1);
    expect(daemon.lines('pruned')[0]).toMatchObject({level: 'info', ms: expect.any(Number)});
    await stop(daemon);
  });
});

describe('its endpoint', () => {
  async function listen(argv: string[], settings = ''): Promise<Daemon & {address: string}> {
    place = createPlace(QUICK, settings);
    const daemon = startDaemon(argv);
    await soon(() => daemon.lines('listening').length).toBe(1);
    return {...daemon, address: String(daemon.lines('listening')[0]?.address)};
  }

  test.each([
    ['the flag', ['--listen', '127.0.0.1:0'], ''],
    ['the configuration', [], 'daemon: {listen: "127.0.0.1:0"}'],
  ])('is where %s says, and serves the present report', async (_, argv, settings) => {
    const {address, ...daemon} = await listen(argv, settings);
    await soon(() => daemon.lines('collected').length).toBe(1);
    const read = async (path: string): Promise<string> => (await fetch(address + path)).text();
    await soon(async () => JSON.parse(await read('/report.json')).environments[0].total).toBe(5);
    const families = readExposition(await read('/metrics'));
    expect(families.get('jobtrack_day_runs')?.samples[0]?.value).toBe(5);
    expect(families.get('jobtrack_daemon_healthy')?.samples[0]?.value).toBe(1);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect(await stop(daemon)).toBe(0);
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });

  test.each([
    ['0.0.0.0:9464', 'can be reached from other hosts, and there is no password'],
    ['nowhere', 'is not an address and port'],
  ])('at %s is refused', async (address, message) => {
    place = createPlace(QUICK);
    const {code, stderr} = await runProgram(place, ['collect', '--daemon', '--listen', address]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    // Nothing is left that would keep the next one out.
    const daemon = startDaemon();
    await soon(() => daemon.lines('started').length).toBe(1);
    await stop(daemon);
  });
});

test.each([
  [['collect', '--listen', '127.0.0.1:1'], '--listen goes with --daemon only'],
  [['collect', '--daemon', '--log-format', 'xml'], '--log-format "xml" does not exist; use text or json'],
  [['collect', '--daemon', '--days', '3'], '--daemon and --days exclude each other'],
])('%j is a mistake', async (argv, message) => {
  place = createPlace(QUICK);
  const {code, stderr} = await runProgram(place, argv);
  expect({code, stderr: stderr.includes(message)}).toEqual({code: 2, stderr: true});
  rmSync(place.database, {force: true});
});
