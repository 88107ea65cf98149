import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {createServer} from 'node:net';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {Endpoint} from '../../../source/cli/daemon/endpoint.ts';
import {createEndpoint} from '../../../source/cli/daemon/endpoint.ts';
import type {DaemonSubject} from '../../../source/cli/daemon/subject.ts';

let endpoint: Endpoint;
let port: number;
let listening: unknown[];

beforeEach(async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  ({port} = probe.address() as AddressInfo);
  probe.close();
  await once(probe, 'close');
  listening = [];
  endpoint = createEndpoint({flags: {}}, (_level, _event, fields) => void listening.push(fields?.address), {
    version: '1.2.3',
    report: () => Promise.reject(new Error('not asked for')),
    health: () => Promise.resolve({state: 'ok', detail: 'collecting'}),
    metrics: () => [],
    onError: () => {},
  });
});

afterEach(() => endpoint.close());

function follow(listen: string | undefined, allowRemote = false): Promise<void> {
  return endpoint.follow({config: {daemon: {listen, allowRemote}}} as unknown as DaemonSubject);
}

async function answers(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ok}) => ok,
    () => false,
  );
}

test('another address of the same port is listened at, also where it includes the one before', async () => {
  await follow(`127.0.0.1:${port}`);
  await follow(`0.0.0.0:${port}`, true);
  expect(listening).toEqual([`http://127.0.0.1:${port}`, `http://0.0.0.0:${port}`]);
  expect(await answers()).toBe(true);
});

test('an address that this host does not have leaves it where it was', async () => {
  await follow(`127.0.0.1:${port}`);
  // 192.0.2.0/24 is for documentation (RFC 5737).
  await expect(follow(`192.0.2.1:${port}`, true)).rejects.toThrow('cannot listen at 192.0.2.1');
  expect(await answers()).toBe(true);
});

test('without an address it listens no more', async () => {
  await follow(`127.0.0.1:${port}`);
  await follow(undefined);
  expect(await answers()).toBe(false);
});
