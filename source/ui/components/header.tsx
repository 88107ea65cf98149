import {formatHeadline} from '../../output/headline.ts';
import {useAppState, useDisplay, usePorts} from '../hooks/contexts.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {fit, measure} from '../paint/fit.ts';
import {describeActivity} from '../paint/progress.ts';
import {describePlace} from '../screens/registry.ts';
import {formatHeaderTime} from '../text/header-time.ts';
import {Lines} from './lines.tsx';

export const HEADER_LINES = 2;

/** Where the operator is, which business day is shown, what time it is, what is being collected; below it the verdict. */
export function Header() {
  const {places, day, activities, isCollecting, lost, now} = useAppState();
  const {session} = usePorts();
  const {theme, columns, isAscii} = useDisplay();
  const report = useDayQuery('report', {});
  const status = lost ?? (isCollecting ? describeActivity(activities, now, isAscii) : '');
  const shownDay = day ?? report.data?.businessDay ?? '';
  const when = [
    day === undefined ? shownDay : `${shownDay} (not today)`,
    formatHeaderTime(session.now ?? now, session.timezone, {isLong: columns >= 110}),
    ...(session.now === null ? [] : ['(--now)']),
  ];
  const right = [status, ...when].filter(part => part !== '').join('  ');
  const room = columns - measure(right) - 2;
  const path = places.map(describePlace).join(isAscii ? ' > ' : ' › ');
  const top =
    room < 16
      ? fit(` ${path}`, columns, 'left', isAscii)
      : `${fit(` ${path}`, room, 'left', isAscii)} ${right} `;
  const verdict = report.data ? formatHeadline(report.data.totals, columns - 2) : '';
  const tone = report.data?.environments.some(({state}) => state === 'problem' || state === 'blind')
    ? 'bad'
    : 'good';
  const error = report.data && report.error ? `  ! ${report.error}` : '';
  return (
    <Lines
      lines={[
        theme.paint('bar', fit(top, columns, 'left', isAscii)),
        theme.paint(error === '' ? tone : 'bad', fit(` ${verdict}${error}`, columns, 'left', isAscii)),
      ]}
    />
  );
}
