import {describe, expect, test} from 'vitest';
import type {CollectionEvidence, Finding, StatusReport} from '../../../source/report/status-report.ts';
import {environmentReport, finding, statusReport} from '../../output/sample-report.ts';
import type {RenderedApp} from '../render-app.tsx';
import {renderApp, SAMPLE_NOW} from '../render-app.tsx';

const LAST_ERROR: CollectionEvidence = {
  id: 3,
  source: 'cron',
  startedAt: '2026-11-23T06:32:59Z',
  durationMs: 1000,
  outcome: 'exit',
  rows: 0,
  rejected: 0,
  error: 'exit code 255: Connection refused',
};
const COUNTS = {waiting: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, held: 0, unknown: 0};
const ENVIRONMENTS = [
  environmentReport({
    name: 'prod-ldn',
    state: 'problem',
    expected: 9,
    due: 9,
    ran: 8,
    ok: 8,
    missing: 1,
    total: 9,
  }),
  environmentReport({
    name: 'dr',
    state: 'blind',
    freshness: {
      state: 'stale',
      collectedAt: '2026-11-23T06:15:00Z',
      ageSeconds: 1800,
      sources: [
        {
          source: 'cron',
          adapter: 'cron',
          state: 'stale',
          collectedAt: '2026-11-23T06:15:00Z',
          ageSeconds: 1800,
          last: LAST_ERROR,
        },
      ],
    },
  }),
  environmentReport({name: 'dwh', total: 274, counts: {...COUNTS, succeeded: 270, running: 4}}),
];

function cellOf(app: RenderedApp, environment: string, title: string): string {
  const heading = lineWith(app, 'ENVIRONMENT');
  const end = heading.indexOf(title) + title.length;
  return lineWith(app, environment).slice(0, end).split(/ +/).at(-1) ?? '';
}

function missing(job: string, changes: Partial<Finding> = {}): Finding {
  return finding({id: `missing:prod-ldn:${job}`, job, ...changes});
}

function renderToday(findings: Finding[], size = {columns: 160, rows: 30}): RenderedApp {
  return renderApp({answers: {report: statusReport(ENVIRONMENTS, findings)}, size});
}

function lineWith(app: RenderedApp, text: string): string {
  return app.lines().find(line => line.includes(text)) ?? '';
}

