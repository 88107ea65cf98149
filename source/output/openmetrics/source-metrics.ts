/** What the report says of each source: the evidence that all other numbers rest on. */
import {isAnswer} from '../../domain/collection.ts';
import type {SourceFreshness, StatusReport} from '../../report/status-report.ts';
import type {MetricFamily} from './exposition.ts';
import {toSeconds} from './seconds.ts';

export function describeSources({environments}: StatusReport): MetricFamily[] {
  const sources = environments.flatMap(({name, freshness}) =>
    freshness.sources.map(source => ({labels: {environment: name, source: source.source}, source})),
  );
  const gauge = (
    name: string,
    help: string,
    read: (source: SourceFreshness) => number | null,
    unit?: 'seconds',
  ): MetricFamily => ({
    name,
    help,
    ...(unit && {unit}),
    samples: sources.flatMap(({labels, source}) => {
      const value = read(source);
      return value === null ? [] : [{labels, value}];
    }),
  });
  return [
    gauge('jobtrack_source_up', 'Whether the last attempt to collect a source got an answer.', ({last}) =>
      last === null ? null : Number(isAnswer(last.outcome)),
    ),
    {
      name: 'jobtrack_source_outcome_info',
      help: 'Adapter of a source and outcome of the last attempt to collect it; always 1.',
      samples: sources.flatMap(({labels, source: {adapter, last}}) =>
        last === null ? [] : [{labels: {...labels, adapter, outcome: last.outcome}, value: 1}],
      ),
    },
    gauge(
      'jobtrack_source_data_timestamp_seconds',
      'When the last answer of a source was collected.',
      ({collectedAt}) => toSeconds(collectedAt),
      'seconds',
    ),
    gauge(
      'jobtrack_source_data_age_seconds',
      'Age of the last answer of a source when it was judged.',
      ({ageSeconds}) => ageSeconds,
      'seconds',
    ),
    gauge(
      'jobtrack_source_attempt_timestamp_seconds',
      'When the last attempt to collect a source began.',
      ({last}) => toSeconds(last?.startedAt ?? null),
      'seconds',
    ),
    gauge(
      'jobtrack_source_attempt_duration_seconds',
      'How long the last attempt to collect a source took.',
      ({last}) => (last === null ? null : last.durationMs / 1000),
      'seconds',
    ),
    gauge('jobtrack_source_attempt_rows', 'Rows that the last attempt read.', ({last}) => last?.rows ?? null),
    gauge(
      'jobtrack_source_attempt_rejected_lines',
      'Lines that the last attempt could not read.',
      ({last}) => last?.rejected ?? null,
    ),
  ];
}
