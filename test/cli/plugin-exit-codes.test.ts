import {afterEach, describe, expect, test} from 'vitest';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {runShell} from './run-program.ts';

let place: Place;
afterEach(() => place.remove());

/** Jobs due at noon of the day that is asked for. */
const EXPECT = 'expect: [{job: EOD, schedule: "0 12 * * *", grace: 1m}]';

function createEnvironment(command: string): void {
  place = createPlace(`
  prod:
    sources: [{adapter: csv, command: {shell: '${command}; : {date}'}, options: {statuses: {OK: succeeded, KO: failed}}}]
    ${EXPECT}`);
}

const CHECK = '"$NODE" "$LAUNCHER" check --date yesterday';
const row = (status: string, time: string): string =>
  `echo job,status,start; echo EOD,${status},$(date -u -d yesterday +%F)T${time}Z`;

describe('a monitoring system that starts the plugin by a shell sees', () => {
  test.each([
    [0, 'JOBS OK - ', row('OK', '12:00:10')],
    [1, 'JOBS WARNING - ', row('OK', '12:05:00')],
    [2, 'JOBS CRITICAL - ', row('KO', '12:00:10')],
    [2, 'JOBS CRITICAL - 1 missing', 'echo job,status,start'],
    [3, 'JOBS UNKNOWN - ', 'exit 7'],
  ])('%i and %s', async (code, line, command) => {
    createEnvironment(command);
    const {stdout} = await runShell(place, `${CHECK}; echo "code $?"`);
    expect(stdout.split('\n')).toEqual([expect.stringContaining(line), `code ${code}`, '']);
  });

  test('3 and one line for a configuration that is broken', async () => {
    place = createPlace('nonsense');
    const {stdout} = await runShell(place, `${CHECK}; echo "code $?"`);
    expect(stdout.split('\n')).toEqual([expect.stringMatching(/^JOBS UNKNOWN - /), 'code 3', '']);
  });
});

test.each([
  [0, 'OK'],
  [1, 'KO'],
])('a script that uses --exit-code gets %i for a run that is %s', async (code, status) => {
  createEnvironment(row(status, '12:00:10'));
  const {stdout} = await runShell(
    place,
    '"$NODE" "$LAUNCHER" --json --date yesterday --exit-code > report.json; echo "code $?"',
  );
  expect(stdout).toBe(`code ${code}\n`);
});
