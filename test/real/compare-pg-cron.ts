/**
 * Compares what jobtrack-tui says of pg_cron's jobs with pg_cron's own tables, in every environment that could be seen, and what it
 * says of those that could not. Arguments: the folder that pg-cron.sh filled; the first due minute, the end and when it was
 * judged (Unix seconds). Exits 1 on any difference.
 */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

type Detail = {
  runid: number;
  jobid: number;
  status: string;
  return_message: string | null;
  started: number | null;
  ended: number | null;
};
type Run = {
  environment: string;
  job: string;
  runKey: string;
  status: string;
  startedAt: string | null;
  endedAt: string | null;
};
type Slot = {environment: string; job: string; due: string | null; verdict: string};

/** Which minutes a job is due in, and from or until when (Unix seconds). */
type Due = {isDue(minute: number): boolean; from?: number; until?: number};

const [folder = '', first = '', last = '', judgedAt = ''] = process.argv.slice(2);
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
const details: Detail[] = JSON.parse(read('details.json'));
const runs: Run[] = JSON.parse(read('runs.json'));
const slots: Slot[] = JSON.parse(read('slots.json'));
const drift: {environment: string; job: string; kind: string}[] = JSON.parse(read('drift.json'));
const collections: {environment: string; outcome: string; error: string | null}[] = JSON.parse(
  read('collections.json'),
);
const nameOf = new Map(
  read('jobs')
    .trim()
    .split('\n')
    .map(line => [Number(line.split('|', 1)[0]), line.slice(line.indexOf('|') + 1)]),
);

const SEEN = ['by-socket', 'by-password', 'via-postgres'];
/** What the last collection of an environment that cannot be seen must say. */
const BROKEN: Record<string, RegExp> = {
  refuses: /Connection refused/,
  'no-password': /no password supplied/,
  'no-extension': /relation "cron\.job" does not exist/,
  'no-such-user': /role "nobody" does not exist/,
};
/** Of these the runs are compared, not the slots: a run that waits for the one before has no minute of its own. */
const WITHOUT_SLOTS = new Set(['overlapping']);
const MAXIMUM_S = 200;

const problems = [...SEEN.flatMap(compareSeen), ...Object.entries(BROKEN).flatMap(compareBroken)];
for (const problem of problems) console.log(`WRONG ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
console.log(problems.length === 0 ? '\neverything is as pg_cron says' : '\nFAILED');

function compareSeen(environment: string): string[] {
  const found = [
    ...compareRuns(environment),
    ...[...nameOf.values(), 'ghost'].flatMap(job => compareSlots(environment, job)),
    ...compareDrift(environment),
  ];
  const own = slots.filter(slot => slot.environment === environment && isWithin(slot));
  const verdicts = [...Map.groupBy(own, ({verdict}) => verdict)].map(
    ([verdict, same]) => `${same.length} ${verdict}`,
  );
  const missed = ['ok', 'failed', 'missing', 'excused', 'running'].filter(
    wanted => !own.some(({verdict}) => verdict === wanted),
  );
  console.log(`\n${environment}\n  ${details.length} runs in cron.job_run_details`);
  console.log(`  ${own.length} slots: ${verdicts.join(', ')}; ${found.length} differences`);
  return [...found, ...missed.map(verdict => `${environment}: no ${verdict} at all`)];
}

function compareRuns(environment: string): string[] {
  const own = Map.groupBy(
    runs.filter(run => run.environment === environment),
    ({runKey}) => runKey,
  );
  const known = new Set(details.map(({runid}) => String(runid)));
  return [
    ...details.flatMap(detail => {
      const name = nameOf.get(detail.jobid) ?? '';
      const run = own.get(String(detail.runid))?.find(({job}) => job === name);
      const expected = [statusOf(detail), instant(detail.started), instant(detail.ended)].join(' ');
      const told = run && [run.status, seconds(run.startedAt), seconds(run.endedAt)].join(' ');
      return told === expected
        ? []
        : [`${environment} run ${detail.runid} of ${name}: ${told}, not ${expected}`];
    }),
    ...[...own.keys()].filter(key => !known.has(key)).map(key => `${environment}: no run ${key}`),
  ];
}

function statusOf({status}: Detail): string {
  return status === 'succeeded' || status === 'failed' ? status : 'running';
}

function instant(epochSeconds: number | null): string {
  return epochSeconds === null ? '' : String(Math.floor(epochSeconds));
}

function seconds(text: string | null): string {
  return text === null ? '' : instant(Date.parse(text) / 1000);
}

function compareSlots(environment: string, job: string): string[] {
  if (WITHOUT_SLOTS.has(job)) return [];
  const own = new Map(
    slots
      .filter(slot => slot.environment === environment && slot.job === job && isWithin(slot))
      .map(({due, verdict}) => [Number(seconds(due)), verdict]),
  );
  const wanted = new Map<number, string>();
  const due = dueOf(job);
  for (let at = Number(first); at < Number(last); at += 60)
    if (due.isDue((at / 60) % 60)) wanted.set(at, expectedVerdict(job, at));
  return [...new Set([...own.keys(), ...wanted.keys()])].flatMap(at =>
    own.get(at) === wanted.get(at)
      ? []
      : [`${environment} ${job} ${clock(at)}: ${own.get(at)}, not ${wanted.get(at)}`],
  );
}

function dueOf(job: string): Due {
  const endless = (Number(last) / 60 - 1) % 60;
  if (job === 'even') return {isDue: minute => minute % 2 === 0};
  if (job === 'odd') return {isDue: minute => minute % 2 === 1};
  if (job === 'endless') return {isDue: minute => minute === endless};
  return {isDue: () => job !== 'later'};
}

function expectedVerdict(job: string, due: number): string {
  const detail = details.find(
    ({jobid, started}) =>
      nameOf.get(jobid) === job && started !== null && Math.floor(started / 60) * 60 === due,
  );
  if (!detail) {
    const isOff = job === 'disabled' || (job === 'switched' && due > Number(first) + 60);
    return isOff ? 'excused' : 'missing';
  }
  const status = statusOf(detail);
  if (status !== 'running') return status === 'succeeded' ? 'ok' : 'failed';
  return Number(judgedAt) - due > MAXIMUM_S ? 'overrun' : 'running';
}

function compareDrift(environment: string): string[] {
  const own = drift.filter(row => row.environment === environment).map(({job, kind}) => `${job} ${kind}`);
  const wanted = ['removed gone', 'disabled switched-off', 'switched switched-off'];
  return own.toSorted().join(', ') === wanted.toSorted().join(', ')
    ? []
    : [`${environment} drift: ${own.join(', ')}; not ${wanted.join(', ')}`];
}

function compareBroken([environment, error]: [string, RegExp]): string[] {
  const latest = collections.find(row => row.environment === environment);
  const own = slots.filter(slot => slot.environment === environment && isWithin(slot));
  const verdicts = [...new Set(own.map(({verdict}) => verdict))].join();
  console.log(`\n${environment}: ${latest?.outcome}, "${latest?.error}"; ${own.length} slots: ${verdicts}`);
  return latest?.outcome === 'exit' &&
    error.test(latest.error ?? '') &&
    own.length > 0 &&
    verdicts === 'unknown'
    ? []
    : [`${environment}: not ${error}, or slots that are not unknown`];
}

function isWithin({due}: Slot): boolean {
  const at = due === null ? 0 : Date.parse(due) / 1000;
  return at >= Number(first) && at < Number(last);
}

function clock(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().slice(11, 16);
}
