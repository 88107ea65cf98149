/**
 * The adapters' own commands as the program runs them: a fixture executable in PATH stands for the scheduler's client, writes down how it was
 * called, and prints a captured answer. What is an answer comes through; what is none is an error and proves no absence.
 */
import {readFileSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {runMain} from './run-main.ts';

type Client = {
  adapter: string;
  /** The executable, and the captured answer of `test/fixtures/<adapter>` that it prints. */
  program: string;
  answer: string;
  /** Of a source, as YAML. */
  source?: string;
  /** Its words, joined by spaces: all of them, or how they begin. */
  words: RegExp;
  /** What it is given on standard input, and what it sees in its environment. */
  input?: RegExp;
  variable?: string;
  /** Some of the runs that come through. */
  runs: string[];
  /** Why even its whole answer proves no absence. */
  isPartial?: RegExp;
  /** What it prints when it has failed, with exit code 0 all the same. */
  complaint: string;
  /** Whether its answers have an end, so that one that is cut off shows. */
  hasEnd: boolean;
  /** Another program that the command asks first, and the answer that it prints. */
  before?: {program: string; answer: string; words: RegExp};
};

const CLIENTS: Client[] = [
  {
    adapter: 'pg-cron',
    program: 'psql',
    hasEnd: true,
    answer: 'day',
    source: 'options: {database: app, host: db1, port: 5433, user: monitor}',
    words:
      /^-XAtqw -v ON_ERROR_STOP=1 -d app -h db1 -p 5433 -U monitor -c SELECT json_build_object\('timezone', .* cron\.job_run_details .*>= to_timestamp\(1795392000\) AND .* < to_timestamp\(1795478400\) ORDER BY d\.runid\) r\)\)$/,
    variable: 'PGCONNECT_TIMEOUT=10',
    runs: ['nightly-vacuum succeeded', '3 failed', 'nightly-vacuum running'],
    complaint: 'psql: error: connection to server at "db1" failed: FATAL:  role "monitor" does not exist',
  },
  {
    adapter: 'oracle',
    program: 'sqlplus',
    hasEnd: true,
    answer: 'sqlplus',
    source: 'options: {connect: /@PROD, owners: [risk]}\n        env: {ORACLE_HOME: /opt/oracle}',
    words: /^-S -L \/@PROD$/,
    input:
      /^whenever sqlerror exit failure\n[\s\S]*set markup csv on quote on\n[\s\S]*owner in \('RISK'\)[\s\S]*numtodsinterval\(1795392000, 'SECOND'\)[\s\S]*\nselect 'whole' answer from dual;\nexit\n$/,
    variable: 'ORACLE_HOME=/opt/oracle',
    runs: ['RISK.VAR_EOD succeeded'],
    complaint:
      'ERROR:\nORA-01017: invalid username/password; logon denied\n\n\nSP2-0751: Unable to connect to Oracle.',
  },
  {
    adapter: 'oracle',
    program: 'sql',
    hasEnd: true,
    answer: 'sqlcl',
    source: 'options: {client: sql}',
    words: /^-S -L \/$/,
    input: /^whenever sqlerror exit failure\n[\s\S]*set sqlformat json\n[\s\S]*owner not in \('SYS', /,
    runs: ['RISK.VAR_EOD succeeded'],
    complaint: 'Error starting at line : 7\nORA-00942: table or view does not exist',
  },
  {
    adapter: 'sqlserver',
    program: 'sqlcmd',
    hasEnd: true,
    answer: 'day',
    source: 'options: {server: "db1,1433", user: monitor}\n        env: {SQLCMDPASSWORD: secret}',
    words:
      /^-b -W -w 4000 -s \| -l 10 -S db1,1433 -U monitor -Q set nocount on; .* h\.run_date between 20261123 and 20261124 .* select 'whole' answer;$/,
    variable: 'SQLCMDPASSWORD=secret',
    runs: ['ETL nightly succeeded', 'Backup logs failed', 'Reindex cancelled', 'Load running'],
    complaint:
      "Msg 229, Level 14, State 5, Server DB1, Line 1\nThe SELECT permission was denied on the object 'sysjobs'",
  },
  {
    adapter: 'windows-tasks',
    program: 'powershell.exe',
    hasEnd: true,
    answer: 'powershell-5',
    words: /^-NoLogo -NoProfile -NonInteractive -EncodedCommand [A-Za-z0-9+/]+$/,
    runs: ['\\Batch\\Nightly succeeded', '\\Batch\\Feed failed', '\\Copy running'],
    complaint: 'Get-ScheduledTask : Access is denied.\nAt line:1 char:120',
  },
  {
    adapter: 'windows-tasks',
    program: 'schtasks',
    hasEnd: false,
    answer: 'schtasks',
    source: 'command: [schtasks, /query, /fo, CSV, /v]',
    words: /^\/query \/fo CSV \/v$/,
    runs: ['\\Batch\\Nightly succeeded'],
    complaint: 'ERROR: The network path was not found.',
  },
  {
    adapter: 'slurm',
    program: 'sacct',
    hasEnd: false,
    answer: 'parsable',
    source: "options: {users: [batch, o'neill], partitions: [night]}",
    before: {
      program: 'squeue',
      answer: 'queue-only',
      words: /^-a -t PD -u batch,o'neill -p night -o %A\|%T\|%V\|%S\|%r\|%j$/,
    },
    words:
      /^-u batch,o'neill -r night -X -P -D -S uts1795392000 -E uts1795478400 --format=JobIDRaw,\S+,JobName( -s CA)?$/,
    variable: 'SLURM_TIME_FORMAT=%s',
    runs: ['eod succeeded', 'a|b|c failed', 'held-one held'],
    complaint: 'sacct: error: slurm_persist_conn_open_without_init: failed to open persistent connection',
  },
  {
    adapter: 'control-m',
    program: 'ctm',
    hasEnd: true,
    answer: 'plan',
    source: 'options: {server: LDN}',
    words: /^run jobs:status::get 10000 -s ctm=LDN&orderDateFrom=261123&orderDateTo=261123$/,
    runs: ['Daily/EndJob waiting'],
    complaint:
      '{"errors": [{"message": "Failed to login, please check that the user name and password are valid"}]}',
  },
  {
    adapter: 'autosys',
    program: 'autorep',
    hasEnd: false,
    answer: 'wide',
    words: /^-J ALL -w$/,
    runs: ['WITH_EXIT failed', 'RESTARTING running', 'ON_ICE_FOR_LONG held'],
    complaint: 'CAUAJM_E_10527 Timed out trying to connect to the Application Server.',
  },
  {
    adapter: 'tws',
    program: 'conman',
    hasEnd: false,
    answer: 'long',
    words: /^-gui sj @#@$/,
    variable: 'MAESTRO_OUTPUT_STYLE=LONG',
    isPartial: /the plan in force does not tell of days before yesterday/,
    runs: ['MDM#EOD.PRICES succeeded', 'MDM#EOD.POSITIONS failed', 'MDM#EOD.RISK waiting'],
    complaint: 'AWSBHU610E The credentials to connect to the remote server have not been specified.',
  },
  {
    adapter: 'pbs',
    program: 'qstat',
    hasEnd: true,
    answer: 'states',
    words: /^-x -f -F json$/,
    runs: ['eod-prices succeeded', 'eod-positions failed', 'killed cancelled'],
    complaint: 'Connection refused\nqstat: cannot connect to server pbs (errno=15010)',
  },
  {
    adapter: 'lsf',
    program: 'bjobs',
    hasEnd: true,
    answer: 'json',
    words: /^-a -u all -json -o jobid /,
    isPartial: /finished jobs are known for 1h 00m only/,
    runs: [],
    complaint: 'Cannot connect to LSF. Please wait ...',
  },
  {
    adapter: 'kubernetes',
    program: 'kubectl',
    hasEnd: true,
    answer: 'lists',
    words: /^get cronjobs\.batch,jobs\.batch -A -o json$/,
    isPartial: /Jobs are deleted after their end/,
    runs: ['risk/eod succeeded', 'risk/var succeeded'],
    complaint: 'Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout',
  },
];

