/** The tabs of a job that are pictures: its year, how long it takes, and when it is due. */
import {plural} from '../../domain/text.ts';
import type {EpochMs} from '../../domain/time.ts';
import {formatDuration} from '../../domain/time.ts';
import type {JobPage, ScheduleItem} from '../../report/pages/pages.ts';
import {Lines} from '../components/lines.tsx';
import {Notice, paintNotice} from '../components/notice.tsx';
import {TextPane} from '../components/text-pane.tsx';
import {useAppState, useDisplay, usePorts} from '../hooks/contexts.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {useScreenPort} from '../hooks/use-screen-port.ts';
import {useTextScroll} from '../hooks/use-text-scroll.ts';
import {paintChart} from '../paint/chart.ts';
import {fit} from '../paint/fit.ts';
import {dayLook} from '../paint/glyphs.ts';
import {paintMonthGrid} from '../paint/month-grid.ts';
import {formatDateTime} from '../text/instants.ts';
import {dayActions} from './day-actions.ts';
import type {JobTabProps} from './job-tabs.tsx';
import {useJobFindings} from './job-tabs.tsx';
import {describeDifferences, describeReliability, describeTrend} from './trend-words.ts';

/** A year of days; the shown business day is the cursor: stepping along it shows the job as it was. */
export function DaysTab({place, query, actions, learned, height}: JobTabProps) {
  const ports = usePorts();
  const {theme, columns, isAscii, isLinear, now} = useDisplay();
  const {day: chosen} = useAppState();
  const findings = useJobFindings(place);
  const page = query.data;
  const {environment, job} = place;
  const numbers = useDayQuery('numbers', {environment, job, days: 30, isCompared: true}).data;
  const day = chosen ?? page?.businessDay;
  useScreenPort({
    learned,
    actions: {...actions, ...dayActions(ports, {day, step: 1, page: 7})},
    findings: () => findings,
    copyText: () => (page && day !== undefined ? describeDay(page, day, now) : undefined),
  });
  if (!page || day === undefined) return <Notice text={query.error ?? 'Reading ...'} height={height} />;
  const told = numbers ? [describeDifferences(numbers), describeTrend(numbers)] : [];
  const reliability = [describeReliability(page.reliability), ...told].filter(Boolean).join('; ');
  const difference = numbers?.differences.find(one => one.day === day);
  const described = [describeDay(page, day, now), difference?.explanation].filter(Boolean).join('; ');
  if (isLinear) return <Lines lines={[`> ${described}`, reliability]} />;
  const today = chosen === undefined ? page.businessDay : null;
  const {lines} = paintMonthGrid({days: page.days, today, cursor: day}, {width: columns, theme, isAscii});
  const words = theme.paint('strong', fit(` ${described}`, columns, 'left', isAscii));
  const record = theme.paint('muted', fit(` ${reliability}`, columns, 'left', isAscii));
  return <TextPane lines={[words, record, ...lines]} height={height} />;
}

/** `2026-11-20: ok, 2 runs`. */
function describeDay(
  {days, businessDay, dayEndsAt}: Pick<JobPage, 'days' | 'businessDay' | 'dayEndsAt'>,
  day: string,
  now: EpochMs,
): string {
  const cell = days.find(one => one.day === day);
  if (!cell) return `${day}: before the first of the days shown here`;
  const soFar = day === businessDay && now < dayEndsAt ? ' so far' : '';
  const runs = cell.runs === null ? 'nothing is known' : `${plural(cell.runs, 'run')}${soFar}`;
  return `${day}: ${dayLook(cell.mark).word}, ${runs}`;
}

