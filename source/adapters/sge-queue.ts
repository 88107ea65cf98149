/**
 * The jobs that wait and run, from `qstat -u '*' -xml`: an element `job_list` each, in `queue_info` for those in a queue and in
 * an inner `job_info` for the others. An array job's waiting tasks share one, with `<tasks>2-4:1</tasks>`.
 */
import type {ParseContext} from '../domain/adapter.ts';
import type {RunStatus} from '../domain/run.ts';
import {cleanText, formatCount} from '../domain/text.ts';
import {runDayFinder} from './day-finder.ts';
import {MAX_RUN_TEXT} from './run-text.ts';
import type {SgeSink} from './sge-output.ts';
import {isNoTime, timeReader} from './timestamps.ts';

type QueueReader = {
  /** False for a line that is no XML. */
  read(text: string, line: number): boolean;
  /** Whether the document has begun and not ended. */
  isCut(): boolean;
};

type JobElement = {line: number; text: string; values: Map<string, string>};

const BEGINNING = /^\s*<(?:\?xml|job_info)\b/;

/** A tag, and the text up to the next one. */
const TAG = /<([/?]?)([A-Za-z_][\w:.-]*)(?=[\s/?>])[^<>]*>([^<]*)/g;

export function sgeQueueReader(context: ParseContext, sink: SgeSink): QueueReader {
  const addJob = jobAdder(context, sink);
  let job: JobElement | undefined;
  let depth = 0;

  const onTag = ([, closing, name = '', content = '']: RegExpExecArray, text: string, line: number): void => {
    if (name === 'job_info') depth += closing === '/' ? -1 : 1;
    if (name === 'job_list') {
      if (closing === '/' && job) addJob(job);
      job = closing === '/' ? undefined : {line, text, values: new Map()};
    } else if (job && closing === '' && VALUES.has(name)) job.values.set(name, unescapeXml(content));
  };

  return {
    read(text, line) {
      const isInside = depth > 0 || job !== undefined;
      if (!(isInside ? /^\s*</ : BEGINNING).test(text)) return false;
      if (job && job.text.length < MAX_RUN_TEXT) job.text += `\n${text}`;
      for (const tag of text.matchAll(TAG)) onTag(tag, text, line);
      return true;
    },
    isCut: () => depth > 0 || job !== undefined,
  };
}

const VALUES = new Set([
  'JB_job_number',
  'JB_name',
  'state',
  'JAT_start_time',
  'JB_submission_time',
  'tasks',
]);

const ENTITIES: Readonly<Record<string, string>> = {lt: '<', gt: '>', amp: '&', quot: '"', apos: "'"};

/** Son of Grid Engine 8.1.9 writes `%lt;` for `<`. */
function unescapeXml(text: string): string {
  return text.includes(';')
    ? text.replace(/[&%](lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '')
    : text;
}

function jobAdder(context: ParseContext, sink: SgeSink): (element: JobElement) => void {
  const readTime = timeReader(context);
  const dayOf = runDayFinder(context.clock);
  let taskCount = 0;

  return ({line, text, values}) => {
    const job = cleanText(values.get('JB_name') ?? '');
    const number = cleanText(values.get('JB_job_number') ?? '');
    if (job === '' || number === '') {
      sink.reject(line, text, 'no JB_name or no JB_job_number');
      return;
    }
    const started = values.get('JAT_start_time') ?? '';
    const submitted = values.get('JB_submission_time') ?? '';
    const startedAt = isNoTime(started) ? undefined : readTime(started);
    const scheduledAt = isNoTime(submitted) ? undefined : readTime(submitted);
    if (startedAt === undefined && scheduledAt === undefined) {
      sink.reject(line, text, `"${started || submitted}" is not a time`);
      return;
    }
    const state = values.get('state') ?? '';
    const {status, message} = readSgeState(state);
    const tasks = listTasks(values.get('tasks') ?? '', MAX_TASKS - taskCount);
    if (!tasks) {
      sink.reject(line, text, `tasks that cannot be read, or more than ${formatCount(MAX_TASKS)} of them`);
      return;
    }
    taskCount += tasks.length;
    const businessDay = dayOf(startedAt ?? scheduledAt);
    for (const task of tasks) {
      const runKey = task === '' ? number : `${number}.${task}`;
      sink.add({job, runKey, businessDay, status, message, scheduledAt, startedAt}, text);
    }
  };
}

/** Array jobs of a million tasks are one line. */
const MAX_TASKS = 100_000;

/** `2`, `1,3`, `2-10:2`; one task without a number where there is none. Undefined when it cannot be read or is too much. */
function listTasks(text: string, limit: number): string[] | undefined {
  if (text.trim() === '') return [''];
  const tasks: string[] = [];
  for (const part of text.split(',')) {
    const [, from, to = from, by = '1'] = /^\s*(\d{1,9})(?:-(\d{1,9}))?(?::(\d{1,9}))?\s*$/.exec(part) ?? [];
    const [first, last, step] = [Number(from), Number(to), Number(by)];
    const count = Math.floor((last - first) / step) + 1;
    if (!(count >= 1 && tasks.length + count <= limit)) return undefined;
    for (let task = first; task <= last; task += step) tasks.push(String(task));
  }
  return tasks;
}

/** Letters of qstat(1): a job may have several, `hqw` held, `Eqw` in error, `dr` running and about to be deleted. */
function readSgeState(state: string): {status: RunStatus; message: string | undefined} {
  const status = statusOf(state);
  if (state === 'r' || state === 'qw') return {status, message: undefined};
  return {status, message: cleanText(state.includes('E') ? `error state ${state}` : `state ${state}`)};
}

function statusOf(state: string): RunStatus {
  // Waits for somebody to clear the error, which is no waiting: it will not run.
  if (state.includes('E')) return 'failed';
  if (/[rtsSTNPR]/.test(state) && !state.includes('q')) return 'running';
  if (state.includes('h')) return 'held';
  return /[qw]/.test(state) ? 'waiting' : 'unknown';
}
