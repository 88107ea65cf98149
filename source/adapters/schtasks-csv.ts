/**
 * Reads `schtasks /query /fo CSV /v`: a row for each trigger of a task, and the header again before each folder. Headings, words and dates
 * are in the language of the host; times have no zone.
 */
import type {ParseContext, Parser} from '../domain/adapter.ts';
import type {RunStatus} from '../domain/run.ts';
import type {ScheduleObservation} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {csvRecords} from './csv-records.ts';
import {isNothing} from './field-values.ts';
import {fold} from './fields.ts';
import {collectObservations, lineParser} from './parser.ts';
import {runRegister} from './run-register.ts';
import {statusReader} from './status-map.ts';
import {createTextIndex} from './text-index.ts';
import {type ReadTime, timeReader} from './timestamps.ts';
import {
  type Task,
  type TaskSettings,
  taskChooser,
  taskRunReader,
  toSchedules,
  willStart,
} from './windows-task.ts';

/** The columns that are read, by the names of the option and with schtasks' English headings. */
export const SCHTASKS_COLUMNS = {
  task: 'TaskName',
  nextRun: 'Next Run Time',
  status: 'Status',
  lastRun: 'Last Run Time',
  lastResult: 'Last Result',
  enabled: 'Scheduled Task State',
} as const;
type ColumnName = keyof typeof SCHTASKS_COLUMNS;

export type SchtasksSettings = TaskSettings & {
  columns?: Partial<Record<ColumnName, string>>;
  timeFormat: string;
  statuses?: Record<string, RunStatus>;
};

export function schtasksParser(context: ParseContext<SchtasksSettings>): Parser {
  const {observations, reject} = collectObservations();
  const runs = runRegister(context);
  const readRun = taskRunReader();
  const isChosen = taskChooser(context.options);
  const readTask = taskReader(context);
  const schedules: ScheduleObservation[] = [];
  const addSchedule = scheduleAdder(schedules, context);
  let columns: Columns | undefined;
  let header = '';

  const onRecord = (cells: string[], line: number, text: string): void => {
    if (text === header) return;
    if (!columns) {
      columns = findColumns(cells, context.options.columns);
      if (columns) header = text;
      else reject(line, text, NO_HEADER);
      return;
    }
    const task = readTask(cells, columns);
    if (typeof task !== 'string' && !isChosen(task.path)) return;
    const run = typeof task === 'string' ? task : readRun(task);
    if (typeof run === 'string') reject(line, text, run);
    else if (run) runs.add(run, text);
    if (typeof task === 'string') return;
    addSchedule(task);
  };
  const records = csvRecords(',', true, onRecord, reject);
  const finish = () => {
    records.finish();
    const partialReason =
      header === '' ? {partialReason: 'the command printed nothing, not even a header'} : {};
    return {...observations, ...runs.finish(), schedules, ...partialReason};
  };
  return lineParser(records.addLine, finish, reject);
}

/** The rows of a task's triggers mostly tell the same next start. */
function scheduleAdder(
  schedules: ScheduleObservation[],
  context: Pick<ParseContext, 'collectedAt'>,
): (task: Task) => void {
  const paths = createTextIndex();
  // What was told of each path, by its number: mostly one thing.
  const told: (When | Set<When>)[] = [];
  return task => {
    const when = willStart(task) ? task.nextRun : task.state === 'disabled';
    const path = paths.numberOf(task.path);
    const before = told[path];
    if (path === told.length) told.push(when);
    else if (before === when) return;
    else if (!(before instanceof Set)) told[path] = new Set([before, when]);
    else if (before.has(when)) return;
    else before.add(when);
    for (const schedule of toSchedules(task, context)) schedules.push(schedule);
  };
}

/** The next start of a task, or whether it is disabled. */
type When = EpochMs | boolean | undefined;

const NO_HEADER = `no header with the columns ${Object.values(SCHTASKS_COLUMNS).slice(0, 5).join(', ')}; in another language set \`columns\``;

/** All but the last of them must be there: `/v` prints them all. */
function findColumns(cells: readonly string[], named: SchtasksSettings['columns'] = {}): Columns | undefined {
  const names = cells.map(cell => fold(cleanText(cell)));
  const found: Columns = {task: -1, nextRun: -1, status: -1, lastRun: -1, lastResult: -1, enabled: -1};
  for (const [key, heading] of Object.entries({...SCHTASKS_COLUMNS, ...named})) {
    const index = names.indexOf(fold(heading));
    if (index !== -1 && isColumn(key)) found[key] = index;
  }
  return (['task', 'lastRun', 'lastResult'] as const).every(key => found[key] !== -1) ? found : undefined;
}

function isColumn(key: string): key is ColumnName {
  return Object.hasOwn(SCHTASKS_COLUMNS, key);
}

/** Where each column stands; -1 where it does not. */
type Columns = Record<ColumnName, number>;

type ReadTask = (cells: readonly string[], columns: Readonly<Columns>) => Task | string;

function taskReader(context: ParseContext<SchtasksSettings>): ReadTask {
  const readTime = timeReader(context, context.options.timeFormat);
  const readStatus = statusReader(context.options.statuses);

  return (cells, columns) => {
    const status = cellAt(cells, columns.status);
    const path = cleanText(cellAt(cells, columns.task));
    if (path === '') return 'no task';
    const lastRunText = cellAt(cells, columns.lastRun);
    const lastRun = readCell(lastRunText, readTime);
    if (lastRun === 'bad') return `the last run "${lastRunText}" is not a time; set timeFormat`;
    const nextRun = readCell(cellAt(cells, columns.nextRun), readTime);
    const known = readStatus(status);
    const isDisabled = isWordDisabled(cellAt(cells, columns.enabled)) || known === 'held';
    const state = known === 'running' ? 'running' : 'ready';
    return {
      path,
      state: isDisabled || isWordDisabled(status) ? 'disabled' : state,
      lastRun,
      lastResult: cellAt(cells, columns.lastResult),
      // "Disabled", "N/A" and the like stand there in the host's language.
      nextRun: nextRun === 'bad' ? undefined : nextRun,
    };
  };
}

/** A column that is not there is -1, where no cell is. */
function cellAt(cells: readonly string[], index: number): string {
  return index < 0 ? '' : (cells[index]?.trim() ?? '');
}

function isWordDisabled(word: string): boolean {
  return word.length === 'disabled'.length && word.toLowerCase() === 'disabled';
}

function readCell(text: string, readTime: ReadTime): EpochMs | undefined | 'bad' {
  return isNothing(text) ? undefined : (readTime(text) ?? 'bad');
}
