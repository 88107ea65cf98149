/** Outputs of many rows, as each scheduler prints them, for the bench: 5,000 jobs over one day, one in ten failed. */
import {readFileSync} from 'node:fs';
import {at, iso, jobName, type Output, outcome} from './adapter-rows.ts';
import {
  autosys,
  cronFailures,
  cronRfc3339,
  cronSyslog,
  crontab,
  ctmlog,
  ctmpsm,
  jil,
  oracle,
  qacct,
  records,
  sacct,
  schtasks,
  sqlcmd,
  tws,
} from './adapter-texts.ts';

type Json = Record<string, unknown>;

const list = (rows: number, toRow: (i: number) => unknown): unknown[] =>
  Array.from({length: rows}, (_, i) => toRow(i));

/** One document; its floor is JSON.parse. */
const document = (value: unknown): Output => ({text: JSON.stringify(value), floor: 'JSON.parse'});

/** A document a line; its floor is JSON.parse of each. */
const documents = (values: readonly unknown[]): Output => ({
  text: values.map(value => JSON.stringify(value)).join('\n'),
  floor: 'JSON.parse of lines',
});

/** A fixture, or the first of its documents, one a line. */
function readFixture(file: string): string {
  const text = readFileSync(new URL(`../test/fixtures/${file}.out`, import.meta.url), 'utf8');
  return text.includes('\n{"paging"') || text.includes('\n[{') ? (text.split('\n', 1)[0] ?? '') : text;
}

/** A record as a fixture has it, so that a row is as large as in reality. */
function sample(file: string, find: (document: Json) => unknown): Json {
  const parsed: unknown = find(JSON.parse(readFixture(file)));
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError(`${file} has no such record`);
  return {...parsed};
}

/** Undefined of what is no list. */
const first = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined);

