/** Reads what `Get-ScheduledTask` and `Get-ScheduledTaskInfo` tell, as ConvertTo-Json writes it. */
import type {ParseContext} from '../domain/adapter.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {type JsonAnswer, type JsonRecord, textAt} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import {textOf} from './json-record.ts';
import {isNoTime, type ReadTime, timeReader} from './timestamps.ts';
import {
  type Task,
  type TaskSettings,
  type TaskState,
  taskChooser,
  taskRunReader,
  toSchedules,
} from './windows-task.ts';
import {triggerTimings} from './windows-triggers.ts';

export function readScheduledTasks(
  documents: readonly unknown[],
  answer: JsonAnswer,
  context: ParseContext<TaskSettings>,
): void {
  const readTime = timeReader(context);
  const readRun = taskRunReader();
  const isChosen = taskChooser(context.options);
  // Of a single task ConvertTo-Json makes an object, not an array.
  answer.readEach(documents.flat(), record => {
    const task = toTask(record, readTime, context.clock.zone.name);
    if (typeof task === 'string') return task;
    if (!isChosen(task.path)) return undefined;
    const run = readRun(task);
    if (typeof run === 'string') return run;
    if (run) answer.addRun(run, record);
    for (const schedule of toSchedules(task, context)) answer.addSchedule(schedule);
    return undefined;
  });
}

/** MSFT_ScheduledTask's State, by number; by name when the enumeration was written as a text. */
const STATES: readonly TaskState[] = ['unknown', 'disabled', 'queued', 'ready', 'running'];

function toTask(record: JsonRecord, readTime: ReadTime, timezone: string): Task | string {
  const name = textAt(record, 'TaskName');
  if (name === '') return 'no TaskName';
  const lastRun = readDate(record.LastRunTime, readTime);
  const nextRun = readDate(record.NextRunTime, readTime);
  if (lastRun === 'bad') return `LastRunTime "${describe(record.LastRunTime)}" is not a time`;
  if (nextRun === 'bad') return `NextRunTime "${describe(record.NextRunTime)}" is not a time`;
  const state = textAt(record, 'State').toLowerCase();
  return {
    path: cleanText(`${textAt(record, 'TaskPath') || '\\'}${name}`),
    state: (/^\d$/.test(state) ? STATES[Number(state)] : STATES.find(word => word === state)) ?? 'unknown',
    lastRun,
    lastResult: textAt(record, 'LastTaskResult'),
    nextRun,
    timings: triggerTimings(record, timezone),
  };
}

// PowerShell 5.1 writes `/Date(1795413600000)/`, an instant; the offset that may follow says only where it was written.
const MICROSOFT_DATE = /^\/Date\((-?\d{1,14})(?:[+-]\d{4})?\)\/$/;

/** A date object keeps its instant under `value` where it has properties of its own. */
function readDate(value: unknown, readTime: ReadTime): EpochMs | undefined | 'bad' {
  const text = textOf(isRecord(value) ? (value.value ?? value.DateTime) : value)?.trim() ?? '';
  if (isNoTime(text)) return undefined;
  const milliseconds = MICROSOFT_DATE.exec(text)?.[1];
  if (milliseconds === undefined) return readTime(text) ?? 'bad';
  const instant = Number(milliseconds);
  // 1 January 0001 and the like: no time.
  return instant > 0 ? (readTime(milliseconds) ?? instant) : undefined;
}

function describe(value: unknown): string {
  return textOf(value) ?? 'an object';
}
