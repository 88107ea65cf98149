import type {Finding, StatusReport} from '../../report/status-report.ts';
import type {MetricFamily} from './exposition.ts';

/** So many series of jobs at most, however bad the morning: a monitoring system pays for every name it has ever seen. */
export const MOST_JOB_SERIES = 500;

/** The jobs that something is wrong with, worst first as the report has them. */
export function describeTroubledJobs({findings}: StatusReport): MetricFamily[] {
  const ofJobs = findings.filter((finding): finding is Finding & {job: string} => finding.job !== null);
  const groups = [
    ...Map.groupBy(ofJobs, ({environment, job, kind}) => JSON.stringify([environment, job, kind])).values(),
  ];
  const shown = groups.slice(0, MOST_JOB_SERIES);
  return [
    {
      name: 'jobtrack_job_findings',
      help: 'What needs a person, by job.',
      samples: shown.flatMap(group => {
        const [first] = group;
        if (!first) return [];
        const {environment, job, kind} = first;
        return [{labels: {environment, job, kind}, value: group.length}];
      }),
    },
    {
      name: 'jobtrack_job_findings_left_out',
      help: 'Pairs of job and kind of finding that are not shown because there are too many.',
      samples: [{labels: {}, value: groups.length - shown.length}],
    },
  ];
}
