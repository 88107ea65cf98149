/** What the report says of each environment, one family a number. */
import {RUN_STATUSES} from '../../domain/run.ts';
import type {EnvironmentReport, SlotTally, StatusReport} from '../../report/status-report.ts';
import {ENVIRONMENT_STATES, FINDING_KINDS} from '../../report/status-report.ts';
import type {MetricFamily, Sample} from './exposition.ts';
import {nameOwnLabel} from './exposition.ts';
import {toSeconds} from './seconds.ts';

const TALLIES: Readonly<Record<keyof SlotTally, string>> = {
  expected: 'Runs that the business day expects, without the excused ones.',
  due: 'Expected runs whose due instant has come.',
  ran: 'Expected runs that have started.',
  ok: 'Expected runs that went well, late and early ones included.',
  late: 'Expected runs that went well after their deadline or only at a further attempt.',
  early: 'Expected runs that went well before their time.',
  running: 'Expected runs that are under way, overrunning ones included.',
  overrun: 'Expected runs that have been under way longer than their maximum.',
  failed: 'Expected runs that failed, and failed runs that nobody expected.',
  missing: 'Expected runs that a complete answer after their deadline does not show.',
  unknown: 'Expected runs of which nothing certain is known.',
  pending: 'Expected runs that are not due yet or inside their grace.',
  excused: 'Runs that are not expected because of a calendar, maintenance or an acknowledged hold.',
};

export function describeEnvironments({environments, findings}: StatusReport): MetricFamily[] {
  const gauge = (
    name: string,
    help: string,
    read: (environment: EnvironmentReport) => number | null,
    unit?: 'seconds',
  ): MetricFamily => ({name, help, ...(unit && {unit}), samples: environments.flatMap(sampleOf(read))});
  const found = countFindings(findings);
  return [
    {
      name: 'jobtrack_environment_info',
      help: 'Title, zone and own labels of an environment; always 1.',
      samples: environments.map(environment => ({labels: describe(environment), value: 1})),
    },
    {
      name: 'jobtrack_environment_state',
      help: 'The state that an environment is in is 1, the others are 0.',
      samples: environments.flatMap(({name, state}) =>
        ENVIRONMENT_STATES.map(each => ({
          labels: {environment: name, state: each},
          value: Number(state === each),
        })),
      ),
    },
    gauge('jobtrack_environment_blind', 'Whether an environment cannot be seen.', ({state}) =>
      Number(state === 'blind'),
    ),
    gauge(
      'jobtrack_business_day_start_timestamp_seconds',
      'When the business day that the numbers are of began.',
      ({dayStartsAt}) => toSeconds(dayStartsAt),
      'seconds',
    ),
    ...Object.entries(TALLIES).map(([key, help]) =>
      gauge(`jobtrack_slots_${key}`, help, environment => environment[key as keyof SlotTally]),
    ),
    {
      name: 'jobtrack_runs',
      help: 'Runs of the business day by the status that the scheduler gives them.',
      samples: environments.flatMap(({name, counts}) =>
        RUN_STATUSES.map(status => ({labels: {environment: name, status}, value: counts[status]})),
      ),
    },
    gauge(
      'jobtrack_day_runs',
      'Runs and counts of the business day, whatever their status.',
      ({total}) => total,
    ),
    gauge(
      'jobtrack_day_runs_usual',
      'Median of the same weekday, up to the same time of day while the day lasts.',
      ({usual}) => usual,
    ),
    gauge('jobtrack_day_runs_delta', 'Started runs and counts minus the usual number.', ({delta}) => delta),
    {
      name: 'jobtrack_findings',
      help: 'What needs a person, acknowledged or not.',
      samples: environments.flatMap(({name}) =>
        FINDING_KINDS.map(kind => ({
          labels: {environment: name, kind},
          value: found.get(`${name} ${kind}`) ?? 0,
        })),
      ),
    },
    gauge(
      'jobtrack_findings_acknowledged',
      'Findings that somebody has acknowledged or snoozed.',
      ({acknowledged}) => acknowledged,
    ),
    gauge(
      'jobtrack_data_timestamp_seconds',
      'When the oldest of the last answers of an environment was collected.',
      ({freshness}) => toSeconds(freshness.collectedAt),
      'seconds',
    ),
    gauge(
      'jobtrack_data_age_seconds',
      'Age of the oldest of the last answers of an environment when it was judged.',
      ({freshness}) => freshness.ageSeconds,
      'seconds',
    ),
  ];
}

function sampleOf(read: (environment: EnvironmentReport) => number | null) {
  return (environment: EnvironmentReport): Sample[] => {
    const value = read(environment);
    // What is not known has no sample: 0 would be a number.
    return value === null ? [] : [{labels: {environment: environment.name}, value}];
  };
}

function describe({name, title, timezone, labels}: EnvironmentReport): Record<string, string> {
  const own = Object.entries(labels).map(([key, value]) => [nameOwnLabel(key), value]);
  return {environment: name, title, timezone, ...Object.fromEntries(own)};
}

/** By `environment kind`; neither has a space in it. */
function countFindings(findings: StatusReport['findings']): Map<string, number> {
  const groups = Map.groupBy(findings, ({environment, kind}) => `${environment} ${kind}`);
  return new Map([...groups].map(([key, {length}]) => [key, length]));
}
