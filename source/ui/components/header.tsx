import {countOddNumbers, formatHeadline} from '../../output/headline.ts';
import type {StatusReport} from '../../report/status-report.ts';
import {useAppState, useDisplay, usePorts} from '../hooks/contexts.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {clean} from '../paint/clean.ts';
import {fit} from '../paint/fit.ts';
import {describeActivity} from '../paint/progress.ts';
import type {Tone} from '../paint/theme.ts';
import {describePlaces} from '../screens/registry.ts';
import type {HeaderParts} from '../text/header-line.ts';
import {formatHeaderLine} from '../text/header-line.ts';
import {formatHeaderTime} from '../text/header-time.ts';
import {UNBROKEN} from './detail-pane.tsx';
import {Lines} from './lines.tsx';

export const HEADER_LINES = 2;

/** Where the operator is, which business day is shown, what time it is, what is being collected; below it the verdict. */
export function Header() {
  const {places, day, activities, isCollecting, lost, now} = useAppState();
  const {session} = usePorts();
  const {theme, columns, isAscii, isLinear} = useDisplay();
  const report = useDayQuery('report', {});
  const time = formatHeaderTime(session.now ?? now, session.timezone, {isLong: columns >= 110});
  const parts = {
    crumbs: describePlaces(places),
    status:
      lost === undefined
        ? isCollecting
          ? describeActivity(activities, now, isAscii)
          : []
        : [lost, 'starting again'],
    day: day === undefined ? (report.data?.businessDay ?? '') : `${day} (not today)`,
    time: session.now === null ? time : `${time} (--now)`,
  };
  const age = report.data && report.isRemembered ? sayAsOf(report.data, session.timezone) : '';
  const verdict = report.data ? sayVerdict(report.data, columns - 2 - age.length) : '';
  const error = report.data && report.error ? `  ! ${report.error}` : '';
  if (isLinear) return <Lines lines={describeHeader(parts, report.data, lost ?? report.error)} />;
  return (
    <Lines
      lines={[
        theme.paint('bar', formatHeaderLine(parts, columns, isAscii)),
        theme.paint(
          error !== '' ? 'bad' : age === '' ? toneOf(report.data) : 'muted',
          fit(` ${age}${verdict}${error}`, columns, 'left', isAscii),
        ),
      ]}
    />
  );
}

/** Without what changes from second to second: every frame is read out. */
function describeHeader(
  {crumbs, day}: Pick<HeaderParts, 'crumbs' | 'day'>,
  report: StatusReport | undefined,
  error: string | undefined,
): string[] {
  return [
    [...crumbs.toReversed(), `business day ${day}`].map(part => clean(part, UNBROKEN)).join(', '),
    ...(report ? [sayVerdict(report)] : []),
    ...(error === undefined ? [] : [clean(error, UNBROKEN)]),
  ];
}

function sayVerdict({totals, findings}: StatusReport, width?: number): string {
  return formatHeadline({...totals, ...countOddNumbers(findings)}, width);
}

/** Before a verdict of some time ago, which is shown until that of now has come. */
function sayAsOf({generatedAt}: StatusReport, timezone: string): string {
  return `As of ${formatHeaderTime(Date.parse(generatedAt), timezone, {isLong: false})}: `;
}

/** Good only if everything was seen lately and nothing is wrong. */
function toneOf(report: StatusReport | undefined): Tone {
  const states = new Set(report?.environments.map(({state}) => state));
  if (states.has('problem') || states.has('blind')) return 'bad';
  const isDoubtful = report !== undefined && report.totals.unknown + report.totals.late > 0;
  return states.has('stale') || isDoubtful ? 'warn' : 'good';
}
