/** Changes of slots' verdicts: what was told of a slot, and when that changed. */
import type {Verdict} from '../domain/slot.ts';
import {VERDICTS} from '../domain/slot.ts';
import {fromDayNumber, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import type {DaySpan, JobSpan} from './day-span.ts';
import {JOB_DAYS, JOB_SPAN, spanOfJobs} from './day-span.ts';
import {addEnvironment, addJob, environmentName, findEnvironment, flushJobs, jobName} from './identities.ts';
import type {StoredJob} from './jobs.ts';
import {chooseJobs, findJobs} from './jobs.ts';
import type {DayRange, VerdictChange} from './store.ts';

/** A slot that is not due yet says nothing worth keeping. */
const PASSING: readonly Verdict[] = ['pending', 'due'];

type SlotId = [day: number, env: number, job: number, due: number | null];
type ChangeRow = [...SlotId, at: number, verdict: string, collection: number | null];
type StoredChange = [id: number, ...ChangeRow];
type VerdictFilter = DayRange & {environment?: string; job?: string};

/** Returns how many were appended: those that differ from the slot's last one. A first `ok` is what everybody expects. */
export function writeVerdictChanges(connection: Connection, changes: readonly VerdictChange[]): number {
  const {length} = changes.filter(change => writeVerdictChange(connection, change));
  flushJobs(connection);
  return length;
}

export function readVerdictChanges(connection: Connection, filter: VerdictFilter): VerdictChange[] {
  const env = filter.environment === undefined ? null : findEnvironment(connection, filter.environment);
  if (env === undefined) return [];
  const range = {first: toDayNumber(filter.from), last: toDayNumber(filter.to)};
  const jobs =
    filter.job === undefined ? undefined : findJobs(connection, env ?? undefined, chooseJobs(filter.job));
  return selectChanges(connection, env, range, jobs).map(([, ...row]) => decodeChange(connection, row));
}

function selectChanges(
  connection: Connection,
  env: number | null,
  range: DaySpan,
  jobs: readonly StoredJob[] | undefined,
): StoredChange[] {
  const [job] = jobs ?? [];
  if (job && jobs?.length === 1) {
    const span = spanOfJobs([job], range);
    return span ? selectOfJobs(connection, {...span, env: job.env, jobs: JSON.stringify([job.id])}) : [];
  }
  const wanted = jobs && new Set(jobs.map(({id}) => id));
  const all = selectAll(connection, env, range);
  return wanted ? all.filter(([, , , id]) => wanted.has(id)) : all;
}

/** The last verdict of every slot of some jobs, by ids. `knownAt` leaves out changes that are dated later. */
export function readLastVerdicts(
  connection: Connection,
  span: JobSpan,
  knownAt = Number.MAX_SAFE_INTEGER,
): Iterable<{job: number; day: number; verdict: Verdict}> {
  const slots = new Map<string, {job: number; day: number; verdict: Verdict}>();
  for (const [, day, , job, due, at, verdict] of selectOfJobs(connection, span)) {
    if (at <= knownAt) slots.set(`${day} ${job} ${due}`, {job, day, verdict: decodeVerdict(verdict)});
  }
  return slots.values();
}

const COLUMNS = 'v.id, v.day, v.env, v.job, v.due, v.at, v.verdict, v.collection';

function selectAll(connection: Connection, env: number | null, range: DaySpan): StoredChange[] {
  return connection
    .rows<[DaySpan & {env: number | null}], StoredChange>(
      `SELECT ${COLUMNS} FROM verdict_change v WHERE v.day BETWEEN :first AND :last AND (:env IS NULL OR v.env = :env)`,
    )
    .all({...range, env})
    .sort(byId);
}

/** A seek a day and job: an environment that rests at weekends has a hundred thousand changes a year. */
function selectOfJobs(connection: Connection, span: JobSpan): StoredChange[] {
  return connection
    .rows<[JobSpan], StoredChange>(
      `${JOB_SPAN} SELECT ${COLUMNS} FROM ${JOB_DAYS}
        CROSS JOIN verdict_change v ON v.day = span.day AND v.env = :env AND v.job = wanted.job`,
    )
    .all(span)
    .sort(byId);
}

/** The order in which they were written. */
function byId([a]: StoredChange, [b]: StoredChange): number {
  return a - b;
}

function writeVerdictChange(connection: Connection, change: VerdictChange): boolean {
  if (PASSING.includes(change.verdict)) return false;
  const env = addEnvironment(connection, change.environment);
  const day = toDayNumber(change.businessDay);
  const slot: SlotId = [day, env, addJob(connection, env, change.job, day), change.dueAt ?? null];
  const last = connection
    .rows<SlotId, [string]>(
      'SELECT verdict FROM verdict_change WHERE day = ? AND env = ? AND job = ? AND due IS ? ORDER BY id DESC LIMIT 1',
    )
    .get(...slot)?.[0];
  if (change.verdict === (last ?? 'ok')) return false;
  connection
    .command<ChangeRow>(
      'INSERT INTO verdict_change(day, env, job, due, at, verdict, collection) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(...slot, change.at, change.verdict, change.collection ?? null);
  return true;
}

function decodeChange(
  connection: Connection,
  [day, env, job, due, at, verdict, collection]: ChangeRow,
): VerdictChange {
  return {
    environment: environmentName(connection, env),
    businessDay: fromDayNumber(day),
    job: jobName(connection, env, job),
    ...(due !== null && {dueAt: due}),
    at,
    verdict: decodeVerdict(verdict),
    ...(collection !== null && {collection}),
  };
}

function decodeVerdict(text: string): Verdict {
  return VERDICTS.find(known => known === text) ?? 'unknown';
}
