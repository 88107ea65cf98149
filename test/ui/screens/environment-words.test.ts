import {describe, expect, test} from 'vitest';
import type {
  CollectionEvidence,
  EnvironmentReport,
  SourceFreshness,
} from '../../../source/report/status-report.ts';
import type {Activity} from '../../../source/ui/backend.ts';
import {describeCollection} from '../../../source/ui/screens/collections-list.ts';
import {describeChecks} from '../../../source/ui/screens/counts-list.ts';
import {describeSight, describeStanding} from '../../../source/ui/screens/environment-words.ts';
import {environmentReport, finding} from '../../output/sample-report.ts';
import {SAMPLE_NOW} from '../render-app.tsx';
import {at, collectionItem, PAGE_DAY} from '../sample-pages.ts';

const failed: CollectionEvidence = {
  id: 3,
  source: 'cron',
  startedAt: '2026-11-23T06:32:59Z',
  durationMs: 1000,
  outcome: 'exit',
  rows: 0,
  rejected: 0,
  error: 'exit code 255: Connection refused',
};
const source: SourceFreshness = {
  source: 'cron',
  adapter: 'cron',
  state: 'stale',
  collectedAt: '2026-11-23T06:15:00Z',
  ageSeconds: 1800,
  last: failed,
};
const seen = {...source, source: 'slurm', last: {...failed, outcome: 'ok', error: null}} as const;

function sight(sources: SourceFreshness[], activity?: Partial<Activity>): string {
  const environment = environmentReport({
    freshness: {state: 'stale', collectedAt: '2026-11-23T06:15:00Z', ageSeconds: 1800, sources},
  });
  const whole = activity && {
    environment: 'prod-ldn',
    state: 'running' as const,
    source: 'cron',
    startedAt: SAMPLE_NOW - 12_000,
    done: 1,
    total: 3,
    durationMs: null,
    errors: [],
    ...activity,
  };
  return describeSight(environment, whole, SAMPLE_NOW, true).text;
}

describe('how an environment is seen', () => {
  test.each<[string, SourceFreshness[], Partial<Activity> | undefined, string]>([
    ['its age', [seen], undefined, 'stale, collected 30m ago'],
    [
      'the last error of each source with its age',
      [source, {...source, source: 'sacct', last: {...failed, error: null}}, seen],
      undefined,
      'cron: exit, 12m ago: exit code 255: Connection refused; sacct: exit, 12m ago; stale, collected 30m ago',
    ],
    ['what is being collected', [source], {}, 'collecting | 12s 1/3 cron; collected 30m ago'],
    ['what waits to be collected', [source], {state: 'queued'}, 'collecting . waiting; collected 30m ago'],
    ['nothing of what was just collected', [seen], {state: 'done'}, 'stale, collected 30m ago'],
  ])('is told by %s', (_, sources, activity, expected) => {
    expect(sight(sources, activity)).toBe(expected);
  });

  test('is told by why it is blind though every source has answered', () => {
    const environment = environmentReport({state: 'blind'});
    const why = 'No source of this environment tells of runs; add one that reads what has run';
    expect(describeSight(environment, undefined, SAMPLE_NOW, true, why)).toEqual({
      text: `${why}; collected 1m ago`,
      tone: 'warn',
    });
  });

  test('is told to be not at all where nothing was ever collected', () => {
    const environment = environmentReport({
      freshness: {state: 'blind', collectedAt: null, ageSeconds: null, sources: []},
    });
    expect(describeSight(environment, undefined, SAMPLE_NOW, true)).toEqual({
      text: 'blind, nothing collected yet',
      tone: 'warn',
    });
  });
});

test.each([
  [{state: 'ok', due: 3, ran: 3, total: 4}, 'v ok. Nothing is missing: 3 of 3 due ran'],
  [
    {
      state: 'problem',
      missing: 2,
      failed: 1,
      due: 9,
      ran: 7,
      total: 1210,
      usual: 1190,
      delta: 20,
      acknowledged: 1,
    },
    'x problem. 2 missing, 1 failed: 7 of 9 due ran; 1 acknowledged or snoozed; 1,210 runs started, usually 1,190 by now (+20)',
  ],
  [
    {total: 8, usual: 10, delta: -2},
    'v ok. Nothing is missing: 8 runs, none was due; 8 runs started, usually 10 by now (-2)',
  ],
  [
    {total: 8, usual: 10, delta: -2, dayEndsAt: '2026-11-23T06:00:00Z'},
    'v ok. Nothing is missing: 8 runs, none was due; 8 runs started, usually 10 (-2)',
  ],
  // What was never seen is not said to lack nothing.
  [
    {state: 'blind', freshness: {state: 'blind', collectedAt: null, ageSeconds: null, sources: []}},
    '? blind. Nothing is known of this business day',
  ],
] satisfies [Partial<EnvironmentReport>, string][])('how an environment stands: %j', (changes, expected) => {
  expect(describeStanding(environmentReport(changes), [], SAMPLE_NOW, true).text).toBe(expected);
});

