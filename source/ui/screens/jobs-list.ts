/** The jobs of an environment on a business day: ten thousand rows, of which some forty are ever written. */
import {RUN_STATUSES} from '../../domain/run.ts';
import type {Verdict} from '../../domain/slot.ts';
import {verdictRank} from '../../domain/slot.ts';
import {formatCount} from '../../domain/text.ts';
import {formatDuration} from '../../domain/time.ts';
import type {JobRow, JobTrend, PageDay} from '../../report/pages/pages.ts';
import type {Display} from '../display.ts';
import type {ListColumn, ListDefinition} from '../list/list-definition.ts';
import {lookText, statusLook, verdictLook} from '../paint/glyphs.ts';
import type {Tone} from '../paint/theme.ts';
import {formatTime, isoOrNull, TIME_CELLS} from '../text/instants.ts';
import {JOB_DAYS, paintJobDays} from './job-days.ts';

export type JobsAbout = Pick<PageDay, 'timezone' | 'businessDay'> & {
  /** What is known of a job beyond its row, when it is there: read when a row is drawn. */
  trendOf: (job: string) => JobTrend | undefined;
};

/** On narrower screens a name is cut and a row shows fewer days, so that it still shows all that matters most. */
const WIDE = 130;
const FEW_DAYS = 14;

/** What `f` goes through. */
const STATES: Record<string, readonly (Verdict | null)[]> = {
  missing: ['missing'],
  failed: ['failed'],
  overrun: ['overrun'],
  unknown: ['unknown'],
  late: ['ok-late'],
  running: ['running'],
  waiting: ['pending', 'due'],
  ok: ['ok', 'ok-early', 'ok-late'],
  excused: ['excused'],
  'not scheduled': [null],
};

export function defineJobs(
  display: Pick<Display, 'isAscii' | 'theme' | 'columns'>,
  about: JobsAbout,
): ListDefinition<JobRow> {
  const {isAscii, columns: screen} = display;
  return {
    noun: 'jobs',
    keyOf: ({job}) => job,
    textOf: row => `${row.job} ${standingOf(row) ?? ''} ${row.lastStatus ?? ''}`,
    isProblem: ({problems}) => problems > 0,
    states: Object.entries(STATES).map(([name, verdicts]) => ({
      name,
      test: row => verdicts.includes(standingOf(row)),
    })),
    emptyText: 'No job ran or was expected on this business day.',
    columns: [
      {
        key: 'verdict',
        title: 'verdict',
        value: ({verdict}) => verdict,
        text: row => lookText(verdictLook(standingOf(row)), isAscii),
        tone: row => verdictLook(standingOf(row)).tone,
        sortBy: rankOf,
      },
      {key: 'job', title: 'job', isElastic: true, most: screen < WIDE ? 28 : 60, value: ({job}) => job},
      {key: 'ran', value: ({ran}) => ran},
      {
        key: 'slots',
        title: 'slots',
        align: 'right',
        width: 10,
        yields: 1,
        value: ({slots}) => slots,
        text: ({ran, slots}) => (slots === 0 ? '-' : `${formatCount(ran)} of ${formatCount(slots)}`),
      },
      {key: 'problems', value: ({problems}) => problems},
      {key: 'runs', title: 'runs', align: 'right', width: 6, yields: 9, value: ({runs}) => runs},
      ...runColumns(display, about),
      ...trendColumns(display, about),
    ],
  };
}

function runColumns({isAscii}: Pick<Display, 'isAscii'>, about: JobsAbout): ListColumn<JobRow>[] {
  const {timezone, businessDay, trendOf} = about;
  return [
    {
      key: 'lastStatus',
      title: 'last run',
      width: 11,
      yields: 5,
      value: ({lastStatus}) => lastStatus,
      text: ({lastStatus}) => (lastStatus === null ? '-' : lookText(statusLook(lastStatus), isAscii)),
      tone: ({lastStatus}) => (lastStatus === null ? 'muted' : statusLook(lastStatus).tone),
      sortBy: ({lastStatus}) => (lastStatus === null ? null : RUN_STATUSES.indexOf(lastStatus)),
    },
    {
      key: 'lastStartedAt',
      title: 'started',
      width: TIME_CELLS,
      yields: 7,
      value: ({lastStartedAt}) => isoOrNull(lastStartedAt),
      text: ({lastStartedAt}) => formatTime(lastStartedAt, timezone, businessDay),
      sortBy: ({lastStartedAt}) => lastStartedAt,
    },
    {
      key: 'lastDurationMs',
      title: 'took',
      align: 'right',
      width: 15,
      yields: 4,
      value: ({lastDurationMs}) => lastDurationMs,
      text: row => describeTook(row, trendOf(row.job)),
      tone: row => tookTone(row, trendOf(row.job)),
    },
  ];
}

function trendColumns(
  {isAscii, theme, columns: screen}: Pick<Display, 'isAscii' | 'theme' | 'columns'>,
  {timezone, businessDay, trendOf}: JobsAbout,
): ListColumn<JobRow>[] {
  const days = screen < WIDE ? FEW_DAYS : JOB_DAYS;
  return [
    {
      key: 'days',
      title: `${days} days`,
      width: days,
      yields: 6,
      value: ({job}) => trendOf(job)?.marks ?? null,
      draw: ({job}, width, isPlain) => paintJobDays(trendOf(job), {width, theme, isAscii, isPlain}),
    },
    {
      key: 'nextDueAt',
      title: 'next due',
      width: TIME_CELLS,
      yields: 8,
      value: ({nextDueAt}) => isoOrNull(nextDueAt),
      text: ({job, nextDueAt}) =>
        formatTime(nextDueAt ?? trendOf(job)?.nextDueAt ?? null, timezone, businessDay),
      sortBy: ({nextDueAt}) => nextDueAt,
    },
  ];
}

/** The list's own order: worst first, then by name. */
export function worstFirst(a: JobRow, b: JobRow): number {
  return rankOf(a) - rankOf(b) || (a.job < b.job ? -1 : Number(a.job > b.job));
}

function rankOf(row: JobRow): number {
  return verdictRank(standingOf(row));
}

/** What failed without being expected has failed all the same. */
function standingOf({verdict, problems}: JobRow): Verdict | null {
  return verdict === null && problems > 0 ? 'failed' : verdict;
}

/** `4m 10s (2.1x)`: the last run's duration, and how many times the usual one that is. */
function describeTook({lastDurationMs}: JobRow, trend: JobTrend | undefined): string {
  if (lastDurationMs === null) return '-';
  const took = formatDuration(lastDurationMs);
  const usualMs = trend?.usual?.medianMs ?? 0;
  if (usualMs <= 0) return took;
  const times = lastDurationMs / usualMs;
  return `${took} (${times >= 10 ? formatCount(Math.round(times)) : times.toFixed(1)}x)`;
}

function tookTone({lastDurationMs}: JobRow, trend: JobTrend | undefined): Tone {
  if (lastDurationMs === null) return 'muted';
  const usual = trend?.usual;
  return usual && (lastDurationMs > usual.highMs || lastDurationMs < usual.lowMs) ? 'warn' : 'plain';
}
