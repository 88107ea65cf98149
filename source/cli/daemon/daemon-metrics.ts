/** What the daemon's endpoint tells beside the report: of the daemon itself. */
import type {MetricFamily} from '../../output/openmetrics/exposition.ts';
import type {LoopHealth} from './collection-loop.ts';
import type {DaemonStatus} from './daemon-status.ts';

export function describeDaemon(
  {startedAt, lastCollection}: DaemonStatus,
  {state}: LoopHealth,
): MetricFamily[] {
  const gauge = (name: string, help: string, value: number, unit?: 'seconds'): MetricFamily => ({
    name,
    help,
    ...(unit && {unit}),
    samples: [{labels: {}, value}],
  });
  const collected: MetricFamily[] = lastCollection
    ? [
        gauge(
          'jobtrack_daemon_collection_timestamp_seconds',
          'When the daemon last ended a collection.',
          lastCollection.at / 1000,
          'seconds',
        ),
      ]
    : [];
  return [
    gauge(
      'jobtrack_daemon_healthy',
      'Whether the daemon collects and can use its database.',
      Number(state === 'ok'),
    ),
    gauge(
      'jobtrack_daemon_start_timestamp_seconds',
      'When the daemon was started.',
      startedAt / 1000,
      'seconds',
    ),
    ...collected,
  ];
}
