/** What happens, as lines of the log. */
import type {TaskReport} from '../../collect/collection-task.ts';
import {hasAnswered} from '../../collect/collection-task.ts';
import {isComplete} from '../../domain/collection.ts';
import type {Finding} from '../../report/status-report.ts';
import type {FindingNews} from './finding-news.ts';
import type {Log, LogLevel} from './log.ts';

export function logTask(log: Log, task: TaskReport): void {
  const {environment, source, businessDay, outcome, isShared, rows, rejected, durationMs, error} = task;
  log(levelOf(task), 'collected', {
    environment,
    source,
    day: businessDay,
    outcome: outcome ?? 'not-recorded',
    rows,
    ...(rejected > 0 && {rejected}),
    ms: durationMs,
    // Another process did it, and we have waited for its answer.
    ...(isShared && {shared: true}),
    error,
  });
}

function levelOf(task: TaskReport): LogLevel {
  const {outcome} = task;
  if (!hasAnswered(task)) return outcome === 'cancelled' ? 'info' : 'warn';
  return outcome !== undefined && isComplete(outcome) ? 'info' : 'warn';
}

/** A crontab line that was lost makes a finding a minute: no more lines than somebody would read. */
const MOST_LINES = 50;

export function logNews(log: Log, {appeared, cleared, turned}: FindingNews): void {
  for (const {environment, businessDay, open} of turned)
    log('info', 'day-ended', {environment, day: businessDay, findings: open});
  logFindings(log, cleared, 'info', 'finding-cleared');
  logFindings(log, appeared, 'warn', 'finding');
}

/** One line for all findings of a kind and job, with the first one's explanation. */
function logFindings(log: Log, findings: readonly Finding[], level: LogLevel, event: string): void {
  const groups = [
    ...Map.groupBy(findings, ({kind, environment, job}) => JSON.stringify([kind, environment, job])).values(),
  ];
  for (const group of groups.slice(0, MOST_LINES)) {
    const [first] = group;
    if (!first) continue;
    const {kind, environment, job, due, explanation} = first;
    log(level, event, {
      kind,
      environment,
      job: job ?? undefined,
      due: due ?? undefined,
      ...(group.length > 1 && {times: group.length}),
      ...(level === 'warn' && {why: explanation}),
    });
  }
  if (groups.length > MOST_LINES) log(level, `${event}-left-out`, {lines: groups.length - MOST_LINES});
}
