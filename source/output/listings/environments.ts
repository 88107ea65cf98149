import {formatCount} from '../../domain/text.ts';
import {formatDuration} from '../../domain/time.ts';
import {okOf, pendingOf, runningOf} from '../../report/shown-numbers.ts';
import type {EnvironmentReport, StatusReport} from '../../report/status-report.ts';
import {ENVIRONMENT_STATES} from '../../report/status-report.ts';
import {lookText, STATE_LOOKS} from '../looks.ts';
import {formatSparkline} from '../sparkline.ts';
import type {Column, Listing} from '../table.ts';

/** `today`: one row an environment, worst first, as the first screen shows it. */
export function listEnvironments({environments}: StatusReport, isAscii: boolean): Listing<EnvironmentReport> {
  const number = (
    key: keyof EnvironmentReport & string,
    title: string | undefined,
    value: (row: EnvironmentReport) => number,
    yields?: number,
    shown = value,
  ): Column<EnvironmentReport> => ({
    key,
    title,
    align: 'right',
    value,
    text: row => formatCount(shown(row)),
    yields,
  });
  return {
    rows: environments.toSorted(
      (a, b) => ENVIRONMENT_STATES.indexOf(a.state) - ENVIRONMENT_STATES.indexOf(b.state),
    ),
    emptyText: 'No environments are configured.',
    columns: [
      {
        key: 'state',
        title: 'state',
        narrowest: 9,
        value: ({state}) => state,
        text: ({state}) => lookText(STATE_LOOKS[state], isAscii),
      },
      {key: 'environment', title: 'environment', value: ({name}) => name},
      {key: 'businessDay', title: 'day', value: ({businessDay}) => businessDay, yields: 11},
      number('ok', 'ok', row => row.ok, 3, okOf),
      number('failed', 'failed', row => row.failed),
      number('missing', 'missing', row => row.missing),
      number('late', 'late', row => row.late, 5),
      number('running', 'running', row => row.running, 9, runningOf),
      number('pending', 'pending', row => row.pending, 13, pendingOf),
      number('unknown', 'unknown', row => row.unknown, 6),
      number('ran', 'ran', row => row.ran, 2),
      number('due', 'due', row => row.due, 1),
      number('expected', 'expected', row => row.expected, 12),
      number('total', 'runs', row => row.total, 10),
      {key: 'usual', value: ({usual}) => usual},
      {
        key: 'delta',
        title: '+/- usual',
        yields: 7,
        align: 'right',
        value: ({delta}) => delta,
        text: ({delta}) => (delta === null ? '-' : delta > 0 ? `+${formatCount(delta)}` : formatCount(delta)),
      },
      {key: 'trend', value: ({trend}) => trend?.change ?? null},
      {
        key: 'history',
        title: '30 days',
        yields: 8,
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
        yields: 4,
        align: 'right',
        value: ({freshness}) => freshness.ageSeconds,
        text: ({freshness}) =>
          freshness.ageSeconds === null ? 'none' : formatDuration(freshness.ageSeconds * 1000),
      },
      number(
        'acknowledged',
        environments.some(({acknowledged}) => acknowledged > 0) ? 'acknowledged' : undefined,
        row => row.acknowledged,
        14,
      ),
    ],
  };
}
