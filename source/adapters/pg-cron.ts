/**
 * pg_cron, the scheduler inside PostgreSQL: runs from `cron.job_run_details`, schedules from `cron.job`, both as the one JSON
 * document that psql prints:
 *
 *     {"timezone":"GMT","logsRuns":"on",
 *      "jobs":[{"jobid":3,"jobname":"nightly","schedule":"30 2 * * *","active":true,"database":"app","username":"batch"}],
 *      "runs":[{"runid":812,"jobid":3,"jobname":"nightly","status":"succeeded","return_message":"1 row","start_time":"2026-11-23T02:30:00.01+00:00",
 *        "end_time":"2026-11-23T02:30:04.5+00:00"}]}
 *
 * job = the job's name, else its number; run key = the run's number. Statuses and columns: pg_cron's README and pg_cron.c (1.4 to 1.6).
 */
import type {Adapter} from '../domain/adapter.ts';
import {jsonAnswerParser} from './json-answer.ts';
import {readPgCronAnswer} from './pg-cron-answer.ts';
import {checkedString} from './record-options.ts';

type PgCronOptions = {database: string; host?: string; port?: number; user?: string};

const SELECT = [
  "SELECT json_build_object('timezone', coalesce(current_setting('cron.timezone', true), 'GMT'),",
  "'logsRuns', coalesce(current_setting('cron.log_run', true), 'on'),",
  "'jobs', (SELECT coalesce(json_agg(j), '[]') FROM (SELECT jobid, jobname, schedule, active, database, username FROM cron.job ORDER BY jobid) j),",
  "'runs', (SELECT coalesce(json_agg(r), '[]') FROM (SELECT d.runid, d.jobid, j.jobname, d.status,",
  'left(d.return_message, 500) AS return_message, d.start_time, d.end_time',
  'FROM cron.job_run_details d LEFT JOIN cron.job j USING (jobid)',
  'WHERE coalesce(d.start_time, now()) >= to_timestamp({startEpoch}) AND coalesce(d.start_time, now()) < to_timestamp({endEpoch})',
  'ORDER BY d.runid) r))',
].join(' ');

export const pgCron: Adapter<PgCronOptions> = {
  name: 'pg-cron',
  title: 'pg_cron',
  description: 'Runs and schedules of pg_cron, the scheduler inside PostgreSQL (psql).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: true},
  tells: ['reruns'],
  wholeAnswer: 'one document with jobs and runs, and cron.log_run on',
  options: z =>
    z.strictObject({
      database: checkedString(z, databaseProblem)
        .default('postgres')
        .describe('The database that pg_cron lives in (cron.database_name), or a connection URI'),
      host: z
        .string()
        .min(1)
        .optional()
        .describe("The server's host or socket directory. Default: psql's own"),
      port: z.int().min(1).max(65_535).optional().describe("The server's port. Default: psql's own"),
      user: z
        .string()
        .min(1)
        .optional()
        .describe('Who to log in as; a superuser sees the jobs of all users. Default: psql’s own'),
    }),
  command: ({database, host, port, user}) => ({
    argv: [
      // No start-up file, unaligned, rows only, no password prompt that nobody would answer.
      ...['psql', '-XAtqw', '-v', 'ON_ERROR_STOP=1', '-d', database],
      ...(host === undefined ? [] : ['-h', host]),
      ...(port === undefined ? [] : ['-p', String(port)]),
      ...(user === undefined ? [] : ['-U', user]),
      ...['-c', SELECT],
    ],
  }),
  env: {PGCONNECT_TIMEOUT: '10'},
  open: context =>
    jsonAnswerParser(context, 'psql', (documents, answer) => readPgCronAnswer(documents, answer, context)),
};

function databaseProblem(text: string): string | undefined {
  if (text === '') return 'must not be empty';
  return /\bpassword=|:\/\/[^@/]*:[^@/]*@/.test(text)
    ? 'holds a password, which every user of the host could see in the list of processes; put it into ~/.pgpass'
    : undefined;
}
