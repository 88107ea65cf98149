/** The own commands of adapters that ask a program several times or an API, run against fixture executables. */
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
import {openZone} from '../../source/domain/zone.ts';

const clock = {zone: openZone('Europe/London'), dayStartMs: 0};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jobtrack-api-'));
});
afterEach(() => rmSync(folder, {recursive: true}));

/** `script` is the body of a shell script that stands for a program. */
function addProgram(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

// Not echo: some shells' own makes a line end of `\\n`.
const SHOW_WORDS = 'for word; do printf "%s\\n" "$word"; done';

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

function run(name: string, options?: object) {
  const command = commandOf(name, options);
  const [file = '', ...args] = 'shell' in command ? ['/bin/sh', '-c', command.shell] : command.argv;
  const {status, stdout} = spawnSync(file, args, {env: {PATH: `${folder}:/usr/bin:/bin`}, encoding: 'utf8'});
  return {status, stdout, lines: stdout.split('\n').filter(line => line !== '')};
}

function parse(name: string, output: string, options: object = {}) {
  const adapter = findAdapter(name);
  const context = {
    day: '2026-11-23',
    clock,
    collectedAt: Date.UTC(2026, 10, 23, 18),
    options: adapter.options(z).parse(options),
  };
  return parseOutput(adapter, output, context);
}

describe('kubernetes', () => {
  test.each([
    [{}, 'get cronjobs.batch,jobs.batch -A -o json'],
    [{context: 'prod', namespace: 'risk'}, '--context prod get cronjobs.batch,jobs.batch -n risk -o json'],
    [{pods: true, selector: 'team=risk'}, 'get cronjobs.batch,jobs.batch,pods -A -l team=risk -o json'],
  ])('%j asks for it', (options, words) => {
    addProgram('kubectl', 'echo "$@"');
    expect(run('kubernetes', options).stdout).toBe(`${words}\n`);
  });
});

describe('airflow', () => {
  const AIRFLOW = `case "$1 $2" in
    "version ") echo "$AIRFLOW_VERSION" ;;
    "dags list") printf 'dag_id fileloc owners is_paused\\nsettle /dags/settle.py me False\\nmargin.eod /dags/m.py me True\\n' ;;
    "dags list-runs") shift 2; echo "[{\\"dag_id\\": \\"$*\\"}]" ;;
    esac`;
  const WINDOW = '-s 2026-11-15T00:00:00+00:00 -e 2026-11-24T00:00:00+00:00 -o json';

  test.each([
    ['2.10.3', ['-d settle', '-d margin.eod']],
    ['3.1.0', ['settle', 'margin.eod']],
  ])('version %s is asked for the runs of every DAG in its own way', (version, dags) => {
    addProgram('airflow', AIRFLOW.replace('$AIRFLOW_VERSION', version));
    expect(run('airflow')).toMatchObject({
      status: 0,
      lines: ['[]', ...dags.map(dag => JSON.stringify([{dag_id: `${dag} ${WINDOW}`}]).replace(':', ': '))],
    });
  });

  test('only the chosen DAGs are asked for', () => {
    addProgram('airflow', AIRFLOW.replace('$AIRFLOW_VERSION', '3.0.1'));
    expect(run('airflow', {dags: ['settle'], lookBack: '1d'}).lines).toEqual([
      '[]',
      `[{"dag_id": "settle ${WINDOW.replace('11-15', '11-22')}"}]`,
    ]);
  });

  test('no DAGs at all are a whole answer', () => {
    addProgram('airflow', 'case "$2" in list) echo "No data found" ;; esac');
    const {status, stdout} = run('airflow');
    expect([status, parse('airflow', stdout)]).toMatchObject([0, {runs: [], rejectedCount: 0}]);
    expect(parse('airflow', stdout).partialReason).toBeUndefined();
  });

  test.each(['list', 'list-runs'])(
    'a failing `airflow dags %s` is a failure, not an empty answer',
    failing => {
      addProgram('airflow', `[ "$2" = ${failing} ] && exit 7; ${AIRFLOW}`);
      expect(run('airflow').status).toBe(7);
    },
  );

  test.each([{dags: ['x; rm -rf /']}, {dags: []}, {lookBack: 'long'}])('%j is refused', options => {
    expect(findAdapter('airflow').options(z).safeParse(options).success).toBe(false);
  });
});

describe('curl', () => {
  const WORDS = ['-fsSg', '--fail-early', '--netrc-optional', '-H', 'Accept: application/json', '-w', '\\n'];

  test('Jenkins is asked for as many levels of folders as wanted', () => {
    addProgram('curl', SHOW_WORDS);
    const job =
      'fullName,name,inQueue,nextBuildNumber,queueItem[inQueueSince,why],builds[number,result,building,timestamp,duration]{0,7}';
    expect(run('jenkins', {url: 'https://ci.example/jenkins', builds: 7, depth: 2}).lines).toEqual([
      ...WORDS,
      `https://ci.example/jenkins/api/json?tree=jobs[${job},jobs[${job}]]`,
    ]);
  });

  test('Rundeck is asked for what ended since the day began, and for what runs', () => {
    addProgram('curl', SHOW_WORDS);
    expect(run('rundeck', {projects: ['ops', 'risk'], max: 5, headerFile: '/etc/token'}).lines).toEqual([
      ...WORDS,
      '-H',
      '@/etc/token',
      'http://localhost:4440/api/30/project/ops/executions?begin=1795392000000&max=5',
      'http://localhost:4440/api/30/project/ops/executions/running?max=5',
      'http://localhost:4440/api/30/project/risk/executions?begin=1795392000000&max=5',
      'http://localhost:4440/api/30/project/risk/executions/running?max=5',
    ]);
  });

  test.each(['ftp://x', 'http://', 'http://host/', "http://host/'", 'http://a b', '-o /tmp/x'])(
    'the address %j is refused',
    url => {
      expect(findAdapter('jenkins').options(z).safeParse({url}).error?.issues[0]?.message).toContain(
        'address',
      );
    },
  );
});

describe('nomad', () => {
  test('jobs and allocations of all namespaces are printed as two documents', () => {
    addProgram(
      'nomad',
      `[ "$1 $2" = "operator api" ] && printf '[{"ID":"%s","Type":"batch","Status":"dead"}]' "$3"`,
    );
    expect(run('nomad').lines).toEqual([
      '[{"ID":"/v1/jobs?namespace=*","Type":"batch","Status":"dead"}]',
      '[{"ID":"/v1/allocations?namespace=*","Type":"batch","Status":"dead"}]',
    ]);
  });

  test('either of them failing is a failure', () => {
    addProgram('nomad', 'case "$3" in *jobs*) echo "[]" ;; *) exit 1 ;; esac');
    expect(run('nomad').status).toBe(1);
  });

  test.each(["a'b", '', 'a b'])('the namespace %j is refused', namespace => {
    expect(findAdapter('nomad').options(z).safeParse({namespace}).success).toBe(false);
  });
});

describe('dkron', () => {
  const CURL = `for url; do :; done
    case "$url" in
    */v1/jobs) echo '[{"id":"nightly","name":"nightly","displayname":"x","schedule":"@daily"},{"id":"a.b","name":"a.b","schedule":"@daily"}]' ;;
    *) echo "[{\\"id\\":\\"$url\\"}]" ;;
    esac`;

  test('the jobs and the executions of each are printed', () => {
    addProgram('curl', CURL);
    const {status, lines} = run('dkron', {headerFile: "/etc/it's"});
    expect([status, lines.slice(1)]).toEqual([
      0,
      [
        '[{"id":"http://localhost:8080/v1/jobs/nightly/executions"}]',
        '[{"id":"http://localhost:8080/v1/jobs/a.b/executions"}]',
      ],
    ]);
    expect(parse('dkron', lines[0] ?? '').schedules.map(({job}) => job)).toEqual(['nightly', 'a.b']);
  });

  test.each(['*/v1/jobs', '*/nightly/executions'])('a failing answer to %s is a failure', pattern => {
    addProgram('curl', `for url; do case "$url" in ${pattern}) exit 22 ;; esac; done; ${CURL}`);
    expect(run('dkron').status).toBe(22);
  });

  test('a job’s name from the answer cannot become another word of the command', () => {
    addProgram('curl', `${CURL.replaceAll('nightly', '$(touch oops) -o x')}; echo "$url" >> ${folder}/asked`);
    expect(run('dkron').lines.slice(1)).toEqual(['[{"id":"http://localhost:8080/v1/jobs/a.b/executions"}]']);
  });

  test('chosen jobs are asked for by themselves', () => {
    addProgram('curl', SHOW_WORDS);
    expect(run('dkron', {jobs: ['nightly'], url: 'http://dkron:8080'}).lines.slice(-2)).toEqual([
      'http://dkron:8080/v1/jobs/nightly',
      'http://dkron:8080/v1/jobs/nightly/executions',
    ]);
  });

  const executionsOf = (count: number, first: string): string =>
    JSON.stringify(
      Array.from({length: count}, (_, index) => ({
        job_name: 'busy',
        group: index + 1,
        started_at: index === 0 ? first : '2026-11-23T06:00:00Z',
        finished_at: '2026-11-23T06:00:05Z',
        success: true,
      })),
    );

  test.each([
    [
      100,
      '2026-11-23T05:00:00Z',
      'only the last 100 executions of busy are kept, and it had as many that day',
    ],
    [100, '2026-11-22T23:59:59Z', undefined],
    [99, '2026-11-23T05:00:00Z', undefined],
  ])('of %d executions, the first at %s, it is said whether more may have been', (count, first, reason) => {
    expect(parse('dkron', executionsOf(count, first)).partialReason).toBe(reason);
  });
});

describe('kubernetes', () => {
  test('a list of few CronJobs cannot stand for runs without number', () => {
    const items = Array.from({length: 80}, (_, index) => ({
      kind: 'CronJob',
      metadata: {name: `c${index}`, namespace: 'n'},
      spec: {schedule: '* * * * *', successfulJobsHistoryLimit: 0},
      status: {lastScheduleTime: '2026-11-23T23:59:00Z'},
    }));
    const {runs, partialReason} = parse('kubernetes', JSON.stringify({kind: 'List', items}));
    expect([runs.length, partialReason]).toEqual([
      100_000,
      'of more than 100,000 due times it is not known whether they had a Job',
    ]);
  });
});
