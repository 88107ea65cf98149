import {afterAll, beforeAll, expect, test} from 'vitest';
import {COMMANDS, SUBCOMMANDS} from '../../source/cli/command-table.ts';
import type {CommandContext} from '../../source/cli/context.ts';
import type {Flags} from '../../source/cli/flags.ts';
import {createPlace} from './place.ts';
import {createIo, NOW, runMain} from './run-main.ts';

const place = createPlace(
  '{prod: {sources: [{adapter: csv, command: [printf, "job,status\\nLOAD,succeeded\\n"]}]}}',
  'refresh: 1ms',
);
beforeAll(async () => {
  await runMain(['collect', '--config', place.config], {env: place.env});
});
afterAll(() => place.remove());

/** Ways through the commands that do not read all their flags on the plainest one. */
const WAYS: Record<string, {operands?: string[]; flags?: Flags}[]> = {
  // A preset's name is looked for in the configuration.
  try: [{operands: ['csv', '/dev/null']}, {operands: ['own-preset', '/dev/null']}],
  why: [{operands: ['LOAD']}],
  expect: [{operands: ['suggest']}, {operands: ['accept']}],
  completion: [{operands: ['environments']}],
  schedule: [{operands: ['@daily']}],
  config: [{operands: ['show']}],
  db: [{operands: ['check']}],
  init: [{flags: {dryRun: true}}, {flags: {output: place.config}}],
};

/**
 * `now` is read before any command, `quiet` only where there would be something to say. `doctor` hands a copy of its flags
 * on, which is no reading; so does the demo with all of its own, and is left out. What is for the screen alone is read where
 * there is one (see screen/terminal-look.test.ts and screen/run-backend.test.ts).
 */
const READ_ELSEWHERE = new Set([
  'now',
  'quiet',
  'doctor env',
  'readOnly',
  'theme',
  'noColor',
  'screenReader',
]);

test.each(COMMANDS.filter(({name}) => name !== 'demo'))(
  '`$name` reads every flag that it is said to have',
  async command => {
    const read = new Set<string>();
    const {run} = await command.load();
    for (const {operands = [], flags = {}} of WAYS[command.name] ?? [{}]) {
      const given: Flags = command.flags.includes('config') ? {...flags, config: place.config} : flags;
      const context: CommandContext = {
        io: createIo({env: place.env}).io,
        operands,
        flags: new Proxy(given, {
          get(target, name, receiver) {
            read.add(String(name));
            return Reflect.get(target, name, receiver);
          },
        }),
        now: NOW,
        signal: new AbortController().signal,
        version: '1.2.3',
      };
      await run(context).catch(() => {});
    }
    expect(
      command.flags.filter(
        name =>
          !read.has(name) && !READ_ELSEWHERE.has(name) && !READ_ELSEWHERE.has(`${command.name} ${name}`),
      ),
    ).toEqual([]);
  },
);

test('no two commands have the same name', () => {
  expect(new Set(SUBCOMMANDS.map(({name}) => name)).size).toBe(SUBCOMMANDS.length);
});