describe('the environments', () => {
  test('says how many ran where nothing is expected, and of what there is no data at all', async () => {
    const unseen = {state: 'blind', collectedAt: null, ageSeconds: null, sources: []} as const;
    const app = renderApp({
      answers: {
        report: statusReport(
          [
            ...ENVIRONMENTS,
            environmentReport({name: 'early', expected: 9, total: 9}),
            environmentReport({name: 'gone', state: 'blind', freshness: {...unseen, sources: []}}),
          ],
          [],
        ),
      },
      size: {columns: 160, rows: 30},
    });
    await app.waitFor('gone');
    expect(cellOf(app, 'prod-ldn', 'RAN/DUE')).toBe('8/9');
    expect(cellOf(app, 'dwh', 'RAN/DUE')).toBe('274/-');
    expect(cellOf(app, 'early', 'RAN/DUE')).toBe('-');
    expect(cellOf(app, 'gone', 'RAN/DUE')).toBe('-');
    expect(cellOf(app, 'gone', 'AGE')).toBe('none');
  });

  test('counts an overrunning run once, in its row and in the sum', async () => {
    const ran = {expected: 3, due: 3, ran: 3, ok: 1, running: 2, overrun: 1, total: 3};
    const environments = [
      environmentReport({name: 'prod-tok', ...ran}),
      ENVIRONMENTS[0] ?? environmentReport(),
    ];
    const app = renderApp({
      answers: {report: statusReport(environments, [])},
      size: {columns: 160, rows: 30},
    });
    await app.waitFor('prod-tok');
    expect(cellOf(app, 'prod-tok', ' RUN')).toBe('2');
    expect(cellOf(app, '2 in all', ' RUN')).toBe('2');
  });

  test('have their totals right below them', async () => {
    const app = renderToday([]);
    await app.waitFor('dwh');
    const rows = app.lines();
    expect(rows[rows.findIndex(line => line.includes('dwh')) + 1]).toContain('3 in all');
  });

  test('have columns in which their totals fit', async () => {
    const many = ['a', 'b', 'c'].map(name => environmentReport({name, expected: 999, ok: 999}));
    const app = renderApp({answers: {report: statusReport(many)}, size: {columns: 120, rows: 30}});
    await app.waitFor('in all');
    expect(lineWith(app, 'in all')).toContain(' 2,997 ');
  });

  test('show two weeks of their history on a screen of 80 columns', async () => {
    const app = renderToday([], {columns: 80, rows: 24});
    await app.waitFor('dwh');
    expect(lineWith(app, 'ENVIRONMENT')).toMatch(/MISSING.*RAN\/DUE {2}HISTORY +AGE$/);
  });

  test('have no row of totals where there is one alone', async () => {
    const app = renderApp({
      answers: {report: statusReport([environmentReport({name: 'local'})], [])},
      size: {columns: 100, rows: 24},
    });
    await app.waitFor('local');
    expect(app.frame()).not.toContain('in all');
    expect(app.lines()).toHaveLength(23);
  });

  test('say how the last attempt failed, beside the age of what is shown', async () => {
    const app = renderToday([], {columns: 200, rows: 30});
    await app.waitFor('dwh');
    expect(lineWith(app, ' dr ')).toMatch(/ !30m {2}exit code 255: Connection refused$/);
    expect(lineWith(app, 'prod-ldn')).toMatch(/ 1m$/);
    expect(lineWith(app, 'in all')).not.toContain('refused');
  });

  test('in which nothing is expected show what ran, and the totals count it', async () => {
    const app = renderToday([], {columns: 200, rows: 30});
    await app.waitFor('dwh');
    expect(lineWith(app, 'dwh').split(/ +/).slice(4, 10)).toEqual(['270', '.', '.', '.', '4', '.']);
    expect(lineWith(app, 'in all')).toMatch(/3 in all +278 /);
  });

  test('show how long the collection of each takes by now', async () => {
    const app = renderToday([]);
    await app.waitFor('dwh');
    const activity = {
      environment: 'dwh',
      state: 'running',
      source: 'count',
      startedAt: SAMPLE_NOW - 12_000,
      done: 0,
      total: 1,
      durationMs: null,
      errors: [],
    } as const;
    app.backend.emit({kind: 'activity', activities: [activity], isCollecting: true});
    await app.waitFor(() => / \S 12s/.test(lineWith(app, 'dwh')));
    expect(lineWith(app, 'prod-ldn')).toMatch(/ 1m$/);
  });
});

describe('the findings below the environments', () => {
  test('say which jobs it is, and why', async () => {
    const app = renderToday([missing('LEDGER/CLOSE')]);
    await app.waitFor('dwh');
    expect(lineWith(app, 'LEDGER/CLOSE')).toMatch(
      /! missing +LEDGER\/CLOSE +prod-ldn +02:00 +4h 15m +It was due at 02:00/,
    );
  });

  test('leave out what somebody has acknowledged', async () => {
    const acknowledgement = {kind: 'acknowledged', by: 'ops2', at: '', until: null, note: ''} as const;
    const app = renderToday([missing('A_JOB', {acknowledgement}), missing('B_JOB')]);
    await app.waitFor('B_JOB');
    expect(app.frame()).not.toContain('A_JOB');
  });

  test('that do not fit are counted, and the key to them named', async () => {
    const jobs = Array.from({length: 40}, (_, i) =>
      missing(`JOB_${i}`, {explanation: `${'x'.repeat(i)} other`}),
    );
    const app = renderToday(jobs);
    const frame = await app.waitFor('more: 2 shows all');
    const shown = frame.match(/JOB_\d+/g)?.length ?? 0;
    expect(frame).toContain(`and ${40 - shown} more`);
    expect(app.lines().length).toBeLessThanOrEqual(29);
  });

  test('of thousands are counted all, and the first of them shown', async () => {
    const jobs = Array.from({length: 2000}, (_, i) =>
      missing(`JOB_${i}`, {job: null, explanation: `${'x'.repeat(i)} why`}),
    );
    const app = renderToday(jobs);
    const frame = await app.waitFor('more: 2 shows all');
    const shown = frame.match(/! missing/g)?.length ?? 0;
    expect(frame).toContain(`and ${(2000 - shown).toLocaleString('en')} more`);
  });

  test('are not shown where the environments need the room', async () => {
    const app = renderToday([missing('LEDGER/CLOSE')], {columns: 80, rows: 12});
    await app.waitFor('dwh');
    expect(app.frame()).not.toContain('LEDGER/CLOSE');
  });

  test('stay where they are when a filter leaves environments out', async () => {
    const app = renderToday([missing('LEDGER/CLOSE')]);
    await app.waitFor('dwh');
    const before = app.lines().findIndex(line => line.includes('LEDGER/CLOSE'));
    app.type('/dwh\r');
    await app.waitFor(frame => !/prod-ldn +8/.test(frame));
    expect(app.lines().findIndex(line => line.includes('LEDGER/CLOSE'))).toBe(before);
    expect(app.frame()).toContain(' 1 of 3 environments, /dwh');
    app.type('/zzz\r');
    await app.waitFor('None of 3 environments match');
    expect(app.lines().findIndex(line => line.includes('LEDGER/CLOSE'))).toBe(before);
  });
});

