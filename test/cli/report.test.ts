import {Ajv} from 'ajv';
import formats from 'ajv-formats';
import {parse as parseCsv} from 'csv-parse/sync';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import schema from '../../docs/report.schema.json' with {type: 'json'};
import {plural} from '../../source/domain/text.ts';
import {addDays} from '../../source/domain/time.ts';
import type {StatusReport} from '../../source/report/status-report.ts';
import type {DemoPlace} from './demo-place.ts';
import {createDemo, DEMO_NOW} from './demo-place.ts';

const TODAY = new Date(DEMO_NOW).toISOString().slice(0, 10);
const ago = (days: number): string => addDays(TODAY, -days);

let demo: DemoPlace;

beforeAll(async () => {
  demo = await createDemo(14);
});
afterAll(() => demo.remove());

async function askReport(...argv: string[]): Promise<StatusReport> {
  return JSON.parse((await demo.ask(['--json', '--cached', ...argv])).stdout);
}

type Row = Record<string, string | number | boolean | null>;

async function askRows(...argv: string[]): Promise<Row[]> {
  const {stdout, stderr, code} = await demo.ask([...argv, '--json']);
  expect({stderr, code}).toEqual({stderr: '', code: 0});
  return JSON.parse(stdout);
}

/** The listings that judge, with the flag that keeps them from collecting, and those that only read. */
const LISTINGS = [
  ['today', '--cached'],
  ['missing', '--cached'],
  ['jobs', '--cached'],
  ['slots', '--cached'],
  ['next', '--cached'],
  ['runs'],
  ['history'],
  ['collections'],
];

describe('the report as JSON', () => {
  test('is valid by its schema, and nothing else is printed', async () => {
    const {stdout, stderr, code} = await demo.ask(['--json', '--cached']);
    const ajv = new Ajv({allErrors: true});
    formats.default(ajv);
    const validate = ajv.compile(schema);
    validate(JSON.parse(stdout));
    expect(validate.errors).toBeNull();
    expect({stderr, code}).toEqual({stderr: '', code: 0});
  });

  test('finds exactly what goes wrong in the demo', async () => {
    const {findings} = await askReport();
    const found = findings.map(({kind, environment, job}) => [kind, environment, job].join(' ')).sort();
    expect(found).toEqual([
      'anomaly prod-nyc tax-lots',
      'blind dr-site ',
      'blind legacy ',
      'failed dwh ',
      'failed prod-ldn SETTLE/SWIFT_MT548',
      'failed prod-tok train-order-flow',
      'failed uat-ldn /opt/uat/bin/import-prod-sample',
      'late prod-nyc ach-settlement',
      'late prod-nyc client-statements',
      'missing prod-ldn LEDGER/ACCRUALS_POST',
      'missing prod-ldn RISK/STRESS_TEST',
      'missing prod-nyc custody-recon',
      'missing prod-nyc positions-extract',
      'missing uat-ldn /opt/uat/bin/sync-refdata --delta',
      'missing uat-ldn /opt/uat/bin/sync-refdata --delta',
      'missing uat-ldn /opt/uat/bin/sync-refdata --delta',
      'overrun prod-tok montecarlo-xva',
      'short dwh ',
    ]);
  });

  test('has the same id however often the same facts are judged at the same instant', async () => {
    const [first, second] = [await askReport(), await askReport()];
    expect(second).toEqual(first);
    const chosen = await askReport('--env', 'prod-*');
    expect(chosen.reportId).not.toBe(first.reportId);
    expect(chosen.environments.map(({name}) => name)).toEqual(['prod-ldn', 'prod-nyc', 'prod-tok']);
  });

  test('adds the environments up', async () => {
    const {environments, totals} = await askReport();
    for (const key of ['expected', 'due', 'ran', 'missing', 'failed', 'late', 'total'] as const) {
      expect([key, environments.reduce((sum, environment) => sum + environment[key], 0)]).toEqual([
        key,
        totals[key],
      ]);
    }
    expect(totals.environments).toBe(environments.length);
    expect(environments.every(({history}) => history.length === 30)).toBe(true);
  });
});

