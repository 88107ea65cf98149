import {describe, expect, test} from 'vitest';
import {addDays} from '../../../source/domain/time.ts';
import type {HistoryPage} from '../../../source/report/pages/pages.ts';
import {describeCell} from '../../../source/ui/screens/history-grid.tsx';
import {shownPlace} from '../../../source/ui/state/app-state.ts';
import type {HistorySpan} from '../../../source/ui/state/place.ts';
import {environmentReport, statusReport} from '../../output/sample-report.ts';
import type {Answers, RenderedApp} from '../render-app.tsx';
import {renderApp} from '../render-app.tsx';
import {jobsPage, jobTrend} from '../sample-pages.ts';

const TODAY = '2026-11-23';

/** The last day of the first environment is missing something, the one before failed. */
function historyPage(days: number, to = TODAY): HistoryPage {
  const row = (name: string, last: string): HistoryPage['rows'][number] => ({
    name,
    marks: 'K'.repeat(days - last.length) + last,
    totals: Array.from({length: days}, (_, i) => 1000 + i),
  });
  return {from: addDays(to, 1 - days), to, rows: [row('prod-ldn', 'FM'), row('uat', 'KK')]};
}

const ANSWERS: Answers = {
  report: ({day}) => ({...statusReport([environmentReport()], []), businessDay: day ?? TODAY}),
  history: ({environment, days, day}) =>
    environment === undefined
      ? historyPage(days, day)
      : {...historyPage(days, day), rows: [{name: 'GL', marks: null, totals: null}]},
  trends: ({jobs, days}) => ({
    from: '',
    to: '',
    jobs: Object.fromEntries(
      jobs.map(job => [
        job,
        jobTrend({marks: `${'K'.repeat(days - 1)}X`, runs: Array<number>(days).fill(3)}),
      ]),
    ),
  }),
  jobs: jobsPage([]),
  numbers: ({job, days}) => ({
    from: '',
    to: '',
    usual: Array.from({length: days}, () =>
      job === undefined ? {low: 900, median: 1000, high: 1100} : null,
    ),
    trend: job === undefined ? {since: '2026-11-14', change: -0.31, probability: 0.0001} : null,
    drift: null,
    differences: [],
  }),
};

function renderHistory(
  days: HistorySpan = 30,
  size = {columns: 100, rows: 30},
  environment?: string,
): RenderedApp {
  const place = {screen: 'history', days, ...(environment === undefined ? {} : {environment})} as const;
  return renderApp({answers: ANSWERS, places: [{screen: 'today'}, place], size});
}

