import {beforeEach, expect, test} from 'vitest';
import type {ConfigFollower} from '../../../source/cli/screen/follow-config.ts';
import {followConfig} from '../../../source/cli/screen/follow-config.ts';
import {ConfigError} from '../../../source/domain/errors.ts';

let clock: number;
let hasChanged: boolean;
let fault: Error | undefined;
let reloads: number;
let said: string[];
let follower: ConfigFollower;

beforeEach(() => {
  [clock, hasChanged, fault, reloads, said] = [0, false, undefined, 0, []];
  follower = followConfig({
    watch: {look: async () => hasChanged},
    now: () => clock,
    async reload() {
      reloads += 1;
      if (fault) throw fault;
    },
    say: ({tone, text}) => said.push(`${tone}: ${text}`),
  });
});

async function lookAt(at: number, change = false): Promise<void> {
  [clock, hasChanged] = [at, change];
  await follower.look();
}

test('an unchanged configuration is not read again', async () => {
  await lookAt(1000);
  expect([reloads, said]).toEqual([0, []]);
});

test('a changed one is read, and that is said', async () => {
  await lookAt(1000, true);
  expect([reloads, said]).toEqual([1, ['info: the configuration was changed and is in force']]);
});

test('one with a fault is said to be not in force, once a minute until it is mended', async () => {
  fault = new ConfigError('config.yaml:3:1: nonsense: unknown key\n1 problem in the configuration');
  await lookAt(1000, true);
  await lookAt(2000);
  const trouble =
    'bad: the changed configuration is not in force: config.yaml:3:1: nonsense: unknown key (all of it: jobtrack-tui config check)';
  expect(said).toEqual([trouble]);
  await lookAt(61_000);
  await lookAt(61_500);
  expect([reloads, said]).toEqual([1, [trouble, trouble]]);
  fault = undefined;
  await lookAt(62_000, true);
  await lookAt(200_000);
  expect(said.slice(2)).toEqual(['info: the configuration was changed and is in force']);
});
