import {describe, expect, test} from 'vitest';
import {addDays} from '../../../source/domain/time.ts';
import type {JobPage, RunPage, SlotItem} from '../../../source/report/pages/pages.ts';
import {shownPlace} from '../../../source/ui/state/app-state.ts';
import type {JobTab} from '../../../source/ui/state/place.ts';
import {JOB_TABS} from '../../../source/ui/state/place.ts';
import {environmentReport, finding, statusReport} from '../../output/sample-report.ts';
import type {Answers, RenderedApp} from '../render-app.tsx';
import {renderApp} from '../render-app.tsx';
import {at, collectionItem, jobRow, PAGE_DAY, runItem} from '../sample-pages.ts';

const JOB = 'RISK/EOD_VAR';
const USUAL = {medianMs: 240_000, lowMs: 230_000, highMs: 300_000, sample: 30};

const SLOT: SlotItem = {
  job: JOB,
  dueAt: at('02:00:00'),
  deadlineAt: at('02:30:00'),
  verdict: 'missing',
  since: at('02:30:00'),
  explanation: 'It was due at 02:00 and had until 02:30; no run was seen',
  origin: 'declared',
  schedule: '0 2 * * *',
  runs: [],
  evidence: null,
  expectedEnd: null,
};

const PAGE: JobPage = {
  ...PAGE_DAY,
  job: JOB,
  row: jobRow({verdict: 'missing', ran: 1, slots: 2}),
  firstDay: '2026-09-01',
  lastDay: '2026-11-23',
  lastGoodRun: null,
  slots: [SLOT, {...SLOT, dueAt: at('04:00:00'), verdict: 'ok', explanation: 'It ran', runs: [runItem()]}],
  runs: [runItem(), runItem({runKey: 'r0', businessDay: '2026-11-22', status: 'failed', exitCode: 9})],
  schedules: [
    {
      origin: 'declared',
      words: 'at 02:00 every day, Europe/London',
      definition: '0 2 * * *',
      source: null,
      graceMs: 1_800_000,
      maxRuntimeMs: null,
      calendar: 'uk',
      isActive: true,
      knownSince: null,
      goneSince: null,
      isInForce: true,
      next: [at('02:00:00', '2026-11-24')],
    },
  ],
  days: Array.from({length: 371}, (_, i) => ({
    day: addDays('2026-11-23', i - 370),
    mark: i === 370 ? ('M' as const) : i === 369 ? ('F' as const) : ('K' as const),
    runs: i === 370 ? 0 : 1,
  })),
  reliability: {
    succeeded: 369,
    failed: 2,
    successRate: 369 / 371,
    meanDaysBetweenFailures: 1,
    streak: {outcome: 'missed', days: 1, since: '2026-11-23'},
    goodBefore: 0,
    isFlapping: false,
  },
  durations: Array.from({length: 40}, (_, i) => ({
    startedAt: at('02:00:00', addDays('2026-11-23', i - 39)),
    durationMs: 240_000 + (i === 30 ? 400_000 : i * 1000),
    status: 'succeeded' as const,
  })),
  usual: USUAL,
  changes: [
    {
      businessDay: '2026-11-23',
      dueAt: at('02:00:00'),
      at: at('02:30:00'),
      verdict: 'missing',
      collection: collectionItem(),
    },
  ],
};

const RUN: RunPage = {
  ...PAGE_DAY,
  run: runItem({status: 'failed', exitCode: 9, message: 'disk full'}),
  states: [
    {
      status: 'running',
      startedAt: at('02:00:00'),
      endedAt: null,
      exitCode: null,
      message: null,
      collection: collectionItem({id: 7}),
      seenIn: 7,
    },
    {
      status: 'failed',
      startedAt: at('02:00:00'),
      endedAt: at('02:04:10'),
      exitCode: 9,
      message: null,
      collection: null,
      seenIn: 9,
    },
  ],
  slot: SLOT,
  usual: USUAL,
  raw: '4711|RISK/EOD_VAR|Ended Not OK|9',
};

const ANSWERS: Answers = {
  report: statusReport([environmentReport({state: 'problem'})], [finding()]),
  job: PAGE,
  run: RUN,
  collection: {collection: collectionItem(), rejected: []},
};

function renderJob(
  tab: JobTab = 'slots',
  changes: Partial<JobPage> = {},
  size = {columns: 100, rows: 30},
): RenderedApp {
  return renderApp({
    answers: {...ANSWERS, job: {...PAGE, ...changes}},
    places: [{screen: 'today'}, {screen: 'job', environment: 'prod-ldn', job: JOB, tab}],
    size,
  });
}

