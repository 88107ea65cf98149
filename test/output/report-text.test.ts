import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {formatFindings, formatReport} from '../../source/output/report-text.ts';
import type {StatusReport} from '../../source/report/status-report.ts';
import {environmentReport, finding, statusReport} from './sample-report.ts';

const REPORT = statusReport(
  [
    environmentReport({ok: 40, ran: 40, due: 40, expected: 75, total: 60, pending: 35, usual: 58, delta: 2}),
    environmentReport({
      name: 'prod-nyc',
      timezone: 'America/New_York',
      businessDay: '2026-11-22',
      state: 'problem',
      ok: 1210,
      ran: 1211,
      due: 1213,
      expected: 1300,
      failed: 1,
      missing: 1,
      late: 2,
      total: 1450,
      usual: 1500,
      delta: -50,
    }),
    environmentReport({
      name: 'dr-site',
      state: 'blind',
      freshness: {state: 'blind', collectedAt: null, ageSeconds: null, sources: []},
    }),
  ],
  [
    finding({environment: 'prod-nyc', job: 'positions-extract'}),
    finding({
      kind: 'failed',
      environment: 'prod-nyc',
      job: '夜間バッチ',
      lastGoodRun: null,
      explanation: 'Its run failed at 21:30',
    }),
    finding({
      kind: 'blind',
      environment: 'dr-site',
      job: null,
      due: null,
      since: null,
      lastGoodRun: null,
      explanation:
        'Source control-m: "sh" had not ended after 30s and was stopped; look at what it waits for; nothing is known',
    }),
  ],
);

const show = (report: StatusReport, width?: number, isAscii = false): string =>
  formatReport(report, {isAscii, timezone: 'Europe/London', measure: stringWidth, width});

describe('the report as text', () => {
  test('on 200 columns', () => {
    expect(show(REPORT, 200)).toMatchInlineSnapshot(`
      "1 missing, 1 failed, 1 environment blind, 2 late: 1,251 of 1,253 due ran
      Business day 2026-11-23, judged at 2026-11-23 06:45 Europe/London

      STATE      ENVIRONMENT  DAY            OK  FAILED  MISSING  LATE  RUNNING  PENDING  UNKNOWN    RAN    DUE  EXPECTED   RUNS  +/- USUAL  30 DAYS                          AGE
      ✗ problem  prod-nyc     2026-11-22  1,210       1        1     2        0        0        0  1,211  1,213     1,300  1,450        -50       ▇█▁▂▃▅▆▇█▁▂▃▅▆▇█▁▂▃▅▆▇█▁▂    1m
      ? blind    dr-site      2026-11-23      0       0        0     0        0        0        0      0      0         0      0          -       ▇█▁▂▃▅▆▇█▁▂▃▅▆▇█▁▂▃▅▆▇█▁▂  none
      ✓ ok       prod-ldn     2026-11-23     40       0        0     0        0       35        0     40     40        75     60         +2       ▇█▁▂▃▅▆▇█▁▂▃▅▆▇█▁▂▃▅▆▇█▁▂    1m

      WHAT     ENVIRONMENT  JOB                DUE               SINCE             LAST GOOD
      missing  prod-nyc     positions-extract  2026-11-22 21:00  2026-11-22 21:30  2026-11-20
          It was due at 02:00 and had until 02:30; no run was seen in the complete answer of 06:44 (412 rows)
      failed   prod-nyc     夜間バッチ         2026-11-22 21:00  2026-11-22 21:30  -
          Its run failed at 21:30
      blind    dr-site      -                  -                 -                 -
          Source control-m: "sh" had not ended after 30s and was stopped; look at what it waits for; nothing is known
      "
    `);
  });

  test('on 80 columns, with marks of ASCII', () => {
    expect(show(REPORT, 80, true)).toMatchInlineSnapshot(`
      "1 missing, 1 failed, 1 environment blind, 2 late: 1,251 of 1,253 due ran
      Business day 2026-11-23, judged at 2026-11-23 06:45 Europe/London

      STATE      ENVIRONMENT     OK  FAILED  MISSING  LATE    RAN    DUE   AGE
      x problem  prod-nyc     1,210       1        1     2  1,211  1,213    1m
      ? blind    dr-site          0       0        0     0      0      0  none
      v ok       prod-ldn        40       0        0     0     40     40    1m

      WHAT     ENVIRONMENT  JOB                DUE               SINCE
      missing  prod-nyc     positions-extract  2026-11-22 21:00  2026-11-22 21:30
          It was due at 02:00 and had until 02:30; no run was seen in the complete
          answer of 06:44 (412 rows)
      failed   prod-nyc     夜間バッチ         2026-11-22 21:00  2026-11-22 21:30
          Its run failed at 21:30
      blind    dr-site      -                  -                 -
          Source control-m: "sh" had not ended after 30s and was stopped; look at what
          it waits for; nothing is known
      "
    `);
  });

  test('of sources that only count shows their runs, as the screen does', () => {
    const counts = {waiting: 7, running: 4, succeeded: 270, failed: 0, cancelled: 0, held: 0, unknown: 0};
    const [, , , headings = '', row = ''] = show(
      statusReport([environmentReport({name: 'dwh', total: 281, counts})]),
    ).split('\n');
    const cells = Object.fromEntries(
      ['   OK', ' RUNNING', ' PENDING', ' RUNS'].map(title => {
        const end = headings.indexOf(title) + title.length;
        return [title.trim(), row.slice(0, end).split(/ +/).at(-1)];
      }),
    );
    expect(cells).toEqual({OK: '270', RUNNING: '4', PENDING: '7', RUNS: '281'});
  });

  test.each([40, 60, 80, 120, 200])('is never wider than %i columns', width => {
    const widest = Math.max(
      ...show(REPORT, width)
        .split('\n')
        .map(line => stringWidth(line)),
    );
    expect(widest).toBeLessThanOrEqual(width);
  });

  test('in a pipe has every column and no line is wrapped', () => {
    const [headline, , , headings] = show(REPORT).split('\n');
    expect(headline).toBe('1 missing, 1 failed, 1 environment blind, 2 late: 1,251 of 1,253 due ran');
    expect(headings).toContain('30 DAYS');
  });

  test('ends after the environments when nothing needs a person', () => {
    const text = show(statusReport([environmentReport({ok: 1, ran: 1, due: 1, expected: 1, total: 1})]), 200);
    expect(text).toMatch(/^Nothing is missing: 1 of 1 due ran\n/);
    expect(text.trimEnd().split('\n')).toHaveLength(5);
  });

  test('writes its own time in the reader’s zone, a finding’s in its environment’s', () => {
    const text = formatReport(REPORT, {isAscii: false, timezone: 'Asia/Kolkata'});
    expect(text).toContain('judged at 2026-11-23 12:15 Asia/Kolkata');
    expect(text).toMatch(/^missing {2}prod-nyc .* 21:00 {2}/m);
  });
});

test('a list without findings says so', () => {
  expect(formatFindings(statusReport([environmentReport()]), {})).toBe('Nothing is missing.\n');
});
