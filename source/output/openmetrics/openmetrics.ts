/** StatusReport -> the text that Prometheus and node_exporter's textfile collector read. */
import type {StatusReport} from '../../report/status-report.ts';
import {describeEnvironments} from './environment-metrics.ts';
import type {MetricFamily} from './exposition.ts';
import {formatExposition} from './exposition.ts';
import {describeTroubledJobs} from './job-metrics.ts';
import {toSeconds} from './seconds.ts';
import {describeSources} from './source-metrics.ts';

export type MetricsOptions = {
  version: string;
  /** Name the jobs that something is wrong with. */
  hasJobs: boolean;
  /** Of whoever serves it. */
  more?: readonly MetricFamily[];
};

export function formatMetrics(report: StatusReport, {version, hasJobs, more = []}: MetricsOptions): string {
  return formatExposition([
    {
      name: 'jobtrack_build_info',
      help: 'The version of jobtrack-tui; always 1.',
      samples: [{labels: {version}, value: 1}],
    },
    {
      name: 'jobtrack_report_timestamp_seconds',
      help: 'When the numbers were judged.',
      unit: 'seconds',
      samples: [{labels: {}, value: toSeconds(report.generatedAt) ?? 0}],
    },
    ...describeEnvironments(report),
    ...describeSources(report),
    ...(hasJobs ? describeTroubledJobs(report) : []),
    ...more,
  ]);
}
