import {describe, expect, test, vi} from 'vitest';
import {shownPlace} from '../../source/ui/state/app-state.ts';
import {environmentReport, finding, statusReport} from '../output/sample-report.ts';
import type {Answers} from './render-app.tsx';
import {renderApp, SAMPLE_NOW} from './render-app.tsx';
import {collectionsPage, jobRow, jobsPage, jobTrend, runsPage} from './sample-pages.ts';

const MISSING = finding({id: 'missing:prod-ldn:GL:1', job: 'GL'});
const REPORT = statusReport(
  [
    environmentReport({name: 'uat', state: 'ok', expected: 4, due: 4, ran: 4, ok: 4, total: 4}),
    environmentReport({
      name: 'prod-ldn',
      state: 'problem',
      expected: 9,
      due: 9,
      ran: 8,
      ok: 8,
      missing: 1,
      total: 8,
    }),
    environmentReport({name: 'dr', state: 'blind'}),
  ],
  [MISSING],
);
const ANSWERS: Answers = {
  report: REPORT,
  jobs: ({environment}) => jobsPage([jobRow({job: `${environment}/A`}), jobRow({job: `${environment}/B`})]),
  trends: ({jobs}) => ({from: '', to: '', jobs: Object.fromEntries(jobs.map(job => [job, jobTrend()]))}),
  runs: runsPage([]),
  collections: collectionsPage([]),
};
const ESC = '\u001B';

function cursor(frame: string): string {
  return frame.split('\n').find(line => line.startsWith('> ')) ?? '';
}

describe('the first screen', () => {
  test.each([
    [100, 30],
    [60, 20],
    [40, 10],
    [300, 100],
  ])('at %ix%i answers the question, worst environment first, totals at the foot', async (columns, rows) => {
    const app = renderApp({answers: ANSWERS, size: {columns, rows}});
    const frame = await app.waitFor('prod-ldn');
    expect(frame).toContain('1 missing');
    expect(cursor(frame)).toContain('prod-ldn');
    const lines = app.lines();
    expect(lines.length).toBeLessThanOrEqual(rows - 1);
    expect(lines.findIndex(line => line.includes('prod-ldn'))).toBeLessThan(
      lines.findIndex(line => line.includes('uat')),
    );
    expect(lines.findIndex(line => line.includes('3 in all'))).toBeGreaterThan(
      lines.findIndex(line => line.includes('uat')),
    );
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
  });

  test('says what is being read until the first answer', async () => {
    const app = renderApp({answers: {report: () => new Promise(() => {})}});
    await app.waitFor('Reading');
  });

  test('says of what an earlier screen showed last as of when it was, until the first answer', async () => {
    const {promise, resolve} = Promise.withResolvers<typeof REPORT>();
    const remembered = {
      ...statusReport([environmentReport({name: 'uat'})]),
      generatedAt: '2026-11-23T04:30:00Z',
    };
    const app = renderApp({remembered, answers: {...ANSWERS, report: () => promise}});
    const frame = await app.waitFor('uat');
    expect(frame.split('\n')[1]).toMatch(/^ As of 04:30: /);
    resolve(REPORT);
    const next = await app.waitFor('prod-ldn');
    expect(next).not.toContain('As of');
    expect(next).toContain('1 missing');
  });

  test('says why it cannot be read, and goes on when it can', async () => {
    const app = renderApp({answers: {report: new Error('the database is locked')}});
    await app.waitFor('the database is locked');
    app.backend.answers = ANSWERS;
    app.backend.emit({kind: 'changed'});
    await app.waitFor('prod-ldn');
  });

  test('keeps the old answer beside the error of a later question', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.backend.answers = {...ANSWERS, report: new Error('disk is full')};
    app.backend.emit({kind: 'changed'});
    const frame = await app.waitFor('disk is full');
    expect(frame).toContain('prod-ldn');
  });

  test('says what to do where nothing is configured', async () => {
    const app = renderApp({places: [{screen: 'first-run', reason: 'No scheduler was found on this host.'}]});
    const frame = await app.waitFor('No scheduler was found');
    expect(frame).toContain('jobtrack-tui init');
    expect(frame).toContain('jobtrack-tui demo');
  });

  test('what to do can be read to its end on a small screen', async () => {
    const size = {columns: 60, rows: 10};
    const app = renderApp({places: [{screen: 'first-run', reason: 'No scheduler was found.'}], size});
    await app.waitFor('No scheduler was found.');
    expect(app.frame()).not.toContain('q leaves this screen');
    app.type('G');
    await app.waitFor('q leaves this screen');
    app.type('g');
    await app.waitFor('No scheduler was found.');
  });

  test.each([
    [39, 30],
    [100, 9],
  ])('at %ix%i says that this is too small', async (columns, rows) => {
    const app = renderApp({answers: ANSWERS, size: {columns, rows}});
    await app.waitFor(`it is ${columns}x${rows}`);
    app.resize(100, 30);
    await app.waitFor('prod-ldn');
  });
});

