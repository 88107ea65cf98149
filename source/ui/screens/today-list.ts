/** The list of environments. */
import {formatCount} from '../../domain/text.ts';
import type {EpochMs} from '../../domain/time.ts';
import {formatChange} from '../../output/listings/trends.ts';
import {FINDING_LOOKS, lookGlyph} from '../../output/looks.ts';
import {hasFailed} from '../../report/freshness.ts';
import {okOf, pendingOf, runningOf} from '../../report/shown-numbers.ts';
import type {EnvironmentReport, HistoryDay, StatusReport} from '../../report/status-report.ts';
import {ENVIRONMENT_STATES} from '../../report/status-report.ts';
import type {Activity} from '../backend.ts';
import type {Display} from '../display.ts';
import type {ListColumn, ListDefinition} from '../list/list-definition.ts';
import {environmentStateLook, lookText} from '../paint/glyphs.ts';
import {describeSeconds} from '../paint/progress.ts';
import {paintSparkline} from '../paint/sparkline.ts';
import type {Tone} from '../paint/theme.ts';
import {formatAge} from '../text/ages.ts';
import {HISTORY_CELLS, nameTotal, startedOf} from './today-numbers.ts';
import type {Differences} from './use-differences.ts';

/** Two working weeks: a screen of 80 columns has them, at the cost of what the line at the top says too. */
const FEWEST_HISTORY_CELLS = 10;

/** What goes on between two reports: read when a row is drawn. */
export type Live = {now: () => EpochMs; activityOf: (environment: string) => Activity | undefined};

/** What else the report says of environments. */
export type Oddities = {
  /** Those whose number of runs is unlike what is usual. */
  odd: ReadonlySet<string>;
  /** Whether any has a level that it did not have before. */
  hasTrend: boolean;
  /** How many jobs each lacks that ran elsewhere; without those that lack none. */
  lacking: ReadonlyMap<string, number>;
};

export function oddities({environments, findings}: StatusReport, differences: Differences): Oddities {
  return {
    odd: new Set(findings.filter(({band}) => band !== null).map(({environment}) => environment)),
    hasTrend: environments.some(({trend}) => trend !== null),
    lacking: countLacking(environments, differences),
  };
}

/** With that of the row at the foot, if there is any. */
function countLacking(
  environments: readonly EnvironmentReport[],
  differences: Differences,
): ReadonlyMap<string, number> {
  if (differences.size === 0) return new Map();
  const all = [...differences.values()].reduce((sum, jobs) => sum + jobs.length, 0);
  return new Map([
    [nameTotal(environments), all],
    ...[...differences].map(([name, jobs]): [string, number] => [name, jobs.length]),
  ]);
}

const NOTHING_ODD: Oddities = {odd: new Set(), hasTrend: false, lacking: new Map()};

export function defineEnvironments(
  {isAscii, theme}: Pick<Display, 'isAscii' | 'theme'>,
  live: Live,
  {odd, hasTrend, lacking}: Oddities = NOTHING_ODD,
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
      number('ok', 'ok', okOf, 3),
      number('failed', 'failed', row => row.failed, 0, 'bad'),
      number('missing', 'missing', row => row.missing, 0, 'bad'),
      number('late', 'late', row => row.late, 5, 'warn'),
      number('running', 'run', runningOf, 9, 'info'),
      number('pending', 'wait', pendingOf, 10),
      number('unknown', 'unkn', row => row.unknown, 6, 'warn'),
      {
        key: 'ran',
        title: 'ran/due',
        align: 'right',
        yields: 2,
        value: ({ran}) => ran,
        text: describeRan,
      },
      number('expected', 'of', row => row.expected, 12),
      number('total', 'started', startedOf, 11),
      {
        key: 'delta',
        title: '+/-usual',
        align: 'right',
        yields: 7,
        value: ({delta}) => delta,
        text: ({name, delta}) =>
          `${odd.has(name) ? lookGlyph(FINDING_LOOKS.anomaly, isAscii) : ''}${formatDelta(delta)}`,
        tone: ({name}) => (odd.has(name) ? FINDING_LOOKS.anomaly.tone : 'plain'),
      },
      ...(hasTrend ? [TREND_COLUMN] : []),
      ...(lacking.size > 0 ? [lackingColumn(lacking)] : []),
      {
        key: 'history',
        title: 'history',
        yields: 4,
        width: HISTORY_CELLS,
        narrowest: 20,
        shrinks: {to: FEWEST_HISTORY_CELLS, yields: 8},
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
        yields: 3,
        width: 7,
        value: ({freshness}) => freshness.ageSeconds,
        text: row => describeAge(row, live, isAscii),
        tone: ({freshness}) => (freshness.state === 'fresh' && !explainError(freshness) ? 'muted' : 'warn'),
      },
      {
        key: 'error',
        title: 'last error',
        width: 24,
        isElastic: true,
        yields: 13,
        value: ({freshness}) => explainError(freshness) ?? null,
        text: ({freshness}) => explainError(freshness) ?? '',
        tone: () => 'warn',
      },
    ],
  };
}

/** Only where there is something to tell: most of the time no level has shifted. */
const TREND_COLUMN: ListColumn<EnvironmentReport> = {
  key: 'trend',
  title: 'level',
  align: 'right',
  yields: 7.5,
  value: ({trend}) => trend?.change ?? null,
  text: ({trend}) => (trend ? formatChange(trend.change) : '.'),
  tone: ({trend}) => (trend ? 'info' : 'muted'),
};

/** As rare: how many jobs ran elsewhere and not here. */
function lackingColumn(lacking: ReadonlyMap<string, number>): ListColumn<EnvironmentReport> {
  return {
    key: 'lacking',
    title: 'lacks',
    align: 'right',
    yields: 7.2,
    value: ({name}) => lacking.get(name) ?? 0,
    text: ({name}) => formatCount(lacking.get(name) ?? 0).replace(/^0$/, '.'),
    tone: ({name}) => (lacking.has(name) ? 'warn' : 'muted'),
  };
}

/** `40/41`; `269/-` where nothing is expected and so many have run all the same. */
function describeRan(row: EnvironmentReport): string {
  if (row.due > 0) return `${formatCount(row.ran)}/${formatCount(row.due)}`;
  const started = startedOf(row);
  return row.expected === 0 && started > 0 ? `${formatCount(started)}/-` : '-';
}

function formatDelta(delta: number | null): string {
  if (delta === null) return '-';
  return delta > 0 ? `+${formatCount(delta)}` : formatCount(delta);
}

/** `4m`, `none` when nothing is known of the day; `!4m` when the last attempt failed; while it is collected how long that takes by now. */
function describeAge(
  {name, freshness}: EnvironmentReport,
  {now, activityOf}: Live,
  isAscii: boolean,
): string {
  const activity = activityOf(name);
  if (activity?.state === 'running') return describeSeconds(activity, now(), isAscii);
  const {collectedAt} = freshness;
  const age = collectedAt === null ? 'none' : formatAge(now() - Date.parse(collectedAt));
  return explainError(freshness) ? `!${age}` : age;
}

/** Why the last attempt of a source failed, if it did. */
function explainError({sources}: EnvironmentReport['freshness']): string | undefined {
  const failed = sources.find(hasFailed);
  return failed?.last ? (failed.last.error ?? failed.last.outcome) : undefined;
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
