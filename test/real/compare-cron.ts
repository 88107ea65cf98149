/**
 * Compares the verdicts of `slots --json` with what the jobs of cron.sh wrote down themselves. Arguments: the folder with
 * slots.json, report.json and truth, the first due minute and the end (Unix seconds). Exits 1 on any difference.
 */
import {readFileSync} from 'node:fs';
import path from 'node:path';

type SlotRecord = {
  job: string;
  due: string;
  verdict: string;
  startedAt: string | null;
  endedAt: string | null;
};
type Execution = {startedAt: number; endedAt?: number; exitCode?: number};

const [folder = '', first = '', last = ''] = process.argv.slice(2);
const truth = readTruth(readFileSync(path.join(folder, 'truth'), 'utf8'));
const slots: SlotRecord[] = JSON.parse(readFileSync(path.join(folder, 'slots.json'), 'utf8'));
const report = JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8'));

const rows = slots
  .map(slot => ({...slot, name: slot.job.split(' ').slice(-3)[0] ?? '', dueS: Date.parse(slot.due) / 1000}))
  .filter(({dueS}) => dueS >= Number(first) && dueS < Number(last))
  .map(slot => {
    const execution = truth
      .get(slot.name)
      ?.find(({startedAt}) => Math.floor(startedAt / 60) * 60 === slot.dueS);
    const expected = expectedVerdict(execution);
    const driftS =
      execution && slot.startedAt ? Math.abs(Date.parse(slot.startedAt) / 1000 - execution.startedAt) : 0;
    return {...slot, expected, driftS, isRight: slot.verdict === expected && driftS <= 1};
  });

const names = [...new Set(rows.map(({name}) => name))];
console.log('job        slots  verdicts                       as the jobs say');
for (const name of names) {
  const own = rows.filter(row => row.name === name);
  const verdicts = [...Map.groupBy(own, ({verdict}) => verdict)]
    .map(([verdict, same]) => `${same.length} ${verdict}`)
    .join(', ');
  const right = own.filter(({isRight}) => isRight).length;
  console.log(
    `${name.padEnd(9)}  ${String(own.length).padStart(5)}  ${verdicts.padEnd(30)} ${right} of ${own.length}`,
  );
}
const wrong = rows.filter(({isRight}) => !isRight);
for (const {name, due, verdict, expected, driftS} of wrong)
  console.log(`WRONG ${name} ${due}: ${verdict}, expected ${expected}, start ${driftS} s apart`);

const missing = rows.filter(({verdict}) => verdict === 'missing').length;
const findings = report.findings.filter(
  (finding: {kind: string; due: string | null}) =>
    finding.kind === 'missing' &&
    finding.due !== null &&
    rows.some(({due, verdict}) => due === finding.due && verdict === 'missing'),
).length;
console.log(`${missing} missing slots, ${findings} missing findings for those minutes in --json`);

const isComplete = names.length === 4 && missing > 0 && rows.some(({verdict}) => verdict === 'failed');
process.exitCode = wrong.length === 0 && isComplete && findings >= missing ? 0 : 1;
console.log(process.exitCode === 0 ? `all ${rows.length} verdicts are right` : 'FAILED');

function expectedVerdict(execution: Execution | undefined): string {
  if (!execution) return 'missing';
  return execution.exitCode === 0 ? 'ok' : 'failed';
}

function readTruth(text: string): Map<string, Execution[]> {
  const executions = new Map<string, Execution[]>();
  for (const line of text.trim().split('\n')) {
    const [name = '', what, at, code] = line.split(' ');
    const own = executions.get(name) ?? [];
    executions.set(name, own);
    if (what === 'start') own.push({startedAt: Number(at)});
    else
      Object.assign(own.findLast(({endedAt}) => endedAt === undefined) ?? {}, {
        endedAt: Number(at),
        exitCode: Number(code),
      });
  }
  return executions;
}
