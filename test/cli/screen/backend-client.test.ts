import {beforeEach, describe, expect, test} from 'vitest';
import type {BackendClient} from '../../../source/cli/screen/backend-client.ts';
import {createBackendClient} from '../../../source/cli/screen/backend-client.ts';
import {RESTART_DELAYS_MS, STEADY_AFTER_MS} from '../../../source/cli/screen/backend-link.ts';
import type {BackendEvent} from '../../../source/ui/backend.ts';
import type {FakeProcesses} from './fake-channel.ts';
import {createFakeProcesses, createFakeSchedule, READY} from './fake-channel.ts';

let processes: FakeProcesses;
let timers: ReturnType<typeof createFakeSchedule>;
let client: BackendClient;
let events: BackendEvent[];

beforeEach(() => {
  processes = createFakeProcesses();
  timers = createFakeSchedule();
  client = createBackendClient(processes.connect, timers.schedule);
  events = [];
});

function openAndListen(): void {
  processes.last().say(READY);
  client.subscribe(event => events.push(event));
}

const kinds = (): string[] => events.map(({kind}) => kind);
/** The id of the last message that wants an answer. */
function lastId(): number {
  const message = processes.last().sent.at(-1);
  if (!message || !('id' in message)) throw new Error('nothing was asked');
  return message.id;
}

describe('a question', () => {
  test('is answered with what was asked, whatever came first', async () => {
    openAndListen();
    const first = client.ask('runs', {environment: 'prod'});
    const firstId = lastId();
    const second = client.ask('counts', {environment: 'prod'});
    processes.last().say({kind: 'answer', id: lastId(), value: {rows: ['second']}, parts: 0});
    processes.last().say({kind: 'answer', id: firstId, value: {rows: ['first']}, parts: 0});
    expect(await Promise.all([first, second])).toEqual([{rows: ['first']}, {rows: ['second']}]);
  });

  test('waits for all parts of its answer', async () => {
    openAndListen();
    const asked = client.ask('jobs', {environment: 'prod'});
    const id = lastId();
    processes.last().say({kind: 'answer', id, value: {rows: []}, parts: 2});
    processes.last().say({kind: 'part', id, key: 'rows', items: [1, 2]});
    processes.last().say({kind: 'part', id, key: 'rows', items: [3]});
    expect(await asked).toEqual({rows: [1, 2, 3]});
  });

  test('that cannot be answered rejects with the words that were said', async () => {
    openAndListen();
    const asked = client.ask('jobs', {environment: 'nowhere'});
    processes.last().say({kind: 'failure', id: lastId(), message: 'there is no environment "nowhere"'});
    await expect(asked).rejects.toThrow(/^there is no environment "nowhere"$/);
  });

  test('that was foreseen is not asked, and only once not', async () => {
    const question = {name: 'report', params: {day: '2026-11-20'}} as const;
    processes.last().say({...READY, foreseen: [{id: -1, question}]});
    const asked = client.ask('report', {day: '2026-11-20'});
    expect(processes.last().sent).toEqual([]);
    processes.last().say({kind: 'answer', id: -1, value: 'foreseen', parts: 0});
    expect(await asked).toBe('foreseen');
    void client.ask('report', {day: '2026-11-20'}).catch(() => {});
    expect(processes.last().sent).toEqual([{kind: 'ask', id: lastId(), question}]);
  });

  test('that was foreseen is the same for all who ask before it has come', async () => {
    processes.last().say({...READY, foreseen: [{id: -1, question: {name: 'report', params: {}}}]});
    const asked = [client.ask('report', {}), client.ask('report', {})];
    processes.last().say({kind: 'answer', id: -1, value: 'foreseen', parts: 0});
    expect(await Promise.all(asked)).toEqual(['foreseen', 'foreseen']);
    expect(processes.last().sent).toEqual([]);
  });

  test('for another day is another question', () => {
    const question = {name: 'report', params: {}} as const;
    processes.last().say({...READY, foreseen: [{id: -1, question}]});
    void client.ask('report', {day: '2026-11-20'}).catch(() => {});
    expect(processes.last().sent).toHaveLength(1);
  });
});

describe('orders', () => {
  test('are sent, and acknowledging waits until it is done', async () => {
    openAndListen();
    client.refresh();
    client.refresh(['prod']);
    expect(processes.last().sent).toEqual([{kind: 'refresh'}, {kind: 'refresh', environments: ['prod']}]);
    const request = {findings: ['missing:prod:A:1'], kind: 'acknowledged', note: 'seen'} as const;
    const acknowledged = client.acknowledge(request);
    expect(processes.last().sent.at(-1)).toEqual({kind: 'acknowledge', id: lastId(), request});
    processes.last().say({kind: 'answer', id: lastId(), parts: 0});
    expect(await acknowledged).toBeUndefined();
    const withdrawn = client.unacknowledge(['missing:prod:A:1']);
    processes.last().say({kind: 'failure', id: lastId(), message: 'read-only'});
    await expect(withdrawn).rejects.toThrow('read-only');
  });
});

