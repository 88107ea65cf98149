import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {describe, expect, test} from 'vitest';
import {isRecord} from '../../source/adapters/json-path.ts';
import {parseOutput} from '../../source/adapters/parser.ts';
import {adapters} from '../../source/adapters/registry.ts';
import {MAX_RUN_TEXT} from '../../source/adapters/run-text.ts';
import {cleanText} from '../../source/domain/text.ts';
import {openZone} from '../../source/domain/zone.ts';
import type {FixtureCase} from './fixture-cases.ts';
import {readFixtureCases, runTextsOf} from './fixture-cases.ts';

function contextOf(options: unknown = {}): FixtureCase['context'] {
  const clock = {zone: openZone('UTC'), dayStartMs: 0};
  return {day: '2026-11-23', clock, collectedAt: Date.UTC(2026, 10, 23, 18), options};
}

const CRON = {form: 'auto', userInName: false, trustStarts: false, unknownAfter: '0s'};

function openAdapter(name: string) {
  const adapter = adapters.get(name);
  if (!adapter) throw new RangeError(name);
  return adapter;
}

function textsOf(name: string, output: string, options: unknown = {}): (string | undefined)[] {
  return runTextsOf(parseOutput(openAdapter(name), output, contextOf(options)));
}

function recordsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(recordsIn);
  return isRecord(value) ? [value, ...Object.values(value).flatMap(recordsIn)] : [];
}

function recordsOf(text: string): Record<string, unknown>[] {
  try {
    return recordsIn(JSON.parse(text));
  } catch {
    return [];
  }
}

