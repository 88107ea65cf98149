import {chmodSync, existsSync, readFileSync} from 'node:fs';
import {userInfo} from 'node:os';
import {afterEach, describe, expect, test} from 'vitest';
import {formatInstant} from '../../../source/domain/time.ts';
import type {StatusReport} from '../../../source/report/status-report.ts';
import type {Activity} from '../../../source/ui/backend.ts';
import {patiently} from '../../patiently.ts';
import type {Place} from '../place.ts';
import {createPlace} from '../place.ts';
import {runMain} from '../run-main.ts';
import type {InProcess, InProcessOptions} from './in-process.ts';
import {startInProcess} from './in-process.ts';

/** Asked each time: midnight may pass while this file runs. */
const today = (): string => formatInstant(Date.now()).slice(0, 10);

let place: Place;
let backend: InProcess | undefined;
afterEach(async () => {
  await backend?.end();
  backend = undefined;
  place.remove();
});

/** `prod` tells of LOAD, due at midnight, by a command that leaves a line in `calls`; `test` has a source that fails. */
function createFleet(settings = 'refresh: 1h'): Place {
  place = createPlace(
    `
  prod:
    sources: [{adapter: csv, command: [sh, '{folder}/prod.sh', '{date}']}]
    expect: [{job: LOAD, schedule: "0 0 * * *", grace: 1m}]
  test:
    sources: [{adapter: csv, command: {shell: "echo down >&2; exit 3"}}]`,
    settings,
  );
  place.write('prod.sh', 'cd "$(dirname "$0")"; echo "$1" >> calls; cat prod.csv');
  write('succeeded');
  return place;
}

function write(status: string): void {
  place.write('prod.csv', `job,status,startedAt\nLOAD,${status},${today()}T00:00:01Z\n`);
}

/** How often the command of today was run. */
const calls = (): number => place.lines('calls').filter(line => line === today()).length;

async function start(options: InProcessOptions = {}): Promise<InProcess> {
  backend = startInProcess(place, options);
  await backend.opening;
  return backend;
}

async function collectNow(): Promise<void> {
  await runMain(['collect', '--config', place.config], {
    env: place.env,
    now: Date.now(),
    io: {workingDirectory: place.folder},
  });
}

const reportOf = (own: InProcess): Promise<StatusReport> => own.ask('report', {});
const activities = (own: InProcess): Activity[][] =>
  own.events.flatMap(event => (event.kind === 'activity' ? [[...event.activities]] : []));
const isIdle = (own: InProcess): boolean => {
  const last = own.events.findLast(event => event.kind === 'activity');
  return last?.kind === 'activity' && !last.isCollecting;
};