/** How each client behaves: the body of a shell script. */
const BEHAVIOURS = {
  answers: 'cat "$here/answer"',
  fails: 'echo "it is broken" >&2; exit 3',
  'fails after its answer': 'cat "$here/answer"; echo "it broke" >&2; exit 4',
  'says nothing': ':',
  complains: 'cat "$here/complaint"',
  'is cut off': 'head -c $(($(wc -c < "$here/answer") / 2)) "$here/answer"',
} as const;
type Behaviour = keyof typeof BEHAVIOURS;

type Row = Record<string, string | null>;
const WHEN = Date.parse('2026-11-23T18:00:00Z');
const environmentOf = ({program}: Client, behaviour: Behaviour): string =>
  `${program}-${behaviour}`.replaceAll(' ', '-');

let place: Place;
let collections: Row[];
let runs: Row[];
let slots: Row[];

beforeAll(async () => {
  const environments = CLIENTS.flatMap(client =>
    Object.keys(BEHAVIOURS).map(behaviour => {
      const folder = environmentOf(client, behaviour as Behaviour);
      const source = (client.source ?? '').replace(
        'env: {',
        `env: {PATH: '{folder}/${folder}:/usr/bin:/bin', `,
      );
      const env = source.includes('env:') ? '' : `env: {PATH: '{folder}/${folder}:/usr/bin:/bin'}`;
      return `
  ${folder}:
    sources:
      - adapter: ${client.adapter}
        ${source}
        ${env}
    expect: [{job: GHOST, schedule: "0 2 * * *"}]`;
    }),
  );
  place = createPlace(environments.join(''), 'learn: false');
  for (const client of CLIENTS)
    for (const [behaviour, script] of Object.entries(BEHAVIOURS))
      await addProgram(client, behaviour as Behaviour, script);
  const ask = async (...argv: string[]): Promise<Row[]> =>
    JSON.parse(
      (await runMain([...argv, '--json', '--config', place.config], {env: place.env, now: WHEN})).stdout,
    );
  await ask('collect', '--quiet');
  [collections, runs, slots] = [
    (await ask('collections', '--limit', '1000')).filter(({businessDay}) => businessDay === '2026-11-23'),
    await ask('runs'),
    await ask('slots', '--cached'),
  ];
}, 240_000);
afterAll(() => place.remove());

