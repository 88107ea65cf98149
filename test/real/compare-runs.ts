/**
 * Compares `runs --json` with what jobs were made to do. Arguments: a file of lines `job status exit-code [status-there]` (`-` = not
 * compared, status `none` = there must be no run), the runs, `brief` to print differences only (else `all`), and an environment that
 * tells less: not what exit code a failure had, and `status-there` for a status (`-` = not compared). Of a job with several runs (array tasks, a requeue)
 * the last to start counts; in every environment alike.
 */
import {readFileSync} from 'node:fs';
import process from 'node:process';

type Run = {
  environment: string;
  job: string;
  status: string;
  exitCode: number | null;
  startedAt: string | null;
};

const [truthFile = '', runsFile = '', mode = 'all', lesser = ''] = process.argv.slice(2);
const truth = readFileSync(truthFile, 'utf8')
  .trim()
  .split('\n')
  .map(line => line.split(' '));
const runs: Run[] = JSON.parse(readFileSync(runsFile, 'utf8'));
const environments = [...new Set(runs.map(({environment}) => environment))];
let wrong = 0;

for (const environment of environments) {
  console.log(`\n${environment}${mode === 'brief' ? '' : '\njob                status      exit  runs'}`);
  const isLesser = environment === lesser;
  const expectations = truth.map(([job = '', status = '', exitCode = '-', there = status]) => ({
    job,
    status: isLesser ? there : status,
    exitCode,
  }));
  const statuses = Map.groupBy(expectations, ({status}) => status);
  console.log([...statuses].map(([status, of]) => `${of.length} ${status}`).join(', '));
  for (const {job, status, exitCode} of expectations) {
    const own = runs.filter(run => run.environment === environment && run.job === job);
    const last = own.toSorted((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? '')).at(-1);
    const isRight =
      (status === '-' || (last?.status ?? 'none') === status) &&
      (exitCode === '-' || (isLesser && status === 'failed') || (last?.exitCode ?? 0) === Number(exitCode));
    if (!isRight) wrong += 1;
    if (isRight && mode === 'brief') continue;
    const found = `${String(last?.status).padEnd(10)}  ${String(last?.exitCode ?? '-').padStart(4)}  ${String(own.length).padStart(4)}`;
    console.log(`${job.padEnd(17)}  ${found}${isRight ? '' : `  WRONG: expected ${status} ${exitCode}`}`);
  }
}
const compared = truth.length * environments.length;
process.exitCode = wrong === 0 && environments.length > 0 && truth.length > 0 ? 0 : 1;
console.log(`\n${compared - wrong} of ${compared} jobs are right`);
