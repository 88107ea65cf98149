/** What home-made batch frameworks export: a comma-separated table in their own words, a tab-separated one in ours. */

import type {EpochMs} from '../domain/time.ts';
import type {Zone} from '../domain/zone.ts';
import type {DayView} from './fleet-model.ts';
import {offsetTime, plainTime} from './local-time.ts';
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

/** Times with their offset: a New York hour that comes twice must not be one hour. */
export function printCsv(view: DayView): string {
  return printTable(view, {
    header: CSV_HEADER,
    separator: ',',
    word: state => CSV_STATUSES[state],
    time: offsetTime,
  });
}

export function printTsv(view: DayView): string {
  return printTable(view, {header: TSV_HEADER, separator: '\t', word: state => state, time: plainTime});
}

type Dialect = {
  header: readonly string[];
  separator: string;
  word(state: StartedRun['state']): string;
  time(instant: EpochMs, zone: Zone): string;
};

function printTable(view: DayView, {header, separator, word, time}: Dialect): string {
  const {zone} = view.environment.clock;
  const rows = startedRuns(view).map(run => [
    run.job.name,
    `${view.day.replaceAll('-', '')}-${run.sequence}-${run.attempt}`,
    word(run.state),
    time(run.dueAt, zone),
    time(run.startedAt, zone),
    'endedAt' in run ? time(run.endedAt, zone) : '',
    'exitCode' in run ? String(run.exitCode) : '',
  ]);
  return [header, ...rows].map(cells => `${cells.join(separator)}\n`).join('');
}
