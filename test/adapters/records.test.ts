import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import {parseOutput} from '../../source/adapters/parser.ts';
import {adapters} from '../../source/adapters/registry.ts';
import type {Adapter, ParseContext} from '../../source/domain/adapter.ts';
import type {Observations} from '../../source/domain/observations.ts';
import {formatInstant} from '../../source/domain/time.ts';
import {openZone} from '../../source/domain/zone.ts';

function adapterNamed(name: string): Adapter {
  const adapter = adapters.get(name);
  if (!adapter) throw new Error(`no adapter ${name}`);
  return adapter;
}

function read(
  name: string,
  output: string,
  options: unknown = {},
  more: Partial<ParseContext> = {},
): Observations {
  const adapter = adapterNamed(name);
  return parseOutput(adapter, output, {
    day: '2026-11-23',
    clock: {zone: openZone('UTC'), dayStartMs: 0},
    collectedAt: Date.UTC(2026, 10, 23, 18),
    options: adapter.options(z).parse(options),
    ...more,
  });
}

function optionsProblem(name: string, options: unknown): string {
  const result = adapterNamed(name).options(z).safeParse(options);
  return result.success ? '' : z.prettifyError(result.error);
}

describe('run keys', () => {
  const csvKeys = (output: string) => read('csv', output).runs.map(run => [run.startedAt, run.runKey]);

  test('a run keeps its key from waiting to ended', () => {
    const header = 'job,status,scheduled,start,end\n';
    const waiting = read('csv', `${header}A,waiting,2026-11-23 02:00,,\n`);
    const ended = read('csv', `${header}A,ok,2026-11-23 02:00,2026-11-23 02:03,2026-11-23 02:09\n`);
    expect(waiting.runs[0]?.runKey).toBe('2026-11-23T02:00:00Z');
    expect(ended.runs[0]?.runKey).toBe(waiting.runs[0]?.runKey);
  });

  test('runs of one scheduled time are numbered by their start, whatever the order of the output', () => {
    const rows = [
      'A,2026-11-23 02:00,2026-11-23 02:01',
      'A,2026-11-23 02:00,2026-11-23 03:01',
      'A,2026-11-23 02:00,',
    ];
    const header = 'job,scheduled,start\n';
    const upwards = csvKeys(header + rows.join('\n'));
    const downwards = csvKeys(header + rows.toReversed().join('\n'));
    expect(upwards.map(([, key]) => key)).toEqual([
      '2026-11-23T02:00:00Z',
      '2026-11-23T02:00:00Z#2',
      '2026-11-23T02:00:00Z#3',
    ]);
    expect(downwards.toReversed()).toEqual(upwards);
  });

  test('keyless runs of different days are different without a number', () => {
    const {runs} = read('csv', 'job,day\nA,2026-11-22\nA,2026-11-23\nA,2026-11-22\n');
    expect(runs.map(run => `${run.businessDay} ${run.runKey}`)).toEqual([
      '2026-11-22 -',
      '2026-11-23 -',
      '2026-11-22 -#2',
    ]);
  });

  test('equal rows by the ten thousand all get keys of their own', () => {
    const {runs} = read('csv', `job\n${'A\n'.repeat(50_000)}`);
    expect(new Set(runs.map(run => run.runKey)).size).toBe(50_000);
  });
});

