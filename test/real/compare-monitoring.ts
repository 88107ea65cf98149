/** What Prometheus, node_exporter and the daemon say, compared. Each part waits for half a minute, then exits with 1. */
import {readFileSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';
import type {StatusReport} from '../../source/report/status-report.ts';
import {readExposition} from '../output/openmetrics/read-exposition.ts';

const LONGEST_WAIT_MS = 30_000;
const VERDICTS = [
  'expected',
  'due',
  'ran',
  'ok',
  'late',
  'early',
  'running',
  'overrun',
  'failed',
  'missing',
  'unknown',
  'pending',
  'excused',
] as const;

type Series = {metric: Record<string, string>; value: [number, string]};

const PARTS: Readonly<Record<string, (...args: string[]) => Promise<string>>> = {
  /** Every number of the report against a query of Prometheus. */
  async prometheus(server = '', reportUrl = '') {
    const report = (await (await fetch(reportUrl)).json()) as StatusReport;
    const wanted = listNumbers(report);
    if (report.environments.every(({total}) => total === 0)) throw new Error('nothing is collected yet');
    const rows: string[] = [];
    for (const [query, number] of wanted) {
      const [found] = await ask(server, query);
      if (found?.value[1] !== String(number))
        throw new Error(`${query} is ${found?.value[1] ?? 'not there'}, --json says ${number}`);
      rows.push(query);
    }
    const {environments, findings} = report;
    const sums = environments.map(
      ({name, total, failed, missing}) => `${name} ${total} runs, ${failed} failed, ${missing} missing`,
    );
    return `  ${rows.length} of ${wanted.length} numbers equal (${sums.join('; ')}; ${findings.length} findings)`;
  },
  async alerts(server = '', ...names) {
    const {data} = (await (await fetch(`${server}/api/v1/alerts`)).json()) as {
      data: {alerts: {state: string; labels: Record<string, string>}[]};
    };
    const firing = new Set(
      data.alerts.filter(({state}) => state === 'firing').map(({labels}) => labels.alertname),
    );
    const silent = names.filter(name => !firing.has(name));
    if (silent.length > 0) throw new Error(`not firing: ${silent.join(', ')}`);
    return `  firing: ${[...firing].join(', ')}`;
  },
  async environment(server = '', name = '', total = '') {
    const [found] = await ask(server, `jobtrack_day_runs{environment="${name}"}`);
    if (found?.value[1] !== total)
      throw new Error(`${name} has ${found?.value[1] ?? 'no'} runs, not ${total}`);
    return `  ${name}: ${total} runs`;
  },
  async log(file = '', event = '') {
    if (!readFileSync(file, 'utf8').includes(` ${event} `)) throw new Error(`the log has no ${event}`);
    return `  the log has ${event}`;
  },
  async health(server = '') {
    const {status} = await fetch(`${server}/healthz`);
    if (status !== 200) throw new Error(`/healthz is ${status}`);
    return '  /healthz is 200';
  },
  /** Every sample of the file against what node_exporter serves. */
  async textfile(server = '', file = '') {
    const served = await (await fetch(`${server}/metrics`)).text();
    if (!/^node_textfile_scrape_error 0$/m.test(served))
      throw new Error('the textfile collector reports an error');
    const samples = [...readExposition(readFileSync(file, 'utf8')).values()].flatMap(
      family => family.samples,
    );
    // It gives every sample of a family the same labels, empty ones to those that have none: to Prometheus that is the same.
    const shown = new Map(
      served.split('\n').map(line => {
        const end = line.lastIndexOf(' ');
        const series = line
          .slice(0, end)
          .replaceAll(/(?<=[{,])\w+="",?/g, '')
          .replace(',}', '}');
        return [series, Number(line.slice(end + 1))];
      }),
    );
    for (const {name, labels, value} of samples) {
      const pairs = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
      const key =
        pairs.length === 0
          ? name
          : `${name}{${pairs.map(([label, text]) => `${label}=${JSON.stringify(text)}`).join(',')}}`;
      if (shown.get(key) !== value) throw new Error(`${key} is ${shown.get(key)}, the file says ${value}`);
    }
    return `  ${samples.length} of ${samples.length} samples equal, node_textfile_scrape_error 0`;
  },
};

function listNumbers({environments, findings}: StatusReport): [query: string, value: number][] {
  return environments.flatMap(environment => {
    const {name, total, state, counts, acknowledged, freshness} = environment;
    const of = (metric: string, more = ''): string => `${metric}{environment="${name}"${more}}`;
    const kinds = Map.groupBy(
      findings.filter(finding => finding.environment === name),
      ({kind}) => kind,
    );
    return [
      ...VERDICTS.map((key): [string, number] => [of(`jobtrack_slots_${key}`), environment[key]]),
      ...Object.entries(counts).map(([status, number]): [string, number] => [
        of('jobtrack_runs', `,status="${status}"`),
        number,
      ]),
      ...[...kinds].map(([kind, own]): [string, number] => [
        of('jobtrack_findings', `,kind="${kind}"`),
        own.length,
      ]),
      ...freshness.sources.flatMap(({source, last}): [string, number][] =>
        last
          ? [
              [
                of('jobtrack_source_up', `,source="${source}"`),
                Number(['ok', 'empty', 'partial'].includes(last.outcome)),
              ],
            ]
          : [],
      ),
      [of('jobtrack_day_runs'), total],
      [of('jobtrack_findings_acknowledged'), acknowledged],
      [of('jobtrack_environment_state', `,state="${state}"`), 1],
    ];
  });
}

async function ask(server: string, query: string): Promise<Series[]> {
  const response = await fetch(`${server}/api/v1/query?query=${encodeURIComponent(query)}`);
  const {data} = (await response.json()) as {data: {result: Series[]}};
  return data.result;
}

const [name = '', ...args] = process.argv.slice(2);
const part = PARTS[name];
if (!part) throw new Error(`no part "${name}"; there are ${Object.keys(PARTS).join(', ')}`);
const until = performance.now() + LONGEST_WAIT_MS;
for (;;) {
  try {
    console.log(await part(...args));
    break;
  } catch (error) {
    if (performance.now() > until) {
      console.error(`${name}: ${error instanceof Error ? error.message : error}`);
      process.exit(1);
    }
    await pause(500);
  }
}