test('that rows are left out is said also where the environments need all the room', async () => {
  const app = renderToday([], {columns: 80, rows: 10});
  await app.waitFor('in all');
  app.type('p');
  const frame = await app.waitFor('2 of 3 environments, problems only');
  expect(frame).toContain('3 in all');
  app.type('f');
  await app.waitFor('1 of 3 environments, problem, problems only');
});

describe('an environment whose number of runs is odd', () => {
  const odd = environmentReport({name: 'odd', usual: 540, delta: -228});
  const calm = environmentReport({name: 'calm', usual: 100, delta: -3});
  const anomaly = finding({
    id: 'anomaly:odd:2026-11-23:short',
    kind: 'anomaly',
    environment: 'odd',
    job: null,
    band: {low: 500, high: 580, probability: 0.0003},
  });
  const tooFast = finding({id: 'anomaly:calm:LOAD:1', kind: 'anomaly', environment: 'calm', job: 'LOAD'});
  const render = (environments = [odd, calm]) =>
    renderApp({
      answers: {report: statusReport(environments, [anomaly, tooFast])},
      size: {columns: 160, rows: 30},
    });

  test('has a sign before the difference, and no other has', async () => {
    const app = render();
    await app.waitFor('calm');
    expect(lineWith(app, 'odd')).toContain('~-228');
    expect(lineWith(app, 'calm')).toContain(' -3');
    expect(app.lines().join('\n')).not.toContain('LEVEL');
  });

  test('shows a new level where there is one', async () => {
    const shifted = {...calm, trend: {since: '2026-11-14', change: -0.31, probability: 0.0001}};
    const app = render([odd, shifted]);
    await app.waitFor('calm');
    expect(lineWith(app, 'calm')).toContain('-31%');
    expect(lineWith(app, 'odd')).not.toContain('%');
  });
});

describe('an environment that lacks jobs which ran elsewhere', () => {
  const lacking = (environment: string, job: string) => ({
    environment,
    job,
    day: '2026-11-22',
    days: 2,
    explanation: 'Ran in uat and not here',
  });

  test('has their number, which is asked for after the report, and no other has', async () => {
    const report = Promise.withResolvers<StatusReport>();
    const app = renderApp({
      answers: {
        report: () => report.promise,
        differences: {rows: [lacking('dwh', 'EOD'), lacking('dwh', 'VAR')]},
      },
      size: {columns: 160, rows: 30},
    });
    await app.waitFor('Today');
    expect(app.backend.asked.map(({name}) => name)).toEqual(['report']);
    report.resolve(statusReport(ENVIRONMENTS));
    await app.waitFor('LACKS');
    const end = lineWith(app, 'LACKS').indexOf('LACKS') + 'LACKS'.length;
    const cell = (name: string): string =>
      lineWith(app, name)
        .slice(end - 5, end)
        .trim();
    expect(['dwh', 'prod-ldn', 'dr', 'in all'].map(cell)).toEqual(['2', '.', '.', '2']);
  });

  test('has no column where none does, and says which they are when it is opened', async () => {
    const app = renderToday([]);
    await app.waitFor('dwh');
    expect(app.frame()).not.toContain('LACKS');
    app.backend.answers = {...app.backend.answers, differences: {rows: [lacking('prod-ldn', 'EOD')]}};
    app.backend.emit({kind: 'changed'});
    await app.waitFor('LACKS');
    app.type('\r');
    await app.waitFor('1 job ran elsewhere and not here: EOD (2 such days, the last 2026-11-22)');
  });
});
