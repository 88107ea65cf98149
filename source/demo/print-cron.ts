/**
 * What Debian's cron writes to syslog with `-L 15` (starts, ends, failures, process ids; `do_command.c` of cron 3.0pl1),
 * and the crontab that it works by.
 */
import type {EpochMs} from '../domain/time.ts';
import type {DayView} from './fleet-model.ts';
import {cronExpression} from './job-timing.ts';
import {syslogTime} from './local-time.ts';
import type {StartedRun} from './simulate-day.ts';
import {startedRuns} from './simulate-day.ts';

const USER = 'batch';
const FIRST_PID = 2000;

type Line = {at: EpochMs; pid: number; text: string};

/** The log of the runs that began in the business day, their ends included. */
export function printCronLog(view: DayView): string {
  const {name, clock} = view.environment;
  return startedRuns(view)
    .flatMap(logLines)
    .sort((a, b) => a.at - b.at)
    .map(({at, pid, text}) => `${syslogTime(at, clock.zone)} ${name} CRON[${pid}]: ${text}\n`)
    .join('');
}

function logLines(run: StartedRun): Line[] {
  // cron's child logs; the command is its own child. With `-L 15` both numbers are written.
  const pid = FIRST_PID + 2 * run.sequence;
  const jobPid = pid + 1;
  const command = `[${jobPid}] ${run.job.name}`;
  const start = {at: run.startedAt, pid, text: `(${USER}) CMD (${command})`};
  if (run.state === 'running') return [start];
  const at = run.endedAt;
  const end = {at, pid, text: `(${USER}) END (${command})`};
  if (run.state === 'succeeded') return [start, end];
  const error = `grandchild #${jobPid} failed with exit status ${run.exitCode}`;
  return [start, {at, pid, text: `(CRON) error (${error})`}, end];
}

/** `crontab -l`. */
export function printCrontab({environment}: DayView): string {
  const lines = environment.jobs.map(({name, timing}) => `${cronExpression(timing)} ${name}`);
  return ['# m h dom mon dow command', 'SHELL=/bin/sh', 'MAILTO=""', '', ...lines, ''].join('\n');
}
