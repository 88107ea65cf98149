import {describe, expect, test} from 'vitest';
import {cellText} from '../../../source/output/table.ts';
import type {FindingAcknowledgement, FindingKind} from '../../../source/report/status-report.ts';
import {describeFinding, formatTicket} from '../../../source/ui/screens/missing-detail.ts';
import {defineFindings, isInState} from '../../../source/ui/screens/missing-list.ts';
import type {FindingRow} from '../../../source/ui/screens/missing-rows.ts';
import {buildFindingRows, isShown, overdueMs} from '../../../source/ui/screens/missing-rows.ts';
import {environmentReport, finding, statusReport} from '../../output/sample-report.ts';

const DAY = '2026-11-23';
const NOW = Date.parse(`${DAY}T06:45:00Z`);
const evidence = {
  id: 9,
  source: 'control-m',
  startedAt: `${DAY}T06:41:00Z`,
  durationMs: 12_000,
  outcome: 'ok',
  rows: 412,
  rejected: 0,
  error: null,
} as const;
const snoozed: FindingAcknowledgement = {
  kind: 'snoozed',
  by: 'ops1',
  at: `${DAY}T06:40:00Z`,
  until: `${DAY}T08:00:00Z`,
  note: '',
};
const acknowledged: FindingAcknowledgement = {...snoozed, kind: 'acknowledged', note: 'vendor called'};

function rowOf(changes: Parameters<typeof finding>[0] = {}): FindingRow {
  const [row] = buildFindingRows(statusReport([environmentReport()], [finding(changes)]), undefined);
  if (!row) throw new Error('no row');
  return row;
}

/** What the columns of a row say, by key. */
function cellsOf(row: FindingRow, now = NOW): Record<string, string> {
  const about = {businessDay: DAY, hasOtherDays: true, hasAcknowledged: true, now: () => now};
  const {columns} = defineFindings({isAscii: false}, about);
  return Object.fromEntries(columns.map(column => [column.key, cellText(column, row)]));
}

describe('the rows', () => {
  const report = statusReport(
    [environmentReport(), environmentReport({name: 'prod-nyc', unknown: 12})],
    [finding(), finding({id: 'other', environment: 'prod-nyc'})],
    [finding({id: 'held', verdict: 'excused', acknowledgement: acknowledged})],
  );

  test('are the findings in their order, the holds, and what cannot be judged', () => {
    expect(
      buildFindingRows(report, undefined).map(({environment, kind, isHold}) => [environment, kind, isHold]),
    ).toEqual([
      ['prod-ldn', 'missing', false],
      ['prod-nyc', 'missing', false],
      ['prod-ldn', 'missing', true],
      ['prod-nyc', 'unknown', false],
    ]);
  });

  test('can be those of one environment', () => {
    expect(buildFindingRows(report, 'prod-nyc').map(({environment}) => environment)).toEqual([
      'prod-nyc',
      'prod-nyc',
    ]);
  });

  test('say of what cannot be judged how much it is, and why', () => {
    const blind = environmentReport({
      unknown: 12,
      freshness: {
        state: 'blind',
        collectedAt: null,
        ageSeconds: null,
        sources: [
          {source: 'cron', adapter: 'cron', state: 'blind', collectedAt: null, ageSeconds: null, last: null},
        ],
      },
    });
    const [row] = buildFindingRows(statusReport([blind]), undefined);
    expect(row?.explanation).toBe(
      '12 expected runs cannot be judged: source cron was never collected for this day',
    );
    expect(row?.findings).toEqual([]);
  });
});

describe('what is put aside', () => {
  const hold = {...rowOf({acknowledgement: acknowledged}), isHold: true};
  test.each<[string, FindingRow, string | undefined, boolean]>([
    ['a finding is shown', rowOf(), undefined, true],
    ['an acknowledged one is shown', rowOf({acknowledgement: acknowledged}), undefined, true],
    ['a snoozed one is not', rowOf({acknowledgement: snoozed}), undefined, false],
    ['a snoozed one is not among those of its kind', rowOf({acknowledgement: snoozed}), 'missing', false],
    ['a snoozed one is shown when it is asked for', rowOf({acknowledgement: snoozed}), 'snoozed', true],
    ['an acknowledged hold is not', hold, undefined, false],
    ['an acknowledged hold is shown among what is acknowledged', hold, 'acknowledged', true],
  ])('%s', (_, row, state, expected) => {
    expect(isShown(row, state)).toBe(expected);
  });

  test('an acknowledged hold is not among what is missing', () => {
    expect(isInState(hold, 'missing')).toBe(false);
    expect(isInState(hold, 'acknowledged')).toBe(true);
  });
});

