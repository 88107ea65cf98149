/** The own commands of the batch schedulers' adapters; those for a shell are run against fixture executables. */
import {spawnSync} from 'node:child_process';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {z} from 'zod';
import {parseOutput} from '../../source/adapters/parser.ts';
import {adapters} from '../../source/adapters/registry.ts';
import {expandCommand} from '../../source/config/placeholders.ts';
import type {Adapter, CommandTemplate} from '../../source/domain/adapter.ts';
import type {Observations} from '../../source/domain/observations.ts';
import {openZone} from '../../source/domain/zone.ts';

const clock = {zone: openZone('Europe/London'), dayStartMs: 7 * 3_600_000};

function findAdapter(name: string): Adapter {
  const adapter = adapters.get(name);
  if (!adapter) throw new RangeError(name);
  return adapter;
}

function commandOf(name: string, options: object = {}): CommandTemplate {
  const adapter = findAdapter(name);
  const command = adapter.command?.(adapter.options(z).parse(options));
  if (!command) throw new RangeError(`${name} has no command`);
  return expandCommand(command, {day: '2026-11-23', clock, environment: 'prod', variables: {}});
}

const BJOBS_COLUMNS =
  'jobid jobindex stat user queue exit_code exit_reason pend_reason submit_time start_time finish_time job_name';

test.each<[string, object, string[]]>([
  ['autosys', {}, ['autorep', '-J', 'ALL', '-w']],
  ['autosys', {jobs: 'EOD_%'}, ['autorep', '-J', 'EOD_%', '-w']],
  ['tws', {}, ['conman', '-gui', 'sj @#@']],
  ['tws', {jobs: '/EOD/@#/EOD/@.@'}, ['conman', '-gui', 'sj /EOD/@#/EOD/@.@']],
  ['pbs', {}, ['qstat', '-x', '-f', '-F', 'json']],
  ['pbs', {destinations: ['night', '@pbs2']}, ['qstat', '-x', '-f', '-F', 'json', 'night', '@pbs2']],
  ['lsf', {}, ['bjobs', '-a', '-u', 'all', '-json', '-o', BJOBS_COLUMNS]],
  [
    'lsf',
    {user: 'eod', queue: 'night'},
    ['bjobs', '-a', '-u', 'eod', '-q', 'night', '-json', '-o', BJOBS_COLUMNS],
  ],
])('%s with %j runs %j, without a shell', (name, options, argv) => {
  expect(commandOf(name, options)).toEqual({argv});
});

test('conman is told to print whole names, without stopping at the end of a screen', () => {
  expect(findAdapter('tws').env).toMatchObject({MAESTRO_OUTPUT_STYLE: 'LONG', MAESTROLINES: '0'});
});

test.each([
  ['sge', {owner: 'eod; rm -rf /'}],
  ['sge', {owner: '-help'}],
  ['sge', {file: '/var/lib/$(id)'}],
  ['htcondor', {owner: 'eod"'}],
  ['htcondor', {schedd: "it's"}],
  ['htcondor', {name: 'Job Name'}],
  ['pbs', {destinations: ['-x']}],
  ['tws', {jobs: '@#@ & cancel'}],
])('%s refuses %j, which a command line would take for something else', (name, options) => {
  expect(findAdapter(name).options(z).safeParse(options).success).toBe(false);
});

