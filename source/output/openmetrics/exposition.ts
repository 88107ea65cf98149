/**
 * The text that Prometheus reads. Written so that both of its formats take it: OpenMetrics 1.0
 * (https://prometheus.io/docs/specs/om/open_metrics_spec/) and the older text format 0.0.4, which is all that
 * node_exporter's textfile collector knows. Hence gauges only: `info` and `stateset` are errors there, and a counter has
 * another name in each.
 */

export type Sample = {labels: Readonly<Record<string, string>>; value: number};

export type MetricFamily = {
  /** Ends with the unit, if there is one. */
  name: string;
  /** No quotes and no backslashes: the two formats do not agree on how they are escaped. */
  help: string;
  /** A base unit (`seconds`), plural. */
  unit?: 'seconds';
  samples: readonly Sample[];
};

/** Families without a sample are left out. Ends with the end mark, by which a text that was cut off is known. */
export function formatExposition(families: readonly MetricFamily[]): string {
  const texts = families.filter(({samples}) => samples.length > 0).map(formatFamily);
  return `${texts.join('')}# EOF\n`;
}

function formatFamily({name, help, unit, samples}: MetricFamily): string {
  const lines = [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    ...samples.map(({labels, value}) => `${name}${formatLabels(labels)} ${value}`),
  ];
  return `${lines.join('\n')}\n`;
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** A lone surrogate would become invalid UTF-8, for which a scraper throws away everything. */
function escapeLabel(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[\\"\n]/g, character => (character === '\n' ? '\\n' : `\\${character}`));
}

/** `cost-centre` -> `label_cost_centre`: label names are letters, digits and `_`, and must not meet our own. */
export function nameOwnLabel(name: string): string {
  return `label_${name.replaceAll(/[^A-Za-z0-9_]/g, '_')}`;
}
