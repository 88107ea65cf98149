import {describe, expect, test} from 'vitest';
import type {Finding} from '../../../source/report/status-report.ts';
import {foldFindings, foldKey} from '../../../source/ui/screens/fold-findings.ts';
import type {FindingRow} from '../../../source/ui/screens/missing-rows.ts';
import {buildFindingRows} from '../../../source/ui/screens/missing-rows.ts';
import {environmentReport, finding, statusReport} from '../../output/sample-report.ts';

const DAY = '2026-11-23';

function missing(job: string, due: string, changes: Partial<Finding> = {}): Finding {
  const minutes = `${due.slice(0, 3)}30`;
  return finding({
    id: `missing:prod-ldn:${job}:${due}`,
    job,
    due: `${DAY}T${due}:00Z`,
    deadline: `${DAY}T${minutes}:00Z`,
    since: `${DAY}T${minutes}:00Z`,
    explanation: `It was due at ${due} and had until ${minutes}; no run was seen in the complete answer of 06:44 (412 rows)`,
    ...changes,
  });
}

function rowsOf(...findings: Finding[]): FindingRow[] {
  const names = [...new Set(findings.map(({environment}) => environment))];
  const environments = names.map(name => environmentReport({name}));
  return buildFindingRows(statusReport(environments, findings), undefined);
}

const said = {kind: 'acknowledged', by: 'ops1', at: `${DAY}T06:40:00Z`, until: null, note: ''} as const;
const fourJobs = ['A', 'B', 'C', 'D'].map((job, i) => missing(job, `0${i + 1}:00`));

/** `closed 4 jobs` for a fold, `inside A` for a row. */
function shape(rows: readonly FindingRow[]): string[] {
  return rows.map(({fold, subject}) => `${fold} ${subject}`);
}

describe('findings with one cause', () => {
  test.each<[string, Finding[], string[]]>([
    ['are rows of their own while they are few', fourJobs.slice(0, 3), ['none A', 'none B', 'none C']],
    ['are one row when they are many', fourJobs, ['closed 4 jobs']],
    [
      'are told by how often, when they are of one job',
      ['01:00', '02:00', '03:00', '04:00'].map(due => missing('A', due)),
      ['closed A, 4 times'],
    ],
    [
      'are told by both, when there are more than jobs',
      [...fourJobs, missing('A', '05:00')],
      ['closed 5 of 4 jobs'],
    ],
    [
      'of two environments are two rows',
      [...fourJobs, ...fourJobs.map(one => ({...one, id: `${one.id} 2`, environment: 'prod-nyc'}))],
      ['closed 4 jobs', 'closed 4 jobs'],
    ],
    [
      'that are explained otherwise stay apart',
      [...fourJobs, missing('E', '05:00', {explanation: 'It was due at 05:00; it is held in the scheduler'})],
      ['closed 4 jobs', 'none E'],
    ],
    [
      'do not hide those that somebody has acknowledged',
      [...fourJobs, missing('E', '05:00', {acknowledgement: said})],
      ['closed 4 jobs', 'none E'],
    ],
    [
      'stand where the first of them stood',
      [missing('Z', '00:00', {kind: 'failed', explanation: 'Its run failed'}), ...fourJobs],
      ['none Z', 'closed 4 jobs'],
    ],
  ])('%s', (_, findings, expected) => {
    expect(shape(foldFindings(rowsOf(...findings), []))).toEqual(expected);
  });

  test('with other exit codes have other causes', () => {
    const failures = [1, 2, 3, 4].map(code =>
      missing(`J${code}`, '01:00', {
        kind: 'failed',
        explanation: `Its run failed at 01:10 with exit code ${code}: disk 7`,
      }),
    );
    expect(shape(foldFindings(rowsOf(...failures), []))).toEqual([
      'none J1',
      'none J2',
      'none J3',
      'none J4',
    ]);
  });

  test('follow their row, in their order, when it is open', () => {
    const rows = rowsOf(...fourJobs);
    const key = foldKey(rows[0] as FindingRow) ?? '';
    expect(shape(foldFindings(rows, [key]))).toEqual([
      'open 4 jobs',
      'inside A',
      'inside B',
      'inside C',
      'inside D',
    ]);
  });

  test('keep the key of their row when a later collection is the evidence', () => {
    const later = fourJobs.map(one => ({
      ...one,
      explanation: one.explanation.replace('06:44 (412 rows)', '2026-11-24 00:04 (1,413 rows)'),
    }));
    expect(foldFindings(rowsOf(...later), [])[0]?.key).toBe(foldFindings(rowsOf(...fourJobs), [])[0]?.key);
  });

  test('are explained by their number, their first and what they share', () => {
    const [fold] = foldFindings(rowsOf(...fourJobs), []);
    expect(fold?.explanation).toBe(
      '4 missing of 4 jobs since 01:30; no run was seen in the complete answer of 06:44 (412 rows)',
    );
    expect(fold?.deadlineAt).toBe(Date.parse(`${DAY}T01:30:00Z`));
    expect(fold?.findings).toHaveLength(4);
  });

  test('without a shared reason are explained by the first', () => {
    const late = fourJobs.map((one, i) => ({
      ...one,
      kind: 'late' as const,
      explanation: `It had until 01:30 and started at 02:0${i}, ${i + 1}m after it was due`,
    }));
    expect(foldFindings(rowsOf(...late), [])[0]?.explanation).toBe(
      '4 late of 4 jobs since 01:30; the first: It had until 01:30 and started at 02:00, 1m after it was due',
    );
  });

  test('of any number are folded without a stack that overflows', () => {
    const many = Array.from({length: 150_000}, (_, i) => missing(`J${i}`, '01:00'));
    const rows = buildFindingRows(statusReport([environmentReport()], many), undefined);
    expect(foldFindings(rows, [])).toHaveLength(1);
  });
});