/** Whether a line of a text is one of the output: the line, a record of several lines, or a record of JSON. */
function occursIn(output: string, line: string): boolean {
  const beginning = line.replace(/…$/, '');
  const isBeginningOf = (text: string): boolean =>
    text === line || (line !== beginning && text.startsWith(beginning));
  const lines = output.split(/\r\n?|\n/);
  if (lines.some(text => isBeginningOf(cleanText(text)))) return true;
  if (cleanText(output, output.length).includes(beginning)) return true;
  const records = [output.slice(Math.max(0, output.search(/^[{[]/m))), ...lines].flatMap(recordsOf);
  return (
    records.some(
      record =>
        isBeginningOf(cleanText(JSON.stringify(record), MAX_RUN_TEXT)) || isJournalRecord(record, line),
    ) || isPbsRecord(output, line)
  );
}

/** PBS's records come without the job's environment, and without the escapes that are none of JSON's. */
function isPbsRecord(output: string, line: string): boolean {
  const [shown] = recordsOf(line);
  if (!shown || JSON.stringify(shown.Variable_List) !== '{}') return false;
  const plain = output.replaceAll('\\', '');
  return Object.values(shown).every(
    value => isRecord(value) || plain.includes(String(value).replaceAll('\\', '')),
  );
}

/** Records of the journal come with their fields in another order, and without some. */
function isJournalRecord(record: Record<string, unknown>, line: string): boolean {
  const [shown] = recordsOf(line);
  if (!shown || !Object.hasOwn(record, '__REALTIME_TIMESTAMP')) return false;
  const wanted = Object.entries(record).filter(
    ([name]) => name === '__REALTIME_TIMESTAMP' || !name.startsWith('__'),
  );
  return JSON.stringify(Object.entries(shown).sort()) === JSON.stringify(wanted.sort());
}

/** Letters and digits, which every form of an output writes as they are. */
function wordsOf(job: string): string[] {
  return job.match(/\w+/g) ?? [];
}

describe.each(
  readFixtureCases().map(fixture => ({label: `${fixture.adapter.name}/${fixture.name}`, fixture})),
)('$label', ({fixture: {adapter, context, output}}) => {
  test('every run has the text that it was read from, which is part of the output', () => {
    const lines = runTextsOf(parseOutput(adapter, output, context)).map(
      text => text?.split('\n') ?? ['nothing'],
    );
    expect(lines.flat().filter(line => line === '' || !occursIn(output, line))).toEqual([]);
  });

  test('the text names the job, or the run', () => {
    const {runs, readRunText} = parseOutput(adapter, output, context);
    const strangers = runs.filter(({job, runKey}, index) => {
      const text = readRunText?.(index) ?? '';
      return ![job, runKey].some(name => wordsOf(name).every(word => text.includes(word)));
    });
    expect(strangers).toEqual([]);
  });
});

const JOURNAL = {
  __REALTIME_TIMESTAMP: '1795395600500000',
  _PID: '1',
  UNIT: 'a.service',
  INVOCATION_ID: '1'.repeat(32),
};
const journal = (fields: Record<string, string>): string =>
  JSON.stringify({__CURSOR: 's=1', ...JOURNAL, ...fields});
const STARTING = '7d4958e842da4a758f6c1cdc7b36dcc5';
const FINISHED = '39f53479d3a045ac8e11786248231fbf';

const OUTPUTS: readonly [adapter: string, output: string, options: unknown, texts: string[]][] = [
  ['csv', 'job,status\nA,ok\nB,failed\n', {}, ['A,ok', 'B,failed']],
  ['csv', 'job,status,message\nA,ok,"two\nlines"\nB,ok,\n', {}, ['A,ok,"two lines"', 'B,ok,']],
  ['csv', 'job,runKey,status\nA,1,running\nB,2,ok\nA,1,ok\n', {}, ['A,1,running\nA,1,ok', 'B,2,ok']],
  ['tsv', 'job\tstatus\nA\tok\nB\tfailed\n', {}, ['A ok', 'B failed']],
  [
    'json',
    '[{"job": "A", "status": "ok"}, {"no": 1}, {"job": "B"}]',
    {},
    ['{"job":"A","status":"ok"}', '{"job":"B"}'],
  ],
  [
    'ndjson',
    '{"job": "A"}\n{"job": "B", "n": [1, {"x": null}]}',
    {},
    ['{"job": "A"}', '{"job": "B", "n": [1, {"x": null}]}'],
  ],
  [
    'lines',
    '06:00 start A\n06:01 start B\n06:02 note A\n06:03 end A\n',
    {
      patterns: ['start (?<job>\\w+)', {pattern: 'end (?<job>\\w+)', status: 'succeeded'}],
      unmatched: 'ignore',
    },
    ['06:00 start A\n06:03 end A', '06:01 start B'],
  ],
  [
    'slurm',
    'JobID|JobName|State|Start\n1|A|COMPLETED|2026-11-23T06:00:00\n1.batch|batch|COMPLETED|2026-11-23T06:00:00\n2|B|RUNNING|2026-11-23T06:01:00\n',
    {},
    ['1|A|COMPLETED|2026-11-23T06:00:00', '2|B|RUNNING|2026-11-23T06:01:00'],
  ],
  [
    'slurm',
    '{"jobs": [{"name": "A", "job_id": 1, "state": {"current": "RUNNING"}, "time": {"start": 1}}]}',
    {},
    ['{"name":"A","job_id":1,"state":{"current":"RUNNING"},"time":{"start":1}}'],
  ],
  [
    'control-m',
    '{"statuses": [{"type": "Folder", "name": "F"}, {"jobId": "1", "name": "A", "status": "Ended OK"}], "total": 2}',
    {},
    ['{"jobId":"1","name":"A","status":"Ended OK"}'],
  ],
  [
    'cron',
    `Nov 23 06:00:01 h CRON[7]: (root) CMD (a)
Nov 23 06:00:01 h CRON[9]: (root) CMD (b)
Nov 23 06:00:02 h sshd[1]: nothing of ours
Nov 23 06:00:03 h CRON[8]: (CRON) error (grandchild #9 failed with exit status 1)
Nov 23 06:00:04 h CRON[8]: (root) END (b)
Nov 23 06:00:05 h CRON[6]: (root) END (a)`,
    CRON,
    [
      'Nov 23 06:00:01 h CRON[7]: (root) CMD (a)\nNov 23 06:00:05 h CRON[6]: (root) END (a)',
      'Nov 23 06:00:01 h CRON[9]: (root) CMD (b)\nNov 23 06:00:03 h CRON[8]: (CRON) error (grandchild #9 failed with exit status 1)',
    ],
  ],
  [
    'systemd',
    [
      journal({MESSAGE_ID: STARTING, MESSAGE: 'Starting A...'}),
      journal({MESSAGE_ID: FINISHED, MESSAGE: 'Finished A.'}),
    ].join('\n'),
    {units: ['*'], exclude: []},
    [
      `{"__REALTIME_TIMESTAMP":"1795395600500000","MESSAGE":"Starting A...","UNIT":"a.service","INVOCATION_ID":"${'1'.repeat(32)}","MESSAGE_ID":"${STARTING}","_PID":"1"}
{"__REALTIME_TIMESTAMP":"1795395600500000","MESSAGE":"Finished A.","UNIT":"a.service","INVOCATION_ID":"${'1'.repeat(32)}","MESSAGE_ID":"${FINISHED}","_PID":"1"}`,
    ],
  ],
];

test.each(OUTPUTS)('%s: each run has its own lines: %j', (name, output, options, expected) => {
  expect(textsOf(name, output, options)).toEqual(expected);
});

describe('a text', () => {
  test.each([
    ['csv', 'job,status\nA,ok\u001B[31m\u001B]0;title\u0007\u202E\u200B\n', 'A,ok'],
    ['lines', 'start A \u001B[2J\u009B5m!', 'start A !'],
    ['json', '[{"job": "A", "note": "\u202Ered\\u001b[31m"}]', '{"job":"A","note":"red\\u001b[31m"}'],
    ['ndjson', '{"job": "A", "note": "\u009B31m\u200B"}', '{"job": "A", "note": ""}'],
  ])('of %s is free of escape sequences and of what is not seen', (name, output, expected) => {
    const options = name === 'lines' ? {pattern: 'start (?<job>\\w+)'} : {};
    expect(textsOf(name, output, options)).toEqual([expected]);
  });

  test('that is long is cut', () => {
    const [text = ''] = textsOf('csv', `job,message\nA,${'x'.repeat(5000)}\n`);
    expect([text.length, text.at(-1)]).toEqual([MAX_RUN_TEXT, '…']);
  });

  test('of several lines shares the room among them, and keeps the first and the last ones', () => {
    const rows = Array.from({length: 9}, (_, row) => `A,7,${row}${'x'.repeat(1000)}`);
    const [text = ''] = textsOf('csv', `job,runKey,message\n${rows.join('\n')}\n`);
    const lines = text.split('\n');
    expect(lines.map(line => line.slice(0, 5))).toEqual(['A,7,0', 'A,7,6', 'A,7,7', 'A,7,8']);
    expect(lines.map(({length}) => length)).toEqual(Array(4).fill(MAX_RUN_TEXT / 4));
  });

  test.each([
    ['deeply', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['widely', `[${'{"a":0},'.repeat(50_000)}0]`],
    ['with a long value', `"${'y'.repeat(1_000_000)}"`],
  ])('of a JSON record that is nested %s is made without going through all of it', (_how, value) => {
    const [text = ''] = textsOf('json', `[{"job": "A", "value": ${value}}]`);
    expect(text.startsWith(`{"job":"A","value":${value.slice(0, 15)}`)).toBe(true);
    expect(text.length).toBeLessThanOrEqual(MAX_RUN_TEXT);
  });

  test('of the journal that is cut still has the message, wherever that stands in the record', () => {
    const record = journal({_CMDLINE: 'z'.repeat(3000), MESSAGE_ID: STARTING, MESSAGE: 'Starting A...'});
    const [text] = textsOf('systemd', record, {units: ['*'], exclude: []});
    expect(text).toContain('"MESSAGE":"Starting A..."');
  });
});

test('a log of which few lines tell of runs is not kept in memory', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const noise = `${'Nov 23 06:00:00 h kernel: nothing of ours '.padEnd(1023, 'x')}\n`.repeat(63);
  const parser = openAdapter('cron').open(contextOf(CRON));
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  // As pieces of an output come: a string of its own each.
  const write = (text: string): void => parser.write(Buffer.from(text).toString());
  for (let run = 0; run < 256; run++)
    write(`Nov 23 06:00:01 h CRON[${run}]: (root) CMD (the same command)\n${noise}`);
  const observations = parser.end();
  collectGarbage();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(4 * 2 ** 20);
  expect(runTextsOf(observations)).toHaveLength(256);
});
