import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {formatCheck} from '../../source/output/check-plugin.ts';
import {listEnvironments} from '../../source/output/listings/environments.ts';
import {listFindings} from '../../source/output/listings/findings.ts';
import {formatFindings, formatReport} from '../../source/output/report-text.ts';
import {formatCsv, formatPlain, toRecords} from '../../source/output/table.ts';
import type {FindingAcknowledgement} from '../../source/report/status-report.ts';
import {environmentReport, finding, statusReport} from './sample-report.ts';

const SAID: FindingAcknowledgement = {
  kind: 'acknowledged',
  by: 'ops1',
  at: '2026-11-23T06:42:00Z',
  until: '2026-11-23T08:00:00Z',
  note: 'vendor called',
};

const sayingOf = (changes: Partial<FindingAcknowledgement> = {}): string => {
  const report = statusReport([environmentReport()], [finding({acknowledgement: {...SAID, ...changes}})]);
  return formatFindings(report, {}).split('\n').at(-2)?.trim() ?? '';
};

describe('under a finding stands what was said of it', () => {
  test.each([
    [{}, 'Acknowledged by ops1 until 08:00: vendor called'],
    [{note: ''}, 'Acknowledged by ops1 until 08:00'],
    [{until: null}, 'Acknowledged by ops1: vendor called'],
    [
      {kind: 'snoozed', until: '2026-11-24T07:30:00Z'},
      'Snoozed by ops1 until 2026-11-24 07:30: vendor called',
    ],
    [
      {by: 'o\u001B[2Jps', note: 'two\nlines\u202E \u001B]0;x\u0007'},
      'Acknowledged by ops until 08:00: two lines',
    ],
  ] as const)('with %j', (changes, sentence) => {
    expect(sayingOf(changes)).toBe(sentence);
  });

  test('in the time of its environment', () => {
    const tokyo = environmentReport({timezone: 'Asia/Tokyo'});
    const text = formatFindings(statusReport([tokyo], [finding({acknowledgement: SAID})]), {});
    expect(text).toContain('Acknowledged by ops1 until 17:00: vendor called');
  });
});

const REPORT = statusReport(
  [environmentReport({state: 'acknowledged', missing: 1, acknowledged: 1, due: 2, ran: 1, expected: 2})],
  [finding({acknowledgement: SAID}), finding({kind: 'late', job: 'SEND', verdict: 'ok-late'})],
  [
    finding({
      job: 'HELD',
      verdict: 'excused',
      explanation: 'It is held in the scheduler',
      acknowledgement: {...SAID, until: null, note: ''},
    }),
  ],
);

test('the report shows what is acknowledged, and the holds after the findings', () => {
  const text = formatReport(REPORT, {isAscii: true, timezone: 'Europe/London', width: 120});
  expect(text).toMatchInlineSnapshot(`
    "1 missing: 1 of 2 due ran
    Business day 2026-11-23, judged at 2026-11-23 06:45 Europe/London

    STATE           ENVIRONMENT  OK  FAILED  MISSING  LATE  UNKNOWN  RAN  DUE  +/- USUAL  AGE
    a acknowledged  prod-ldn      0       0        1     0        0    1    2          -   1m

    WHAT     ENVIRONMENT  JOB           DUE    SINCE  LAST GOOD   ACKNOWLEDGED
    missing  prod-ldn     RISK/EOD_VAR  02:00  02:30  2026-11-20  acknowledged by ops1 until 08:00
        It was due at 02:00 and had until 02:30; no run was seen in the complete answer of 06:44 (412 rows)
        Acknowledged by ops1 until 08:00: vendor called
    late     prod-ldn     SEND          02:00  02:30  2026-11-20  -
        It was due at 02:00 and had until 02:30; no run was seen in the complete answer of 06:44 (412 rows)

    WHAT     ENVIRONMENT  JOB   DUE    SINCE  LAST GOOD   ACKNOWLEDGED
    excused  prod-ldn     HELD  02:00  02:30  2026-11-20  acknowledged by ops1
        It is held in the scheduler
        Acknowledged by ops1
    "
  `);
});

test.each([40, 60, 80, 100, 120])('nothing is wider than %i columns', width => {
  const text = formatReport(REPORT, {isAscii: false, timezone: 'Europe/London', measure: stringWidth, width});
  expect(Math.max(...text.split('\n').map(line => stringWidth(line)))).toBeLessThanOrEqual(width);
});

test('a list in which nothing is acknowledged has no columns for it', () => {
  const plain = statusReport([environmentReport()], [finding()]);
  const [headings] = formatPlain(listFindings(plain)).split('\n');
  expect(headings).not.toMatch(/ACKNOWLEDGED|NOTE/);
  expect(formatPlain(listEnvironments(plain, true))).not.toContain('ACKNOWLEDGED');
});

test('in a pipe the list has who, until when and the note', () => {
  const [headings, first, second] = formatPlain(listFindings(REPORT)).split('\n');
  expect(headings).toMatch(/WHY +ACKNOWLEDGED +NOTE$/);
  expect(first).toMatch(/ {2}acknowledged by ops1 until 08:00 {2}vendor called$/);
  expect(second).toMatch(/ {2}- {33}-$/);
});

test('JSON and CSV have the exact values', () => {
  const [noted, other] = toRecords(listFindings(REPORT));
  expect(noted).toMatchObject({
    acknowledgement: 'acknowledged',
    acknowledgedBy: 'ops1',
    acknowledgedAt: '2026-11-23T06:42:00Z',
    acknowledgedUntil: '2026-11-23T08:00:00Z',
    note: 'vendor called',
  });
  expect(other).toMatchObject({acknowledgement: null, acknowledgedBy: null, note: null});
  const note = 'says "wait", = 1\nplease';
  const quoted = statusReport([environmentReport()], [finding({acknowledgement: {...SAID, note}})]);
  expect(formatCsv(listFindings(quoted))).toMatch(
    /,acknowledged,ops1,2026-11-23T06:42:00Z,2026-11-23T08:00:00Z,"says ""wait"", = 1\nplease"\r\n$/,
  );
});

describe('the monitoring plugin', () => {
  test('goes by the facts and says how much is acknowledged', () => {
    const {line, exitCode} = formatCheck(REPORT);
    expect(exitCode).toBe(2);
    expect(line).toMatch(
      /^JOBS CRITICAL - 1 missing: 1 of 2 due ran, 1 acknowledged \(missing prod-ldn: RISK\/EOD_VAR\) \|/,
    );
  });

  test('says nothing of holds: they are excused', () => {
    const {line, exitCode} = formatCheck(statusReport([environmentReport()], [], REPORT.holds));
    expect(exitCode).toBe(0);
    expect(line).not.toContain('acknowledged');
  });
});