describe('in a shell', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jobtrack-batch-'));
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  /** `script` is the body of a shell script that stands for a program. */
  function addProgram(name: string, script: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }

  function run(name: string, options: object = {}) {
    const command = commandOf(name, options);
    if (!('shell' in command)) throw new TypeError('expected a shell command');
    const env = {PATH: `${folder}:/usr/bin:/bin`};
    const {status, stdout, stderr} = spawnSync('/bin/sh', ['-c', command.shell], {env, encoding: 'utf8'});
    return {status, stdout, stderr, observations: parse(name, stdout, options)};
  }

  function parse(name: string, output: string, options: object): Observations {
    const adapter = findAdapter(name);
    const context = {
      day: '2026-11-23',
      clock,
      collectedAt: Date.UTC(2026, 10, 23, 18),
      options: adapter.options(z).parse(options),
    };
    return parseOutput(adapter, output, context);
  }

  const XML = `cat <<'END'
<?xml version='1.0'?>
<job_info>
  <queue_info>
    <job_list state="running">
      <JB_job_number>8</JB_job_number>
      <JB_name>running</JB_name>
      <state>r</state>
      <JAT_start_time>2026-11-23T08:00:00</JAT_start_time>
    </job_list>
  </queue_info>
  <job_info>
  </job_info>
</job_info>
END`;
  const BLOCK = `cat <<'END'
==============================================================
qname        main.q
jobname      ended
jobnumber    7
taskid       undefined
qsub_time    Mon Nov 23 07:59:59 2026
start_time   Mon Nov 23 08:00:00 2026
end_time     Mon Nov 23 08:01:00 2026
failed       0
exit_status  0
cpu          0.009s
Total System Usage
    WALLCLOCK         UTIME         STIME
=========================================
           60         0.012         0.039
END`;

  test('Grid Engine’s queue comes before its accounting of the business day, and both are whole', () => {
    addProgram('qstat', `echo "$@" >>${folder}/asked\n${XML}`);
    addProgram('qacct', `echo "$@" >>${folder}/asked\n${BLOCK}`);
    const {status, stdout, observations} = run('sge');
    expect(status).toBe(0);
    expect(spawnSync('cat', [`${folder}/asked`], {encoding: 'utf8'}).stdout).toBe(
      '-u * -xml\n-j -b 202611230700 -e 202611240700\n',
    );
    expect(observations.runs.map(({job, status: state}) => [job, state])).toEqual([
      ['running', 'running'],
      ['ended', 'succeeded'],
    ]);
    expect([observations.rejectedCount, observations.partialReason]).toEqual([0, undefined]);
    expect(stdout).not.toContain('cpu');
  });

  test('Grid Engine’s accounting by itself, of a file and a user', () => {
    addProgram('qacct', `echo "= $@"\n${BLOCK}`);
    const {stdout} = run('sge', {queue: false, file: '/srv/accounting.{date}', owner: 'eod'});
    expect(stdout.split('\n')[0]).toBe(
      '= -j -b 202611230700 -e 202611240700 -o eod -f /srv/accounting.2026-11-23',
    );
  });

  test.each([
    ['that fails', 'echo "no jobs running since startup" >&2; exit 1'],
    ['that is cut off', `${BLOCK.slice(0, BLOCK.indexOf('Total'))}END`],
  ])('an accounting %s makes Grid Engine’s answer partial', (_what, script) => {
    addProgram('qstat', XML);
    addProgram('qacct', script);
    const {observations} = run('sge');
    expect(observations.partialReason).toContain('total is missing');
    expect(observations.runs[0]?.job).toBe('running');
  });

  test('a queue that cannot be asked fails Grid Engine’s command', () => {
    addProgram('qstat', 'echo "unable to contact qmaster" >&2; exit 1');
    addProgram('qacct', BLOCK);
    expect(run('sge')).toMatchObject({status: 1, stdout: ''});
  });

  const job = (number: number, status: number): string =>
    `[{"ClusterId":${number},"ProcId":0,"Cmd":"/srv/eod.sh","JobStatus":${status},"ExitCode":0,"QDate":1795420800}]`;

  test('HTCondor’s queue and its history since the start of the business day become one document', () => {
    addProgram('condor_q', `echo "$@" >>${folder}/asked\necho '${job(2, 1)}'`);
    addProgram('condor_history', `echo "$@" >>${folder}/asked\necho '${job(1, 4)}'`);
    const {status, observations} = run('htcondor', {owner: 'eod', name: 'EodName', schedd: 'schedd@eod'});
    expect(status).toBe(0);
    const asked = spawnSync('cat', [`${folder}/asked`], {encoding: 'utf8'})
      .stdout.trim()
      .split('\n');
    expect(asked[0]).toMatch(
      /^-allusers -name schedd@eod -json -attributes ClusterId,\S+,EodName -constraint Owner == "eod"$/,
    );
    expect(asked[1]).toMatch(
      / -constraint EnteredCurrentStatus >= 1795417200 && QDate < 1795503600 && Owner == "eod"$/,
    );
    expect(observations.rejected.map(({reason}) => reason)).toEqual(['no EodName', 'no EodName']);
    expect(run('htcondor').observations.runs.map(({runKey, status: state}) => [runKey, state])).toEqual([
      ['2.0', 'waiting'],
      ['1.0', 'succeeded'],
    ]);
  });

  test('HTCondor without a job is an empty answer, also where its programs print nothing', () => {
    addProgram('condor_q', 'exit 0');
    addProgram('condor_history', 'printf "[\\n]\\n"');
    const {status, observations} = run('htcondor');
    expect([status, observations.runs, observations.rejectedCount, observations.partialReason]).toEqual([
      0,
      [],
      0,
      undefined,
    ]);
  });

  test.each(['condor_q', 'condor_history'])('HTCondor’s command fails where %s does', name => {
    addProgram('condor_q', 'exit 0');
    addProgram('condor_history', 'exit 0');
    addProgram(name, 'exit 3');
    expect(run('htcondor')).toMatchObject({status: 3, stdout: ''});
  });
});
