/** The outputs of the bench that are lines of text. */
import {at, iso, jobName, type Output, outcome} from './adapter-rows.ts';

function lines(
  rows: number,
  toLine: (i: number) => string,
  {head = '', tail = '', delimiter = ' '}: {head?: string; tail?: string; delimiter?: string} = {},
): Output {
  const text = Array.from({length: rows}, (_, i) => toLine(i)).join('\n');
  return {text: `${head}${text}\n${tail}`, floor: 'lines and cells', delimiter};
}

const time = (i: number): string => iso(i).slice(11, 19);

export function records(rows: number, delimiter: string): Output {
  const head = ['job', 'status', 'startedAt', 'endedAt', 'exitCode', 'runKey'].join(delimiter);
  const row = (i: number): string =>
    [jobName(i), outcome(i) === 0 ? 'ok' : 'failed', iso(i), iso(i + 1), outcome(i), i].join(delimiter);
  return lines(rows, row, {head: delimiter === ' ' ? '' : `${head}\n`, delimiter});
}

/** Debian's cron with -L 15: a start and an end of each run. */
export function cronSyslog(rows: number): Output {
  return cronLines(rows, run => `Nov 23 ${time(run)}`);
}

/** As rsyslog writes its files since Debian 13. */
export function cronRfc3339(rows: number): Output {
  return cronLines(rows, run => `2026-11-23T${time(run)}.123456+00:00`);
}

function cronLines(rows: number, stampOf: (run: number) => string): Output {
  return lines(rows, i => {
    const run = i >> 1;
    const pid = 1000 + run * 2;
    const [tag, word] = i % 2 === 0 ? [pid + 1, 'CMD'] : [pid, 'END'];
    return `${stampOf(run)} ldapp01 CRON[${tag}]: (batch) ${word} ([${pid + 1}] /srv/batch/${jobName(run)})`;
  });
}

/** With what Debian's cron says at -L 4 and without a mailer: of every run a start, an error and an info. */
export function cronFailures(rows: number): Output {
  return lines(rows, i => {
    const run = Math.floor(i / 3);
    const pid = 1000 + run * 2;
    const [tag, message] = [
      [pid + 1, `(batch) CMD (/srv/batch/${jobName(run)})`],
      [pid, `(CRON) error (grandchild #${pid + 1} ${ENDS[run % 2]})`],
      [pid, '(CRON) info (No MTA installed, discarding output)'],
    ][i % 3] as [number, string];
    return `2026-11-23T${time(run)}.123456+00:00 ldapp01 CRON[${tag}]: ${message}`;
  });
}

const ENDS = ['failed with exit status 3', 'terminated by signal 9'];

export function crontab(rows: number): Output {
  return lines(rows, i => `${i % 60} ${i % 24} * * 1-5 batch /srv/batch/job${i}`, {
    head: '==> /etc/crontab <==\n',
  });
}

export function sacct(rows: number): Output {
  const head = 'JobIDRaw|JobID|User|State|ExitCode|Submit|Eligible|Start|End|Reason|JobName\n';
  const stamp = (i: number): string => `${iso(i).slice(0, 19)}+0000`;
  return lines(
    rows,
    i =>
      `${i}|${i}|batch|${outcome(i) === 0 ? 'COMPLETED' : 'FAILED'}|${outcome(i)}:0|${stamp(i)}|${stamp(i)}|${stamp(i)}|${stamp(i + 1)}|None|${jobName(i)}`,
    {head, delimiter: '|'},
  );
}

/** A row of it is a block of lines. */
export function qacct(rows: number): Output {
  const stamp = (i: number): string => `Mon Nov 23 ${time(i)} 2026`;
  const block = (i: number): string =>
    [
      '='.repeat(62),
      ...['qname        main.q', 'owner        batch', `jobname      ${jobName(i)}`, `jobnumber    ${i + 1}`],
      ...[
        'taskid       undefined',
        `qsub_time    ${stamp(i)}`,
        `start_time   ${stamp(i)}`,
        `end_time     ${stamp(i + 1)}`,
      ],
      ...['granted_pe   NONE', 'slots        1', 'failed       0', `exit_status  ${outcome(i)}`],
    ].join('\n');
  return lines(Math.floor(rows / 12), block);
}

