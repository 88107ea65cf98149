/**
 * Apache Airflow: DAG runs, as `airflow dags list-runs -o json` prints them in version 2 and 3, and as the REST API answers
 * (`dag_runs` and `task_instances` of `/api/v1` and `/api/v2`):
 *
 *     [{"dag_id":"settle","run_id":"scheduled__2026-11-22T06:00:00+00:00","state":"success","execution_date":"2026-11-22T06:00:00+00:00",
 *       "start_date":"2026-11-23T06:00:01.5+00:00","end_date":"2026-11-23T06:04:10+00:00"}]
 *     [{"dag_id":"settle","run_id":"…","state":"success","run_after":"2026-11-23T06:00:00+00:00","logical_date":"…","start_date":"…","end_date":"…"}]
 *     {"dag_runs":[{"dag_id":"settle","dag_run_id":"…","run_type":"scheduled","data_interval_end":"…","run_after":"…",…}],"total_entries":1}
 *
 * job = DAG, or DAG/task; run key = run id. A run is due when its data interval ends (`run_after`), not at its logical date, which
 * is the beginning of that interval.
 */
import type {Adapter} from '../domain/adapter.ts';
import {parseDuration, SECOND_MS} from '../domain/time.ts';
import {type AirflowSettings, BUSINESS_DAYS, readAirflowRuns} from './airflow-runs.ts';
import {jsonAnswerParser} from './json-answer.ts';
import {checkedString, statusesOption} from './record-options.ts';

type AirflowOptions = AirflowSettings & {dags?: string[]; lookBack: string};

// A DAG id has no other characters: none of them means anything to a shell.
const DAG_ID = /^[\w.-]+$/;

export const airflow: Adapter<AirflowOptions> = {
  name: 'airflow',
  title: 'Apache Airflow',
  description: 'DAG runs of Apache Airflow 2 and 3 (airflow dags list-runs, or the REST API).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['reruns'],
  wholeAnswer: 'as many entries as `total_entries`: no output is partial',
  options: z =>
    z.strictObject({
      dags: z
        .array(z.string().regex(DAG_ID, 'a DAG id has letters, digits, _, - and . only'))
        .min(1)
        .optional()
        .describe(
          'Only these DAGs. Default: all of them, each of which takes a start of the airflow program',
        ),
      lookBack: checkedString(z, text =>
        parseDuration(text) === undefined ? `"${text}" is not a duration; write it like 8d` : undefined,
      )
        .default('8d')
        .describe(
          'How long before the business day the logical date of a run may lie: longer than the longest interval of a DAG',
        ),
      businessDay: z
        .enum(BUSINESS_DAYS)
        .default('due')
        .describe(
          'The day a run belongs to: the one on which it is `due`, or that of its `logical-date`, the beginning of its data interval',
        ),
      statuses: statusesOption(z),
    }),
  command: ({dags, lookBack}) => ({shell: listRuns(dags, parseDuration(lookBack) ?? 0)}),
  open: context =>
    jsonAnswerParser(context, 'airflow', (documents, answer) => readAirflowRuns(documents, answer, context)),
};

/**
 * Version 2 wants the DAG behind `-d`, version 3 by itself. The dates select logical dates. The empty list comes first, so that an
 * Airflow without DAGs answers, too.
 */
function listRuns(dags: readonly string[] | undefined, lookBackMs: number): string {
  const lookBackS = Math.ceil(lookBackMs / SECOND_MS);
  return [
    "echo '[]'",
    'case "$(airflow version)" in 2.*) by=-d ;; *) by= ;; esac',
    // Not through a pipe, which would hide that the program failed.
    ...(dags
      ? [`dags='${dags.join(' ')}'`]
      : [
          'list=$(airflow dags list -o plain) || exit',
          'dags=$(printf "%s\\n" "$list" | awk \'NR > 1 {print $1}\')',
        ]),
    `from=${formatEpoch(`{startEpoch} - ${lookBackS}`)} && to=${formatEpoch('{endEpoch}')} || exit`,
    'for dag in $dags; do airflow dags list-runs $by "$dag" -s "$from" -e "$to" -o json || exit; done',
  ].join('; ');
}

function formatEpoch(seconds: string): string {
  return `$(date -u -d "@$((${seconds}))" +%Y-%m-%dT%H:%M:%S+00:00)`;
}
