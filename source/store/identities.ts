/** Environments, sources and jobs by name and by id. */
import type {Connection, JobEntry} from './connection.ts';

/** The id of an environment; undefined when nothing was ever stored of it. */
export function findEnvironment(connection: Connection, name: string): number | undefined {
  const {environments} = connection.identities;
  let id = environments.get(name);
  if (id === undefined) {
    id = connection.rows<[string], [number]>('SELECT id FROM environment WHERE name = ?').get(name)?.[0];
    if (id !== undefined) environments.set(name, id);
  }
  return id;
}

export function addEnvironment(connection: Connection, name: string): number {
  const known = findEnvironment(connection, name);
  if (known !== undefined) return known;
  const id = insert(connection, 'INSERT INTO environment(name) VALUES (?)', name);
  connection.identities.environments.set(name, id);
  return id;
}

function findSource(connection: Connection, env: number, name: string): number | undefined {
  const sources = sourcesOf(connection, env);
  let id = sources.get(name);
  if (id === undefined) {
    id = connection
      .rows<[number, string], [number]>('SELECT id FROM source WHERE env = ? AND name = ?')
      .get(env, name)?.[0];
    if (id !== undefined) sources.set(name, id);
  }
  return id;
}

export function addSource(connection: Connection, env: number, name: string): number {
  const known = findSource(connection, env, name);
  if (known !== undefined) return known;
  const id = insert(connection, 'INSERT INTO source(env, name) VALUES (?, ?)', env, name);
  sourcesOf(connection, env).set(name, id);
  return id;
}

export function findJob(connection: Connection, env: number, name: string): JobEntry | undefined {
  const row = connection
    .rows<[number, string], [number, number | null, number, number, number | null]>(
      'SELECT id, source, first_day, last_day, last_good_day FROM job WHERE env = ? AND name = ?',
    )
    .get(env, name);
  if (!row) return undefined;
  const [id, source, firstDay, lastDay, lastGoodDay] = row;
  return {id, source, firstDay, lastDay, lastGoodDay};
}

/** The job's id, made when it is new; keeps its first and last day in step (see `flushJobs`). */
export function addJob(connection: Connection, env: number, name: string, day: number): number {
  const job = openJob(connection, env, name, {day, source: null, lastGoodDay: null});
  if (day < job.firstDay || day > job.lastDay) {
    updateJob(connection, job, {firstDay: Math.min(day, job.firstDay), lastDay: Math.max(day, job.lastDay)});
  }
  return job.id;
}

/** As `addJob`, for a job of which a source reported a run. */
export function addRunningJob(
  connection: Connection,
  env: number,
  name: string,
  {day, source, isGood}: {day: number; source: number; isGood: boolean},
): number {
  const job = openJob(connection, env, name, {day, source, lastGoodDay: isGood ? day : null});
  const isGoodLater = isGood && (job.lastGoodDay === null || day > job.lastGoodDay);
  if (job.source !== source || isGoodLater || day < job.firstDay || day > job.lastDay) {
    updateJob(connection, job, {
      source,
      firstDay: Math.min(day, job.firstDay),
      lastDay: Math.max(day, job.lastDay),
      lastGoodDay: isGoodLater ? day : job.lastGoodDay,
    });
  }
  return job.id;
}

/**
 * Writes what changed of jobs. Most jobs change once a day and to the same values, so that one statement serves them all;
 * one statement a job took a third of the time of storing a day.
 */
export function flushJobs(connection: Connection): void {
  const {changedJobs} = connection.identities;
  const groups = new Map<string, {job: JobEntry; ids: number[]}>();
  for (const job of changedJobs) {
    const values = `${job.source} ${job.firstDay} ${job.lastDay} ${job.lastGoodDay}`;
    const group = groups.get(values);
    if (group) group.ids.push(job.id);
    else groups.set(values, {job, ids: [job.id]});
  }
  const update = connection.command<[number | null, number, number, number | null, string]>(
    `UPDATE job SET source = ?, first_day = ?, last_day = ?, last_good_day = ?
      WHERE id IN (SELECT value FROM json_each(?))`,
  );
  for (const {job, ids} of groups.values()) {
    update.run(job.source, job.firstDay, job.lastDay, job.lastGoodDay, JSON.stringify(ids));
  }
  changedJobs.clear();
}

export function environmentName(connection: Connection, id: number): string {
  const {environmentNames} = connection.identities;
  if (!environmentNames.has(id)) {
    for (const [key, name] of connection
      .rows<[], [number, string]>('SELECT id, name FROM environment')
      .all()) {
      environmentNames.set(key, name);
    }
  }
  return environmentNames.get(id) ?? '';
}

/** A job's name. The first unknown id of an environment reads all of its jobs: a day shows nearly all of them. */
export function jobName(connection: Connection, env: number, id: number): string {
  const {jobNames} = connection.identities;
  const known = jobNames.get(id);
  if (known !== undefined) return known;
  const rows = connection.rows<[number], [number, string]>('SELECT id, name FROM job WHERE env = ?');
  for (const [key, name] of rows.iterate(env)) jobNames.set(key, name);
  return jobNames.get(id) ?? '';
}

function sourcesOf(connection: Connection, env: number): Map<string, number> {
  return entryOf(connection.identities.sources, env);
}

function jobsOf(connection: Connection, env: number): Map<string, JobEntry> {
  return entryOf(connection.identities.jobs, env);
}

function entryOf<T>(byEnvironment: Map<number, Map<string, T>>, env: number): Map<string, T> {
  const known = byEnvironment.get(env);
  if (known) return known;
  const entries = new Map<string, T>();
  byEnvironment.set(env, entries);
  return entries;
}

/** What is known of a job when it is made: most are never changed in the same collection. */
type NewJob = {day: number; source: number | null; lastGoodDay: number | null};

/** Only while writing: what is remembered of a job holds as long as no other process writes. */
function openJob(connection: Connection, env: number, name: string, start: NewJob): JobEntry {
  const jobs = jobsOf(connection, env);
  const known = jobs.get(name);
  if (known) return known;
  const job = findJob(connection, env, name) ?? insertJob(connection, env, name, start);
  jobs.set(name, job);
  connection.identities.jobsRemembered += 1;
  return job;
}

function insertJob(
  connection: Connection,
  env: number,
  name: string,
  {day, source, lastGoodDay}: NewJob,
): JobEntry {
  const {lastInsertRowid} = connection
    .command<[number, string, number, number, number | null, number | null]>(
      'INSERT INTO job(env, name, first_day, last_day, source, last_good_day) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(env, name, day, day, source, lastGoodDay);
  return {id: Number(lastInsertRowid), source, firstDay: day, lastDay: day, lastGoodDay};
}

function updateJob(connection: Connection, job: JobEntry, changes: Partial<JobEntry>): void {
  Object.assign(job, changes);
  connection.identities.changedJobs.add(job);
}

function insert(connection: Connection, sql: string, ...values: (string | number)[]): number {
  return Number(connection.command<(string | number)[]>(sql).run(...values).lastInsertRowid);
}