export const OUTPUTS: Readonly<Record<string, (rows: number) => Output>> = {
  cron: cronSyslog,
  'cron (rfc 3339)': cronRfc3339,
  'cron (failures)': cronFailures,
  'cron (journal)': rows =>
    documents(
      list(rows, i => ({
        __REALTIME_TIMESTAMP: String(at(i >> 1) * 1000),
        __CURSOR: `s=153229a85b4345e6ba9530a07c9afc3a;i=${i};b=fedcba9876543210fedcba9876543210`,
        _BOOT_ID: 'fedcba9876543210fedcba9876543210',
        _HOSTNAME: 'ldapp01',
        SYSLOG_IDENTIFIER: 'CRON',
        SYSLOG_PID: String(1000 + (i >> 1) * 2 + (1 - (i % 2))),
        _PID: String(1000 + (i >> 1) * 2 + (1 - (i % 2))),
        MESSAGE: `(batch) ${i % 2 === 0 ? 'CMD' : 'END'} ([${1001 + (i >> 1) * 2}] /srv/batch/${jobName(i >> 1)})`,
      })),
    ),
  crontab,
  systemd: rows =>
    documents(
      list(rows, i => ({
        __REALTIME_TIMESTAMP: String(at(i >> 1) * 1000),
        __CURSOR: `s=153229a85b4345e6ba9530a07c9afc3a;i=${i}`,
        _BOOT_ID: 'fedcba9876543210fedcba9876543210',
        _PID: '1',
        MESSAGE_ID: i % 2 === 0 ? '7d4958e842da4a758f6c1cdc7b36dcc5' : '7ad2d189f7e94e70a38c781354912448',
        UNIT: `${jobName(i >> 1)}.service`,
        INVOCATION_ID: (i >> 1).toString(16).padStart(32, '0'),
        MESSAGE: 'Starting a job...',
      })),
    ),
  'systemd-timers': rows =>
    document(
      list(rows, i => ({
        next: at(i) * 1000,
        left: 5,
        last: at(i) * 1000,
        passed: 5,
        unit: `job${i}.timer`,
        activates: `job${i}.service`,
      })),
    ),
  slurm: sacct,
  'slurm (json)': rows => {
    const job = sample('slurm/json-24.05-completed', ({jobs}) => first(jobs));
    const time = job.time as Json;
    return document({
      jobs: list(Math.floor(rows / 10), i => ({
        ...job,
        job_id: i + 1,
        name: jobName(i),
        time: {
          ...time,
          start: at(i) / 1000,
          end: at(i) / 1000 + 60,
          submission: at(i) / 1000 - 9,
          eligible: at(i) / 1000,
        },
      })),
    });
  },
  sge: qacct,
  pbs: rows => {
    const job = sample('pbs/states', ({Jobs}) => first(Object.values(Jobs as Json)));
    const jobs = list(
      rows,
      i => [`${i}.pbs`, {...job, Job_Name: jobName(i), Exit_status: outcome(i)}] as const,
    );
    return document({
      timestamp: 1_795_456_800,
      pbs_version: '23',
      pbs_server: 'pbs',
      Jobs: Object.fromEntries(jobs as [string, unknown][]),
    });
  },
  lsf: rows =>
    document({
      COMMAND: 'bjobs',
      JOBS: rows,
      RECORDS: list(rows, i => ({
        ...{
          JOBID: String(i),
          JOBINDEX: '0',
          STAT: outcome(i) === 0 ? 'DONE' : 'EXIT',
          USER: 'batch',
          QUEUE: 'night',
        },
        ...{
          EXIT_CODE: outcome(i) === 0 ? '' : '3',
          EXIT_REASON: '',
          PEND_REASON: '',
          SUBMIT_TIME: 'Nov 23 00:01',
        },
        ...{
          START_TIME: `Nov 23 ${iso(i).slice(11, 16)}`,
          FINISH_TIME: 'Nov 23 23:59 L',
          JOB_NAME: jobName(i),
        },
      })),
    }),
  htcondor: rows =>
    document({
      queue: [],
      history: list(rows, i => ({
        ...{
          ClusterId: i + 1,
          ProcId: 0,
          Cmd: `/srv/${jobName(i)}`,
          JobBatchName: jobName(i),
          JobStatus: 4,
          Owner: 'batch',
        },
        ...{
          ExitCode: outcome(i),
          ExitBySignal: false,
          JobStartDate: at(i) / 1000,
          JobCurrentStartDate: at(i) / 1000,
        },
        ...{
          CompletionDate: at(i) / 1000 + 60,
          EnteredCurrentStatus: at(i) / 1000 + 60,
          QDate: at(i) / 1000 - 5,
        },
      })),
    }),
  'control-m': rows =>
    document({
      statuses: list(rows, i => ({
        ...{
          jobId: `LDN:${i}`,
          folderId: 'LDN:00001',
          numberOfRuns: 1,
          name: jobName(i),
          folder: 'Daily',
          type: 'Command',
        },
        ...{
          status: outcome(i) === 0 ? 'Ended OK' : 'Ended Not OK',
          held: false,
          deleted: false,
          cyclic: false,
        },
        ...{
          startTime: compact(i),
          endTime: compact(i + 1),
          estimatedStartTime: [compact(i)],
          orderDate: '261123',
          ctm: 'LDN',
        },
      })),
      total: rows,
    }),
  ctmpsm,
  ctmlog,
  autosys,
  'autosys-jil': jil,
  tws,
  kubernetes: rows => {
    const job = sample('kubernetes/job-states', ({items}) => first(items));
    const metadata = job.metadata as Json;
    return document({
      kind: 'List',
      items: list(rows, i => ({
        ...job,
        metadata: {
          ...metadata,
          name: `${jobName(i)}-${i}`,
          uid: `5f3c1b7e-0000-4000-8000-${String(i).padStart(12, '0')}`,
          annotations: {'batch.kubernetes.io/cronjob-scheduled-timestamp': iso(i)},
          ownerReferences: [
            {
              apiVersion: 'batch/v1',
              controller: true,
              kind: 'CronJob',
              name: jobName(i),
              uid: `u${i % 5000}`,
            },
          ],
        },
        status: {
          startTime: iso(i),
          completionTime: iso(i + 1),
          succeeded: 1,
          conditions: [{type: 'Complete', status: 'True', lastTransitionTime: iso(i + 1)}],
        },
      })),
    });
  },
  airflow: rows =>
    document(
      list(rows, i => ({
        ...{
          dag_id: jobName(i),
          run_id: `scheduled__${iso(i)}_${i}`,
          state: outcome(i) === 0 ? 'success' : 'failed',
        },
        ...{run_after: offset(i), logical_date: offset(i), start_date: offset(i), end_date: offset(i + 1)},
      })),
    ),
  jenkins: rows =>
    document({
      jobs: list(Math.floor(rows / 10), i => ({
        fullName: `ops/${jobName(i)}-${i}`,
        nextBuildNumber: 58,
        inQueue: false,
        builds: list(10, n => ({
          number: 57 - n,
          result: 'SUCCESS',
          building: false,
          timestamp: at(i) + n * 1000,
          duration: 61_234,
        })),
      })),
    }),
  rundeck: rows => {
    const execution = sample('rundeck/executions', ({executions}) => first(executions));
    const started = (i: number) => ({unixtime: at(i), date: iso(i)});
    return document({
      paging: {count: rows, total: rows, offset: 0, max: rows},
      executions: list(rows, i => ({
        ...execution,
        id: i,
        'date-started': started(i),
        'date-ended': started(i + 1),
      })),
    });
  },
  nomad: rows => {
    const job = sample('nomad/jobs-and-allocations', jobs => Object.values(jobs)[1]);
    return document(
      list(rows, i => ({
        ...job,
        ID: `nightly/periodic-${at(0) / 1000 + i}`,
        Name: `nightly/periodic-${at(0) / 1000 + i}`,
        Status: 'dead',
        SubmitTime: at(i) * 1e6,
      })),
    );
  },
  dkron: rows =>
    document(
      list(rows, i => ({
        ...{
          id: `${at(i)}000000-node1`,
          job_name: jobName(i),
          started_at: iso(i),
          finished_at: iso(i + 1),
          success: outcome(i) === 0,
        },
        ...{node_name: 'node1', group: at(i) * 1_000_000 + i, attempt: 1},
      })),
    ),
  'pg-cron': rows =>
    document({
      timezone: 'GMT',
      logsRuns: 'on',
      jobs: [],
      runs: list(rows, i => ({
        ...{
          runid: i,
          jobid: i % 5000,
          jobname: jobName(i),
          status: outcome(i) === 0 ? 'succeeded' : 'failed',
        },
        ...{return_message: '1 row', start_time: offset(i), end_time: offset(i + 1)},
      })),
    }),
  oracle,
  sqlserver: sqlcmd,
  'windows-tasks': rows =>
    document(
      list(rows, i => ({
        ...{TaskPath: '\\Batch\\', TaskName: `${jobName(i)}-${i}`, State: 3, LastRunTime: `/Date(${at(i)})/`},
        ...{LastTaskResult: outcome(i), NextRunTime: iso(i), NumberOfMissedRuns: 0},
      })),
    ),
  'windows-tasks (csv)': schtasks,
  csv: rows => records(rows, ','),
  tsv: rows => records(rows, '\t'),
  json: rows => document(list(rows, record)),
  ndjson: rows => documents(list(rows, record)),
  lines: rows => records(rows, ' '),
  count: rows => ({text: list(rows, i => `job${i} ${i}`).join('\n'), floor: 'lines and cells'}),
};

function record(i: number): Json {
  return {
    job: jobName(i),
    status: outcome(i) === 0 ? 'ok' : 'failed',
    startedAt: iso(i),
    endedAt: iso(i + 1),
    exitCode: outcome(i),
    runKey: i,
  };
}

function compact(i: number): string {
  return iso(i).replace(/\D/g, '');
}

function offset(i: number): string {
  return `${iso(i).slice(0, 19)}.123456+00:00`;
}
