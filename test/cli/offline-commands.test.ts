import {afterAll, describe, expect, test} from 'vitest';
import {createPlace} from './place.ts';
import {runMain} from './run-main.ts';

const place = createPlace();
afterAll(() => place.remove());

const CSV = 'job,status,scheduledAt,startedAt,endedAt,exitCode,runKey\n';

describe('try', () => {
  const input = (text: string) => ({io: {readInput: async () => text}});

  test('prints the documented JSON', async () => {
    const text = `${CSV}LOAD,succeeded,2026-11-23 06:00,2026-11-23 06:00:03,2026-11-23 06:12,0,4711\n`;
    const argv = [
      'try',
      'csv',
      '-',
      '--json',
      '--date',
      '2026-11-23',
      '--timezone',
      'Asia/Tokyo',
      '--day-start',
      '05:00',
    ];
    const {code, stdout, stderr} = await runMain(argv, input(text));
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
    expect(JSON.parse(stdout)).toEqual({
      runs: [
        {
          job: 'LOAD',
          status: 'succeeded',
          businessDay: '2026-11-23',
          scheduledAt: '2026-11-22T21:00:00Z',
          startedAt: '2026-11-22T21:00:03Z',
          endedAt: '2026-11-22T21:12:00Z',
          exitCode: 0,
          runKey: '4711',
          message: null,
        },
      ],
      counts: [],
      schedules: [],
      rejected: [],
      rejectedCount: 0,
      partial: false,
      partialReason: null,
    });
  });

  test('tells what it could not read, with the line and the reason', async () => {
    const file = place.write('runs.csv', `${CSV}LOAD,succeeded,,,,0,1\nSAVE,what,,,,0,2\n,failed,,,,1,3\n`);
    const {code, stdout} = await runMain(['try', 'csv', file, '--json', '--date', 'yesterday']);
    const {runs, rejected, rejectedCount} = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(
      runs.map(({job, status, businessDay}: Record<string, unknown>) => [job, status, businessDay]),
    ).toEqual(expect.arrayContaining([['LOAD', 'succeeded', '2026-11-22']]));
    expect(rejectedCount).toBe(rejected.length);
    expect(rejected).toContainEqual({line: 4, reason: expect.any(String), text: ',failed,,,,1,3'});
  });

  test('is for people without --json', async () => {
    const text = `${CSV}LOAD,succeeded,,2026-11-23 06:00:03,,0,4711\n`;
    const {stdout} = await runMain(['try', 'csv', '--timezone', 'Europe/London'], input(text));
    expect(stdout).toMatchInlineSnapshot(`
      "1 run, 0 counts, 0 schedules, 0 rejected (times in Europe/London)

      STATUS     JOB   DAY         STARTED              ENDED  EXIT  RUN   MESSAGE
      succeeded  LOAD  2026-11-23  2026-11-23 06:00:03  -         0  4711
      "
    `);
  });

  test('reads the options of the adapter as YAML', async () => {
    const argv = [
      'try',
      'csv',
      '--json',
      '--option',
      'fields={job: NAME, status: STATE}',
      '--option',
      'statuses={KO: failed}',
    ];
    const {stdout} = await runMain(argv, input('NAME,STATE\nLOAD,KO\n'));
    expect(JSON.parse(stdout).runs).toEqual([expect.objectContaining({job: 'LOAD', status: 'failed'})]);
  });

  test('of what cannot be read at all is 1, of nothing 0', async () => {
    expect((await runMain(['try', 'count'], input('<html>'))).code).toBe(1);
    expect((await runMain(['try', 'csv'], input(CSV))).code).toBe(0);
  });

  test.each([
    [['try'], 'name an adapter: cron, crontab'],
    [['try', 'cvs'], 'no adapter is called "cvs"; did you mean csv?'],
    [['try', 'csv', '/nonexistent/file'], 'cannot read /nonexistent/file: ENOENT'],
    [['try', 'csv', '-', '--timezone', 'Europe/Londn'], '--timezone "Europe/Londn" is not known'],
    [['try', 'csv', '-', '--day-start', '7'], '--day-start "7" is not a time of day; write it as HH:MM'],
    [['try', 'csv', '-', '--date', 'x'], '--date "x" is not a day'],
    [['try', 'csv', '-', '--option', 'fieldz={}'], 'fields'],
    [['try', 'csv', '-', '--option', 'fields'], 'fields'],
    [['try', 'csv', '-', '--option', 'fields={'], 'fields'],
  ])('%j is a mistake', async (argv, message) => {
    const {code, stdout, stderr} = await runMain(argv);
    expect({code, stdout}).toEqual({code: 2, stdout: ''});
    expect(stderr).toContain(message);
  });
});

