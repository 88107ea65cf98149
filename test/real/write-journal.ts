/**
 * Writes journal records in systemd's export format, as `systemd-journal-remote` takes them, and what must be read of them.
 * Arguments: the folder for journal.export and truth, and the Unix second before which all happened.
 *
 * Among the records are forged ones: any process may send UNIT= and MESSAGE_ID=, and only the manager has `_PID=1`.
 */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const [folder = '', end = '0'] = process.argv.slice(2);
const boot = 'a'.repeat(32);
const records: {at: number; fields: Record<string, string>}[] = [];
const truth: string[] = [];
const STARTING = '7d4958e842da4a758f6c1cdc7b36dcc5';
const STARTED = '39f53479d3a045ac8e11786248231fbf';
const DEACTIVATED = '7ad2d189f7e94e70a38c781354912448';
const FAILED = 'd9b373ed55a64feb8242e02dbe79a49c';
const EXITED = '98e322203f7a4ed290d09fe03c09fe15';
const MOMENT_US = 1000;

const manager = (
  at: number,
  unit: string,
  invocation: string,
  fields: Record<string, string>,
  pid = '1',
): void => {
  records.push({
    at,
    fields: {
      _PID: pid,
      _UID: '0',
      UNIT: unit,
      INVOCATION_ID: invocation,
      MESSAGE: `${unit}: ${fields.MESSAGE_ID}`,
      ...fields,
    },
  });
};
const begin = Number(end) * 1_000_000 - 3_600_000_000;

for (let number = 0; number < 300; number++) {
  const unit = `job-${number}.service`;
  const invocation = number.toString(16).padStart(32, '0');
  const at = begin + number * 10_000_000;
  manager(at, unit, invocation, {MESSAGE_ID: STARTING});
  const kind = ['ok', 'exit', 'signal', 'running', 'forged'][number % 5];
  if (kind === 'ok') {
    manager(at + 2_000_000, unit, invocation, {MESSAGE_ID: DEACTIVATED});
    manager(at + 2_000_000 + MOMENT_US, unit, invocation, {MESSAGE_ID: STARTED, JOB_RESULT: 'done'});
    truth.push(`${unit} succeeded 0`);
  } else if (kind === 'running') truth.push(`${unit} running -`);
  else if (kind === 'forged') {
    // It runs still; another process says that it ended well, and that units ran which never did.
    manager(at + 2_000_000, unit, invocation, {MESSAGE_ID: DEACTIVATED}, '4242');
    manager(
      at + 2_000_000,
      `ghost-${number}.service`,
      `f${invocation.slice(1)}`,
      {MESSAGE_ID: STARTING},
      '4242',
    );
    manager(
      at + 3_000_000,
      `ghost-${number}.service`,
      `f${invocation.slice(1)}`,
      {MESSAGE_ID: DEACTIVATED},
      '4242',
    );
    truth.push(`${unit} running -`, `ghost-${number}.service none -`);
  } else {
    const status =
      kind === 'exit' ? {EXIT_CODE: 'exited', EXIT_STATUS: '3'} : {EXIT_CODE: 'killed', EXIT_STATUS: 'KILL'};
    manager(at + 2_000_000, unit, invocation, {MESSAGE_ID: EXITED, ...status});
    manager(at + 2_000_000 + MOMENT_US, unit, invocation, {
      MESSAGE_ID: FAILED,
      UNIT_RESULT: kind === 'exit' ? 'exit-code' : 'signal',
    });
    truth.push(`${unit} failed ${kind === 'exit' ? 3 : '-'}`);
  }
}

// Debian's cron with -L 15: the child that reports has the pid of the grandchild in its message.
for (let number = 0; number < 200; number++) {
  const job = `/srv/batch/job-${number}.sh`;
  const at = begin + number * 15_000_000;
  const [child, grandchild] = [20_000 + 2 * number, 20_001 + 2 * number];
  const cron = (later: number, pid: number, message: string): void => {
    records.push({
      at: at + later,
      fields: {
        _PID: String(pid),
        _UID: '0',
        _COMM: 'cron',
        SYSLOG_IDENTIFIER: 'CRON',
        SYSLOG_PID: String(pid),
        MESSAGE: message,
      },
    });
  };
  cron(0, grandchild, `(root) CMD (${job})`);
  const isFailed = number % 4 === 1;
  if (isFailed)
    cron(
      1_500_000,
      child,
      `(CRON) error (grandchild #${grandchild} failed with exit status ${(number % 200) + 1})`,
    );
  if (number % 4 !== 3) cron(1_500_000 + MOMENT_US, child, `(root) END (${job})`);
  truth.push(
    `${job} ${isFailed ? `failed ${(number % 200) + 1}` : number % 4 === 3 ? 'running -' : 'succeeded 0'}`,
  );
}

records.sort((a, b) => a.at - b.at);
const text = records.map(({at, fields}, index) => {
  const own = {
    __CURSOR: `s=${boot};i=${index.toString(16)};b=${boot};m=${at.toString(16)};t=${at.toString(16)};x=${index.toString(16)}`,
    __REALTIME_TIMESTAMP: String(at),
    __MONOTONIC_TIMESTAMP: String(at - begin + 1_000_000),
    _BOOT_ID: boot,
    _MACHINE_ID: 'c'.repeat(32),
    _HOSTNAME: 'ldnapp01',
    ...fields,
  };
  return `${Object.entries(own)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')}\n`;
});
writeFileSync(path.join(folder, 'journal.export'), text.join(''));
writeFileSync(path.join(folder, 'truth'), `${truth.join('\n')}\n`);
console.log(`${records.length} records, ${truth.length} jobs of known end, 60 of them with forged records`);
