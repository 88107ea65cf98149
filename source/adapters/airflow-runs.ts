/** From the records of DAG runs and task instances to runs. */
import type {ParseContext} from '../domain/adapter.ts';
import type {RunStatus} from '../domain/run.ts';
import {hasStarted, isTerminal} from '../domain/run.ts';
import {cleanText, formatCount} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {dayFinder} from './day-finder.ts';
import {integerAt, type JsonAnswer, type JsonRecord, textAt} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import {readTimes} from './json-times.ts';
import type {RunFacts} from './run-register.ts';
import {statusReader} from './status-map.ts';
import {timeReader} from './timestamps.ts';

export const BUSINESS_DAYS = ['due', 'logical-date'] as const;

export type AirflowSettings = {
  businessDay: (typeof BUSINESS_DAYS)[number];
  statuses?: Record<string, RunStatus>;
};

/**
 * airflow.utils.state: DagRunState and TaskInstanceState. A task that waits for another attempt, for its sensor or its trigger has
 * begun and is not over.
 */
const STATUSES: Readonly<Record<string, RunStatus>> = {
  success: 'succeeded',
  failed: 'failed',
  upstream_failed: 'failed',
  shutdown: 'failed',
  running: 'running',
  deferred: 'running',
  restarting: 'running',
  up_for_retry: 'running',
  up_for_reschedule: 'running',
  queued: 'waiting',
  scheduled: 'waiting',
  none: 'waiting',
  skipped: 'cancelled',
  removed: 'cancelled',
};

/** States that say all there is to say. */
const PLAIN = new Set(['', 'success', 'failed', 'running', 'queued', 'none']);

export function readAirflowRuns(
  documents: readonly unknown[],
  answer: JsonAnswer,
  context: ParseContext<AirflowSettings>,
): void {
  const readRun = runReader(context);
  const pages = new Map<number, number>();
  for (const document of documents) {
    const records = recordsIn(document);
    if (!records) {
      answer.reject(document, problemOf(document));
      continue;
    }
    const total = isRecord(document) ? integerAt(document, 'total_entries') : undefined;
    if (total !== undefined) pages.set(total, (pages.get(total) ?? 0) + records.length);
    answer.readEach(records, record => {
      const facts = readRun(record);
      if (typeof facts === 'string') return facts;
      answer.addRun(facts, record);
      return undefined;
    });
  }
  for (const [total, rows] of pages) {
    if (rows < total)
      answer.markPartial(`${formatCount(rows)} of ${formatCount(total)} entries returned; ask for all pages`);
  }
}

/** Where the id of the run stands; `airflow tasks states-for-dag-run` tells only the logical date of it. */
const RUN_IDS = ['run_id', 'dag_run_id', 'logical_date', 'execution_date'];

function recordsIn(document: unknown): readonly unknown[] | undefined {
  if (Array.isArray(document)) return document;
  if (!isRecord(document)) return undefined;
  return [document.dag_runs, document.task_instances].find(Array.isArray);
}

/** `{"detail":"…","status":401,"title":"Unauthorized","type":"…"}` is how the API says no. */
function problemOf(document: unknown): string {
  const said = isRecord(document) ? textAt(document, 'detail') || textAt(document, 'title') : '';
  return said || 'no DAG runs as airflow or its REST API prints them';
}

function runReader(context: ParseContext<AirflowSettings>): (record: JsonRecord) => RunFacts | string {
  const {businessDay, statuses} = context.options;
  const readTime = timeReader(context);
  const readStatus = statusReader({...STATUSES, ...statuses});
  const findDay = dayFinder(context.clock);

  return record => {
    const {start_date, end_date, data_interval_end, run_after} = record;
    const logical_date = record.logical_date || record.execution_date;
    const times = readTimes({start_date, end_date, data_interval_end, run_after, logical_date}, readTime);
    if (typeof times === 'string') return times;
    const dag = textAt(record, 'dag_id');
    const runId = textAt(record, RUN_IDS.find(name => textAt(record, name) !== '') ?? '');
    if (dag === '') return 'no dag_id';
    const word = textAt(record, 'state');
    const status = word === '' ? 'waiting' : (readStatus(word) ?? 'unknown');
    const kind = kindOf(record, runId);
    const scheduledAt = dueTime(kind, times);
    const startedAt = hasStarted(status) ? times.start_date : undefined;
    const isLogical = businessDay === 'logical-date' || (kind === 'backfill' && scheduledAt === undefined);
    const at = isLogical ? times.logical_date : (scheduledAt ?? startedAt ?? times.logical_date);
    return {
      ...identify(record, dag, runId),
      businessDay: at === undefined ? undefined : findDay(at),
      status,
      scheduledAt,
      startedAt,
      endedAt: isTerminal(status) ? times.end_date : undefined,
      message: describeState(record, word, kind),
    };
  };
}

function identify(record: JsonRecord, dag: string, runId: string): Pick<RunFacts, 'job' | 'runKey'> {
  const task = textAt(record, 'task_id');
  const index = integerAt(record, 'map_index') ?? -1;
  const key = index >= 0 ? cleanText(`${runId}[${index}]`) : runId;
  return {job: task === '' ? dag : cleanText(`${dag}/${task}`), runKey: key || undefined};
}

/** `scheduled`, `manual`, `backfill`, `asset_triggered`: as the API says, else as the run id begins. */
function kindOf(record: JsonRecord, runId: string): string {
  return textAt(record, 'run_type') || (/^([a-z_]+?)__/.exec(runId)?.[1] ?? '');
}

type DueTimes = {run_after?: EpochMs; data_interval_end?: EpochMs};

/**
 * The instant that the schedule meant. A run that somebody or an asset triggered was meant for none, though it has a data interval;
 * a backfill makes up for the run of its interval, whenever it may run itself.
 */
function dueTime(kind: string, {run_after, data_interval_end}: DueTimes): EpochMs | undefined {
  if (kind === 'backfill') return data_interval_end;
  return kind === 'scheduled' ? (run_after ?? data_interval_end) : undefined;
}

function describeState(record: JsonRecord, word: string, kind: string): string | undefined {
  const attempt = integerAt(record, 'try_number') ?? 0;
  const note = textAt(record, 'note');
  const isUsual = kind === '' || kind === 'scheduled';
  const isPlain = PLAIN.has(word.toLowerCase());
  // Nearly every run of a day.
  if (isPlain && isUsual && attempt <= 1 && note === '') return undefined;
  const parts = [
    isPlain ? '' : word,
    attempt > 1 ? `attempt ${attempt}` : '',
    isUsual ? '' : kind.replaceAll('_', ' '),
    note,
  ];
  return cleanText(parts.filter(part => part !== '').join('; ')) || undefined;
}
