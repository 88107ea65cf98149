/** The queries that `oracle` asks, as lines for SQL*Plus or SQLcl. */

// Braces would be placeholders; every time is written in UTC, so that no session's format or zone matters.
const UTC = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;

const SYSTEM_OWNERS = ['SYS', 'SYSTEM', 'ORACLE_OCM', 'EXFSYS', 'APEX_PUBLIC_USER', 'GSMADMIN_INTERNAL'];

export function oracleSql(client: 'sqlplus' | 'sql', owners: readonly string[] | undefined): string[] {
  const chosen =
    owners === undefined
      ? `owner not in (${list(SYSTEM_OWNERS)})`
      : `owner in (${list(owners.map(owner => owner.toUpperCase()))})`;
  return [
    'whenever sqlerror exit failure',
    'whenever oserror exit failure',
    'set feedback off',
    ...(client === 'sql'
      ? ['set sqlformat json']
      : ['set markup csv on quote on', 'set pagesize 50000', 'set linesize 32767', 'set long 1000']),
    ...runDetails(chosen),
    ...runningJobs(chosen),
    ...nextStarts(chosen),
    `select 'whole' answer from dual;`,
    'exit',
  ];
}

function list(owners: readonly string[]): string {
  return owners.map(owner => `'${owner}'`).join(', ');
}

function utc(expression: string): string {
  return `to_char(sys_extract_utc(${expression}), ${UTC})`;
}

const BEGIN = `timestamp '1970-01-01 00:00:00 +00:00'`;

/** Oracle keeps the instants with their zones: compared with the bounds of the business day as instants. */
function runDetails(chosen: string): string[] {
  return [
    `select log_id, owner, job_name, status, error# error_code, ${utc('req_start_date')} requested,`,
    `${utc('actual_start_date')} started, ${utc('log_date')} ended,`,
    `replace(replace(substr(additional_info, 1, 300), chr(10), ' '), chr(13), ' ') info`,
    `from all_scheduler_job_run_details where ${chosen}`,
    `and log_date >= ${BEGIN} + numtodsinterval({startEpoch}, 'SECOND')`,
    `and nvl(actual_start_date, log_date) < ${BEGIN} + numtodsinterval({endEpoch}, 'SECOND') order by log_id;`,
  ];
}

function runningJobs(chosen: string): string[] {
  return [
    `select log_id, owner, job_name, 'RUNNING' status, null error_code, null requested,`,
    `${utc('systimestamp - elapsed_time')} started, null ended, null info`,
    `from all_scheduler_running_jobs where ${chosen};`,
  ];
}

function nextStarts(chosen: string): string[] {
  return [
    `select owner, job_name, enabled, state, logging_level, ${utc('next_run_date')} next_run,`,
    // A text that is cut off would be another rule.
    `to_char(next_run_date, 'TZR') zone, case when length(repeat_interval) <= 300 then repeat_interval end repeat_interval`,
    `from all_scheduler_jobs where ${chosen} order by owner, job_name;`,
  ];
}
