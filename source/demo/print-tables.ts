/** What home-made batch frameworks export: a comma-separated table in their own words, a tab-separated one in ours. */
import type {DayView} from './fleet-model.ts';
import {plainTime} from './local-time.ts';
import type {StartedRun} from './simulate-day.ts';
import {startedRuns} from './simulate-day.ts';

const CSV_HEADER = ['JOB', 'RUN', 'STATUS', 'SCHEDULED', 'START', 'END', 'RC'];
const TSV_HEADER = ['job', 'runKey', 'status', 'scheduledAt', 'startedAt', 'endedAt', 'exitCode'];

/** The words of the CSV's STATUS column; the configuration maps them. */
const CSV_STATUSES: Record<StartedRun['state'], string> = {
  running: 'ACTIVE',
  succeeded: 'OK',
  failed: 'KO',
};

export function printCsv(view: DayView): string {
  return printTable(view, CSV_HEADER, ',', state => CSV_STATUSES[state]);
}

export function printTsv(view: DayView): string {
  return printTable(view, TSV_HEADER, '\t', state => state);
}

function printTable(
  view: DayView,
  header: readonly string[],
  separator: string,
  word: (state: StartedRun['state']) => string,
): string {
  const {zone} = view.environment.clock;
  const rows = startedRuns(view).map(run => [
    run.job.name,
    `${view.day.replaceAll('-', '')}-${run.sequence}-${run.attempt}`,
    word(run.state),
    plainTime(run.dueAt, zone),
    plainTime(run.startedAt, zone),
    'endedAt' in run ? plainTime(run.endedAt, zone) : '',
    'exitCode' in run ? String(run.exitCode) : '',
  ]);
  return [header, ...rows].map(cells => `${cells.join(separator)}\n`).join('');
}