describe('keys', () => {
  test('open goes down, esc comes back to the same row and never quits', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type('j', 'j', '\r');
    await app.waitFor('uat/A');
    app.type(ESC);
    await app.waitFor(frame => cursor(frame).includes('uat'));
    app.type(ESC);
    await app.waitFor(frame => cursor(frame).includes('uat'));
  });

  test('a burst in one chunk opens the row that it ended on', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type('jj\rj');
    const frame = await app.waitFor(text => cursor(text).includes('uat/B'));
    expect(frame).toContain('Today');
  });

  test('the cursor stays on its row when the rows change their order', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type('j');
    await app.waitFor(frame => cursor(frame).includes('dr'));
    const [uat, prod, dr] = REPORT.environments;
    if (!uat || !prod || !dr) throw new Error('the sample has three environments');
    app.backend.answers = {
      ...ANSWERS,
      report: {...REPORT, environments: [{...dr, state: 'ok'}, prod, {...uat, state: 'blind'}]},
    };
    app.backend.emit({kind: 'changed'});
    await app.waitFor(frame => cursor(frame).includes('dr') && cursor(frame).includes('ok'));
  });

  test('the filter works as it is typed; esc in it takes it back, esc after it clears it', async () => {
    const app = renderApp({answers: ANSWERS});
    const hasRow = (frame: string): boolean => /problem +prod-ldn/.test(frame);
    await app.waitFor(hasRow);
    app.type('/', 'u', 'a', 't');
    await app.waitFor(frame => cursor(frame).includes('uat') && !hasRow(frame));
    app.type(ESC);
    await app.waitFor(hasRow);
    app.type('/', 'u', 'a', '\r');
    await app.waitFor(frame => !hasRow(frame));
    app.type(ESC);
    await app.waitFor(hasRow);
  });

  test('the cursor comes back to its row, also if it was never moved and others are worse by then', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor(frame => cursor(frame).includes('prod-ldn'));
    app.type('\r');
    await app.waitFor('prod-ldn/A');
    const [uat, prod, dr] = REPORT.environments;
    if (!uat || !prod || !dr) throw new Error('the sample has three environments');
    app.backend.answers = {
      ...ANSWERS,
      report: {...REPORT, environments: [uat, {...prod, state: 'ok'}, {...dr, state: 'problem'}]},
    };
    app.backend.emit({kind: 'changed'});
    await app.waitFor('✓ ok.');
    app.type(ESC);
    await app.waitFor(frame => cursor(frame).includes('prod-ldn'));
  });

  test('leaving the filter leaves the cursor where it was', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type('/', 'u', 'a', 't');
    await app.waitFor(frame => cursor(frame).includes('uat'));
    app.type(ESC);
    await app.waitFor(frame => cursor(frame).includes('prod-ldn'));
  });

  test.each([
    ['w', 'w is not a key of this screen; ? shows those that are'],
    [' ', 'space (fold) does nothing here; ? shows what does'],
    [ESC, 'this is the first screen; q quits'],
    ['t', '2026-11-23 is the present business day'],
    ['\u001B[200~jj\u001B[201~', 'what is pasted means nothing here'],
  ])('%j, which changes nothing here, says so', async (key, answer) => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type(key);
    await app.waitFor(answer);
    // It is not said of the next place.
    app.type('2');
    await app.waitFor(frame => frame.includes('Today › Missing') && !frame.includes(answer));
  });

  test('n says so when nothing has a problem', async () => {
    const app = renderApp({answers: {...ANSWERS, report: statusReport([environmentReport()])}});
    await app.waitFor('prod-ldn');
    app.type('n');
    await app.waitFor('none of these environments has a problem');
  });

  test('a filter that nothing matches says so', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type('/zzz\r');
    await app.waitFor('None of 3 environments match: filter "zzz"');
  });

  test.each([
    ['2', 'Missing'],
    ['3', 'prod-ldn'],
    ['5', 'History'],
    ['?', 'Help'],
  ])('%s opens a view named %s', async (key, crumb) => {
    const app = renderApp({answers: {...ANSWERS, history: {from: '2026-10-25', to: '2026-11-23', rows: []}}});
    await app.waitFor('prod-ldn');
    app.type(key);
    await app.waitFor(frame => frame.split('\n')[0]?.includes(crumb) ?? false);
  });

  test('days are stepped through, not beyond the present one', async () => {
    const app = renderApp({
      answers: {...ANSWERS, report: ({day}) => ({...REPORT, businessDay: day ?? REPORT.businessDay})},
    });
    await app.waitFor('2026-11-23');
    app.type(']');
    await app.waitFor('is the present business day');
    app.type('[');
    await app.waitFor('2026-11-22 (not today)');
    app.type('[');
    await app.waitFor('2026-11-21 (not today)');
    app.type('t');
    await app.waitFor(frame => !frame.includes('not today'));
    app.type(':day 2026-11-01\r');
    await app.waitFor('2026-11-01 (not today)');
  });

  test('what is typed at the command line and not understood stays, with the reason', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type(':mising\r');
    const frame = await app.waitFor('did you mean :missing');
    expect(frame).toContain(':mising');
  });

  test('tab shows what a line may become where that is not clear, and changes nothing', async () => {
    const app = renderApp({answers: ANSWERS, size: {columns: 60, rows: 20}});
    await app.waitFor('prod-ldn');
    app.type(':\t');
    const frame = await app.waitFor('today  missing  env');
    expect(frame).not.toContain(':today');
    app.type('env \t');
    await app.waitFor(text => /:env .*uat {2}prod-ldn {2}dr/.test(text));
  });

  test('tab completes jobs also where none were shown yet', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type(':job prod-ldn/\t');
    await app.waitFor('the jobs are being read: tab again');
    app.type('\t');
    await app.waitFor('prod-ldn/A  prod-ldn/B');
    app.type('x\t');
    await app.waitFor('nothing begins so');
  });

  test('tab completes a command and names', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type(':env u\t\r');
    await app.waitFor('uat/A');
    expect(shownPlace(app.ports.store.read())).toMatchObject({screen: 'environment', environment: 'uat'});
  });
});