describe('overdue', () => {
  const deadline = Date.parse(`${DAY}T02:30:00Z`);
  test.each<[FindingKind | 'unknown', number, number | null]>([
    ['missing', deadline + 60_000, 60_000],
    ['missing', deadline, 0],
    ['missing', deadline - 1, null],
    ['failed', deadline + 60_000, 60_000],
    ['short', deadline + 60_000, 60_000],
    ['late', deadline + 60_000, null],
    ['excess', deadline + 60_000, null],
  ])('%s at %d is %j', (kind, now, expected) => {
    expect(overdueMs({kind, deadlineAt: deadline}, now)).toBe(expected);
  });

  test('counts on between two reports', () => {
    const row = rowOf();
    expect([NOW, NOW + 60_000].map(now => cellsOf(row, now).overdueSeconds)).toEqual(['4h 15m', '4h 16m']);
  });
});

describe('a row', () => {
  test('says all that is known in its environment’s own time', () => {
    const row = rowOf({
      evidence,
      lastGoodRun: {
        businessDay: '2026-11-20',
        runKey: '1',
        startedAt: '2026-11-20T02:00:00Z',
        endedAt: '2026-11-20T02:10:00Z',
      },
    });
    expect(cellsOf(row)).toMatchObject({
      kind: '! missing',
      job: 'RISK/EOD_VAR',
      environment: 'prod-ldn',
      businessDay: '',
      due: '02:00',
      deadline: '02:30',
      overdueSeconds: '4h 15m',
      lastGood: '11-20 02:10',
      evidence: 'collected 06:41:12, 412 rows, complete',
      acknowledged: '-',
    });
  });

  test('dates the last good run of a day that began the evening before, though its date is the one that is shown', () => {
    const lastGoodRun = {
      businessDay: '2026-11-22',
      runKey: '1',
      startedAt: `${DAY}T04:00:00Z`,
      endedAt: `${DAY}T04:16:46Z`,
    };
    expect(cellsOf(rowOf({lastGoodRun})).lastGood).toBe('11-23 04:16');
    expect(cellsOf(rowOf({lastGoodRun: {...lastGoodRun, businessDay: DAY}})).lastGood).toBe('04:16:46');
  });

  test.each([
    [acknowledged, 'a missing', 'ops1'],
    [snoozed, 'z missing', 'ops1'],
  ])('says without colour and column that somebody has $0.kind it', (acknowledgement, kind, by) => {
    expect(cellsOf(rowOf({acknowledgement}))).toMatchObject({kind, acknowledged: by});
  });

  test('names the business day where it is another than the one in the header', () => {
    expect(cellsOf({...rowOf(), businessDay: '2026-11-22'}).businessDay).toBe('2026-11-22');
  });

  test.each([
    ['partial', 'incomplete'],
    ['empty', 'complete'],
    ['timeout', 'timeout'],
  ] as const)('calls the evidence of a collection that ended with %s %s', (outcome, word) => {
    const row = rowOf({evidence: {...evidence, outcome}});
    expect(cellsOf(row).evidence).toBe(`collected 06:41:12, 412 rows, ${word}`);
  });

  test('is no problem when it is acknowledged, was only late, or is drift', () => {
    const {isProblem} = defineFindings(
      {isAscii: false},
      {businessDay: DAY, hasOtherDays: false, hasAcknowledged: false, now: () => NOW},
    );
    expect(isProblem(rowOf())).toBe(true);
    expect(isProblem(rowOf({acknowledgement: acknowledged}))).toBe(false);
    expect(isProblem(rowOf({kind: 'late'}))).toBe(false);
    expect(isProblem(rowOf({kind: 'drift'}))).toBe(false);
  });
});

describe('the detail of a row', () => {
  test('explains, and names evidence, last good run and who said what', () => {
    const row = rowOf({evidence, acknowledgement: acknowledged});
    expect(describeFinding(row, NOW).map(({text}) => text)).toEqual([
      'RISK/EOD_VAR in prod-ldn, business day 2026-11-23',
      'It was due at 02:00 and had until 02:30; no run was seen in the complete answer of 06:44 (412 rows).',
      'Said at 06:40: acknowledged by ops1 until 08:00: vendor called',
      'Evidence: control-m, collected 06:41:12, 412 rows, complete.',
      'Last good run: business day 2026-11-20.',
    ]);
  });

  test('is copied as one line for a ticket', () => {
    expect(formatTicket(rowOf())).toBe(
      'prod-ldn: RISK/EOD_VAR missing, due 02:00 Europe/London (business day 2026-11-23): It was due at 02:00 and had until 02:30; no run was seen in the complete answer of 06:44 (412 rows)',
    );
  });
});
