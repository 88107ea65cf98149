import {describe, expect, test, vi} from 'vitest';
import type {JobRow} from '../../../source/report/pages/pages.ts';
import type {Params} from '../../../source/ui/backend.ts';
import * as jobDays from '../../../source/ui/screens/job-days.ts';
import {jobRow, jobsPage} from '../sample-pages.ts';
import {JOBS, renderEnvironment} from './environment-screen.ts';

vi.mock(import('../../../source/ui/screens/job-days.ts'), {spy: true});

function isTrends(params: unknown): params is Params<'trends'> {
  return typeof params === 'object' && params !== null && 'jobs' in params;
}

describe('the jobs of an environment', () => {
  test('at 100x30 are all that matters of each, worst first', async () => {
    const app = renderEnvironment();
    await app.waitFor('2.1x');
    expect(app.lines().slice(2, 9)).toEqual([
      ' ✗ problem. 1 missing: 2 of 3 due ran',
      ' fresh, collected 1m ago',
      ' [jobs]  runs   collections   counts                                                         3 jobs',
      '  VERDICT          JOB            SLOTS  LAST RUN     STARTED                 TOOK  14 DAYS',
      '> ! missing        GL/CLOSE      0 of 1  -            -                          -  --------------',
      '  ✓ ok             FX/RATES      1 of 1  ✓ succeeded  02:00:00       4m 10s (2.1x)  --------------',
      '    not scheduled  AD/HOC             -  ✓ succeeded  02:00:00       4m 10s (2.1x)  --------------',
    ]);
  });

  test('at 60x20 are their names and where they stand', async () => {
    const app = renderEnvironment('jobs', {size: {columns: 60, rows: 20}});
    await app.waitFor('GL/CLOSE');
    expect(app.lines().slice(5, 7)).toEqual([
      '  VERDICT          JOB            SLOTS             TOOK',
      '> ! missing        GL/CLOSE      0 of 1                -',
    ]);
  });

  test('open where there is something to see', async () => {
    const app = renderEnvironment();
    await app.waitFor('GL/CLOSE');
    app.type('\r');
    await app.waitFor('[slots]');
    app.type('\u001B[D');
    await app.waitFor('AD/HOC');
    app.type('G', '\r');
    await app.waitFor('[runs]');
    expect(app.frame()).toContain('› AD/HOC');
  });

  test('are acknowledged by their findings', async () => {
    const app = renderEnvironment();
    await app.waitFor('GL/CLOSE');
    app.type('z');
    await app.waitFor('snooze missing GL/CLOSE');
    app.type('\r');
    await app.waitFor('snoozed:');
    expect(app.backend.acknowledged[0]?.findings).toEqual(['missing:GL']);
  });

  test('keep the cursor on its job when a refresh reorders them', async () => {
    const app = renderEnvironment();
    await app.waitFor('FX/RATES');
    app.type('j');
    await app.waitFor(() => app.cursor().includes('FX/RATES'));
    app.backend.answers.jobs = jobsPage(JOBS.map((row): JobRow => ({...row, verdict: 'ok', problems: 0})));
    app.backend.emit({kind: 'changed'});
    await app.waitFor(frame => !frame.includes('! missing  '));
    expect(app.cursor()).toContain('FX/RATES');
    expect(app.lines().findIndex(line => line.startsWith('>'))).toBe(
      app.lines().findIndex(line => line.includes('AD/HOC')) + 1,
    );
  });

  test('of ten thousand are drawn and asked for only as far as they are on the screen', async () => {
    const names = Array.from({length: 10_000}, (_, i) => `JOB_${String(i).padStart(5, '0')}`);
    const app = renderEnvironment('jobs', {answers: {jobs: jobsPage(names.map(job => jobRow({job})))}});
    await app.waitFor('10,000 jobs');
    await app.waitFor('2.1x');
    const painted = vi.mocked(jobDays.paintJobDays);
    painted.mockClear();
    app.type('G');
    await app.waitFor('> ✓ ok     JOB_09999');
    await app.waitFor(() => app.backend.asked.filter(({name}) => name === 'trends').length === 2);
    await app.waitFor(frame => frame.split('2.1x').length === 23);
    const asked = app.backend.asked.flatMap(({params}) => (isTrends(params) ? [params.jobs] : []));
    expect(asked).toHaveLength(2);
    // What is on the screen, and the page after or before it.
    expect(asked.map(jobs => jobs.toSorted())).toEqual([names.slice(0, 44), names.slice(-44)]);
    // 22 rows a frame: one frame of the key, one of the trends, none of all the rows.
    expect(painted.mock.calls.length).toBeGreaterThan(0);
    expect(painted.mock.calls.length).toBeLessThanOrEqual(22 * 4);
  });

  test('with hostile names are shown in their own cells', async () => {
    const jobs = ['\u001B]0;owned\u0007\u001B[2Jevil', 'a\u202Eb\u200Bc', 'x'.repeat(600), '日本\u009B31m'];
    const app = renderEnvironment('jobs', {answers: {jobs: jobsPage(jobs.map(job => jobRow({job})))}});
    const frame = await app.waitFor('evil');
    expect(frame).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B\u202E]/);
    expect(app.lines()).toHaveLength(29);
    expect(app.lines().filter(line => line.includes('4m 10s'))).toHaveLength(4);
  });
});