describe('every output tells the numbers of the one report', () => {
  test('the headline', async () => {
    const {totals, findings} = await askReport();
    const count = (wanted: string): number => findings.filter(({kind}) => kind === wanted).length;
    const [headline] = (await demo.ask(['--cached'])).stdout.split('\n');
    expect(headline).toBe(
      `${totals.missing} missing, ${totals.failed} failed, ${totals.overrun} overrunning, ${totals.blind} environments blind, ` +
        `${count('short')} count short, ${plural(count('anomaly'), 'anomaly')}, ${totals.unknown} unknown, ${totals.late} late: ${totals.ran} of ${totals.due} due ran`,
    );
  });

  test('the rows of `today`', async () => {
    const {environments} = await askReport();
    const rows = await askRows('today', '--cached');
    const numbers = ({
      name,
      state,
      missing,
      failed,
      ran,
      due,
      expected,
      total,
    }: (typeof environments)[number]) => ({
      environment: name,
      state,
      missing,
      failed,
      ran,
      due,
      expected,
      total,
    });
    const byName = (a: Row, b: Row): number => (String(a.environment) < String(b.environment) ? -1 : 1);
    expect(rows.toSorted(byName)).toEqual(
      environments
        .map(numbers)
        .toSorted(byName)
        .map(row => expect.objectContaining(row)),
    );
  });

  test('the line and the performance data of `check`', async () => {
    const {totals} = await askReport();
    const {stdout, code} = await demo.ask(['check', '--cached']);
    expect(code).toBe(2);
    const [line, ...rest] = stdout.split('\n');
    expect(rest).toEqual(['']);
    const [text = '', data = ''] = (line ?? '').split(' | ');
    expect(text).toMatch(/^JOBS CRITICAL - 7 missing, 4 failed, /);
    const values = new Map(
      data.split(' ').map(item => {
        // 'label'=value[UOM];[warn];[crit];[min];[max] of the Monitoring Plugins guidelines.
        const match = /^(\w+)=(\d+)(;\d*){0,4}$/.exec(item);
        return [match?.[1], Number(match?.[2])];
      }),
    );
    const {missing, failed, late, overrun, unknown, ran, expected, total: runs, blind} = totals;
    expect(Object.fromEntries(values)).toEqual({
      missing,
      failed,
      late,
      overrun,
      unknown,
      ran,
      expected,
      runs,
      blind,
    });
  });

  test('`missing` lists the findings, `jobs` and `slots` their verdicts', async () => {
    const {findings, totals} = await askReport();
    const rows = await askRows('missing', '--cached');
    expect(rows.map(({id}) => id)).toEqual(findings.map(({id}) => id));
    const slots = await askRows('slots', '--cached', '--status', 'missing');
    expect(slots).toHaveLength(totals.missing);
    const jobs = await askRows('jobs', '--cached', '--status', 'missing');
    expect(new Set(jobs.map(({job}) => job))).toEqual(new Set(slots.map(({job}) => job)));
  });
});

describe('exit codes', () => {
  test.each([
    [['--cached'], 0],
    [['--cached', '--exit-code'], 1],
    [['--cached', '--exit-code', '--env', 'batch-fra'], 0],
    [['today', '--cached', '--exit-code'], 1],
    [['check', '--cached', '--env', 'batch-fra'], 0],
    [['check', '--cached', '--env', 'dr-site'], 3],
    [['check', '--cached', '--env', 'prod-ldn'], 2],
  ])('of %j is %i', async (argv, code) => {
    expect((await demo.ask(argv)).code).toBe(code);
  });
});