describe('collecting', () => {
  const activity = {
    environment: 'prod-ldn',
    state: 'running',
    source: 'control-m',
    startedAt: SAMPLE_NOW - 3000,
    done: 0,
    total: 1,
    durationMs: null,
    errors: [],
  } as const;

  test('is shown while it goes on, and asked for by r and R', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type('r');
    await app.waitFor('collecting prod-ldn');
    app.type('R');
    await app.waitFor('collecting all environments');
    expect(app.backend.refreshed).toEqual([['prod-ldn'], undefined]);
    app.backend.emit({kind: 'activity', activities: [activity], isCollecting: true});
    await app.waitFor(frame => frame.split('\n')[0]?.includes('collecting 0/1, 3s') ?? false);
    app.backend.emit({kind: 'activity', activities: [], isCollecting: false});
    await app.waitFor(frame => !frame.split('\n')[0]?.includes('collecting'));
  });

  test('is refused where only the cache is shown', async () => {
    const app = renderApp({answers: ANSWERS, session: {isCachedOnly: true}});
    await app.waitFor('prod-ldn');
    app.type('R');
    await app.waitFor('nothing is collected');
    expect(app.backend.refreshed).toEqual([]);
  });

  test('a backend that is gone is told of until it is back', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.backend.emit({kind: 'lost', reason: 'it ended by SIGKILL'});
    await app.waitFor('it ended by SIGKILL');
    app.backend.emit({kind: 'changed'});
    await app.waitFor(frame => !frame.includes('SIGKILL'));
  });
});