describe('statuses', () => {
  test.each([
    [
      'ended rows without a status are unknown',
      'job,start,end\nA,2026-11-23 01:00,2026-11-23 01:10',
      {},
      'unknown',
    ],
    ['a row whose end is empty is running', 'job,start,end\nA,2026-11-23 01:00,', {}, 'running'],
    ['a start without any end told is unknown', 'job,start\nA,2026-11-23 01:00', {}, 'unknown'],
    ['a row that is only scheduled waits', 'job,scheduled,start\nA,2026-11-23 01:00,', {}, 'waiting'],
    ['an exit code alone decides nothing', 'job,exit_code\nA,0', {}, 'unknown'],
    [
      'an exit code decides where the user says so',
      'job,exit_code\nA,0',
      {statusFromExitCode: true},
      'succeeded',
    ],
    ['and then another than 0 is a failure', 'job,exit_code\nA,-9', {statusFromExitCode: true}, 'failed'],
    [
      'a status wins over the exit code',
      'job,exit_code,status\nA,0,failed',
      {statusFromExitCode: true},
      'failed',
    ],
    ['a word nobody knows is unknown', 'job,status\nA,quux', {}, 'unknown'],
  ])('%s', (_, output, options, status) => {
    expect(read('csv', output, options).runs.map(run => run.status)).toEqual([status]);
  });

  test('a later row of the same id does not undo an end', () => {
    const {runs} = read('csv', 'job,run_id,status,exit_code\nA,1,failed,3\nA,1,running,\n');
    expect(runs).toMatchObject([{status: 'failed', exitCode: 3}]);
  });
});

describe('columns', () => {
  test('a mapped column serves no other field', () => {
    const {runs} = read('csv', 'job,NAME,START\nx,A,2026-11-23 01:00\n', {
      fields: {job: 'NAME', message: 'job'},
    });
    expect(runs).toMatchObject([{job: 'A', message: 'x', startedAt: Date.UTC(2026, 10, 23, 1)}]);
  });

  test('a name wins over a name that only means the same', () => {
    expect(read('csv', 'job name,job\nlong,short\n').runs[0]?.job).toBe('short');
  });

  test('a mapped column that is not there is named with those that are', () => {
    const {rejected} = read('csv', 'job,start\nA,\n', {fields: {startedAt: 'BEGIN'}});
    expect(rejected[0]?.reason).toBe('no column "BEGIN" for startedAt; the columns are "job", "start"');
  });

  test('a record that grows over chunk boundaries is read as one', () => {
    const adapter = adapterNamed('csv');
    const parser = adapter.open({
      day: '2026-11-23',
      clock: {zone: openZone('UTC'), dayStartMs: 0},
      collectedAt: 0,
      options: {},
    });
    for (const character of 'job,message\nA,"x\ny"\n') parser.write(character);
    expect(parser.end().runs).toMatchObject([{job: 'A', message: 'x y'}]);
  });
});

describe('lines', () => {
  const patterns = [
    String.raw`^(?<start>\S+) start (?<job>\w+)( (?<runKey>\d+))?$`,
    {pattern: String.raw`^(?<end>\S+) end( (?<job>[A-Z]+))?( (?<runKey>\d+))?$`, status: 'ok'},
  ];
  const readLog = (log: string) =>
    read('lines', log, {patterns, timeFormat: 'HH:mm'}).runs.map(run => [
      run.job,
      run.startedAt === undefined ? '-' : formatInstant(run.startedAt).slice(11, 16),
      run.endedAt === undefined ? '-' : formatInstant(run.endedAt).slice(11, 16),
      run.status,
    ]);

  test('an end joins the start with its key, which need not repeat the job', () => {
    expect(readLog('01:00 start A 7\n01:01 start A 8\n01:02 end 7\n01:03 end A 8\n')).toEqual([
      ['A', '01:00', '01:02', 'succeeded'],
      ['A', '01:01', '01:03', 'succeeded'],
    ]);
  });

  test('without a key an end joins the latest open start of its job', () => {
    expect(readLog('01:00 start A\n02:00 start A\n02:30 end A\n')).toEqual([
      ['A', '02:00', '02:30', 'succeeded'],
      ['A', '01:00', '-', 'running'],
    ]);
  });

  test('an end of another job does not join', () => {
    expect(readLog('01:00 start A 7\n01:30 end B 7\n')).toEqual([
      ['B', '-', '01:30', 'succeeded'],
      ['A', '01:00', '-', 'running'],
    ]);
  });

  test('one job that never ends does not make its starts slow', () => {
    expect(readLog('01:00 start A\n'.repeat(20_000))).toHaveLength(20_000);
  });

  test.each([
    [{}, 'needs `pattern` or `patterns`'],
    [{pattern: '(?<job>'}, 'Invalid regular expression'],
    [{pattern: '(?<jbo>x)'}, 'the group "jbo" is no field'],
    [{pattern: '(?<start>x)'}, 'neither job nor runKey nor count'],
    [{pattern: {pattern: '(?<start>x)', status: 'ok'}}, 'neither job nor runKey nor count'],
    [{pattern: '(?<job>x)', ignore: ['(']}, 'Invalid regular expression'],
    [{patterns: []}, '1'],
  ])('%j is refused', (options, reason) => {
    expect(optionsProblem('lines', options)).toContain(reason);
  });
});