describe('the history', () => {
  test.each(
    ([7, 30, 90, 365] as const).flatMap(days =>
      [
        {columns: 100, rows: 30},
        {columns: 60, rows: 20},
        {columns: 40, rows: 10},
        {columns: 300, rows: 100},
      ].map(size => ({days, ...size})),
    ),
  )('of $days days fills $columns columns and $rows rows and no more', async ({days, columns, rows}) => {
    const app = renderHistory(days, {columns, rows});
    await app.waitFor('prod-ldn');
    expect(app.lines().length).toBeLessThanOrEqual(rows - 1);
    for (const line of app.lines()) expect(line.length).toBeLessThanOrEqual(columns);
  });

  test('is a lettered cell a day, the one under the cursor in words, with what is usual', async () => {
    const app = renderHistory();
    await app.waitFor('on 2026-11-23');
    app.type('[');
    const frame = await app.waitFor('prod-ldn on 2026-11-22: failed, 1,028 runs (usually 900 to 1,100)');
    expect(frame).toMatch(/>prod-ldn.*F.*M/);
  });

  test('does not hold the day that goes on against what is usual of whole days', async () => {
    const app = renderHistory(30, {columns: 100, rows: 40});
    const few = historyPage(30).rows.map(row => ({...row, totals: row.totals?.with(-1, 3) ?? null}));
    app.backend.answers = {...ANSWERS, history: {...historyPage(30), rows: few}};
    app.backend.emit({kind: 'changed'});
    const frame = await app.waitFor(
      'prod-ldn on 2026-11-23: missing, 3 runs so far (whole days usually 900 to 1,100)',
    );
    expect(frame).toContain('prod-ldn: runs a day, and what is usual; 2026-11-23 so far');
    expect(frame).not.toContain('◉');
  });

  test('says of a day that has not begun that it has not', () => {
    const row = {name: 'prod-ldn', marks: 'KM ', totals: [9, 3, null], usual: null, present: '2026-11-23'};
    expect(describeCell(row, '2026-11-22', '2026-11-24')).toBe('prod-ldn on 2026-11-24: has not begun yet');
  });

  test('begins in each environment’s own business day, though another is a day ahead', async () => {
    const app = renderHistory(30, {columns: 100, rows: 30});
    const environments = [environmentReport(), environmentReport({name: 'uat', businessDay: '2026-11-24'})];
    app.backend.answers = {
      ...ANSWERS,
      report: statusReport(environments, []),
      history: historyPage(30, '2026-11-24'),
    };
    app.backend.emit({kind: 'changed'});
    await app.waitFor('prod-ldn on 2026-11-23: failed');
    app.type('j');
    await app.waitFor('uat on 2026-11-24: ok');
  });

  test('marks a day that is over and outside of what is usual', async () => {
    const app = renderHistory(30, {columns: 100, rows: 40});
    const few = historyPage(30).rows.map(row => ({...row, totals: row.totals?.with(-2, 3) ?? null}));
    app.backend.answers = {...ANSWERS, history: {...historyPage(30), rows: few}};
    app.backend.emit({kind: 'changed'});
    await app.waitFor('◉');
  });

  test('reads what is usual of the row under the cursor alone, and tells its new level', async () => {
    const app = renderHistory(30, {columns: 140, rows: 40});
    await app.waitFor(
      'prod-ldn: runs a day, and what is usual; 2026-11-23 so far; 31% fewer since 2026-11-14',
    );
    const asked = () => app.backend.asked.filter(({name}) => name === 'numbers').map(({params}) => params);
    expect(asked()).toEqual([{environment: 'prod-ldn', days: 30, day: TODAY}]);
    app.type('\r');
    await app.waitFor('GL: runs a day');
    expect(asked().at(-1)).toEqual({
      environment: 'prod-ldn',
      job: 'GL',
      days: 30,
      day: TODAY,
      isCompared: true,
    });
  });

  test('tells what ran elsewhere and not here: of an environment its jobs, of a job its days', async () => {
    const app = renderHistory(30, {columns: 160, rows: 40});
    const explanation = 'Ran in uat and not here';
    const lacks = {environment: 'prod-ldn', job: 'GL', day: '2026-11-22', days: 2, explanation};
    const numbers = {from: '', to: '', usual: [], trend: null, drift: null};
    app.backend.answers = {
      ...ANSWERS,
      differences: {rows: [lacks, {...lacks, environment: 'dr', job: 'AP'}]},
      numbers: ({job}) => ({
        ...numbers,
        differences: job === undefined ? [] : [{day: '2026-11-22', explanation}],
      }),
    };
    app.backend.emit({kind: 'changed'});
    const frame = await app.waitFor(
      '1 job ran elsewhere and not here: GL (2 such days, the last 2026-11-22)',
    );
    expect(frame).not.toContain('AP (');
    app.type('\r');
    await app.waitFor(
      'GL: runs a day, and what is usual; 2026-11-23 so far; ran elsewhere and not here on 1 day',
    );
  });

  test('gives the chart the lines that few rows leave over', async () => {
    const small = renderHistory(30, {columns: 100, rows: 24});
    const large = renderHistory(30, {columns: 100, rows: 60});
    const linesOf = (frame: string): number =>
      frame.split('\n').filter(line => /^ *[\d,]* [┤│]/.test(line)).length;
    expect(linesOf(await large.waitFor('runs a day'))).toBeGreaterThan(
      linesOf(await small.waitFor('runs a day')) + 5,
    );
  });

  test('has a chart of the daily totals where there is room', async () => {
    const app = renderHistory();
    await app.waitFor('prod-ldn: runs a day, and what is usual');
    const small = renderHistory(30, {columns: 60, rows: 20});
    const frame = await small.waitFor('prod-ldn on');
    expect(frame).not.toContain('runs a day');
  });

  test('is stepped through by days; the whole screen shows that day', async () => {
    const app = renderHistory();
    await app.waitFor('on 2026-11-23');
    app.type('[');
    const frame = await app.waitFor('prod-ldn on 2026-11-22: failed');
    expect(frame).toContain('2026-11-22 (not today)');
  });

  test('before its first day it is asked for anew', async () => {
    const app = renderHistory(7);
    await app.waitFor('on 2026-11-23');
    app.type(':day 2026-10-01\r');
    await app.waitFor('prod-ldn on 2026-10-01: missing');
  });

  test('tab goes through its spans', async () => {
    const app = renderHistory(7);
    await app.waitFor('[7]');
    for (const days of ['30', '90', '365', '7']) {
      app.type('\t');
      await app.waitFor(`[${days}]`);
    }
  });

  test('goes down from an environment to its jobs, and from a job to its slots', async () => {
    const app = renderHistory();
    await app.waitFor('prod-ldn');
    app.type('\r');
    await app.waitFor('GL on 2026-11-23: cancelled, 3 runs so far');
    app.type('\r');
    await app.waitFor(() => shownPlace(app.ports.store.read()).screen === 'job');
  });

  test('space shows how many instead of letters; what is bad keeps its letter', async () => {
    const app = renderHistory(30);
    await app.waitFor('space numbers');
    app.type(' ');
    await app.waitFor(frame => />prod-ldn.*[░▒▓█].*F.*M/.test(frame));
    await app.waitFor('space letters');
  });

  test('is exported with the day that its marks and numbers begin with', async () => {
    const app = renderHistory(7);
    await app.waitFor('prod-ldn');
    app.type(':export csv\r');
    await app.waitFor('written: ');
    const [written] = app.backend.written;
    expect(written?.text.split('\r\n').slice(0, 2)).toEqual([
      'name,firstDay,marks,totals',
      'prod-ldn,2026-11-17,KKKKKFM,1000 1001 1002 1003 1004 1005 1006',
    ]);
  });
});
