/**
 * SQL: business days as rows, newest first, from `:last` down to `:first`. What is keyed by day is then found by one seek
 * a day. To be joined with CROSS JOIN, which keeps SQLite from turning the loops round.
 */
const SPAN = 'span(day) AS (SELECT :last UNION ALL SELECT day - 1 FROM span WHERE day > :first)';
export const DAY_SPAN = `WITH RECURSIVE ${SPAN}`;

/** With the jobs whose ids stand in the JSON array `:jobs`: `FROM JOB_DAYS` is each of them on each day, day by day as tables are kept. */
export const JOB_SPAN = `${DAY_SPAN}, wanted(job) AS (SELECT value FROM json_each(:jobs))`;
export const JOB_DAYS = 'span CROSS JOIN wanted';

/** Day numbers. */
export type DaySpan = {first: number; last: number};
/** What `JOB_SPAN` is asked with, and the jobs' environment. */
export type JobSpan = DaySpan & {env: number; jobs: string};

type Seen = {firstDay: number; lastDay: number};

/** The days of a range on which some of the jobs may have been seen; undefined when there is none. */
export function spanOfJobs(jobs: readonly Seen[], {first, last}: DaySpan): DaySpan | undefined {
  const span = {
    first: Math.max(first, Math.min(...jobs.map(({firstDay}) => firstDay))),
    last: Math.min(last, Math.max(...jobs.map(({lastDay}) => lastDay))),
  };
  return span.first <= span.last ? span : undefined;
}

/** Pieces of a span, newest first and each twice as long as the last: for whoever wants the newest few of what may be many. */
export function* piecesOfSpan({first, last}: DaySpan): Generator<DaySpan> {
  let days = 1;
  for (let end = last; end >= first; ) {
    yield {first: Math.max(first, end - days + 1), last: end};
    end -= days;
    days *= 2;
  }
}
