/** The Grafana dashboard: panels as data, Grafana's JSON around them. */
import {fileURLToPath} from 'node:url';

export const DASHBOARD_FILE = fileURLToPath(
  new URL('../docs/monitoring/grafana-dashboard.json', import.meta.url),
);

type Query = {expr: string; legend?: string};
type Panel = {
  title: string;
  description: string;
  kind: 'stat' | 'timeseries' | 'table';
  width: number;
  height: number;
  queries: Query[];
  unit?: 's' | 'dateTimeAsIso';
  /** From this value on it is red. */
  redFrom?: number;
};

const ENVIRONMENT = '{environment=~"$environment"}';

const stat = (title: string, description: string, expr: string): Panel => ({
  title,
  description,
  kind: 'stat',
  width: 4,
  height: 4,
  queries: [{expr}],
  redFrom: 1,
});

const PANELS: readonly Panel[] = [
  stat(
    'Missing',
    'Expected runs that a complete answer after their deadline does not show.',
    `sum(jobtrack_slots_missing${ENVIRONMENT})`,
  ),
  stat('Failed', 'Failed runs, expected or not.', `sum(jobtrack_slots_failed${ENVIRONMENT})`),
  stat(
    'Blind',
    'Environments that cannot be seen: nothing can be said of their jobs.',
    `sum(jobtrack_environment_blind${ENVIRONMENT})`,
  ),
  stat(
    'Late or overrunning',
    'Jobs that are, or were, behind.',
    `sum(jobtrack_findings{environment=~"$environment",kind=~"late|overrun"})`,
  ),
  {
    ...stat(
      'Due runs that have started',
      'Of all expected runs whose instant has come.',
      `sum(jobtrack_slots_ran${ENVIRONMENT}) / sum(jobtrack_slots_due${ENVIRONMENT} > 0)`,
    ),
    redFrom: undefined,
  },
  {
    ...stat(
      'Judged',
      'How long ago the numbers were made. Old ones say nothing.',
      'time() - max(jobtrack_report_timestamp_seconds)',
    ),
    unit: 's',
    redFrom: 900,
  },
  {
    title: 'Environments',
    description: 'The state that each is in.',
    kind: 'table',
    width: 8,
    height: 9,
    queries: [{expr: `jobtrack_environment_state${ENVIRONMENT} == 1`}],
  },
  {
    title: 'What needs a person',
    description: 'Findings by kind, acknowledged or not.',
    kind: 'timeseries',
    width: 16,
    height: 9,
    queries: [{expr: `sum by (kind) (jobtrack_findings${ENVIRONMENT})`, legend: '{{kind}}'}],
  },
  {
    title: 'Runs of the business day, and the usual number by now',
    description: 'Where the lines part, less (or more) runs than on the same weekday before.',
    kind: 'timeseries',
    width: 12,
    height: 9,
    queries: [
      {expr: `jobtrack_day_runs${ENVIRONMENT}`, legend: '{{environment}}'},
      {expr: `jobtrack_day_runs_usual${ENVIRONMENT}`, legend: '{{environment}} usual'},
    ],
  },
  {
    title: 'Due and started',
    description: 'Expected runs whose instant has come, and those of them that have started.',
    kind: 'timeseries',
    width: 12,
    height: 9,
    queries: [
      {expr: `jobtrack_slots_due${ENVIRONMENT}`, legend: '{{environment}} due'},
      {expr: `jobtrack_slots_ran${ENVIRONMENT}`, legend: '{{environment}} started'},
    ],
  },
  {
    title: 'Runs by status',
    description: 'As the schedulers call them.',
    kind: 'timeseries',
    width: 8,
    height: 8,
    queries: [{expr: `sum by (status) (jobtrack_runs${ENVIRONMENT})`, legend: '{{status}}'}],
  },
  {
    title: 'Age of the data',
    description: 'Of the oldest of the last answers of each environment.',
    kind: 'timeseries',
    width: 8,
    height: 8,
    unit: 's',
    queries: [{expr: `time() - jobtrack_data_timestamp_seconds${ENVIRONMENT}`, legend: '{{environment}}'}],
  },
  {
    title: 'How long collecting takes',
    description: 'The last attempt at each source.',
    kind: 'timeseries',
    width: 8,
    height: 8,
    unit: 's',
    queries: [
      {expr: `jobtrack_source_attempt_duration_seconds${ENVIRONMENT}`, legend: '{{environment}} {{source}}'},
    ],
  },
  {
    title: 'Sources whose last attempt got no answer',
    description: 'With the outcome: timeout, exit, …',
    kind: 'table',
    width: 24,
    height: 7,
    queries: [
      {
        expr: `jobtrack_source_outcome_info${ENVIRONMENT} and on (environment, source) jobtrack_source_up == 0`,
      },
    ],
  },
];

/** Grafana 9 and later; imported by hand or provisioned, with any Prometheus data source. */
export function formatDashboard(): string {
  return `${JSON.stringify(DASHBOARD(), null, 2)}\n`;
}

const SOURCE = {type: 'prometheus', uid: '$datasource'};
const GRID_WIDTH = 24;

const DASHBOARD = () => ({
  uid: 'jobtrack',
  title: 'Did every job run?',
  tags: ['jobtrack'],
  schemaVersion: 38,
  version: 1,
  editable: true,
  refresh: '1m',
  time: {from: 'now-24h', to: 'now'},
  timezone: 'browser',
  templating: {
    list: [
      {name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Data source'},
      {
        name: 'environment',
        type: 'query',
        label: 'Environment',
        datasource: SOURCE,
        query: {query: 'label_values(jobtrack_environment_info, environment)', refId: 'environment'},
        refresh: 2,
        includeAll: true,
        allValue: '.*',
        multi: true,
        current: {text: 'All', value: '$__all'},
      },
    ],
  },
  panels: placePanels(),
});

/** From left to right, a new row when one is full. */
function placePanels() {
  let [x, y, rowHeight] = [0, 0, 0];
  return PANELS.map((panel, index) => {
    if (x + panel.width > GRID_WIDTH) [x, y, rowHeight] = [0, y + rowHeight, 0];
    const gridPos = {x, y, w: panel.width, h: panel.height};
    x += panel.width;
    rowHeight = Math.max(rowHeight, panel.height);
    return {id: index + 1, ...describePanel(panel), gridPos};
  });
}

function describePanel({title, description, kind, queries, unit, redFrom}: Panel) {
  const steps = [
    {color: 'green', value: null},
    ...(redFrom === undefined ? [] : [{color: 'red', value: redFrom}]),
  ];
  return {
    title,
    description,
    type: kind,
    datasource: SOURCE,
    targets: queries.map(({expr, legend}, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource: SOURCE,
      expr,
      ...(legend !== undefined && {legendFormat: legend}),
      ...(kind === 'timeseries' ? {range: true} : {instant: true}),
      ...(kind === 'table' && {format: 'table'}),
    })),
    fieldConfig: {
      defaults: {
        ...(unit && {unit}),
        color: {mode: kind === 'timeseries' ? 'palette-classic' : 'thresholds'},
        thresholds: {mode: 'absolute', steps},
      },
      overrides: [],
    },
    ...(kind === 'table' && {
      transformations: [
        {
          id: 'organize',
          options: {excludeByName: {Time: true, Value: true, __name__: true, instance: true, job: true}},
        },
      ],
    }),
  };
}
