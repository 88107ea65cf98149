/** Answers of the backend, written by hand: screens are tested without anything below them. */
import type {
  CollectionItem,
  CollectionsPage,
  CountsPage,
  JobRow,
  JobsPage,
  JobTrend,
  PageDay,
  RunItem,
  RunsPage,
} from '../../source/report/pages/pages.ts';

const DAY = '2026-11-23';

export function at(time: string, day = DAY): number {
  return Date.parse(`${day}T${time}Z`);
}

export const PAGE_DAY: PageDay = {
  environment: 'prod-ldn',
  timezone: 'Europe/London',
  businessDay: DAY,
  dayStartsAt: at('00:00:00'),
  dayEndsAt: at('00:00:00', '2026-11-24'),
};

/** A job that ran as it should. */
export function jobRow(changes: Partial<JobRow> = {}): JobRow {
  return {
    job: 'RISK/EOD_VAR',
    verdict: 'ok',
    slots: 1,
    ran: 1,
    problems: 0,
    runs: 1,
    lastStatus: 'succeeded',
    lastStartedAt: at('02:00:00'),
    lastDurationMs: 250_000,
    nextDueAt: null,
    ...changes,
  };
}

export function jobsPage(rows: JobRow[]): JobsPage {
  return {...PAGE_DAY, rows};
}

/** 30 good days, usually two minutes. */
export function jobTrend(changes: Partial<JobTrend> = {}): JobTrend {
  return {
    marks: 'K'.repeat(30),
    runs: Array<number>(30).fill(1),
    usual: {medianMs: 120_000, lowMs: 100_000, highMs: 140_000, sample: 30},
    nextDueAt: at('02:00:00', '2026-11-24'),
    ...changes,
  };
}

export function runItem(changes: Partial<RunItem> = {}): RunItem {
  return {
    environment: 'prod-ldn',
    job: 'RISK/EOD_VAR',
    runKey: 'r1',
    businessDay: DAY,
    status: 'succeeded',
    scheduledAt: null,
    startedAt: at('02:00:00'),
    endedAt: at('02:04:10'),
    durationMs: 250_000,
    exitCode: 0,
    message: null,
    seenIn: 9,
    ...changes,
  };
}

export function runsPage(rows: RunItem[], isCut = false): RunsPage {
  return {...PAGE_DAY, rows, isCut};
}

/** A whole answer of a minute ago. */
export function collectionItem(changes: Partial<CollectionItem> = {}): CollectionItem {
  return {
    id: 9,
    environment: 'prod-ldn',
    source: 'control-m',
    adapter: 'control-m',
    businessDay: DAY,
    startedAt: at('06:44:00'),
    durationMs: 320,
    outcome: 'ok',
    rows: 412,
    rejected: 0,
    bytes: 51_200,
    exitCode: 0,
    error: null,
    stderrTail: null,
    ...changes,
  };
}

export function collectionsPage(rows: CollectionItem[], isCut = false): CollectionsPage {
  return {...PAGE_DAY, rows, isCut};
}

export function countsPage(changes: Partial<CountsPage> = {}): CountsPage {
  return {...PAGE_DAY, rows: [], checks: [], ...changes};
}
