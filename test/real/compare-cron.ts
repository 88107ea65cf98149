/**
 * Compares the verdicts of `slots --json` with what the jobs of cron.sh wrote down themselves, in every environment that can be
 * seen, and what is said of those that cannot. Arguments: the folder with jobs, truth, slots.json, report.json and
 * collections.json; the first due minute, the end and when it was judged (Unix seconds). Exits 1 on any difference.
 */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

type Slot = {environment: string; job: string; due: string; verdict: string; startedAt: string | null};
type Execution = {startedAt: number; endedAt?: number; exitCode?: number};
type Job = {name: string; minutes: string};

/** How long a run may take before it is an overrun, as in the configuration that cron.sh writes. */
const MAXIMUM_S = 200;
/** What the last collection of a broken host must be, and what its error must say. */
const BROKEN: Record<string, [outcome: RegExp, error: RegExp]> = {
  hangs: [/^timeout$/, /had not ended after 25s/],
  drops: [/^exit$/, /closed|reset|255|broken pipe/i],
  chatty: [/^partial$/, /./],
  'changed-key': [/^exit$/, /key|verification/i],
  refuses: [/^exit$/, /refused/i],
};

const [folder = '', first = '', last = '', judgedAt = ''] = process.argv.slice(2);
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
const truth = readTruth(read('truth'));
const jobs = read('jobs').trim().split('\n').map(readJob);
const slots: Slot[] = JSON.parse(read('slots.json'));
const report = JSON.parse(read('report.json'));
const collections: {environment: string; source: string; outcome: string; error: string | null}[] =
  JSON.parse(read('collections.json'));

const environments = [...new Set(slots.map(({environment}) => environment))];
const problems = environments.flatMap(environment =>
  environment in BROKEN ? compareBroken(environment) : compareSeen(environment),
);
for (const problem of problems) console.log(`WRONG ${problem}`);
process.exitCode = problems.length === 0 && environments.length > 0 ? 0 : 1;
console.log(process.exitCode === 0 ? 'everything is as it should be' : 'FAILED');

function compareSeen(environment: string): string[] {
  const rows = rowsOf(environment).map(slot => {
    const execution = truth
      .get(slot.name)
      ?.find(({startedAt}) => Math.floor(startedAt / 60) * 60 === slot.dueS);
    const driftS =
      execution && slot.startedAt ? Math.abs(Date.parse(slot.startedAt) / 1000 - execution.startedAt) : 0;
    return {...slot, expected: expectedVerdict(execution), driftS};
  });
  console.log(`\n${environment}\njob          slots  verdicts                       as the jobs say`);
  for (const {name} of jobs) {
    const own = rows.filter(row => row.name === name);
    const verdicts = [...Map.groupBy(own, ({verdict}) => verdict)].map(
      ([verdict, same]) => `${same.length} ${verdict}`,
    );
    const right = own.filter(({verdict, expected, driftS}) => verdict === expected && driftS <= 2).length;
    console.log(
      `${name.padEnd(11)}  ${String(own.length).padStart(5)}  ${verdicts.join(', ').padEnd(30)} ${right} of ${own.length}`,
    );
  }
  const found = new Set(rows.map(({verdict}) => verdict));
  const missing = rows.filter(({verdict}) => verdict === 'missing');
  const findings = report.findings.filter(
    (finding: {kind: string; environment: string; job: string; due: string}) =>
      finding.environment === environment &&
      finding.kind === 'missing' &&
      missing.some(({job, due}) => job === finding.job && due === finding.due),
  ).length;
  console.log(`${rows.length} slots; ${missing.length} missing, ${findings} findings for them in --json`);
  return [
    ...rows.flatMap(({name, due, verdict, expected, driftS}) =>
      verdict === expected && driftS <= 2
        ? []
        : [`${environment} ${name} ${due}: ${verdict}, expected ${expected}, start ${driftS} s apart`],
    ),
    ...jobs.flatMap(job => compareDue(environment, job, rows)),
    ...['ok', 'failed', 'missing', 'overrun']
      .filter(verdict => !found.has(verdict))
      .map(verdict => `${environment}: no ${verdict} at all`),
    ...(findings === missing.length
      ? []
      : [`${environment}: ${findings} findings for ${missing.length} misses`]),
  ];
}

