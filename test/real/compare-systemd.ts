/**
 * Compares what jobtrack-tui says of systemd's timers with what their jobs wrote down. Argument: the folder that systemd-inside.sh filled.
 * Exits 1 on any difference.
 */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

type Run = {job: string; status: string; startedAt: string; exitCode: number | null};
type Slot = {job: string; due: string; verdict: string};
type Drift = {job: string; kind: string};

const [folder = ''] = process.argv.slice(2);
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
const runs: Run[] = JSON.parse(read('runs.json'));
const slots: Slot[] = JSON.parse(read('slots.json'));
const drift: Drift[] = JSON.parse(read('drift.json'));
const [first = 0, last = 0] = read('span').trim().split(' ').map(Number);
/** By job: when it really started, in Unix seconds. */
const truth = Map.groupBy(
  read('truth')
    .trim()
    .split('\n')
    .map(line => line.split(' ')),
  ([job = '']) => job,
);

/** What each run of a job must be, by job: its status and its slots' verdict (null = it has no slots). */
const WANTED: Record<string, [status: string, exitCode: number | null, verdict: string | null]> = {
  good: ['succeeded', 0, 'ok'],
  fails: ['failed', 3, 'failed'],
  killed: ['failed', null, 'failed'],
  slow: ['succeeded', 0, 'ok'],
  'late-timeout': ['failed', null, 'failed'],
  stopped: ['succeeded', 0, null],
  unloaded: ['succeeded', 0, null],
  once: ['succeeded', 0, null],
  long: ['running', null, null],
};
const problems: string[] = [];

for (const [job, [status, exitCode, verdict]] of Object.entries(WANTED)) {
  const name = `jt-${job}.service`;
  const starts = truth.get(job) ?? [];
  const own = runs.filter(run => run.job === name);
  // Runs that began just as it was looked at may be told or not.
  const settled = own.filter(run => Date.parse(run.startedAt) / 1000 < last);
  const real = starts.filter(([, at = '']) => Number(at) < last);
  if (settled.length !== real.length) problems.push(`${job}: ${settled.length} runs, really ${real.length}`);
  for (const run of settled) {
    if (run.status !== status || (exitCode !== null && (run.exitCode ?? 0) !== exitCode))
      problems.push(
        `${job} of ${run.startedAt}: ${run.status} ${run.exitCode}, expected ${status} ${exitCode}`,
      );
  }
  const due = slots.filter(
    slot => slot.job === name && Date.parse(slot.due) / 1000 >= first && Date.parse(slot.due) / 1000 < last,
  );
  const wrong = verdict === null ? [] : due.filter(slot => slot.verdict !== verdict);
  for (const slot of wrong) problems.push(`${job} due ${slot.due}: ${slot.verdict}, expected ${verdict}`);
  if (verdict !== null && due.length === 0) problems.push(`${job}: no slots at all`);
  console.log(`${job.padEnd(13)} ${settled.length} of ${real.length} runs ${status}, ${due.length} slots`);
}
const skipped = runs.filter(({job}) => job === 'jt-skipped.service');
if (skipped.length === 0 || skipped.some(({status}) => status !== 'cancelled'))
  problems.push(`skipped: ${skipped.length} runs ${skipped.map(({status}) => status).join(' ')}`);
const told = drift.filter(({job}) => job.startsWith('jt-')).map(({job, kind}) => `${job} ${kind}`);
const expected = [
  'jt-once.service no-next-start',
  'jt-stopped.service switched-off',
  'jt-unloaded.service gone',
];
if (told.toSorted().join('; ') !== expected.join('; ')) problems.push(`drift: ${told.join('; ') || 'none'}`);
console.log(`drift: ${told.join('; ')}\n\nits own units:\n${read('own.txt')}`);
const OWN: RegExp[] = [
  /^collect\.service started: ActiveState=inactive SubState=dead Result=success ExecMainStatus=0 /m,
  /^collect\.timer: ActiveState=active SubState=(waiting|running) /m,
  /^service: ActiveState=active SubState=running Result=success ExecMainStatus=0 NRestarts=0 StatusText=1 environment/m,
  /^reloaded: ActiveState=active SubState=running /m,
  /^stopped: ActiveState=inactive SubState=dead Result=success ExecMainStatus=0 NRestarts=0 /m,
];
const own = read('own.txt');
for (const wanted of OWN) if (!wanted.test(own)) problems.push(`own units: nothing like ${wanted.source}`);
if (/outcome=exit|outcome=timeout/.test(own)) problems.push('own units: a source could not be collected');
for (const problem of problems) console.log(`WRONG ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
console.log(problems.length === 0 ? 'everything is as it should be' : '\nFAILED');
