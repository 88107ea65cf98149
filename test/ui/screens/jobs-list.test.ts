import {describe, expect, test} from 'vitest';
import {cellText} from '../../../source/output/table.ts';
import type {JobRow, JobTrend} from '../../../source/report/pages/pages.ts';
import {openTheme} from '../../../source/ui/paint/theme.ts';
import {paintJobDays} from '../../../source/ui/screens/job-days.ts';
import {defineJobs, worstFirst} from '../../../source/ui/screens/jobs-list.ts';
import {at, jobRow, jobTrend, PAGE_DAY} from '../sample-pages.ts';

const theme = openTheme({name: 'none', colorDepth: 0});

function define(trend?: JobTrend, columns = 160) {
  return defineJobs({isAscii: false, theme, columns}, {...PAGE_DAY, trendOf: () => trend});
}

function cell(key: string, row: JobRow, trend?: JobTrend): string {
  const column = define(trend).columns.find(one => one.key === key);
  if (!column) throw new Error(`no column ${key}`);
  return cellText(column, row);
}

describe('jobs', () => {
  test('stand worst first, then by name; an unexpected failure is a failure', () => {
    const rows = [
      jobRow({job: 'b ok'}),
      jobRow({job: 'a ok'}),
      jobRow({job: 'pending', verdict: 'pending'}),
      jobRow({job: 'no slot', verdict: null, slots: 0}),
      jobRow({job: 'failed unseen', verdict: null, slots: 0, problems: 1}),
      jobRow({job: 'late', verdict: 'ok-late'}),
      jobRow({job: 'missing', verdict: 'missing', problems: 1}),
    ];
    expect(rows.toSorted(worstFirst).map(({job}) => job)).toEqual([
      'missing',
      'failed unseen',
      'late',
      'a ok',
      'b ok',
      'pending',
      'no slot',
    ]);
  });

  test.each<[string, Partial<JobRow>, boolean]>([
    ['missing', {verdict: 'missing'}, true],
    ['missing', {verdict: 'failed'}, false],
    ['late', {verdict: 'ok-late'}, true],
    ['ok', {verdict: 'ok-late'}, true],
    ['ok', {verdict: 'ok-early'}, true],
    ['waiting', {verdict: 'due'}, true],
    ['not scheduled', {verdict: null}, true],
    ['not scheduled', {verdict: 'ok'}, false],
  ])('in state %s are those of %j: %j', (state, changes, expected) => {
    expect(
      define()
        .states.find(({name}) => name === state)
        ?.test(jobRow(changes)),
    ).toBe(expected);
  });

  test.each<[string, string, Partial<JobRow>, JobTrend | undefined]>([
    ['slots', '2 of 288', {ran: 2, slots: 288}, undefined],
    ['slots', '-', {ran: 0, slots: 0}, undefined],
    ['verdict', '! missing', {verdict: 'missing'}, undefined],
    ['verdict', '  not scheduled', {verdict: null}, undefined],
    ['lastStatus', '✗ failed', {lastStatus: 'failed'}, undefined],
    ['lastStatus', '-', {lastStatus: null}, undefined],
    ['lastStartedAt', '02:00:00', {}, undefined],
    ['lastDurationMs', '4m 10s', {}, undefined],
    ['lastDurationMs', '4m 10s (2.1x)', {}, jobTrend()],
    ['lastDurationMs', '50m (25x)', {lastDurationMs: 3_000_000}, jobTrend()],
    ['lastDurationMs', '4m 10s', {}, jobTrend({usual: null})],
    ['lastDurationMs', '4m 10s', {}, jobTrend({usual: {medianMs: 0, lowMs: 0, highMs: 0, sample: 9}})],
    ['lastDurationMs', '-', {lastDurationMs: null}, jobTrend()],
    ['nextDueAt', '14:00:00', {nextDueAt: at('14:00:00')}, jobTrend()],
    ['nextDueAt', '11-24 02:00', {nextDueAt: null}, jobTrend()],
    ['nextDueAt', '-', {nextDueAt: null}, undefined],
  ])('say of %s "%s"', (key, expected, changes, trend) => {
    expect(cell(key, jobRow(changes), trend)).toBe(expected);
  });

  test.each([
    [60_000, 'warn'],
    [120_000, 'plain'],
    [250_000, 'warn'],
    [null, 'muted'],
  ])('whose last run took %j ms where 100 to 140 s are usual are %s', (lastDurationMs, tone) => {
    const column = define(jobTrend()).columns.find(({key}) => key === 'lastDurationMs');
    expect(column?.tone?.(jobRow({lastDurationMs}))).toBe(tone);
  });

  test('have a fixed width wherever a cell is dear to write', () => {
    const unmeasured = define()
      .columns.filter(({title, width}) => title !== undefined && width === undefined)
      .map(({key}) => key);
    expect(unmeasured).toEqual(['verdict', 'job']);
  });
});

describe('the days of a job', () => {
  const brush = {theme, isAscii: false, isPlain: true};
  test.each<[string, string, (number | null)[], number, string]>([
    ['good days are heights', 'KKKK', [1, 2, 4, 8], 4, '▂▃▅█'],
    ['other days are their letters', 'KMFXULRE. ', Array<number>(10).fill(2), 10, '█MFXULRE. '],
    ['the newest day is the last cell', 'MK', [2, 2], 5, '   M█'],
    ['of more days than cells the newest are shown', 'MMMKF', [1, 1, 1, 2, 1], 2, '█F'],
    ['a day without a number has no height', 'KK', [null, 2], 2, ' █'],
    ['good days of at most one run are all alike', 'KKMKF', [1, 1, 0, null, 1], 5, '--M-F'],
  ])('%s', (_, marks, runs, width, expected) => {
    expect(paintJobDays({marks, runs}, {...brush, width})).toBe(expected);
  });

  test('that are not there yet are blank', () => {
    expect(paintJobDays(undefined, {...brush, width: 5})).toBe('     ');
  });

  test('have no other signs in ASCII', () => {
    const painted = paintJobDays(
      {marks: 'KMFKK', runs: [1, 0, 2, 5, 9]},
      {...brush, isAscii: true, width: 5},
    );
    expect(painted).toMatch(/^[ -~]{5}$/);
  });
});
