/** An environment on a terminal, with something of everything in it. */

import type {EnvironmentTab} from '../../../source/ui/state/place.ts';
import {environmentReport, finding, statusReport} from '../../output/sample-report.ts';
import type {Answers, RenderedApp, RenderOptions} from '../render-app.tsx';
import {renderApp, SAMPLE_NOW} from '../render-app.tsx';
import {
  collectionItem,
  collectionsPage,
  countsPage,
  jobRow,
  jobsPage,
  jobTrend,
  runItem,
  runsPage,
} from '../sample-pages.ts';

const REPORT = statusReport(
  [environmentReport({state: 'problem', missing: 1, due: 3, ran: 2, total: 3})],
  [finding({id: 'missing:GL', job: 'GL/CLOSE'})],
);

export const JOBS = [
  jobRow({job: 'FX/RATES'}),
  jobRow({
    job: 'GL/CLOSE',
    verdict: 'missing',
    ran: 0,
    problems: 1,
    lastStatus: null,
    lastStartedAt: null,
    lastDurationMs: null,
  }),
  jobRow({job: 'AD/HOC', verdict: null, slots: 0, ran: 0}),
];

const ANSWERS: Answers = {
  report: REPORT,
  jobs: jobsPage(JOBS),
  trends: ({jobs}) => ({from: '', to: '', jobs: Object.fromEntries(jobs.map(job => [job, jobTrend()]))}),
  runs: runsPage(
    [runItem({runKey: 'r2', status: 'failed', exitCode: 3, message: 'disk full'}), runItem()],
    true,
  ),
  collections: collectionsPage([
    collectionItem(),
    collectionItem({
      id: 8,
      outcome: 'exit',
      exitCode: 255,
      rows: 0,
      error: 'exit code 255: Connection refused',
      stderrTail: 'ssh: connect to host sched1',
    }),
  ]),
  counts: countsPage({
    rows: [{source: 'count', job: null, status: 'succeeded', count: 1204, usual: 1190}],
    checks: [
      {
        job: null,
        min: 2000,
        max: null,
        deadlineAt: SAMPLE_NOW,
        found: 1204,
        isShort: true,
        isExcess: false,
        unknownBecause: null,
      },
    ],
  }),
};

export function renderEnvironment(tab: EnvironmentTab = 'jobs', options: RenderOptions = {}): RenderedApp {
  return renderApp({
    places: [{screen: 'today'}, {screen: 'environment', environment: 'prod-ldn', tab}],
    answers: {...ANSWERS, ...options.answers},
    ...(options.size === undefined ? {} : {size: options.size}),
    ...(options.abilities === undefined ? {} : {abilities: options.abilities}),
  });
}
