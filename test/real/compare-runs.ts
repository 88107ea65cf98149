/**
 * Compares `runs --json` with what jobs were made to do. Arguments: a file of lines `job status exit-code` (`-` = not compared,
 * status `none` = there must be no run), the runs, `brief` to print
 * differences only (else `all`), and an environment that does not tell what exit code a failure had. Of a job with several runs (array tasks, a requeue) the last to start counts; in every environment alike.
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

const [truthFile = '', runsFile = '', mode = 'all', codeless = ''] = process.argv.slice(2);
const truth = readFileSync(truthFile, 'utf8')
  .trim()
  .split('\n')
  .map(line => line.split(' '));
const runs: Run[] = JSON.parse(readFileSync(runsFile, 'utf8'));
const environments = [...new Set(runs.map(({environment}) => environment))];
let wrong = 0;

for (const environment of environments) {
  console.log(`\n${environment}${mode === 'brief' ? '' : '\njob                status      exit  runs'}`);
  const statuses = Map.groupBy(truth, ([, status]) => status);
  console.log([...statuses].map(([status, of]) => `${of.length} ${status}`).join(', '));
  for (const [job = '', status = '', exitCode = '-'] of truth) {
    const own = runs.filter(run => run.environment === environment && run.job === job);
    const last = own.toSorted((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? '')).at(-1);
    const isRight =
      (last?.status ?? 'none') === status &&
      (exitCode === '-' ||
        (environment === codeless && status === 'failed') ||
        (last?.exitCode ?? 0) === Number(exitCode));
    if (!isRight) wrong += 1;
    if (isRight && mode === 'brief') continue;
    const found = `${String(last?.status).padEnd(10)}  ${String(last?.exitCode ?? '-').padStart(4)}  ${String(own.length).padStart(4)}`;
    console.log(`${job.padEnd(17)}  ${found}${isRight ? '' : `  WRONG: expected ${status} ${exitCode}`}`);
  }
}
const compared = truth.length * environments.length;
process.exitCode = wrong === 0 && environments.length > 0 && truth.length > 0 ? 0 : 1;
console.log(`\n${compared - wrong} of ${compared} jobs are right`);
