import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openServiceManager} from '../../../source/cli/daemon/service-manager.ts';
import type {Place} from '../place.ts';
import {createPlace} from '../place.ts';

const NOTIFY = fileURLToPath(new URL('../../bin/systemd', import.meta.url));

let place: Place;
beforeEach(() => {
  place = createPlace();
});
afterEach(() => place.remove());

const fail = (message: string): never => {
  throw new Error(message);
};

test('messages arrive in order, and the commands that are run cannot send any', async () => {
  const env: NodeJS.ProcessEnv = {
    PATH: `${NOTIFY}:${process.env.PATH}`,
    NOTIFY_SOCKET: place.file('sent'),
    WATCHDOG_USEC: '30000000',
    WATCHDOG_PID: String(process.pid),
  };
  const {notify, watchdogMs} = openServiceManager(env, fail);
  expect(Object.keys(env)).toEqual(['PATH']);
  expect(watchdogMs).toBe(30_000);
  await Promise.all([notify('READY=1', 'STATUS=3 environments; none missing'), notify('STOPPING=1')]);
  expect(place.lines('sent')).toEqual(['READY=1 STATUS=3 environments; none missing', 'STOPPING=1']);
});

test('without a service manager nothing is sent', async () => {
  const {notify, watchdogMs} = openServiceManager({PATH: NOTIFY, WATCHDOG_USEC: '1000'}, fail);
  await notify('READY=1');
  expect(watchdogMs).toBeUndefined();
});

test.each([
  ['another process', '1', undefined],
  ['any process', undefined, 2000],
])('a watchdog of %s (%s) is heard from every %s ms', (_, pid, watchdogMs) => {
  const env = {PATH: NOTIFY, NOTIFY_SOCKET: place.file('sent'), WATCHDOG_USEC: '2000000', WATCHDOG_PID: pid};
  expect(openServiceManager(env, fail).watchdogMs).toBe(watchdogMs);
});

test('a host without systemd-notify says so and goes on', async () => {
  const failures: string[] = [];
  const env = {PATH: place.folder, NOTIFY_SOCKET: place.file('sent')};
  await openServiceManager(env, message => failures.push(message)).notify('READY=1');
  expect(failures).toEqual([expect.stringMatching(/^systemd-notify failed: .*ENOENT/)]);
});
