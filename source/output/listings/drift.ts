import {cleanText} from '../../domain/text.ts';
import type {EpochMs} from '../../domain/time.ts';
import type {DriftReport} from '../../report/status-report.ts';
import type {Listing} from '../table.ts';
import {formatLocalTime} from './local-time.ts';

/** `drift`: by environment, kind and job. Instants for people are local to their environment. */
export function listDrift(
  rows: readonly DriftReport[],
  timezones: ReadonlyMap<string, string>,
  now: EpochMs,
): Listing<DriftReport> {
  return {
    rows,
    emptyText: 'What the schedulers list is what is expected.',
    columns: [
      {key: 'kind', title: 'what', value: ({kind}) => kind},
      {key: 'environment', title: 'environment', value: ({environment}) => environment},
      {key: 'job', title: 'job', value: ({job}) => job},
      {key: 'source', title: 'source', yields: 2, value: ({source}) => source},
      {
        key: 'since',
        title: 'since',
        yields: 1,
        value: ({since}) => since,
        text: ({since, environment}) =>
          formatLocalTime(Date.parse(since), timezones.get(environment) ?? 'UTC', now),
      },
      {
        key: 'declared',
        title: 'declared',
        yields: 3,
        value: ({declared}) => declared,
        text: ({declared}) => (declared ? 'yes' : 'no'),
      },
      {key: 'nextUnmet', value: ({nextUnmet}) => nextUnmet},
      {key: 'definition', title: 'schedule', yields: 4, value: ({definition}) => definition},
      {
        key: 'explanation',
        title: 'why',
        value: ({explanation}) => explanation,
        text: ({explanation}) => cleanText(explanation),
      },
    ],
  };
}