export function DurationsTab({place, query, actions, learned, height}: JobTabProps) {
  const {theme, columns, isAscii, isLinear} = useDisplay();
  const findings = useJobFindings(place);
  const page = query.data;
  useScreenPort({learned, actions, findings: () => findings});
  if (!page) return <Notice text={query.error ?? 'Reading ...'} height={height} />;
  const {durations, usual, timezone} = page;
  if (durations.length < 2)
    return <Notice text="Fewer than two runs of this job have a start and an end." height={height} />;
  if (isLinear) {
    const lines = durations
      .slice(-height)
      .map(
        ({startedAt, durationMs}) => `${formatDateTime(startedAt, timezone)}: ${formatDuration(durationMs)}`,
      );
    return <Lines lines={lines} />;
  }
  const points = durations.map(({startedAt, durationMs, status}) => ({
    label: formatDateTime(startedAt, timezone).slice(5, 10),
    value: durationMs,
    low: usual?.lowMs ?? null,
    high: usual?.highMs ?? null,
    isBad: status === 'failed',
  }));
  const lines = paintChart(points, {width: columns, height: height - 1, unit: 'duration', theme, isAscii});
  const words = usual
    ? ` ${durations.length} runs; usually ${formatDuration(usual.medianMs)}, nine of ten between ${formatDuration(usual.lowMs)} and ${formatDuration(usual.highMs)}`
    : ` ${durations.length} runs; too few good ones to say what is usual`;
  return (
    <TextPane
      lines={[theme.paint('muted', fit(words, columns, 'left', isAscii)), ...lines]}
      height={height}
    />
  );
}

export function SchedulesTab({place, query, actions, learned, height}: JobTabProps) {
  const display = useDisplay();
  const findings = useJobFindings(place);
  const page = query.data;
  const lines = paintNotice(
    page ? describeSchedules(page) : (query.error ?? 'Reading ...'),
    'plain',
    display,
  );
  const scroll = useTextScroll(lines.length, height);
  useScreenPort({
    learned,
    actions: {...scroll.actions, ...actions},
    findings: () => findings,
    copyText: () => page?.schedules.map(({definition}) => definition).join('\n'),
  });
  return <TextPane lines={lines.slice(scroll.top)} height={height} />;
}

const UNSCHEDULED =
  'Neither the configuration nor a scheduler says when this job is due, and nothing regular was learned of it yet, so it is never missing. An expectation in the configuration makes it one.';

function describeSchedules(page: JobPage): string {
  if (page.schedules.length === 0) return UNSCHEDULED;
  return page.schedules.map(schedule => describeSchedule(schedule, page)).join('\n\n');
}

const WITHOUT_SOURCE: Record<ScheduleItem['origin'], string> = {
  declared: 'declared in the configuration',
  discovered: 'discovered',
  learned: 'learned from its history (x makes it an expectation in the configuration)',
};

function describeSchedule(schedule: ScheduleItem, {timezone}: Pick<JobPage, 'timezone'>): string {
  const {words, definition, origin, source, graceMs, maxRuntimeMs, calendar, isInForce, isActive, next} =
    schedule;
  const from = source === null ? WITHOUT_SOURCE[origin] : `${origin} by ${source}`;
  const facts = [
    `grace ${formatDuration(graceMs)}`,
    ...(maxRuntimeMs === null ? [] : [`at most ${formatDuration(maxRuntimeMs)}`]),
    ...(calendar === null ? [] : [`calendar ${calendar}`]),
    ...(schedule.knownSince === null ? [] : [`known since ${formatDateTime(schedule.knownSince, timezone)}`]),
    ...(schedule.goneSince === null ? [] : [`gone since ${formatDateTime(schedule.goneSince, timezone)}`]),
  ].join(', ');
  const force = isActive ? (isInForce ? 'in force' : 'not in force') : 'switched off in the scheduler';
  const due =
    next.length === 0
      ? origin === 'learned'
        ? 'told when this day is over and learned'
        : 'never'
      : next.map(at => formatDateTime(at, timezone)).join(', ');
  // What was learned has no text of its own.
  const written = origin === 'learned' ? [] : [definition];
  return [words, ...written, `${from}, ${force}; ${facts}`, `next: ${due}`].join('\n');
}
