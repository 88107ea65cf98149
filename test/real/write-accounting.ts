/**
 * Writes a Grid Engine accounting file (accounting(5) of Son of Grid Engine 8.1.9: fields separated by colons) and what must be read
 * of it. Arguments: the folder for accounting and truth, and the Unix second before which all happened.
 */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const [folder = '', end = '0'] = process.argv.slice(2);
const USAGE = ['55', '0.1', '0.2', '1024', ...Array.from({length: 14}, () => '0')];
const PLACE = ['defaultproject', 'NONE', 'NONE', '1'];
const REST = ['0', '0.3', '0.0', '0.0', '-q all.q', '0.0', 'NONE', '0.0', '0', '0'];

/** What became of a job: `failed` and `exit_status` of the file, and the status and exit code that must be read. */
const KINDS: readonly [failed: string, exitStatus: string, status: string, exitCode: string][] = [
  ['0', '0', 'succeeded', '0'],
  ['0', '3', 'failed', '3'],
  // Killed by signal 9 (128 + 9): failed is 100, "assumedly after job".
  ['100', '137', 'failed', '-'],
  // Never started: "can't create output file".
  ['26', '0', 'failed', '-'],
];
const lines: string[] = [];
const truth: string[] = [];
const begin = Number(end) - 7200;

for (let number = 0; number < 400; number++) {
  const [failed, exitStatus, status, exitCode] = KINDS[number % KINDS.length] ?? ['0', '0', 'succeeded', '0'];
  const submitted = begin + number * 10;
  const job = `job-${number}`;
  const tasks = number % 40 === 0 ? [1, 2, 3] : [0];
  truth.push(`${job} ${status} ${exitCode}`);
  for (const task of tasks) {
    const times = [submitted, submitted + 5, submitted + 60].map(String);
    const base = ['all.q', 'ldngrid01', 'batch', 'alice', job, String(1000 + number), 'sge', '0'];
    lines.push([...base, ...times, failed, exitStatus, ...USAGE, ...PLACE, String(task), ...REST].join(':'));
  }
}
writeFileSync(path.join(folder, 'accounting'), `${lines.join('\n')}\n`);
writeFileSync(path.join(folder, 'truth'), `${truth.join('\n')}\n`);
console.log(`${lines.length} entries of ${truth.length} jobs`);