test('opened from a finding has the cursor on the expected run that the finding is about, in view', async () => {
  const slots = Array.from({length: 96}, (_, i) => {
    const dueAt = at('00:00:00') + i * 900_000;
    return {...SLOT, dueAt, verdict: i === 50 ? ('missing' as const) : ('ok' as const)};
  });
  const app = renderApp({
    answers: {
      ...ANSWERS,
      report: statusReport([environmentReport()], [finding({due: '2026-11-23T12:30:00Z'})]),
      job: {...PAGE, slots},
    },
    places: [{screen: 'today'}, {screen: 'missing'}],
  });
  await app.waitFor(JOB);
  app.type('\r');
  await app.waitFor('[slots]');
  expect(app.cursor()).toMatch(/missing +12:30:00/);
  expect(app.frame()).toContain('11:45:00');
});

const SIZES = [
  {columns: 100, rows: 30},
  {columns: 60, rows: 20},
  {columns: 40, rows: 10},
  {columns: 300, rows: 100},
];

describe('a job', () => {
  test.each(JOB_TABS.flatMap(tab => SIZES.map(size => ({tab, ...size}))))(
    '$tab fill $columns columns and $rows rows and no more',
    async ({tab, columns, rows}) => {
      const app = renderJob(tab, {}, {columns, rows});
      await app.waitFor(`[${tab}]`);
      expect(app.lines().length).toBeLessThanOrEqual(rows - 1);
      for (const line of app.lines()) expect(line.length).toBeLessThanOrEqual(columns);
    },
  );

  test('says how it stands, what is usual and when it is due above every tab', async () => {
    const app = renderJob();
    const frame = await app.waitFor('1 of 2 ran');
    expect(frame).toContain('missing');
    expect(frame).toContain('usually 4m (3m 50s to 5m)');
    expect(frame).toContain('at 02:00 every day, Europe/London (declared)');
  });

  test('tab and shift-tab go through its tabs and round', async () => {
    const app = renderJob();
    await app.waitFor('[slots]');
    for (const tab of [...JOB_TABS.slice(1), 'slots']) {
      app.type('\t');
      await app.waitFor(`[${tab}]`);
    }
    app.type('\u001B[Z');
    await app.waitFor('[changes]');
  });

  test('slots show the verdict of each expected run and why; enter opens its run', async () => {
    const app = renderJob();
    const frame = await app.waitFor('no run was seen');
    expect(frame).toMatch(/> ! missing\s+02:00:00\s+02:30:00/);
    app.type('j', '\r');
    await app.waitFor('disk full');
    expect(shownPlace(app.ports.store.read())).toMatchObject({screen: 'run', runKey: 'r1'});
  });

  test('a slot that is missing can be acknowledged, one that is well has nothing to be', async () => {
    const app = renderJob();
    await app.waitFor('no run was seen');
    app.type('a');
    await app.waitFor(`acknowledge missing ${JOB}`);
    app.type('\u001B');
    await app.waitFor(frame => !frame.includes('note:'));
    app.type('j', 'a');
    await app.waitFor('nothing here needs to be acknowledged');
  });

  test('days are cells with letters; the day under the cursor stands above in words', async () => {
    const app = renderJob('days');
    const frame = await app.waitFor('2026-11-23: missing, 0 runs');
    expect(frame).toContain('M');
    app.type('k');
    await app.waitFor('2026-11-22: failed, 1 run');
  });

  test('the days are told with how reliably it runs, and its trend', async () => {
    const numbers = {from: '', to: '', usual: [], trend: null, drift: 0.08, differences: []};
    const app = renderApp({
      answers: {...ANSWERS, job: PAGE, numbers},
      places: [{screen: 'job', environment: 'prod-ldn', job: JOB, tab: 'days'}],
      size: {columns: 160, rows: 30},
    });
    await app.waitFor(
      '99.4% of 371 runs succeeded; missed for 1 day, since 2026-11-23; 1.0 days between failures; 8% more a month',
    );
  });

  test('a day on which it ran elsewhere and not here is told, and how many there are', async () => {
    const explanation = 'Ran in prod-nyc and not here, where it otherwise runs on the same days';
    const differences = ['2026-11-20', '2026-11-22'].map(day => ({day, explanation}));
    const numbers = {from: '', to: '', usual: [], trend: null, drift: null, differences};
    const app = renderApp({
      answers: {...ANSWERS, job: PAGE, numbers},
      places: [{screen: 'job', environment: 'prod-ldn', job: JOB, tab: 'days'}],
      size: {columns: 200, rows: 30},
    });
    const frame = await app.waitFor('ran elsewhere and not here on 2 days, the last 2026-11-22');
    expect(frame).not.toContain(explanation);
    app.type('k');
    await app.waitFor(`2026-11-22: failed, 1 run; ${explanation}`);
  });

  test('the day under the cursor is told also where there is no room for all weekdays', async () => {
    const app = renderJob('days', {}, {columns: 40, rows: 10});
    await app.waitFor('2026-11-23: ');
  });

  test('durations are a chart with what is usual', async () => {
    const app = renderJob('durations');
    const frame = await app.waitFor('40 runs; usually 4m, nine of ten between 3m 50s and 5m');
    expect(frame).toMatch(/[╭╮╯╰]/);
  });

  test('too few durations are no chart', async () => {
    const app = renderJob('durations', {durations: PAGE.durations.slice(0, 1)});
    await app.waitFor('Fewer than two runs');
  });

  test('schedules tell where they come from and when the job is due next', async () => {
    const app = renderJob('schedules');
    const frame = await app.waitFor('declared in the configuration, in force');
    expect(frame).toContain('grace 30m, calendar uk');
    expect(frame).toContain('next: 2026-11-24 02:00:00');
  });

  test('schedules can be read to their end on a small screen', async () => {
    const [schedule] = PAGE.schedules;
    if (!schedule) throw new Error('the sample has a schedule');
    const schedules = [1, 2, 3].map(hour => ({...schedule, words: `at ${hour} o'clock`}));
    const app = renderJob('schedules', {schedules}, {columns: 60, rows: 14});
    await app.waitFor("at 1 o'clock");
    app.type('G');
    await app.waitFor(frame => frame.includes("at 3 o'clock") && frame.includes('next:'));
  });

  test('a job without any schedule is never missing, and that is said', async () => {
    const row = jobRow({verdict: null, slots: 0});
    const app = renderJob('schedules', {row, schedules: [], slots: []});
    const frame = await app.waitFor('never missing');
    expect(frame).toContain('\n not scheduled; last run');
  });

  test('one run is told of as one', async () => {
    const one = {...PAGE.reliability, succeeded: 0, failed: 1, successRate: 0};
    await renderJob('days', {reliability: one}).waitFor('0.0% of 1 run succeeded;');
  });

  test('changes name the collection that showed them; enter opens it', async () => {
    const app = renderJob('changes');
    await app.waitFor('control-m at 06:44:00, ok');
    app.type('\r');
    await app.waitFor(() => shownPlace(app.ports.store.read()).screen === 'collection');
  });
});