describe('options', () => {
  test.each([
    ['csv', {timeFormat: 'dd/MM/yyyy'}, 'has no hours'],
    ['csv', {dayFormat: 'dd/MM'}, 'needs a year'],
    ['csv', {statuses: {OK: 'good'}}, 'succeeded'],
    ['csv', {filds: {}}, 'filds'],
    ['csv', {fields: {jbo: 'x'}}, 'jbo'],
    ['json', {path: 'data[items'}, 'is not a path'],
    ['count', {names: 'x'}, 'status'],
    ['control-m', {server: 'A&B'}, 'must not contain & or ='],
    ['control-m', {limit: 0}, '1'],
    ['slurm', {users: []}, '1'],
  ])('%s refuses %j', (name, options, reason) => {
    expect(optionsProblem(name, options)).toContain(reason);
  });

  test.each(['count', 'lines', 'csv', 'tsv', 'json', 'ndjson', 'slurm', 'control-m'])(
    'every option of %s is described in its JSON Schema',
    name => {
      const schema = z.toJSONSchema(adapterNamed(name).options(z), {io: 'input'});
      const undescribed = Object.entries(schema.properties ?? {}).filter(
        ([, property]) => typeof property === 'boolean' || !property.description,
      );
      expect(undescribed).toEqual([]);
    },
  );
});

describe('default commands', () => {
  test('Control-M asks for one order date, with a limit that suits a large site', () => {
    const controlM = adapterNamed('control-m');
    expect(controlM.command?.({})).toEqual({
      argv: [
        'ctm',
        'run',
        'jobs:status::get',
        '10000',
        '-s',
        'ctm=*&orderDateFrom={date:yyMMdd}&orderDateTo={date:yyMMdd}',
      ],
    });
    expect(
      controlM.command?.({server: 'LDN', endpoint: 'prod', limit: 5, folder: 'RISK*', application: 'EOD'}),
    ).toEqual({
      argv: [
        ...['ctm', 'run', 'jobs:status::get', '5', '-s'],
        'ctm=LDN&orderDateFrom={date:yyMMdd}&orderDateTo={date:yyMMdd}&folder=RISK*&application=EOD',
        ...['-e', 'prod'],
      ],
    });
  });
});

describe('Control-M', () => {
  const plan = (changes: object) =>
    JSON.stringify({
      statuses: [
        {
          jobId: 'LDN:1',
          name: 'A',
          folder: 'F',
          orderDate: '261123',
          numberOfRuns: 0,
          status: 'Wait User',
          ...changes,
        },
      ],
      total: 1,
    });

  test('a plan entry is the same run before and after it started, a rerun is another', () => {
    const keyOf = (changes: object) => read('control-m', plan(changes)).runs[0]?.runKey;
    expect(keyOf({})).toBe('LDN:1#1');
    expect(keyOf({numberOfRuns: 1, status: 'Executing'})).toBe('LDN:1#1');
    expect(keyOf({numberOfRuns: 2, status: 'Executing'})).toBe('LDN:1#2');
  });

  test('an end in the repeated hour comes after its start', () => {
    const london = {clock: {zone: openZone('Europe/London'), dayStartMs: 0}};
    const times = {
      status: 'Ended OK',
      numberOfRuns: 1,
      startTime: '20261025015000',
      endTime: '20261025011000',
    };
    const {runs} = read('control-m', plan(times), {}, london);
    expect(runs).toMatchObject([
      {startedAt: Date.UTC(2026, 9, 25, 0, 50), endedAt: Date.UTC(2026, 9, 25, 1, 10)},
    ]);
  });
});