describe.each(LISTINGS)('%s', (command, ...flags) => {
  test('is an array of objects with the same keys as JSON, and a table with those columns as CSV', async () => {
    const rows = await askRows(command, ...flags);
    expect(rows.length).toBeGreaterThan(0);
    const {stdout} = await demo.ask([command, ...flags, '--csv']);
    expect(stdout).toMatch(/\r\n$/);
    const [header, ...lines] = parseCsv(stdout) as string[][];
    for (const row of rows) expect(Object.keys(row)).toEqual(header);
    expect(lines).toEqual(
      rows.map(row => Object.values(row).map(value => (value === null ? '' : String(value)))),
    );
  });

  test('is plain text in a pipe: no colour, no border, no trailing space', async () => {
    const {stdout} = await demo.ask([command, ...flags]);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2500-\u257F]| $/m);
    expect(stdout).toMatch(/^ *[A-Z]/);
  });

  test('is ASCII on a terminal that knows nothing else', async () => {
    const {stdout} = await demo.ask([command, ...flags], {
      io: {isTerminal: true, hasUnicode: false, columns: 60},
    });
    expect(stdout).toMatch(/^[\n -~]+$/);
  });

  test('fits a terminal of 80 columns', async () => {
    const {stdout} = await demo.ask([command, ...flags, '--env', 'prod-*'], {
      io: {isTerminal: true, columns: 80},
    });
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('filters', () => {
  test.each(LISTINGS)('%s --env takes names and patterns, more than once', async (command, ...flags) => {
    const rows = await askRows(command, ...flags, '--env', 'dwh', '--env', 'prod-[ln]*');
    const all = await askRows(command, ...flags);
    const wanted = ['dwh', 'prod-ldn', 'prod-nyc'];
    const chosen = all.filter(({environment}) => wanted.includes(String(environment)));
    if (command !== 'collections') expect(rows).toEqual(chosen);
    expect(new Set(rows.map(({environment}) => environment)).difference(new Set(wanted))).toEqual(new Set());
  });

  test.each([['jobs', '--cached'], ['slots', '--cached'], ['runs'], ['missing', '--cached']])(
    '%s --job takes a pattern',
    async (command, ...flags) => {
      const rows = await askRows(command, ...flags, '--job', 'RISK/*');
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every(({job}) => String(job).startsWith('RISK/'))).toBe(true);
    },
  );

  test.each([
    ['runs', 'status', 'failed,held'],
    ['slots --cached', 'verdict', 'missing,failed'],
    ['jobs --cached', 'verdict', 'missing,pending'],
    ['missing --cached', 'kind', 'late,blind'],
    ['collections', 'outcome', 'timeout,parse'],
  ])('%s --status chooses by %s', async (command, key, words) => {
    const rows = await askRows(...command.split(' '), '--status', words);
    expect(new Set(rows.map(row => row[key]))).toEqual(new Set(words.split(',')));
  });

  test('a theme that does not exist is a mistake also where nothing is coloured', async () => {
    const {code, stdout, stderr} = await demo.ask(['--cached', '--theme', 'lihgt']);
    expect({code, stdout}).toEqual({code: 2, stdout: ''});
    expect(stderr).toContain('--theme "lihgt" is not known; did you mean light?');
  });

  test('a status that does not exist is named with its neighbour', async () => {
    const {code, stdout, stderr} = await demo.ask(['slots', '--cached', '--status', 'ok,mising']);
    expect({code, stdout}).toEqual({code: 2, stdout: ''});
    expect(stderr).toContain('--status "mising" is not known; did you mean missing?');
  });

  test('--limit keeps the newest, whatever the environment', async () => {
    const rows = await askRows('runs', '--days', '3', '--limit', '120');
    expect(rows).toHaveLength(120);
    const days = rows.map(({businessDay}) => String(businessDay));
    expect(days).toEqual(days.toSorted().reverse());
    expect(new Set(rows.map(({environment}) => environment)).size).toBeGreaterThan(1);
  });

  test('--from, --to and --days choose business days', async () => {
    const days = async (...flags: string[]) =>
      new Set((await askRows('history', '--env', 'dwh', ...flags)).map(({businessDay}) => businessDay));
    const three = new Set([ago(7), ago(8), ago(9)]);
    expect(await days('--from', ago(9), '--to', ago(7))).toEqual(three);
    expect(await days('--from', ago(9), '--days', '3')).toEqual(three);
    expect(await days('--to', ago(7), '--days', '3')).toEqual(three);
    expect((await days()).size).toBeGreaterThanOrEqual(14);
  });

  test('a day that was collected afterwards is judged on that evidence', async () => {
    const {totals, environments} = await askReport('--date', ago(7), '--env', 'prod-nyc');
    expect(totals.unknown).toBe(0);
    expect(totals.ran).toBe(totals.due);
    expect(environments[0]?.freshness.state).toBe('fresh');
  });

  test('a day that has not begun has nothing due', async () => {
    const {totals, environments} = await askReport('--date', ago(-7), '--env', 'prod-nyc');
    expect([totals.due, totals.missing, totals.failed]).toEqual([0, 0, 0]);
    expect(environments[0]?.businessDay).toBe(ago(-7));
  });
});

test('collecting past days a second time finds nothing to do', async () => {
  const {stdout, code} = await demo.ask(['collect', '--from', ago(10), '--to', ago(5)]);
  expect({stdout, code}).toEqual({
    stdout: 'Nothing to collect: everything asked for is already there.\n',
    code: 0,
  });
});
