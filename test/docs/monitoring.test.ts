import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {beforeAll, describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import {DASHBOARD_FILE, formatDashboard} from '../../scripts/dashboard.ts';
import {describeDaemon} from '../../source/cli/daemon/daemon-metrics.ts';
import {formatMetrics} from '../../source/output/openmetrics/openmetrics.ts';
import type {StatusReport} from '../../source/report/status-report.ts';
import {readExposition} from '../output/openmetrics/read-exposition.ts';
import {environmentReport, finding, statusReport} from '../output/sample-report.ts';
import {readBlocks, readPage, readSection} from './pages.ts';

const folder = new URL('../../docs/monitoring/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

/** A report in which everything is known. */
const REPORT: StatusReport = statusReport(
  [
    environmentReport({
      usual: 40,
      delta: -2,
      labels: {region: 'emea'},
      freshness: {
        state: 'fresh',
        collectedAt: '2026-11-23T06:44:00Z',
        ageSeconds: 60,
        sources: [
          {
            source: 'cron',
            adapter: 'cron',
            state: 'fresh',
            collectedAt: '2026-11-23T06:44:00Z',
            ageSeconds: 60,
            last: {
              id: 1,
              source: 'cron',
              startedAt: '2026-11-23T06:43:59Z',
              durationMs: 900,
              outcome: 'ok',
              rows: 3,
              rejected: 0,
              error: null,
            },
          },
        ],
      },
    }),
  ],
  [finding()],
);

const families = readExposition(
  formatMetrics(REPORT, {
    version: '1.2.3',
    hasJobs: true,
    more: describeDaemon(
      {
        host: 'h',
        pid: 1,
        version: '1',
        startedAt: 0,
        seenAt: 0,
        lastCollection: {at: 0, asked: 1, answered: 1},
      },
      {state: 'ok', detail: ''},
    ),
  }),
);

/** Every label that the output gives a metric, and what Prometheus adds. */
function labelsOf(name: string): Set<string> {
  const own = families.get(name)?.samples.flatMap(({labels}) => Object.keys(labels)) ?? [];
  return new Set([...own, 'instance', 'job']);
}

type Selector = {name: string; labels: string[]; values: [string, string][]};

/** The metrics of an expression, with the labels that it chooses or groups by, and the values that it compares them with. */
function readSelectors(expression: string): Selector[] {
  const grouped = [...expression.matchAll(/\b(?:by|on|without) \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(/,\s*/),
  );
  return [...expression.matchAll(/(jobtrack_[a-z_]+)(?:\{([^}]*)\})?/g)].map(([, name = '', chosen = '']) => {
    const pairs = [...chosen.matchAll(/(\w+)=~?"([^"]*)"/g)];
    return {
      name,
      labels: [...pairs.map(([, label = '']) => label), ...grouped],
      values: pairs.flatMap(([, label = '', value = '']) =>
        value.startsWith('$') ? [] : value.split('|').map((one): [string, string] => [label, one]),
      ),
    };
  });
}

function listProblems(expressions: readonly string[]): string[] {
  return expressions.flatMap(expression =>
    readSelectors(expression).flatMap(({name, labels, values}) => {
      if (!families.has(name)) return [`${name} does not exist`];
      const known = labelsOf(name);
      const samples = families.get(name)?.samples ?? [];
      return [
        ...labels.filter(label => !known.has(label)).map(label => `${name} has no label ${label}`),
        ...values
          .filter(([label, value]) => !samples.some(sample => sample.labels[label] === value))
          .map(([label, value]) => `${name} has no ${label}="${value}"`),
      ];
    }),
  );
}

describe('the Grafana dashboard', () => {
  const dashboard: {
    panels: {
      title: string;
      gridPos: {x: number; y: number; w: number; h: number};
      targets: {expr: string; legendFormat?: string}[];
    }[];
    templating: {list: {query: unknown}[]};
  } = JSON.parse(readFileSync(DASHBOARD_FILE, 'utf8'));
  const targets = dashboard.panels.flatMap(panel => panel.targets);

  test('is what its script writes', () => {
    expect(readFileSync(DASHBOARD_FILE, 'utf8')).toBe(formatDashboard());
  });

  test('asks for metrics and labels that exist', () => {
    expect(targets.length).toBeGreaterThan(12);
    expect(listProblems(targets.map(({expr}) => expr))).toEqual([]);
    expect(JSON.stringify(dashboard.templating)).toContain(
      'label_values(jobtrack_environment_info, environment)',
    );
    expect(labelsOf('jobtrack_environment_info')).toContain('environment');
  });

  test('names its lines by labels that its expressions leave', () => {
    const strange = targets.flatMap(({expr, legendFormat = ''}) =>
      [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)]
        .map(([, label = '']) => label)
        .filter(label => !readSelectors(expr).some(({name}) => labelsOf(name).has(label))),
    );
    expect(strange).toEqual([]);
  });

  test('has no two panels in one place', () => {
    const cells = dashboard.panels.flatMap(({gridPos: {x, y, w, h}}) =>
      Array.from({length: w * h}, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(dashboard.panels.every(({gridPos: {x, w}}) => x + w <= 24)).toBe(true);
  });
});

describe('the alerts', () => {
  type Rules = {groups: {rules: {alert: string; expr: string; annotations: Record<string, string>}[]}[]};
  const {groups}: Rules = parse(read('alerts.yml'));
  const rules = groups.flatMap(group => group.rules);

  test('ask for metrics and labels that exist', () => {
    expect(rules.length).toBeGreaterThan(5);
    expect(listProblems(rules.map(({expr}) => expr))).toEqual([]);
  });

  test('name labels that their metrics have', () => {
    const strange = rules.flatMap(({expr, annotations}) =>
      [...JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g)]
        .map(([, label = '']) => label)
        .filter(label => !readSelectors(expr).some(({name}) => labelsOf(name).has(label))),
    );
    expect(strange).toEqual([]);
  });

  test('are each tested for being silent or for firing', () => {
    const tested = JSON.stringify(parse(read('alerts.test.yml')));
    expect(rules.map(({alert}) => alert).filter(alert => !tested.includes(`"${alert}"`))).toEqual([]);
  });

  test('are all explained', () => {
    const section = readSection('docs/monitoring.md', 'Alerts');
    expect(rules.map(({alert}) => alert).filter(alert => !section.includes(`\`${alert}\``))).toEqual([]);
  });
});

test('every metric is explained, and no other', () => {
  const documented = [
    ...readSection('docs/monitoring.md', 'Metrics').matchAll(/^\| `(jobtrack_[a-z_]+)/gm),
  ].map(([, name]) => name);
  const known = [...families.keys()].filter(name => !name.startsWith('jobtrack_slots_'));
  expect(documented.toSorted()).toEqual([...known, 'jobtrack_slots_'].toSorted());
});

describe('the recipes for jq', () => {
  const recipes = readBlocks(readSection('docs/monitoring.md', 'Recipes with jq'), 'sh')
    .join('\n')
    .split('\n')
    .filter(line => line.includes('| jq'))
    .map(line => /\| jq (-\w+) '(.*)'$/.exec(line))
    .map(match => match ?? []);
  const hasJq = spawnSync('jq', ['--version']).status === 0;

  beforeAll(() => {
    if (!hasJq) console.warn('jq is not installed: its recipes are only read, not run');
  });

  test('are there', () => {
    expect(recipes.length).toBeGreaterThan(3);
    expect(recipes.filter(([, flag, program]) => !flag || !program)).toEqual([]);
  });

  test.runIf(hasJq).each(recipes.map(([, flag = '', program = '']) => ({flag, program})))(
    'jq $flag $program',
    ({flag, program}) => {
      const output = execFileSync('jq', [flag, program], {input: JSON.stringify(REPORT), encoding: 'utf8'});
      expect(output.trim()).not.toBe('');
      expect(output).not.toContain('null');
    },
  );
});

test('the page names the files that are there', () => {
  const page = readPage('docs/monitoring.md');
  for (const name of ['grafana-dashboard.json', 'alerts.yml', 'alerts.test.yml', 'prometheus.yml'])
    expect([name, page.includes(name) && read(name).length > 0]).toEqual([name, true]);
  expect(fileURLToPath(folder)).toContain('docs');
});