describe('acknowledging', () => {
  test('asks for a note and a time, and sends both', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type('a');
    await app.waitFor('acknowledge missing GL, note:');
    app.type('vendor called\r');
    await app.waitFor('until');
    app.type('2h\r');
    await app.waitFor('acknowledged: missing GL');
    expect(app.backend.acknowledged).toEqual([
      {
        findings: [MISSING.id],
        kind: 'acknowledged',
        note: 'vendor called',
        until: SAMPLE_NOW + 2 * 3_600_000,
      },
    ]);
  });

  test('a snooze needs an end', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type('z');
    await app.waitFor('snooze missing GL until: 1h');
    app.type('\u0015\r');
    await app.waitFor('a snooze needs an end');
    app.type('45m\r');
    await app.waitFor('snoozed: missing GL');
    expect(app.backend.acknowledged).toEqual([
      {findings: [MISSING.id], kind: 'snoozed', note: '', until: SAMPLE_NOW + 45 * 60_000},
    ]);
  });

  test('is taken back by u', async () => {
    const acknowledgement = {kind: 'acknowledged', by: 'ops2', at: '', until: null, note: ''} as const;
    const report = statusReport(REPORT.environments, [{...MISSING, acknowledgement}]);
    const app = renderApp({answers: {...ANSWERS, report}});
    await app.waitFor('prod-ldn');
    app.type('u');
    await app.waitFor('taken back');
    expect(app.backend.unacknowledged).toEqual([[MISSING.id]]);
  });

  test('u takes back the last one also when it is under the cursor no more', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type('z\r');
    await app.waitFor('snoozed: missing GL; u takes it back');
    app.type('j', 'u');
    await app.waitFor('taken back: missing GL');
    expect(app.backend.unacknowledged).toEqual([[MISSING.id]]);
    app.type('u');
    await app.waitFor('nothing here is acknowledged or snoozed');
  });

  test.each(['a', 'z', 'u'])('%s does nothing when the screen is read-only, and says so', async key => {
    const app = renderApp({answers: ANSWERS, session: {isReadOnly: true}});
    await app.waitFor('prod-ldn');
    expect(app.frame()).not.toContain('acknowledge');
    app.type(key);
    await app.waitFor('read-only');
    expect(app.backend.acknowledged).toEqual([]);
  });

  test('an error of the backend is told', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    vi.spyOn(app.backend, 'acknowledge').mockRejectedValue(new Error('the database is full'));
    app.type('a\r\r');
    await app.waitFor('the database is full');
  });
});

describe('sharing', () => {
  test('y copies the row under the cursor to the terminal', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type('y');
    await app.waitFor('copied: prod-ldn');
    const text = Buffer.from('prod-ldn').toString('base64');
    expect(app.sequences).toEqual([`\u001B]52;c;${text}\u0007`]);
  });

  test('e writes every row that is shown', async () => {
    const app = renderApp({answers: ANSWERS});
    await app.waitFor('prod-ldn');
    app.type('e');
    await app.waitFor('export as: csv');
    app.type('\r');
    await app.waitFor('written: /exports/');
    const [written] = app.backend.written;
    expect(written?.name).toMatch(/environments.*2026-11-23.*\.csv$/);
    expect(written?.text.split('\r\n').length).toBe(5);
  });
});

describe('screen readers', () => {
  const abilities = {isLinear: true};

  test('get the place, the verdict and the row under the cursor as sentences, and nothing that only looks', async () => {
    const app = renderApp({answers: ANSWERS, abilities});
    await app.waitFor('prod-ldn');
    expect(app.lines().filter(line => line !== '')).toEqual([
      'Today, business day 2026-11-23',
      '1 missing, 1 environment blind: 12 of 13 due ran',
      '> 1 of 3: state problem, environment prod-ldn, ok 8, missing 1, ran/due 8/9, of 9, started 8, age 1m',
      '? help, q quit',
    ]);
    app.type('j');
    await app.waitFor('> 2 of 3: state blind, environment dr');
  });

  test('are not told what time it is nor how a collection goes on, because every frame is read out', async () => {
    const app = renderApp({answers: ANSWERS, abilities});
    const frame = await app.waitFor('prod-ldn');
    const running = {
      environment: 'prod-ldn',
      state: 'running',
      source: 'cron',
      startedAt: SAMPLE_NOW - 3000,
      done: 0,
      total: 1,
      durationMs: null,
      errors: [],
    } as const;
    app.backend.emit({kind: 'activity', activities: [running], isCollecting: true});
    app.type('j', 'k');
    await app.waitFor('> 1 of 3');
    expect(app.frame()).toBe(frame);
  });

  test.each([
    ['2', /> 1 of 1: what missing, job GL/],
    ['3', /\[jobs\] of jobs, runs, collections, counts; 2 jobs\n> 1 of 2: verdict ok, job prod-ldn\/A/],
    ['5', /> prod-ldn on 2026-11-23: ok, 3 runs so far/],
    ['?', /> 1 of \d+: about Here, key j down, what it does Go to the next row\./],
  ])('get the screen that %s opens', async (key, expected) => {
    const rows = [{name: 'prod-ldn', marks: 'K', totals: [3], usual: null}];
    const history = {from: '2026-11-23', to: '2026-11-23', rows};
    const app = renderApp({answers: {...ANSWERS, history}, abilities});
    await app.waitFor('prod-ldn');
    app.type(key);
    await app.waitFor(frame => expected.test(frame));
  });
});

test('without Unicode nothing beyond ASCII is drawn', async () => {
  const app = renderApp({answers: ANSWERS, abilities: {isAscii: true}});
  const frame = await app.waitFor('prod-ldn');
  expect(frame).toMatch(/^[\n -~]*$/);
});
