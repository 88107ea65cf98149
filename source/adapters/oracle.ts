/**
 * Oracle Database's scheduler (DBMS_SCHEDULER): `all_scheduler_job_run_details`, what runs now, and when `all_scheduler_jobs` start next,
 * as SQL*Plus prints them with `set markup csv on` (12.2 or newer), or SQLcl with `set sqlformat json`:
 *
 *     "LOG_ID","OWNER","JOB_NAME","STATUS","ERROR_CODE","REQUESTED","STARTED","ENDED","INFO"
 *     4711,"RISK","VAR_EOD","SUCCEEDED",0,"2026-11-23T02:00:00Z","2026-11-23T02:00:01Z","2026-11-23T02:10:44Z",""
 *
 *     "OWNER","JOB_NAME","ENABLED","STATE","NEXT_RUN","ZONE","REPEAT_INTERVAL"
 *     "RISK","VAR_EOD","TRUE","SCHEDULED","2026-11-24T02:00:00Z","Europe/London","FREQ=DAILY;BYHOUR=2"
 *
 *     "ANSWER"
 *     "whole"
 *
 * job = OWNER.JOB_NAME; run key = the log's number. SQL*Plus prints no header without rows: the last result tells that all came.
 */
import type {Adapter} from '../domain/adapter.ts';
import {jsonOrTextParser} from './json-or-text.ts';
import {oracleSql} from './oracle-query.ts';
import {oracleResults} from './oracle-rows.ts';
import {checkedString} from './record-options.ts';
import {resultJsonParser, resultTextParser} from './result-sets.ts';
import {shellWord} from './shell-word.ts';

type OracleOptions = {connect: string; client: 'sqlplus' | 'sql'; owners?: string[]};

export const oracle: Adapter<OracleOptions> = {
  name: 'oracle',
  title: 'Oracle Scheduler',
  description: 'Runs and schedules of Oracle Database’s scheduler (sqlplus or sqlcl).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: true},
  tells: ['reruns', 'exit-codes'],
  wholeAnswer: "the row of the last query, `select 'whole' answer from dual`",
  options: z =>
    z.strictObject({
      connect: checkedString(z, connectProblem)
        .default('/')
        .describe('What sqlplus logs in with and to: `/`, or `/@NAME` for an entry of a wallet'),
      client: z
        .enum(['sqlplus', 'sql'])
        .default('sqlplus')
        .describe('The program: sqlplus (12.2 or newer), or sql, which is SQLcl'),
      owners: z
        .array(z.string().regex(OWNER, 'an owner has letters, digits, _, $ and # only'))
        .min(1)
        .optional()
        .describe('Only the jobs of these owners. Default: all that may be seen, without SYS and its kind'),
    }),
  command: ({connect, client, owners}) => ({
    shell: [
      `printf '%s\\n' ${oracleSql(client, owners).map(shellWord).join(' ')}`,
      `${client} -S -L '${connect}'`,
    ].join(' | '),
  }),
  open(context) {
    const {sets, ...outcome} = oracleResults(context);
    return jsonOrTextParser(
      () => resultJsonParser(sets, outcome),
      () => resultTextParser({delimiter: ',', quotes: true}, sets, outcome),
    );
  },
};

const OWNER = /^[A-Za-z][\w$#]*$/;

function connectProblem(text: string): string | undefined {
  if (!/^[\w/@.:+-]+( as \w+)?$/i.test(text)) return `"${text}" is not a connection such as / or /@NAME`;
  return /^[^/@]+\/[^@]/.test(text)
    ? 'holds a password, which every user of the host could see in the list of processes; put it into a wallet'
    : undefined;
}
