import {describe, expect, test} from 'vitest';
import type {LogFormat, LogLevel} from '../../../source/cli/daemon/log.ts';
import {openLog, readLogFlags} from '../../../source/cli/daemon/log.ts';
import {createRedactor} from '../../../source/cli/daemon/redact.ts';

const NOW = Date.parse('2026-11-23T06:40:00Z');

async function open(format: LogFormat, {level = 'info' as LogLevel, isJournal = false} = {}) {
  const lines: string[] = [];
  const redact = createRedactor(['hunter2']);
  const log = await openLog({
    format,
    level,
    isJournal,
    redact,
    now: () => NOW,
    say: text => void lines.push(text),
  });
  return {log, lines};
}

const HOSTILE = {
  job: 'A\n2026 ERROR forged\u001B[31m',
  error: 'password hunter2',
  rows: 3,
  ok: true,
  none: undefined,
};

test('JSON is one object a line, with level, time and event', async () => {
  const {log, lines} = await open('json');
  log('warn', 'collected', HOSTILE);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toContain('\n');
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'warn',
    time: '2026-11-23T06:40:00Z',
    job: 'A 2026 ERROR forged',
    error: 'password ********',
    rows: 3,
    ok: true,
    event: 'collected',
  });
});

test.each([
  [
    false,
    '2026-11-23T06:40:00Z WARN  collected job="A 2026 ERROR forged" error="password ********" rows=3 ok=true\n',
  ],
  [true, '<4>collected job="A 2026 ERROR forged" error="password ********" rows=3 ok=true\n'],
])(
  'text is one line of pairs; to the journal (%s) with its priority instead of the time',
  async (isJournal, line) => {
    const {log, lines} = await open('text', {isJournal});
    log('warn', 'collected', HOSTILE);
    expect(lines).toEqual([line]);
  },
);

test.each(['text', 'json'] as const)('%s leaves out what is below the level', async format => {
  const {log, lines} = await open(format, {level: 'warn'});
  log('debug', 'a');
  log('info', 'b');
  log('warn', 'c');
  log('error', 'd');
  expect(lines).toHaveLength(2);
});

describe('the flags', () => {
  test('are text and info unless given', () => {
    expect(readLogFlags({})).toEqual({format: 'text', level: 'info'});
  });

  test.each([
    [{logFormat: 'xml'}, '--log-format "xml" does not exist; use text or json'],
    [{logLevel: 'loud'}, '--log-level "loud" does not exist; use one of debug, info, warn, error'],
  ])('%j is refused', (flags, message) => {
    expect(() => readLogFlags(flags)).toThrow(message);
  });
});
