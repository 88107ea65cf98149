import {describe, expect, test} from 'vitest';
import {environmentReport, statusReport} from '../../output/sample-report.ts';
import {SAMPLE_NOW} from '../render-app.tsx';
import {collectionsPage, countsPage, jobRow, jobsPage, runsPage} from '../sample-pages.ts';
import {renderEnvironment} from './environment-screen.ts';

const SIZES = [
  {columns: 100, rows: 30},
  {columns: 60, rows: 20},
  {columns: 40, rows: 10},
  {columns: 300, rows: 100},
];
const TABS = ['jobs', 'runs', 'collections', 'counts'] as const;

describe('every tab of an environment', () => {
  test.each(TABS.flatMap(tab => SIZES.map(size => ({tab, ...size}))))(
    '$tab at $columns columns and $rows rows fills the screen and no more',
    async ({tab, columns, rows}) => {
      const app = renderEnvironment(tab, {size: {columns, rows}});
      await app.waitFor(frame => frame.includes('\n> '));
      expect(app.lines()).toHaveLength(rows - 1);
      expect(Math.max(...app.lines().map(line => line.length))).toBeLessThanOrEqual(columns);
    },
  );

  test.each(TABS)('%s says the same to a screen reader', async tab => {
    const app = renderEnvironment(tab, {abilities: {isLinear: true}});
    const frame = await app.waitFor(text => text.includes('\n> '));
    expect(frame).toContain('problem. 1 missing: 2 of 3 due ran');
  });

  test.each(TABS)('%s says when it cannot be read', async tab => {
    const app = renderEnvironment(tab, {answers: {[tab]: new Error('the database is damaged')}});
    await app.waitFor('the database is damaged');
    expect(app.lines()).toHaveLength(29);
  });

  test.each([
    ['jobs', {jobs: jobsPage([])}, 'No job ran or was expected on this business day.'],
    ['collections', {collections: collectionsPage([])}, 'Nothing was collected for this business day.'],
    ['counts', {counts: countsPage()}, 'No source of this environment counts'],
  ] as const)('%s says when there is nothing', async (tab, answers, expected) => {
    await renderEnvironment(tab, {answers}).waitFor(expected);
  });

  test.each([
    ['jobs', {jobs: jobsPage([])}],
    ['runs', {runs: runsPage([])}],
    ['counts', {counts: countsPage()}],
  ] as const)('%s does not say that there is nothing where nothing has answered', async (tab, answers) => {
    const unseen = environmentReport({
      state: 'blind',
      freshness: {state: 'blind', collectedAt: null, ageSeconds: null, sources: []},
    });
    const app = renderEnvironment(tab, {answers: {report: statusReport([unseen]), ...answers}});
    const frame = await app.waitFor('No source has answered for this business day yet');
    expect(frame).toContain('6 shows why');
    expect(frame).not.toContain('Nothing is missing: 0');
  });

  test.each([
    ['jobs', {jobs: jobsPage([])}],
    ['runs', {runs: runsPage([])}],
  ] as const)('%s of sources that only count are not said to be none', async (tab, answers) => {
    const counting = environmentReport({total: 274});
    const app = renderEnvironment(tab, {answers: {report: statusReport([counting]), ...answers}});
    await app.waitFor('without naming jobs: the counts tab has them');
  });

  test('f goes through the states that occur, and through no empty list', async () => {
    const rows = [
      jobRow({job: 'A', verdict: 'missing'}),
      jobRow({job: 'B'}),
      jobRow({job: 'C', verdict: null}),
    ];
    const app = renderEnvironment('jobs', {answers: {jobs: jobsPage(rows)}});
    await app.waitFor('3 jobs');
    for (const state of ['missing', 'ok', 'not scheduled']) {
      app.type('f');
      await app.waitFor(`1 of 3 jobs, ${state}`);
    }
    app.type('f');
    await app.waitFor(frame => / {2}3 jobs/.test(frame));
  });

  test('comes by tab and shift-tab, round the ends', async () => {
    const app = renderEnvironment();
    await app.waitFor('[jobs]');
    app.type('\u001B[Z');
    await app.waitFor('[counts]');
    app.type('\t', '\t');
    await app.waitFor('[runs]');
    app.type('\u001B[D');
    await app.waitFor('Today  ');
  });
});

describe('the runs of an environment', () => {
  test('are the newest first, and open', async () => {
    const app = renderEnvironment('runs');
    const frame = await app.waitFor('disk full');
    expect(frame).toContain('2 runs, older ones left out');
    expect(app.cursor()).toContain('✗ failed');
    app.type('\r');
    await app.waitFor('› RISK/EOD_VAR run r2');
  });
});

describe('the collections of an environment', () => {
  test('tell of the one under the cursor why it failed, and open', async () => {
    const app = renderEnvironment('collections');
    await app.waitFor('the answer is whole');
    app.type('n');
    const frame = await app.waitFor('the command failed, exit code 255');
    expect(frame).toContain('stderr: ssh: connect to host sched1');
    app.type('\r');
    await app.waitFor('› collection 8');
  });
});

describe('the counts of an environment', () => {
  test('stand below what is expected of them', async () => {
    const app = renderEnvironment('counts');
    await app.waitFor('1,204');
    expect(app.lines().slice(4, 8)).toEqual([
      '  jobs   runs   collections  [counts]                                                       1 count',
      ' < short: 1,204 runs, at least 2,000 by 06:45',
      '  SOURCE  JOB       STATUS           COUNT      USUAL        +/-',
      '> count   all jobs  ✓ succeeded      1,204      1,190        +14',
    ]);
  });
});

test('the head of an environment says what is being collected', async () => {
  const app = renderEnvironment();
  await app.waitFor('fresh, collected');
  app.backend.emit({
    kind: 'activity',
    isCollecting: true,
    activities: [
      {
        environment: 'prod-ldn',
        state: 'running',
        source: 'sacct',
        startedAt: SAMPLE_NOW - 7000,
        done: 1,
        total: 2,
        durationMs: null,
        errors: [],
      },
    ],
  });
  await app.waitFor(frame => /collecting \S 7s 1\/2 sacct; collected 1m ago/.test(frame));
});