/** A job is due exactly at the minutes of its crontab line, whether it was declared or found there. */
function compareDue(
  environment: string,
  {name, minutes}: Job,
  rows: readonly {name: string; dueS: number}[],
): string[] {
  const wanted: number[] = [];
  for (let due = Number(first); due < Number(last); due += 60)
    if (matchesMinute(minutes, (due / 60) % 60)) wanted.push(due);
  const found = rows.filter(row => row.name === name).map(({dueS}) => dueS);
  return found.join() === wanted.join()
    ? []
    : [`${environment} ${name}: due at ${found.join()}, not at ${wanted.join()}`];
}

function compareBroken(environment: string): string[] {
  const [outcome, error] = BROKEN[environment] ?? [/^$/, /^$/];
  const latest = collections.find(row => row.environment === environment && row.source === 'cron');
  const rows = rowsOf(environment);
  const verdicts = [...Map.groupBy(rows, ({verdict}) => verdict)].map(
    ([verdict, same]) => `${same.length} ${verdict}`,
  );
  console.log(
    `\n${environment}: ${latest?.outcome}, "${latest?.error}"\n  ${rows.length} slots: ${verdicts.join(', ')}`,
  );
  const claimed = rows.filter(({verdict}) => verdict === 'missing');
  return [
    ...(latest && outcome.test(latest.outcome) && error.test(latest.error ?? '')
      ? []
      : [`${environment}: not ${outcome} ${error}`]),
    ...(rows.length > 0 ? [] : [`${environment}: no slots`]),
    ...claimed.map(({name, due}) => `${environment} ${name} ${due}: missing, without a whole answer`),
  ];
}

function rowsOf(environment: string) {
  return slots
    .filter(slot => slot.environment === environment && slot.due !== null)
    .map(slot => ({
      ...slot,
      name: /job\.sh"? (\w+)/.exec(slot.job)?.[1] ?? '',
      dueS: Date.parse(slot.due) / 1000,
    }))
    .filter(({name, dueS}) => name !== '' && dueS >= Number(first) && dueS < Number(last))
    .sort((a, b) => a.dueS - b.dueS);
}

function expectedVerdict(execution: Execution | undefined): string {
  if (!execution) return 'missing';
  if (execution.endedAt === undefined || execution.endedAt > Number(judgedAt) - 2)
    return Number(judgedAt) - execution.startedAt > MAXIMUM_S ? 'overrun' : 'running';
  return execution.exitCode === 0 ? 'ok' : 'failed';
}

function readJob(line: string): Job {
  const [name = '', schedule = ''] = line.split('|');
  return {name, minutes: schedule.split(' ')[0] ?? ''};
}

/** The minute fields that cron.sh writes. */
function matchesMinute(field: string, minute: number): boolean {
  if (field === '*') return true;
  if (field === '*/2') return minute % 2 === 0;
  if (field === '1-59/2') return minute % 2 === 1;
  return field.split(',').map(Number).includes(minute);
}

function readTruth(text: string): Map<string, Execution[]> {
  const executions = new Map<string, Execution[]>();
  for (const line of text.trim().split('\n')) {
    const [name = '', what, at, code] = line.split(' ');
    const own = executions.get(name) ?? [];
    executions.set(name, own);
    if (what === 'start') own.push({startedAt: Number(at)});
    else
      Object.assign(own.find(({endedAt}) => endedAt === undefined) ?? {}, {
        endedAt: Number(at),
        exitCode: Number(code),
      });
  }
  return executions;
}