describe('a run', () => {
  const places = [
    {screen: 'today'},
    {screen: 'run', environment: 'prod-ldn', job: JOB, businessDay: '2026-11-23', runKey: 'r1'},
  ] as const;

  test.each(SIZES)('fills $columns columns and $rows rows and no more', async size => {
    const app = renderApp({answers: ANSWERS, places, size});
    await app.waitFor('failed');
    expect(app.lines().length).toBeLessThanOrEqual(size.rows - 1);
    for (const line of app.lines()) expect(line.length).toBeLessThanOrEqual(size.columns);
  });

  test('tells everything, with the text that it was read from', async () => {
    const app = renderApp({answers: ANSWERS, places});
    const frame = await app.waitFor('4711|RISK/EOD_VAR|Ended Not OK|9');
    for (const text of [
      'exit code',
      'disk full',
      '4m 10s (usually 4m, 3m 50s to 5m)',
      'running at 2026-11-23 06:44:00 by control-m (collection 7, ok)',
      'failed by collection 9, which is no longer kept',
      'missing: It was due at 02:00',
    ]) {
      expect(frame).toContain(text);
    }
  });

  test('that is not known any more says so', async () => {
    const app = renderApp({answers: {...ANSWERS, run: {...RUN, run: null}}, places});
    await app.waitFor('is not known (any more)');
  });

  test('that is longer than the screen can be scrolled', async () => {
    const raw = Array.from({length: 30}, (_, i) => `line ${i}`).join('\n');
    const app = renderApp({answers: {...ANSWERS, run: {...RUN, raw}}, places, size: {columns: 60, rows: 20}});
    await app.waitFor('status');
    app.type('G');
    await app.waitFor(frame => frame.includes('line 29') && !frame.includes('status'));
    app.type('g');
    await app.waitFor('status');
  });
});
