import {describe, expect, test} from 'vitest';
import {environmentReport, statusReport} from '../../output/sample-report.ts';
import {renderApp, SAMPLE_NOW} from '../render-app.tsx';
import {FINDINGS, missing, renderMissing} from './missing-screen.ts';

describe('the red list', () => {
  test('at 100x30 says what, which, where, since when and who, and below it all of the row', async () => {
    const app = renderMissing();
    await app.waitFor('6 jobs');
    expect(app.lines()).toHaveLength(29);
    expect(app.lines().slice(2, 7)).toEqual([
      '  WHAT       JOB              ENVIRONMENT  DUE    OVERDUE  DEADLINE  LAST GOOD   ACK BY  EVIDENCE',
      '> ! missing  ▸ 6 jobs         prod-ldn     -       4h 15m  02:30     -           -       -',
      '  ✗ failed   GL/CLOSE         prod-ldn     02:00   4h 15m  02:30     2026-11-20  -       -',
      '  ? blind    the environment  prod-ldn     -            -  -         -           -       -',
      '  + late     FX/LATE          prod-ldn     02:00        -  02:30     2026-11-20  -       -',
    ]);
    expect(app.lines().slice(21, 25)).toEqual([
      ' 9 findings; 1 snoozed not shown; f shows them',
      ' 6 jobs in prod-ldn, business day 2026-11-23',
      ' 6 missing of 6 jobs since 02:30; no run was seen in the complete answer of 06:44 (412 rows).',
      ' Jobs: JOB_A, JOB_B, JOB_C, JOB_D, JOB_E and JOB_F.',
    ]);
  });

  test.each([
    {columns: 100, rows: 30},
    {columns: 60, rows: 20},
    {columns: 40, rows: 10},
    {columns: 300, rows: 100},
  ])('at $columns columns and $rows rows fills the screen and no more', async size => {
    const app = renderMissing(FINDINGS, {size});
    await app.waitFor('6 jobs');
    expect(app.lines()).toHaveLength(size.rows - 1);
    expect(Math.max(...app.lines().map(line => line.length))).toBeLessThanOrEqual(size.columns);
    expect(app.frame()).toMatch(/> ! missing +▸ 6 jobs/);
  });

  test('at 60x20 leaves columns out, not rows', async () => {
    const app = renderMissing(FINDINGS, {size: {columns: 60, rows: 20}});
    await app.waitFor('6 jobs');
    expect(app.lines().slice(2, 5)).toEqual([
      '  WHAT       JOB              ENVIRONMENT  DUE    OVERDUE',
      '> ! missing  ▸ 6 jobs         prod-ldn     -       4h 15m',
      '  ✗ failed   GL/CLOSE         prod-ldn     02:00   4h 15m',
    ]);
  });

  test('in ASCII has nothing else', async () => {
    const app = renderMissing(FINDINGS, {abilities: {isAscii: true}});
    await app.waitFor('6 jobs');
    expect(app.frame()).toMatch(/^[\n -~]*$/);
    expect(app.frame()).toMatch(/> ! missing +\+ 6 jobs/);
  });

  test('for a screen reader says the same in sentences', async () => {
    const app = renderMissing(FINDINGS, {abilities: {isLinear: true}});
    const frame = await app.waitFor('6 jobs');
    expect(frame).toContain(
      '> 1 of 4: what missing, job 6 jobs, environment prod-ldn, overdue 4h 15m, deadline 02:30',
    );
    expect(frame).toContain('no run was seen in the complete answer');
  });

  test('counts on what is overdue without a new report', async () => {
    const app = renderMissing();
    await app.waitFor('4h 15m');
    app.now(SAMPLE_NOW + 60_000);
    await app.waitFor('4h 16m');
  });

  test('of one environment leaves the others out', async () => {
    const app = renderApp({
      places: [{screen: 'missing', environment: 'prod-nyc'}],
      answers: {
        report: statusReport(
          [environmentReport(), environmentReport({name: 'prod-nyc'})],
          [missing('HERE', {environment: 'prod-nyc'}), missing('THERE')],
        ),
      },
    });
    const frame = await app.waitFor('HERE');
    expect(frame).not.toContain('THERE');
  });

  test('names the business day of an environment that is in another one', async () => {
    const app = renderApp({
      places: [{screen: 'missing'}],
      size: {columns: 140, rows: 30},
      answers: {
        report: statusReport(
          [environmentReport(), environmentReport({name: 'prod-nyc', businessDay: '2026-11-22'})],
          [missing('HERE', {environment: 'prod-nyc'}), missing('THERE')],
        ),
      },
    });
    await app.waitFor('HERE');
    expect(app.lines().find(line => line.includes('HERE'))).toContain('2026-11-22');
  });

  test('has no column for who acknowledged as long as nobody has', async () => {
    const app = renderMissing([missing('GL/CLOSE')]);
    const frame = await app.waitFor('GL/CLOSE');
    expect(frame).not.toContain('ACK BY');
    expect(app.lines()[2]).toMatch(/LAST GOOD +EVIDENCE/);
  });

  test('tells of expected runs that cannot be judged', async () => {
    const app = renderMissing([], {environment: {unknown: 12}});
    const frame = await app.waitFor('unknown');
    expect(frame).toMatch(/> \? unknown +12 expected runs +prod-ldn/);
    expect(frame).toContain('12 expected runs cannot be judged');
  });
});

describe('a red list without rows', () => {
  test('says so', async () => {
    await renderMissing([]).waitFor('nothing here needs a person');
  });

  test('says that it is being read', async () => {
    const app = renderMissing([], {answers: {report: () => new Promise(() => {})}});
    await app.waitFor('Reading');
    expect(app.lines()).toHaveLength(29);
  });

  test('says why it cannot be read', async () => {
    await renderMissing([], {answers: {report: new Error('the database is damaged')}}).waitFor(
      'the database is damaged',
    );
  });

  test('says what it was narrowed by', async () => {
    const app = renderMissing();
    await app.waitFor('6 jobs');
    app.type('/', 'q', 'q', '7', '\r');
    await app.waitFor('None of 9 findings match: filter "qq7"');
  });

  test('keeps what it had while it cannot be read anew', async () => {
    const app = renderMissing();
    await app.waitFor('6 jobs');
    app.backend.answers.report = new Error('the disk is full');
    app.backend.emit({kind: 'changed'});
    const frame = await app.waitFor('the disk is full');
    expect(frame).toContain('6 jobs');
  });
});

test('the cursor stays on its row when the rows are reordered', async () => {
  const jobs = ['ONE', 'TWO', 'THREE'].map(job => missing(job));
  const app = renderMissing(jobs);
  await app.waitFor('THREE');
  app.type('j');
  await app.waitFor(() => app.cursor().includes('TWO'));
  app.backend.answers.report = statusReport(
    [environmentReport()],
    [missing('NEW'), ...jobs.toReversed()].slice(0, 3),
  );
  app.backend.emit({kind: 'changed'});
  await app.waitFor('NEW');
  expect(app.cursor()).toContain('TWO');
});

test.each([false, true])(
  'hostile names and explanations stay harmless, for a screen reader %j',
  async isLinear => {
    const hostile = '\u001B]0;owned\u0007\u001B[31mRED\u202Eevil\u200B\nnext';
    const app = renderMissing([missing(hostile, {explanation: `It failed: ${hostile}`})], {
      abilities: {isLinear},
    });
    const frame = await app.waitFor('RED');
    expect(frame).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B\u202E]/);
    expect(app.lines()).toHaveLength(29);
  },
);