describe('how it begins', () => {
  test('with who, where and what, then the report, without being asked', async () => {
    createFleet();
    await collectNow();
    const {messages} = await start({flags: {cached: true}});
    const [opening] = messages;
    expect(opening).toMatchObject({
      kind: 'ready',
      session: {
        version: '1.2.3',
        user: userInfo().username,
        timezone: 'UTC',
        configPath: place.config,
        databasePath: place.database,
        isReadOnly: false,
        isCachedOnly: true,
        now: null,
        notice: null,
      },
      start: {},
    });
    await patiently(() => expect(messages[1]).toMatchObject({kind: 'answer', id: -1}));
  });

  test('with what the last screen of the same environments showed, while it is judged anew', async () => {
    createFleet();
    await collectNow();
    const env = {XDG_CACHE_HOME: place.file('cache')};
    const first = await start({flags: {cached: true}, env});
    expect(await first.opening).not.toHaveProperty('remembered');
    const shown = await reportOf(first);
    await first.end();
    const next = await start({flags: {cached: true}, env});
    expect(await next.opening).toMatchObject({remembered: shown});
    await next.end();
    for (const options of [
      {flags: {cached: true, env: ['prod']}},
      {flags: {cached: true, date: 'yesterday'}},
    ])
      expect(await (await start({...options, env})).opening).not.toHaveProperty('remembered');
  });

  test('with a database that does not exist yet: it is made', async () => {
    createFleet();
    const own = await start();
    expect((await reportOf(own)).environments.map(({name}) => name)).toEqual(['prod', 'test']);
    expect(existsSync(place.database)).toBe(true);
  });

  test.each<[string, InProcessOptions, number, string]>([
    ['no database, and none may be made', {flags: {cached: true}}, 3, 'No data yet'],
    ['an environment that does not exist', {operands: ['prdo']}, 2, 'did you mean "prod"?'],
    ['a pattern that fits nothing', {flags: {env: ['x*']}}, 2, 'no environment is called "x*"'],
    ['a day that is none', {flags: {date: 'tomorow'}}, 2, '--date "tomorow" is not a day'],
    ['a configuration that does not exist', {flags: {config: '/nonexistent.yaml'}}, 2, '/nonexistent.yaml'],
  ])('not, with %s', async (_, options, exitCode, message) => {
    createFleet();
    const own = await start(options);
    expect(await own.opening).toMatchObject({kind: 'refused', exitCode});
    expect(JSON.stringify(await own.opening)).toContain(JSON.stringify(message).slice(1, -1));
    expect(await own.end()).toBe(exitCode);
    expect(own.messages).toHaveLength(1);
  });

  test('without any configuration or scheduler, to say what to do first', async () => {
    place = createPlace();
    const {HOME, XDG_CONFIG_HOME, XDG_STATE_HOME} = place.env;
    backend = startInProcess(
      {...place, config: ''},
      {
        flags: {config: undefined} as InProcessOptions['flags'],
        env: {HOME, XDG_CONFIG_HOME, XDG_STATE_HOME, PATH: '/nonexistent'},
      },
    );
    const opening = await backend.opening;
    // A host on which the tests run may have a scheduler: then it is watched.
    if (opening.kind === 'first-run') expect(opening.firstRun.reason).toContain('jobtrack-tui init');
    else expect(opening).toMatchObject({kind: 'ready', session: {configPath: null}});
  });

  test('in the environment that was named, whose jobs come along; a pattern leaves the others out', async () => {
    createFleet();
    await collectNow();
    const own = await start({operands: ['prod'], flags: {cached: true, date: 'yesterday'}});
    const opening = await own.opening;
    expect(opening).toMatchObject({start: {environment: 'prod', day: expect.any(String)}});
    await patiently(() => expect(own.messages.map(message => 'id' in message && message.id)).toContain(-2));
    expect((await reportOf(own)).environments).toHaveLength(2);
    await own.end();
    const filtered = await start({flags: {cached: true, env: ['te*']}});
    expect((await reportOf(filtered)).environments.map(({name}) => name)).toEqual(['test']);
  });

  test.each([
    [{readOnly: true}, {}, 0, userInfo().username, true],
    [{now: '2026-11-23T06:45:00Z', cached: true}, {}, 0, userInfo().username, true],
    [{}, {SUDO_USER: 'jane'}, 0, 'jane', false],
    [{}, {SUDO_USER: 'jane'}, 1000, userInfo().username, false],
  ])('with %j in %j as user id %i: %s, read-only %s', async (flags, env, uid, user, isReadOnly) => {
    createFleet();
    await collectNow();
    const own = await start({flags, env, uid, now: Date.now()});
    expect(await own.opening).toMatchObject({session: {user, isReadOnly}});
  });
});

