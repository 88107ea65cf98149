import {formatCount} from '../../domain/text.ts';
import {formatDuration} from '../../domain/time.ts';
import type {EnvironmentReport, StatusReport} from '../../report/status-report.ts';
import {formatSparkline} from '../sparkline.ts';
import type {Column, Listing} from '../table.ts';

const STATE_GLYPHS: Record<EnvironmentReport['state'], readonly [unicode: string, ascii: string]> = {
  ok: ['✓', 'v'],
  problem: ['✗', 'x'],
  stale: ['~', '~'],
  blind: ['?', '?'],
};

const WORST_FIRST: readonly EnvironmentReport['state'][] = ['problem', 'blind', 'stale', 'ok'];

/** `today`: one row an environment, worst first, as the first screen shows it. */
export function listEnvironments({environments}: StatusReport, isAscii: boolean): Listing<EnvironmentReport> {
  const number = (
    key: keyof EnvironmentReport & string,
    title: string,
    value: (row: EnvironmentReport) => number,
    yields?: number,
  ): Column<EnvironmentReport> => ({
    key,
    title,
    align: 'right',
    value,
    text: row => formatCount(value(row)),
    yields,
  });
  return {
    rows: environments.toSorted((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state)),
    emptyText: 'No environments are configured.',
    columns: [
      {
        key: 'state',
        title: 'state',
        value: ({state}) => state,
        text: ({state}) => `${STATE_GLYPHS[state][isAscii ? 1 : 0]} ${state}`,
      },
      {key: 'environment', title: 'environment', value: ({name}) => name},
      {key: 'businessDay', title: 'day', value: ({businessDay}) => businessDay, yields: 8},
      number('ok', 'ok', row => row.ok),
      number('failed', 'failed', row => row.failed),
      number('missing', 'missing', row => row.missing),
      number('late', 'late', row => row.late, 2),
      number('running', 'running', row => row.running, 6),
      number('pending', 'pending', row => row.pending, 10),
      number('unknown', 'unknown', row => row.unknown, 3),
      number('ran', 'ran', row => row.ran),
      number('due', 'due', row => row.due),
      number('expected', 'expected', row => row.expected, 9),
      number('total', 'runs', row => row.total, 7),
      {key: 'usual', value: ({usual}) => usual},
      {
        key: 'delta',
        title: '+/- usual',
        yields: 4,
        align: 'right',
        value: ({delta}) => delta,
        text: ({delta}) => (delta === null ? '-' : delta > 0 ? `+${formatCount(delta)}` : formatCount(delta)),
      },
      {
        key: 'history',
        title: '30 days',
        yields: 5,
        value: ({history}) => history.map(({total}) => total ?? '').join(' '),
        text: ({history}) =>
          formatSparkline(
            history.map(({total}) => total),
            isAscii,
          ),
      },
      {
        key: 'ageSeconds',
        title: 'age',
        align: 'right',
        value: ({freshness}) => freshness.ageSeconds,
        text: ({freshness}) =>
          freshness.ageSeconds === null ? 'never' : formatDuration(freshness.ageSeconds * 1000),
      },
    ],
  };
}