export function ctmpsm(rows: number): Output {
  return lines(
    rows,
    i => `${i.toString(36).padStart(5, '0')}   ${jobName(i)} CMD  20261123 Ended          OK         1`,
  );
}

export function ctmlog(rows: number): Output {
  return lines(rows, i => {
    const run = i >> 1;
    const stamp = `20261123${time(run).replaceAll(':', '')}`;
    const message =
      i % 2 === 0 ? `STARTED AT ${stamp}` : `ENDED AT ${stamp}. OSCOMPSTAT ${outcome(run)}. RUNCNT 1`;
    return `|20261123|000000|${jobName(run)}|${run.toString(36).padStart(5, '0')}| | |${message}|`;
  });
}

export function autosys(rows: number): Output {
  const head = `Job Name                 Last Start           Last End             ST/Ex Run/Ntry Pri/Xit\n${'_'.repeat(64)} ${'_'.repeat(20)}\n`;
  return lines(
    rows,
    i =>
      `${`${jobName(i)}_${i}`.padEnd(64)} 11/23/2026 ${time(i)}  11/23/2026 ${time(i + 1)}  SU    ${i}/1   ${outcome(i)}`,
    {head},
  );
}

/** A row of it is a line of a job's definition. */
export function jil(rows: number): Output {
  const job = (i: number): string =>
    [
      `/* ----------------- ${jobName(i)}_${i} ----------------- */ `,
      '',
      `insert_job: ${jobName(i)}_${i}   job_type: CMD `,
      `command: /srv/batch/job${i}.sh`,
      'machine: ldnapp01',
      'owner: batch@ldnapp01',
      'date_conditions: 1',
      'days_of_week: mo,tu,we,th,fr',
      `start_times: "${time(i).slice(0, 5)}"`,
      'description: "one of many"',
    ].join('\n');
  return lines(Math.floor(rows / 10), job);
}

export function tws(rows: number): Output {
  const head =
    'Workstation      Job Stream       SchedTime  Job                       State Pr Start  Elapse ReturnCode Dependencies\n\nMDM             #EOD              0600 11/23 ************************** EXEC  10  06:00   00:40\n';
  return lines(
    rows,
    i =>
      `                              ${`${jobName(i)}_${i}`.padEnd(41)} SUCC  10  ${time(i).slice(0, 5)}   00:12      0     #J${i}`,
    {head},
  );
}

export function oracle(rows: number): Output {
  const head = '"LOG_ID","OWNER","JOB_NAME","STATUS","ERROR_CODE","REQUESTED","STARTED","ENDED","INFO"\n';
  return lines(
    rows,
    i => `${i},"RISK","${jobName(i)}","SUCCEEDED",0,"${iso(i)}","${iso(i)}","${iso(i + 1)}",`,
    {head, tail: '"ANSWER"\n"whole"\n', delimiter: ','},
  );
}

export function sqlcmd(rows: number): Output {
  const head = 'job|run_status|run_date|run_time|run_duration|retries|message\n---|---|---|---|---|---|---\n';
  const row = (i: number): string =>
    `${jobName(i)}|1|20261123|${Number(time(i).replaceAll(':', ''))}|104|0|The job succeeded.`;
  return lines(rows, row, {head, tail: 'answer\n------\nwhole\n', delimiter: '|'});
}

export function schtasks(rows: number): Output {
  const head =
    '"HostName","TaskName","Next Run Time","Status","Logon Mode","Last Run Time","Last Result","Author"\n';
  const stamp = (i: number): string => {
    const hour = new Date(at(i)).getUTCHours();
    return `11/23/2026 ${hour % 12 || 12}:${time(i).slice(3)} ${hour < 12 ? 'AM' : 'PM'}`;
  };
  return lines(
    rows,
    i =>
      `"WIN1","\\Batch\\${jobName(i)}_${i}","${stamp(i)}","Ready","Interactive/Background","${stamp(i)}","${outcome(i)}","CORP\\ops"`,
    {head},
  );
}
