/** From Rundeck's executions to runs. */
import type {ParseContext} from '../domain/adapter.ts';
import type {RunStatus} from '../domain/run.ts';
import {hasStarted, isTerminal} from '../domain/run.ts';
import {cleanText, formatCount} from '../domain/text.ts';
import {integerAt, type JsonAnswer, type JsonRecord, recordAt, textAt} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import {readTimes} from './json-times.ts';
import type {RunFacts} from './run-register.ts';
import {statusReader} from './status-map.ts';
import {timeReader} from './timestamps.ts';

export type RundeckSettings = {statuses?: Record<string, RunStatus>};

/** Rundeck's API documentation, "Execution status". What it missed or what a restart cut short did not do its work. */
const STATUSES: Readonly<Record<string, RunStatus>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  'failed-with-retry': 'failed',
  timedout: 'failed',
  incomplete: 'failed',
  aborted: 'cancelled',
  missed: 'cancelled',
  running: 'running',
  scheduled: 'waiting',
  queued: 'waiting',
};

export function readExecutions(
  documents: readonly unknown[],
  answer: JsonAnswer,
  context: ParseContext<RundeckSettings>,
): void {
  const readExecution = executionReader(context);
  for (const document of documents) {
    const executions = isRecord(document) ? document.executions : undefined;
    if (!isRecord(document) || !Array.isArray(executions)) {
      answer.reject(document, problemOf(document));
      continue;
    }
    answer.readEach(executions, record => {
      if (!isRecord(record.job)) return undefined;
      const facts = readExecution(record, record.job);
      if (typeof facts === 'string') return facts;
      answer.addRun(facts, record);
      return undefined;
    });
    const total = integerAt(recordAt(document, 'paging'), 'total') ?? 0;
    if (total > executions.length) {
      const counts = `${formatCount(executions.length)} of ${formatCount(total)}`;
      answer.markPartial(`${counts} executions returned; raise max`);
    }
  }
}

/** `{"error":true,"errorCode":"unauthorized","message":"…"}` is how the API says no. */
function problemOf(document: unknown): string {
  const message = isRecord(document) ? textAt(document, 'message') : '';
  return message || 'no "executions" as Rundeck prints them';
}

type ReadExecution = (record: JsonRecord, job: JsonRecord) => RunFacts | string;

function executionReader(context: ParseContext<RundeckSettings>): ReadExecution {
  const readTime = timeReader(context);
  const readStatus = statusReader({...STATUSES, ...context.options.statuses});
  return (record, job) => {
    const name = textAt(job, 'name');
    const id = textAt(record, 'id');
    if (name === '') return 'no name of the job';
    if (id === '') return 'no id';
    const times = readTimes(
      {started: dateOf(record, 'date-started'), ended: dateOf(record, 'date-ended')},
      readTime,
    );
    if (typeof times === 'string') return times;
    const word =
      textAt(record, 'status') === 'other' ? textAt(record, 'customStatus') : textAt(record, 'status');
    const status = readStatus(word) ?? 'unknown';
    const isBegun = hasStarted(status);
    return {
      job: cleanText(
        [textAt(job, 'project') || textAt(record, 'project'), textAt(job, 'group'), name]
          .filter(Boolean)
          .join('/'),
      ),
      runKey: id,
      status,
      scheduledAt: isBegun ? undefined : times.started,
      startedAt: isBegun ? times.started : undefined,
      endedAt: isTerminal(status) ? times.ended : undefined,
      message: describe(record, word, status),
    };
  };
}

/** Milliseconds since 1970, else as ISO 8601. */
function dateOf(record: JsonRecord, key: string): unknown {
  const date = recordAt(record, key);
  return date.unixtime ?? date.date;
}

function describe(record: JsonRecord, word: string, status: RunStatus): string | undefined {
  const nodes = Array.isArray(record.failedNodes)
    ? record.failedNodes.filter(node => typeof node === 'string')
    : [];
  const parts = [
    word === status ? '' : word,
    nodes.length > 0
      ? `failed on ${nodes.slice(0, MAX_NODES_SHOWN).join(', ')}${nodes.length > MAX_NODES_SHOWN ? ', …' : ''}`
      : '',
  ];
  return cleanText(parts.filter(part => part !== '').join('; ')) || undefined;
}

const MAX_NODES_SHOWN = 5;