describe('events', () => {
  test('from before anyone listened are told to the first who does', () => {
    processes.last().say(READY);
    processes.last().say({kind: 'event', event: {kind: 'notice', text: 'early', tone: 'info'}});
    client.subscribe(event => events.push(event));
    processes.last().say({kind: 'event', event: {kind: 'changed'}});
    expect(kinds()).toEqual(['notice', 'changed']);
  });

  test('end for whoever does not want them any more', () => {
    processes.last().say(READY);
    client.subscribe(event => events.push(event))();
    client.subscribe(() => {});
    processes.last().say({kind: 'event', event: {kind: 'changed'}});
    expect(events).toEqual([]);
  });
});

describe('a process that ends', () => {
  test('before it began is told to whoever waits for it, and is not started again', async () => {
    processes.last().end('exit code 1: boom');
    await expect(client.opening).rejects.toThrow('ended before it began (exit code 1: boom)');
    expect(timers.delays()).toEqual([]);
  });

  test('because there is nothing to show is not started again', async () => {
    processes.last().say({kind: 'refused', message: 'no such file', exitCode: 2});
    processes.last().end('exit code 2');
    expect(await client.opening).toMatchObject({message: 'no such file', exitCode: 2});
    timers.run(Number.POSITIVE_INFINITY);
    expect(processes.started).toHaveLength(1);
  });

  test('later is started again: what was asked fails, and everything is to be asked anew', async () => {
    openAndListen();
    const asked = client.ask('report', {});
    processes.last().end('SIGKILL');
    await expect(asked).rejects.toThrow('the process behind the screen ended (SIGKILL)');
    expect(events).toEqual([{kind: 'lost', reason: 'SIGKILL'}]);
    await expect(client.ask('report', {})).rejects.toThrow('is being started again');
    timers.run(RESTART_DELAYS_MS[0] ?? 0);
    expect(processes.started).toHaveLength(2);
    processes.last().say(READY);
    expect(kinds()).toEqual(['lost', 'changed']);
    const again = client.ask('report', {});
    processes.last().say({kind: 'answer', id: lastId(), value: 'again', parts: 0});
    expect(await again).toBe('again');
  });

  test('again and again is started ever later, then given up until the operator refreshes', () => {
    openAndListen();
    for (const delayMs of RESTART_DELAYS_MS) {
      processes.last().end('SIGSEGV');
      expect(timers.delays().filter(delay => delay < STEADY_AFTER_MS)).toEqual([delayMs]);
      timers.run(delayMs);
      processes.last().say(READY);
    }
    events = [];
    processes.last().end('SIGSEGV');
    expect(events).toEqual([
      {kind: 'lost', reason: 'SIGSEGV'},
      {
        kind: 'notice',
        tone: 'bad',
        text: 'the process behind the screen cannot be started (SIGSEGV); refresh to try again',
      },
    ]);
    const before = processes.started.length;
    timers.run(RESTART_DELAYS_MS.at(-1) ?? 0);
    expect(processes.started).toHaveLength(before);
    client.refresh();
    expect(processes.started).toHaveLength(before + 1);
  });

  test('after a long life is started again as soon as the first time', () => {
    openAndListen();
    for (const _ of RESTART_DELAYS_MS) {
      processes.last().end('SIGSEGV');
      timers.run(RESTART_DELAYS_MS.at(-1) ?? 0);
      processes.last().say(READY);
    }
    timers.run(STEADY_AFTER_MS);
    processes.last().end('SIGSEGV');
    expect(timers.delays()).toEqual([RESTART_DELAYS_MS[0]]);
  });

  test('as it is started again says why in its own words', () => {
    openAndListen();
    processes.last().end('SIGKILL');
    timers.run(RESTART_DELAYS_MS[0] ?? 0);
    processes.last().say({kind: 'refused', message: 'config.yaml line 3: …', exitCode: 2});
    processes.last().end('exit code 2');
    expect(events.at(-1)).toEqual({kind: 'lost', reason: 'config.yaml line 3: …'});
  });

  test.each(['close', 'leave'] as const)('by %s is not started again', async how => {
    openAndListen();
    await client[how]();
    expect(processes.last().isClosed).toBe(true);
    timers.run(Number.POSITIVE_INFINITY);
    client.refresh();
    expect(processes.started).toHaveLength(1);
    expect(events).toEqual([]);
  });
});
