/**
 * SQL Server Agent: `msdb.dbo.sysjobhistory` (the rows of step 0, one a run), what runs now, and when jobs start next, as sqlcmd prints
 * them:
 *
 *     job|run_status|run_date|run_time|run_duration|retries|message
 *     ---|----------|--------|--------|------------|-------|-------
 *     ETL nightly|1|20261123|20000|1044|0|The job succeeded. …
 *
 *     job|enabled|next_date|next_time|freq_type|freq_interval|freq_subday_type|freq_subday_interval|freq_relative_interval|…
 *     ETL nightly|1|20261124|20000|4|1|1|0|0|0|20000|235959
 *
 *     oldest_date|oldest_time|kept_rows
 *     20261101|41500|812
 *
 *     answer
 *     ------
 *     whole
 *
 * `run_time` 20000 is 02:00:00 and `run_duration` 1044 is 10 min 44 s: numbers HHmmss, whose leading zeros are lost. job = the job's
 * name; run key = its start. Times are the server's own and carry no zone ("dbo.sysjobhistory", SQL Server documentation).
 */
import type {Adapter} from '../domain/adapter.ts';
import {isZone} from '../domain/zone.ts';
import {checkedString} from './record-options.ts';
import {resultTextParser} from './result-sets.ts';
import {sqlServerResults} from './sql-server-rows.ts';

type SqlServerOptions = {server?: string; user?: string; zone?: string};

// One table of history and of what runs. A message is the last column and loses what would look like another one.
const QUERY = [
  'set nocount on;',
  "select replace(j.name, '|', '/') job, h.run_status, h.run_date, h.run_time, h.run_duration, h.retries_attempted retries,",
  "replace(replace(replace(left(h.message, 300), '|', '/'), char(10), ' '), char(13), ' ') message",
  'from msdb.dbo.sysjobhistory h join msdb.dbo.sysjobs j on j.job_id = h.job_id',
  'where h.step_id = 0 and h.run_date between {date:yyyyMMdd} and {nextDate:yyyyMMdd}',
  "union all select replace(j.name, '|', '/'), 4, cast(convert(char(8), a.start_execution_date, 112) as int),",
  "cast(replace(convert(char(8), a.start_execution_date, 108), ':', '') as int), null, null, null",
  'from msdb.dbo.sysjobactivity a join msdb.dbo.sysjobs j on j.job_id = a.job_id',
  'where a.session_id = (select max(session_id) from msdb.dbo.syssessions)',
  'and a.start_execution_date is not null and a.stop_execution_date is null;',
  "select replace(j.name, '|', '/') job, case when j.enabled = 1 and s.enabled = 1 then 1 else 0 end enabled,",
  'n.next_run_date next_date, n.next_run_time next_time, s.freq_type, s.freq_interval, s.freq_subday_type, s.freq_subday_interval,',
  's.freq_relative_interval, s.freq_recurrence_factor, s.active_start_time, s.active_end_time',
  'from msdb.dbo.sysjobs j join msdb.dbo.sysjobschedules n on n.job_id = j.job_id',
  'join msdb.dbo.sysschedules s on s.schedule_id = n.schedule_id;',
  'select top 1 run_date oldest_date, run_time oldest_time, (select count(*) from msdb.dbo.sysjobhistory) kept_rows',
  'from msdb.dbo.sysjobhistory order by instance_id;',
  "select 'whole' answer;",
].join(' ');

export const sqlServer: Adapter<SqlServerOptions> = {
  name: 'sqlserver',
  title: 'SQL Server Agent',
  description: 'Runs and schedules of SQL Server Agent’s jobs (sqlcmd).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: true},
  tells: ['reruns'],
  wholeAnswer: "the row of the last query, `select 'whole' answer`",
  options: z =>
    z.strictObject({
      server: z
        .string()
        .min(1)
        .optional()
        .describe('The server (`-S`): host, host\\instance or host,port. Default: this host'),
      user: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Who to log in as (`-U`); the password is in the environment variable SQLCMDPASSWORD. Default: the account that runs the command (`-E`)',
        ),
      zone: checkedString(z, zoneProblem)
        .optional()
        .describe('The time zone of the server. Default: the environment’s'),
    }),
  command: ({server, user}) => ({
    argv: [
      // Fail on an error, no padding, a bar between cells, wide enough for a row.
      ...['sqlcmd', '-b', '-W', '-w', '4000', '-s', '|', '-l', '10'],
      ...(server === undefined ? [] : ['-S', server]),
      ...(user === undefined ? ['-E'] : ['-U', user]),
      ...['-Q', QUERY],
    ],
  }),
  open(context) {
    const {sets, ...outcome} = sqlServerResults(context);
    return resultTextParser({delimiter: '|', quotes: false}, sets, outcome);
  },
};

function zoneProblem(name: string): string | undefined {
  return isZone(name) ? undefined : 'not a time zone; use an IANA name such as Europe/London';
}
