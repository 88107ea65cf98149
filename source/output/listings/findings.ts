import {cleanText} from '../../domain/text.ts';
import type {Finding, StatusReport} from '../../report/status-report.ts';
import {formatAcknowledgement} from '../acknowledgement.ts';
import type {Listing} from '../table.ts';
import {formatLocalTime} from './local-time.ts';

/** `missing`: what needs a person, worst first. Instants for people are local to their environment. */
export function listFindings({findings, environments, generatedAt}: StatusReport): Listing<Finding> {
  const timezones = new Map(environments.map(({name, timezone}) => [name, timezone]));
  const timezoneOf = (environment: string): string => timezones.get(environment) ?? 'UTC';
  const now = Date.parse(generatedAt);
  // Most of the time nothing is acknowledged: then people get no columns for it.
  const titled = (title: string): string | undefined =>
    findings.some(({acknowledgement}) => acknowledgement) ? title : undefined;
  const localTime = (instant: string | null, environment: string): string =>
    formatLocalTime(instant === null ? undefined : Date.parse(instant), timezoneOf(environment), now);
  return {
    rows: findings,
    emptyText: 'Nothing is missing.',
    columns: [
      {
        key: 'kind',
        title: 'what',
        value: ({kind}) => kind,
        text: ({kind, verdict}) => (verdict === 'excused' ? verdict : kind),
      },
      {key: 'environment', title: 'environment', value: ({environment}) => environment},
      {key: 'job', title: 'job', value: ({job}) => job},
      {
        key: 'due',
        title: 'due',
        yields: 1,
        value: ({due}) => due,
        text: ({due, environment}) => localTime(due, environment),
      },
      {key: 'deadline', value: ({deadline}) => deadline},
      {key: 'verdict', value: ({verdict}) => verdict},
      {
        key: 'since',
        title: 'since',
        yields: 2,
        value: ({since}) => since,
        text: ({since, environment}) => localTime(since, environment),
      },
      {
        key: 'lastGood',
        title: 'last good',
        yields: 3,
        value: ({lastGoodRun}) => lastGoodRun?.businessDay ?? null,
      },
      {key: 'runKey', value: ({runKey}) => runKey},
      {key: 'expected', value: ({expected}) => expected},
      {key: 'found', value: ({found}) => found},
      {key: 'low', value: ({band}) => band?.low ?? null},
      {key: 'high', value: ({band}) => band?.high ?? null},
      {key: 'probability', value: ({band}) => band?.probability ?? null},
      {
        key: 'origin',
        title: findings.some(({origin}) => origin === 'learned') ? 'by' : undefined,
        yields: 6,
        value: ({origin}) => origin,
        text: ({origin}) => origin ?? '-',
      },
      {key: 'expectedEnd', value: ({expectedEnd}) => expectedEnd},
      {key: 'evidence', value: ({evidence}) => evidence?.id ?? null},
      {
        key: 'explanation',
        title: 'why',
        value: ({explanation}) => explanation,
        text: ({explanation}) => cleanText(explanation),
      },
      {key: 'id', value: ({id}) => id},
      {
        key: 'acknowledgement',
        title: titled('acknowledged'),
        yields: 4,
        value: ({acknowledgement}) => acknowledgement?.kind ?? null,
        text: ({acknowledgement, environment}) =>
          acknowledgement ? formatAcknowledgement(acknowledgement, timezoneOf(environment), now) : '-',
      },
      {key: 'acknowledgedBy', value: ({acknowledgement}) => acknowledgement?.by ?? null},
      {key: 'acknowledgedAt', value: ({acknowledgement}) => acknowledgement?.at ?? null},
      {key: 'acknowledgedUntil', value: ({acknowledgement}) => acknowledgement?.until ?? null},
      {
        key: 'note',
        title: titled('note'),
        yields: 5,
        value: ({acknowledgement}) => acknowledgement?.note ?? null,
      },
    ],
  };
}