async function addProgram(client: Client, behaviour: Behaviour, script: string): Promise<void> {
  const folder = place.file(environmentOf(client, behaviour));
  await mkdir(folder);
  const answer = readFileSync(`test/fixtures/${client.adapter}/${client.answer}.out`);
  await writeFile(`${folder}/answer`, answer);
  await writeFile(`${folder}/complaint`, `${client.complaint}\n`);
  const here = `#!/bin/sh\nhere=$(dirname "$0")\n`;
  const note = `printf '%s\\n' "$*" >> "$here/words"\nenv > "$here/environment"\ncat > "$here/input"\n`;
  await writeFile(`${folder}/${client.program}`, `${here}${note}${script}\n`, {mode: 0o755});
  if (!client.before) return;
  await writeFile(
    `${folder}/before`,
    readFileSync(`test/fixtures/${client.adapter}/${client.before.answer}.out`),
  );
  const body = `printf '%s\\n' "$*" >> "$here/words-before"\ncat "$here/before"\n`;
  await writeFile(`${folder}/${client.before.program}`, here + body, {mode: 0o755});
}

const of = (rows: Row[], client: Client, behaviour: Behaviour): Row[] =>
  rows.filter(({environment}) => environment === environmentOf(client, behaviour));

const ghostOf = (client: Client, behaviour: Behaviour): string | null | undefined =>
  of(slots, client, behaviour).find(({job}) => job === 'GHOST')?.verdict;

describe.each(CLIENTS)('$adapter by $program', client => {
  test('is asked as its documentation says', () => {
    const read = (name: string): string =>
      readFileSync(`${place.file(environmentOf(client, 'answers'))}/${name}`, 'utf8');
    // For the day before, which is looked at again, too.
    expect(read('words').split('\n')).toContainEqual(expect.stringMatching(client.words));
    if (client.before)
      expect(read('words-before').split('\n')).toContainEqual(expect.stringMatching(client.before.words));
    if (client.input) expect(read('input')).toMatch(client.input);
    else expect(read('input')).toBe('');
    if (client.variable !== undefined) expect(read('environment').split('\n')).toContain(client.variable);
  });

  test('its answer comes through, and where it is whole what is not in it did not run', () => {
    const found = of(runs, client, 'answers').map(({job, status}) => `${job} ${status}`);
    expect(found).toEqual(expect.arrayContaining(client.runs));
    const [collection] = of(collections, client, 'answers');
    if (client.isPartial)
      expect(collection).toMatchObject({outcome: 'partial', error: expect.stringMatching(client.isPartial)});
    else expect(collection).toMatchObject({outcome: 'ok', error: null});
    expect(ghostOf(client, 'answers')).toBe(client.isPartial ? 'unknown' : 'missing');
  });

  test.each(['fails', 'fails after its answer'] as const)('when it %s nothing is taken', behaviour => {
    expect(of(collections, client, behaviour)).toMatchObject([
      {outcome: 'exit', error: expect.stringContaining(behaviour === 'fails' ? 'it is broken' : 'it broke')},
    ]);
    expect(of(runs, client, behaviour)).toEqual([]);
  });

  const isCut = client.hasEnd ? (['is cut off'] as const) : [];
  test.each(['fails', 'fails after its answer', 'says nothing', 'complains', ...isCut] as const)(
    'when it %s no absence is proved',
    behaviour => {
      const [collection] = of(collections, client, behaviour);
      expect(collection?.error).toEqual(expect.any(String));
      expect(ghostOf(client, behaviour)).toBe('unknown');
    },
  );
});
