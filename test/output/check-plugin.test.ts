import {describe, expect, test} from 'vitest';
import {formatCheck, formatUnknown} from '../../source/output/check-plugin.ts';
import type {FindingKind} from '../../source/report/status-report.ts';
import {environmentReport, finding, statusReport} from './sample-report.ts';

const OK = {ok: 9, ran: 9, due: 9, expected: 12, total: 20};

describe('the state that a monitoring system is told', () => {
  test.each<[FindingKind[], number, string]>([
    [[], 0, 'OK'],
    [['missing'], 2, 'CRITICAL'],
    [['failed', 'late'], 2, 'CRITICAL'],
    [['short'], 2, 'CRITICAL'],
    [['late'], 1, 'WARNING'],
    [['overrun'], 1, 'WARNING'],
    [['excess', 'blind'], 1, 'WARNING'],
    [['blind'], 3, 'UNKNOWN'],
    [['anomaly'], 0, 'OK'],
    [['drift'], 0, 'OK'],
    [['blind', 'drift'], 3, 'UNKNOWN'],
  ])('of %j is %i', (kinds, exitCode, word) => {
    const report = statusReport(
      [environmentReport(OK)],
      kinds.map(kind => finding({kind})),
    );
    const check = formatCheck(report);
    expect(check.exitCode).toBe(exitCode);
    expect(check.line).toMatch(new RegExp(`^JOBS ${word} - `));
  });

  test.each([
    [{unknown: 2}, 3],
    [{state: 'blind' as const}, 3],
    [{state: 'stale' as const}, 0],
  ])('of an environment with %j is %i', (changes, exitCode) => {
    expect(formatCheck(statusReport([environmentReport({...OK, ...changes})])).exitCode).toBe(exitCode);
  });
});

test.each<[FindingKind[], string, number]>([
  [['drift'], 'JOBS WARNING - 1 drifted: 9 of 9 due ran (drift prod-ldn: RISK/EOD_VAR)', 1],
  [['blind', 'drift'], 'JOBS WARNING - 1 drifted', 1],
  [['missing', 'drift'], 'JOBS CRITICAL - 1 drifted: 9 of 9 due ran (missing', 2],
  [['anomaly'], 'JOBS OK - 1 anomaly', 0],
])('of %j with drift counted is %s', (kinds, line, exitCode) => {
  const report = statusReport(
    [environmentReport(OK)],
    kinds.map(kind => finding({kind})),
  );
  const check = formatCheck(report, {withDrift: true});
  expect(check.line.startsWith(line)).toBe(true);
  expect(check.line.endsWith(` drift=${kinds.includes('drift') ? 1 : 0};0;;0`)).toBe(true);
  expect(check.exitCode).toBe(exitCode);
});

test('drift is not told unless it is asked for', () => {
  const {line} = formatCheck(statusReport([environmentReport(OK)], [finding({kind: 'drift'})]));
  expect(line).toMatch(/^JOBS OK - Nothing is missing: 9 of 9 due ran \| /);
  expect(line).not.toContain('drift');
});

test('the line names the worst finding and ends with performance data', () => {
  const report = statusReport(
    [environmentReport({...OK, missing: 1, ran: 8, unknown: 1, late: 2})],
    [finding({job: 'A|B=1;2'}), finding({kind: 'late', job: 'C'})],
  );
  expect(formatCheck(report).line).toBe(
    'JOBS CRITICAL - 1 missing, 1 unknown, 2 late: 8 of 9 due ran (missing prod-ldn: A/B=1;2) | ' +
      'missing=1;;0;0 failed=0;;0;0 late=2;0;;0 overrun=0;0;;0 unknown=1;;;0 ran=8;;;0;12 expected=12;;;0 runs=20;;;0 blind=0;;;0;1',
  );
});

test.each([
  ['two\n  lines', 'JOBS UNKNOWN - two / lines'],
  ['a | b', 'JOBS UNKNOWN - a / b'],
  ['red \u001B[31malert\u0007', 'JOBS UNKNOWN - red alert'],
])('an error of %j is one line', (reason, line) => {
  expect(formatUnknown(reason)).toBe(line);
});

test.each([
  [240, 'WARNING', 1],
  [312, 'OK', 0],
])('a learned number of which %d of at least 500 are there is %s', (found, word, exitCode) => {
  const anomaly = finding({
    kind: 'anomaly',
    job: null,
    expected: 540,
    found,
    band: {low: 500, high: 580, probability: 0},
  });
  const result = formatCheck(statusReport([environmentReport()], [anomaly]));
  expect(result.exitCode).toBe(exitCode);
  expect(result.line).toContain(`JOBS ${word} - 1 anomaly`);
});