describe('schedule', () => {
  const due = async (...argv: string[]): Promise<string[]> =>
    JSON.parse((await runMain(['schedule', ...argv, '--json'])).stdout).due;

  // London: 01:00 to 02:00 does not exist on 29 March 2026, and happens twice on 25 October.
  test('a calendar event of systemd is due by its own rules, in its own zone', async () => {
    const argv = ['schedule', 'Sun 01:30 Europe/London', '--from', '2026-03-23T00:00:00Z', '--json'];
    const answer = JSON.parse((await runMain([...argv, '--timezone', 'UTC', '--count', '2'])).stdout);
    expect(answer).toMatchObject({
      expression: 'Sun 01:30 Europe/London',
      timezone: 'Europe/London',
      policy: 'systemd',
      // 29 March has no 01:30.
      due: ['2026-04-05T00:30:00Z', '2026-04-12T00:30:00Z'],
    });
  });

  test.each([
    ['debian-cron', '2026-03-28T12:00:00Z', ['2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z']],
    ['systemd', '2026-03-28T12:00:00Z', ['2026-03-30T00:30:00Z', '2026-03-31T00:30:00Z']],
    ['kubernetes', '2026-03-28T12:00:00Z', ['2026-03-30T00:30:00Z', '2026-03-31T00:30:00Z']],
    ['debian-cron', '2026-10-24T12:00:00Z', ['2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']],
    ['systemd', '2026-10-24T12:00:00Z', ['2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']],
    ['kubernetes', '2026-10-24T12:00:00Z', ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']],
  ])('under %s after %s, daily at 01:30 in London', async (policy, from, expected) => {
    const argv = [
      '30 1 * * *',
      '--timezone',
      'Europe/London',
      '--from',
      from,
      '--count',
      '2',
      '--policy',
      policy,
    ];
    expect(await due(...argv)).toEqual(expected);
  });

  test('prints the documented JSON', async () => {
    const argv = [
      'schedule',
      '@daily',
      '--timezone',
      'UTC',
      '--count',
      '1',
      '--json',
      '--now',
      '2026-11-23T06:45:00Z',
    ];
    expect(JSON.parse((await runMain(argv)).stdout)).toEqual({
      expression: '@daily',
      timezone: 'UTC',
      policy: 'debian-cron',
      from: '2026-11-23T06:45:00Z',
      due: ['2026-11-24T00:00:00Z'],
    });
  });

  test('is for people without --json', async () => {
    const {stdout} = await runMain([
      'schedule',
      '0 7 * * 1-5',
      '--timezone',
      'Europe/Berlin',
      '--count',
      '2',
    ]);
    expect(stdout).toBe(
      '2026-11-24 07:00:00 Europe/Berlin  2026-11-24T06:00:00Z\n' +
        '2026-11-25 07:00:00 Europe/Berlin  2026-11-25T06:00:00Z\n',
    );
    expect((await runMain(['schedule', '0 0 30 2 *'])).stdout).toBe('It is never due.\n');
  });

  test.each([
    [['schedule'], 'give a cron expression or a calendar event in quotes'],
    [['schedule', 'Mon..Fry 02:00'], '"Mon..Fry 02:00" is not a calendar event of systemd: "Fry"'],
    [['schedule', '99 * * * *'], '"99 * * * *" is not a cron expression'],
    [
      ['schedule', '* * * * *', '--policy', 'systmd'],
      '--policy "systmd" is not known; did you mean systemd?',
    ],
    [
      ['schedule', '* * * * *', '--count', '0'],
      '--count 0 is not possible; write a whole number from 1 to 10000',
    ],
    [['schedule', '* * * * *', '--from', '2026-11-23'], '--from "2026-11-23" is not an instant'],
    [['schedule', '* * * * *', '--timezone', 'Mars/Base'], '--timezone "Mars/Base" is not known'],
  ])('%j is a mistake', async (argv, message) => {
    const {code, stdout, stderr} = await runMain(argv);
    expect({code, stdout}).toEqual({code: 2, stdout: ''});
    expect(stderr).toContain(message);
  });
});
