/** What a person at a terminal sees of a collection. Pure: the caller writes it to standard error. */
import {formatCount, plural} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatDuration} from '../domain/time.ts';
import type {ProgressEvent, TaskReport} from './collection-task.ts';
import {hasAnswered, identifyTask} from './collection-task.ts';

/** How far a collection is. Grows by `trackProgress`. */
export type Progress = {
  startedAt: EpochMs;
  total: number;
  done: number;
  /** Done without an answer. */
  failed: number;
  /** The tasks whose commands run at this moment, with their environments. */
  running: ReadonlyMap<string, string>;
};

export function startProgress(startedAt: EpochMs): Progress {
  return {startedAt, total: 0, done: 0, failed: 0, running: new Map()};
}

export function trackProgress(progress: Progress, event: ProgressEvent): Progress {
  switch (event.state) {
    case 'queued':
      return {...progress, total: progress.total + 1};
    case 'waiting':
      return progress;
    case 'started':
      return {...progress, running: new Map(progress.running).set(identifyTask(event), event.environment)};
    case 'done':
      return {
        ...progress,
        done: progress.done + 1,
        failed: progress.failed + (hasAnswered(event.report) ? 0 : 1),
        running: new Map([...progress.running].filter(([task]) => task !== identifyTask(event))),
      };
  }
}

/** One line for an event worth a line of its own; undefined for the others. `nameWidth` aligns the columns. */
export function formatProgressLine(event: ProgressEvent, nameWidth = 0): string | undefined {
  const name = `${event.environment} ${event.source} ${event.businessDay}`.padEnd(nameWidth);
  if (event.state === 'waiting') return `${name}  waiting: another process is collecting it`;
  return event.state === 'done' ? `${name}  ${formatReport(event.report)}` : undefined;
}

function formatReport({outcome, isShared, rows, rejected, durationMs, error}: TaskReport): string {
  const facts = [
    outcome ?? 'not recorded',
    plural(rows, 'row'),
    ...(rejected > 0 ? [`${formatCount(rejected)} rejected`] : []),
    formatElapsed(durationMs),
    ...(isShared ? ['collected by another process'] : []),
  ].join(', ');
  return error === undefined ? facts : `${facts}: ${error}`;
}

/**
 * `[#######-------------] 35/90  2 failed  1m 10s, about 2m left  prod-ldn +3`, at most `width` columns. Plain characters,
 * because a terminal without UTF-8 must show it too.
 */
export function formatProgressBar(progress: Progress, now: EpochMs, width: number): string {
  const {startedAt, total, done, failed, running} = progress;
  const elapsedMs = now - startedAt;
  const cells = 20;
  const filled = total === 0 ? 0 : Math.floor((done / total) * cells);
  const leftMs = done === 0 ? undefined : (elapsedMs / done) * (total - done);
  const [first, ...others] = new Set(running.values());
  const parts = [
    `[${'#'.repeat(filled)}${'-'.repeat(cells - filled)}] ${formatCount(done)}/${formatCount(total)}`,
    failed > 0 ? `${formatCount(failed)} failed` : undefined,
    leftMs === undefined || done === total
      ? formatElapsed(elapsedMs)
      : `${formatElapsed(elapsedMs)}, about ${formatDuration(leftMs)} left`,
    first === undefined ? undefined : `${first}${others.length > 0 ? ` +${others.length}` : ''}`,
  ];
  return parts
    .filter(part => part !== undefined)
    .join('  ')
    .slice(0, width);
}

/** Short commands are told in tenths of a second: `0.4s`. */
function formatElapsed(durationMs: number): string {
  return durationMs < 9950 ? `${(durationMs / 1000).toFixed(1)}s` : formatDuration(durationMs);
}