test('says of how many jobs the scheduler and what is expected have come apart', () => {
  const two = describeStanding(environmentReport({}), [], SAMPLE_NOW, true, {drifted: 2});
  expect(two.text).toContain('; drift: 2 jobs');
  expect(describeStanding(environmentReport({}), [], SAMPLE_NOW, true).text).not.toContain('drift');
});

test('names the jobs that ran elsewhere and not here, the longest away first, and how many more there are', () => {
  const lacking = [1, 3, 1, 1].map((days, index) => ({
    environment: 'prod-ldn',
    job: `job-${index}`,
    day: '2026-11-22',
    days,
    explanation: '',
  }));
  expect(describeStanding(environmentReport({}), [], SAMPLE_NOW, true, {lacking}).text).toMatch(
    /; 4 jobs ran elsewhere and not here: job-1 \(3 such days, the last 2026-11-22\), job-0 \(2026-11-22\), job-2 \(2026-11-22\), and 1 more$/,
  );
  expect(describeStanding(environmentReport({}), [], SAMPLE_NOW, true, {lacking: []}).text).not.toContain(
    'elsewhere',
  );
});

test('how an environment stands: with what is expected of numbers', () => {
  const short = finding({kind: 'short', job: null});
  const environment = environmentReport({state: 'problem', total: 274});
  expect(describeStanding(environment, [short], SAMPLE_NOW, true).text).toBe(
    'x problem. 1 count short: 274 runs, none was due',
  );
});

describe('an attempt to collect', () => {
  test('is told by its outcome, its error and the end of what the command complained of', () => {
    const item = collectionItem({
      outcome: 'exit',
      exitCode: 255,
      rows: 0,
      bytes: 0,
      error: 'exit code 255',
      stderrTail: 'one\ntwo\nthree\nfour',
    });
    expect(describeCollection(item, PAGE_DAY, true)).toEqual([
      {
        text: 'x exit: the command failed, exit code 255 (control-m, adapter control-m, at 06:44:00; 0 rows, 0 bytes)',
        tone: 'bad',
      },
      {text: 'exit code 255', tone: 'plain'},
      {text: 'stderr: two\nthree\nfour', tone: 'muted'},
    ]);
  });
});

describe('what is expected of numbers', () => {
  const check = {
    job: null,
    min: 1000,
    max: null,
    deadlineAt: at('09:00:00'),
    found: 1208,
    isShort: false,
    isExcess: false,
    unknownBecause: null,
  };
  const short = {...check, job: 'RISK', found: 2, isShort: true};
  const excess = {...check, min: null, max: 10, deadlineAt: null, isExcess: true};

  test('is told worst first', () => {
    expect(
      describeChecks([check, short, excess], PAGE_DAY, {isAscii: true, most: 4}).map(({text}) => text),
    ).toEqual([
      '< short: 2 runs of RISK, at least 1,000 by 09:00',
      '> excess: 1,208 runs, at most 10',
      'v ok: 1,208 runs, at least 1,000 by 09:00',
    ]);
  });

  test('is not known where runs may have been hidden', () => {
    const hidden = {
      ...short,
      isShort: false,
      unknownBecause: 'autosys tells only the latest run of each job',
    };
    expect(
      describeChecks([check, hidden], PAGE_DAY, {isAscii: true, most: 4})
        .map(({text}) => text)
        .at(0),
    ).toBe(
      '? unknown: 2 runs of RISK, at least 1,000 by 09:00; autosys tells only the latest run of each job',
    );
  });

  test('is told by as many lines as there is room for', () => {
    expect(
      describeChecks([check, short, excess], PAGE_DAY, {isAscii: true, most: 1}).map(({text}) => text),
    ).toEqual(['(and 2 more checks) < short: 2 runs of RISK, at least 1,000 by 09:00']);
  });
});