describe('the collection behind', () => {
  test('takes what is due after the first report, tells of it, and what it found is seen', async () => {
    createFleet();
    const own = await start();
    expect((await reportOf(own)).environments).toMatchObject([
      {name: 'prod', state: 'blind'},
      {name: 'test'},
    ]);
    await patiently(() => expect(isIdle(own)).toBe(true));
    expect(activities(own)[0]).toMatchObject([
      {environment: 'prod', state: 'queued', done: 0},
      {environment: 'test', state: 'queued'},
    ]);
    expect(activities(own).at(-1)).toMatchObject([
      {environment: 'prod', state: 'done', errors: []},
      {environment: 'test', state: 'done', errors: [expect.stringContaining('down')]},
    ]);
    expect(own.events.some(({kind}) => kind === 'changed')).toBe(true);
    expect((await reportOf(own)).environments).toMatchObject([
      {name: 'prod', ok: 1, freshness: {state: 'fresh'}},
      {name: 'test', state: 'blind'},
    ]);
    expect(calls()).toBe(1);
  });

  test('remembers changed verdicts, as collecting from the command line does', async () => {
    createFleet();
    write('failed');
    const own = await start();
    await patiently(() => expect(isIdle(own)).toBe(true));
    const {changes} = await own.ask('job', {environment: 'prod', job: 'LOAD'});
    expect(changes).toMatchObject([{verdict: 'failed', collection: {environment: 'prod'}}]);
  });

  test('takes again what the operator asks for, however fresh', async () => {
    createFleet();
    await collectNow();
    const own = await start();
    await patiently(() => expect(own.messages.length).toBeGreaterThan(1));
    write('failed');
    await patiently(async () => {
      own.refresh(['prod']);
      expect(await reportOf(own)).toMatchObject({environments: [{failed: 1}, {}]});
    }, 500);
  });

  test.each<[string, InProcessOptions]>([
    ['--cached', {flags: {cached: true}}],
    ['--now', {flags: {now: '2026-11-23T06:45:00Z'}, now: Date.parse('2026-11-23T06:45:00Z')}],
  ])('does not exist with %s: asking for it is answered', async (_, options) => {
    createFleet();
    await collectNow();
    const before = calls();
    const own = await start(options);
    await reportOf(own);
    own.refresh();
    await patiently(() => expect(own.events).toMatchObject([{kind: 'notice', tone: 'bad'}]));
    expect(calls()).toBe(before);
  });

  test('takes everything first with --fresh', async () => {
    createFleet();
    await collectNow();
    await start({flags: {fresh: true}});
    await patiently(() => expect(calls()).toBe(2));
  });

  test('ends with the screen: what it runs is ended', async () => {
    place = createPlace("{prod: {sources: [{adapter: csv, command: [sh, '{folder}/hang.sh']}]}}");
    place.write('hang.sh', 'cd "$(dirname "$0")"; sleep 60 & echo $$ > pid; wait');
    const own = await start();
    await patiently(() => expect(place.lines('pid')).toHaveLength(1));
    const pid = Number(place.lines('pid')[0]);
    expect(await own.end()).toBe(0);
    await patiently(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'));
  });
});

describe('acknowledging', () => {
  const missing = (own: InProcess) =>
    reportOf(own).then(({findings}) => findings.filter(({kind}) => kind === 'blind'));

  test('is seen at once, by whom and with what note, until it is taken back', async () => {
    createFleet();
    await collectNow();
    const own = await start({flags: {cached: true}});
    const [finding] = await missing(own);
    if (!finding) throw new Error('nothing is blind');
    await patiently(() =>
      own.acknowledge({findings: [finding.id], kind: 'acknowledged', note: 'known \u001b[31mtrouble'}),
    );
    expect(own.events.at(-1)).toEqual({kind: 'changed'});
    expect(await missing(own)).toMatchObject([
      {
        acknowledgement: {
          kind: 'acknowledged',
          by: userInfo().username,
          note: expect.stringContaining('known'),
        },
      },
    ]);
    await own.unacknowledge([finding.id]);
    expect(await missing(own)).toMatchObject([{acknowledgement: null}]);
  });

  test('another operator’s is seen without asking', async () => {
    createFleet();
    await collectNow();
    const own = await start({flags: {cached: true}});
    const [finding] = await missing(own);
    const other = startInProcess(place, {flags: {cached: true}});
    await other.opening;
    await patiently(() => other.acknowledge({findings: [finding?.id ?? ''], kind: 'acknowledged', note: ''}));
    await other.end();
    await patiently(() => expect(own.events.at(-1)).toEqual({kind: 'changed'}));
    expect(await missing(own)).toMatchObject([{acknowledgement: {kind: 'acknowledged'}}]);
  });

  test.each([
    [{readOnly: true, cached: true}, 'read-only'],
    [{cached: true}, 'must lie in the future'],
  ])('with %j is refused: %s', async (flags, message) => {
    createFleet();
    await collectNow();
    const own = await start({flags});
    const [finding] = await missing(own);
    const request = {findings: [finding?.id ?? ''], kind: 'snoozed', until: 1, note: ''} as const;
    await expect(own.acknowledge(request)).rejects.toThrow(message);
    expect(await missing(own)).toMatchObject([{acknowledgement: null}]);
  });
});

describe('a question', () => {
  test('about what does not exist is answered with words', async () => {
    createFleet();
    await collectNow();
    const own = await start({flags: {cached: true}});
    await expect(own.ask('jobs', {environment: 'nowhere'})).rejects.toThrow(
      'there is no environment "nowhere"',
    );
  });

  test('of each kind is answered', async () => {
    createFleet();
    await collectNow();
    const own = await start({flags: {cached: true}});
    const environment = 'prod';
    expect((await own.ask('jobs', {environment})).rows).toMatchObject([{job: 'LOAD', verdict: 'ok'}]);
    expect((await own.ask('trends', {environment, days: 14, jobs: ['LOAD']})).jobs).toHaveProperty('LOAD');
    const runs = await own.ask('runs', {environment});
    expect(runs.rows).toMatchObject([{job: 'LOAD', status: 'succeeded'}]);
    const {rows} = await own.ask('collections', {environment});
    expect((await own.ask('collection', {id: rows[0]?.id ?? 0})).collection).toMatchObject({environment});
    expect(await own.ask('counts', {environment})).toMatchObject({rows: []});
    expect(await own.ask('job', {environment, job: 'LOAD'})).toMatchObject({
      job: 'LOAD',
      slots: [{verdict: 'ok'}],
    });
    const {businessDay = '', runKey = ''} = runs.rows[0] ?? {};
    expect((await own.ask('run', {environment, job: 'LOAD', businessDay, runKey})).run).toMatchObject({
      runKey,
    });
    expect((await own.ask('history', {days: 7})).rows).toMatchObject([{name: 'prod'}, {name: 'test'}]);
    expect((await own.ask('history', {environment, days: 7})).rows).toMatchObject([{name: 'LOAD'}]);
  });
});

test.skipIf(process.getuid?.() === 0)(
  'a database that cannot be written is shown, and nothing more',
  async () => {
    createFleet();
    await collectNow();
    chmodSync(place.database, 0o444);
    chmodSync(place.folder, 0o555);
    try {
      const own = await start();
      expect(await own.opening).toMatchObject({session: {isReadOnly: true, isCachedOnly: true}});
      expect((await reportOf(own)).environments).toHaveLength(2);
    } finally {
      chmodSync(place.folder, 0o755);
    }
  },
);

test('a verdict that time changes is told of, without new data', async () => {
  createFleet();
  await collectNow();
  let clock = Date.now();
  const own = await start({flags: {cached: true}, wallClock: () => clock});
  expect((await reportOf(own)).environments[0]?.freshness.state).toBe('fresh');
  // Stale, and near midnight blind: of the next day nothing is known.
  clock += 3 * 60 * 60_000;
  await patiently(() => expect(own.events).toEqual([{kind: 'changed'}]));
  expect((await reportOf(own)).environments[0]?.freshness.state).not.toBe('fresh');
});

describe('a configuration that is changed while the screen is open', () => {
  const notices = (own: InProcess) =>
    own.events.flatMap(event => (event.kind === 'notice' ? [`${event.tone}: ${event.text}`] : []));
  const namesOf = async (own: InProcess) => (await reportOf(own)).environments.map(({name}) => name);

  test('is in force at once, with environments that appear and go', async () => {
    createFleet();
    await collectNow();
    const own = await start({flags: {cached: true}});
    expect(await namesOf(own)).toEqual(['prod', 'test']);
    const text = readFileSync(place.config, 'utf8');
    place.write('config.yaml', text.replace('\n  test:', '\n  stage:'));
    await patiently(() =>
      expect(notices(own)).toEqual(['info: the configuration was changed and is in force']),
    );
    expect(await namesOf(own)).toEqual(['prod', 'stage']);
    expect(own.events).toContainEqual({kind: 'changed'});
  });

  test('is not while it has a fault, or names another database', async () => {
    createFleet();
    await collectNow();
    const own = await start({flags: {cached: true}});
    const text = readFileSync(place.config, 'utf8');
    place.write('config.yaml', `${text}nonsense: 1\n`);
    await patiently(() => expect(notices(own).at(-1)).toContain('nonsense: unknown key'));
    place.write('config.yaml', text.replace('jobtrack.db', 'another.db'));
    await patiently(() => expect(notices(own).at(-1)).toContain('start the screen anew'));
    expect(await namesOf(own)).toEqual(['prod', 'test']);
    place.write('config.yaml', text);
    await patiently(() => expect(notices(own).at(-1)).toContain('is in force'));
  });

  test('that lacks the environment which the screen was opened for is not', async () => {
    createFleet();
    await collectNow();
    const own = await start({flags: {cached: true, env: ['test']}});
    expect(await namesOf(own)).toEqual(['test']);
    const text = readFileSync(place.config, 'utf8');
    place.write('config.yaml', text.replace('\n  test:', '\n  stage:'));
    await patiently(() =>
      expect(notices(own).at(-1)).toContain('bad: the changed configuration is not in force'),
    );
    expect(await namesOf(own)).toEqual(['test']);
  });
});
