/** The list of environments. */
import {formatCount} from '../../domain/text.ts';
import type {
  EnvironmentReport,
  EnvironmentState,
  HistoryDay,
  StatusReport,
} from '../../report/status-report.ts';
import {ENVIRONMENT_STATES} from '../../report/status-report.ts';
import type {Display} from '../display.ts';
import type {ListColumn, ListDefinition} from '../list/list-definition.ts';
import {environmentStateLook, lookText} from '../paint/glyphs.ts';
import {paintSparkline} from '../paint/sparkline.ts';
import type {Tone} from '../paint/theme.ts';
import {formatAge} from '../text/ages.ts';

export const HISTORY_CELLS = 30;

/** `now` moves the ages on between two collections: it is read when a row is drawn. */
export function defineEnvironments(
  {isAscii, theme}: Pick<Display, 'isAscii' | 'theme'>,
  now: () => number,
): ListDefinition<EnvironmentReport> {
  return {
    noun: 'environments',
    keyOf: ({name}) => name,
    textOf: ({name, title, state, labels}) => [name, title, state, ...Object.values(labels)].join(' '),
    isProblem: ({state}) => state !== 'ok' && state !== 'acknowledged',
    states: ENVIRONMENT_STATES.map(name => ({name, test: row => row.state === name})),
    emptyText: 'No environments are configured.',
    columns: [
      {
        key: 'state',
        title: 'state',
        width: 14,
        narrowest: 9,
        value: ({state}) => state,
        text: ({state}) => lookText(environmentStateLook(state), isAscii),
        tone: ({state}) => environmentStateLook(state).tone,
        sortBy: ({state}) => ENVIRONMENT_STATES.indexOf(state),
      },
      {key: 'environment', title: 'environment', value: ({name}) => name, most: 40},
      number('ok', 'ok', row => row.ok, 3),
      number('failed', 'failed', row => row.failed, 0, 'bad'),
      number('missing', 'missing', row => row.missing, 0, 'bad'),
      number('late', 'late', row => row.late, 5, 'warn'),
      number('running', 'run', row => row.running + row.overrun, 9, 'info'),
      number('pending', 'wait', row => row.pending, 10),
      number('unknown', 'unkn', row => row.unknown, 6, 'warn'),
      {
        key: 'ran',
        title: 'ran/due',
        align: 'right',
        yields: 2,
        value: ({ran}) => ran,
        text: ({ran, due}) => (due === 0 ? '-' : `${formatCount(ran)}/${formatCount(due)}`),
      },
      number('expected', 'of', row => row.expected, 12),
      number('total', 'runs', row => row.total, 11),
      {
        key: 'delta',
        title: '+/-usual',
        align: 'right',
        yields: 7,
        value: ({delta}) => delta,
        text: ({delta}) => (delta === null ? '-' : delta > 0 ? `+${formatCount(delta)}` : formatCount(delta)),
      },
      {
        key: 'history',
        title: 'history',
        yields: 8,
        width: HISTORY_CELLS,
        narrowest: 20,
        value: ({history}) => history.map(({total}) => total ?? '').join(' '),
        draw: ({history}, width, isPlain) =>
          paintSparkline(
            history.map(({total}) => total),
            {
              width,
              isAscii,
              theme,
              isPlain,
              toneOf: index => historyTone(history[index]),
            },
          ),
      },
      {
        key: 'ageSeconds',
        title: 'age',
        align: 'right',
        yields: 4,
        width: 7,
        value: ({freshness}) => freshness.ageSeconds,
        text: ({freshness: {collectedAt}}) =>
          collectedAt === null ? 'never' : formatAge(now() - Date.parse(collectedAt)),
        tone: ({freshness: {state}}) => (state === 'fresh' ? 'muted' : 'warn'),
      },
    ],
  };
}

function historyTone(day: HistoryDay | undefined): Tone {
  return day?.failed ? 'bad' : 'muted';
}

function number(
  key: string,
  title: string,
  value: (row: EnvironmentReport) => number,
  yields = 0,
  tone: Tone = 'plain',
): ListColumn<EnvironmentReport> {
  return {
    key,
    title,
    align: 'right',
    value,
    ...(yields > 0 ? {yields} : {}),
    text: row => (value(row) === 0 ? '.' : formatCount(value(row))),
    tone: row => (value(row) === 0 ? 'muted' : tone),
  };
}

export function worstFirst(a: {state: EnvironmentState}, b: {state: EnvironmentState}): number {
  return ENVIRONMENT_STATES.indexOf(a.state) - ENVIRONMENT_STATES.indexOf(b.state);
}

/** The row at the foot: all environments as if they were one. Its state is the worst of them. */
export function totalRow({totals, environments}: StatusReport): EnvironmentReport | undefined {
  const [worst] = environments.toSorted(worstFirst);
  if (!worst) return undefined;
  const deltas = environments.flatMap(({delta}) => delta ?? []);
  const delta = deltas.length === 0 ? null : deltas.reduce((sum, one) => sum + one, 0);
  return {
    ...worst,
    ...totals,
    name: `${formatCount(environments.length)} in all`,
    usual: null,
    delta,
    history: sumHistory(environments),
    freshness: oldest(environments),
  };
}

function sumHistory(environments: readonly EnvironmentReport[]): HistoryDay[] {
  return Array.from({length: HISTORY_CELLS}, (_, i): HistoryDay => {
    const days = environments.flatMap(({history}) => history[i] ?? []);
    const sum = (pick: (day: HistoryDay) => number | null): number | null => {
      const known = days.flatMap(day => pick(day) ?? []);
      return known.length === 0 ? null : known.reduce((total, one) => total + one, 0);
    };
    return {
      day: days.at(0)?.day ?? '',
      total: sum(({total}) => total),
      succeeded: sum(({succeeded}) => succeeded),
      failed: sum(({failed}) => failed),
    };
  });
}

function oldest(environments: readonly EnvironmentReport[]): EnvironmentReport['freshness'] {
  const [first, ...others] = environments.map(({freshness}) => freshness);
  if (!first) return {state: 'blind', collectedAt: null, ageSeconds: null, sources: []};
  return others.reduce((old, one) => ((one.collectedAt ?? '') < (old.collectedAt ?? '') ? one : old), first);
}
