/** The red list on a terminal, with something of everything in it. */
import type {EnvironmentReport, Finding} from '../../../source/report/status-report.ts';
import {environmentReport, finding, statusReport} from '../../output/sample-report.ts';
import type {RenderedApp, RenderOptions} from '../render-app.tsx';
import {renderApp} from '../render-app.tsx';

const DAY = '2026-11-23';

export function missing(job: string, changes: Partial<Finding> = {}): Finding {
  return finding({id: `missing:${job}`, job, ...changes});
}

/** Six that fold, and one of each other kind. */
export const FINDINGS = [
  ...['A', 'B', 'C', 'D', 'E', 'F'].map(name => missing(`JOB_${name}`)),
  missing('GL/CLOSE', {
    kind: 'failed',
    explanation: 'It was due at 02:00; its run failed at 02:10 with exit code 3',
  }),
  missing('', {
    id: 'blind',
    kind: 'blind',
    job: null,
    due: null,
    deadline: null,
    lastGoodRun: null,
    explanation: 'Source cron is silent',
  }),
  missing('FX/LATE', {kind: 'late', explanation: 'It had until 02:30 and started at 02:40'}),
  missing('PAY/SLEEPS', {
    acknowledgement: {
      kind: 'snoozed',
      by: 'ops2',
      at: `${DAY}T06:00:00Z`,
      until: `${DAY}T09:00:00Z`,
      note: '',
    },
  }),
];

export function renderMissing(
  findings: Finding[] = FINDINGS,
  {environment, ...options}: RenderOptions & {environment?: Partial<EnvironmentReport>} = {},
): RenderedApp {
  return renderApp({
    places: [{screen: 'today'}, {screen: 'missing'}],
    answers: {report: statusReport([environmentReport({state: 'problem', ...environment})], findings)},
    ...options,
  });
}
