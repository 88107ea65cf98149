/** What was learned of jobs: a model a job, and which days an environment has learned. What is in a model only the learner knows. */
import {fromDayNumber, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {addEnvironment, findEnvironment} from './identities.ts';
import type {JobModelRecord, LearnedState, LearningRecord, ModelFilter} from './store.ts';

/** Undefined for an environment that has learned nothing. */
export function readLearnedState(connection: Connection, environment: string): LearnedState | undefined {
  const env = findEnvironment(connection, environment);
  const row =
    env === undefined
      ? undefined
      : connection
          .rows<[number], [version: number, settings: string, summary: string]>(
            'SELECT version, settings, summary FROM learned_environment WHERE env = ?',
          )
          .get(env);
  if (env === undefined || !row) return undefined;
  const days = connection
    .rows<[number], [number]>('SELECT day FROM learned_day WHERE env = ? ORDER BY day')
    .all(env);
  const [version, settings, summary] = row;
  return {version, settings, summary, days: days.map(([day]) => fromDayNumber(day))};
}

export function readShareOfJobs(connection: Connection, environment: string): number {
  const env = findEnvironment(connection, environment);
  if (env === undefined) return 0;
  const row = connection
    .rows<[number], [number]>('SELECT total(env = ?) / max(1, count(*)) FROM job')
    .get(env);
  return row?.[0] ?? 0;
}

type ModelRow = [
  id: number,
  name: string,
  source: string | null,
  first: number,
  last: number,
  version: number | null,
  day: number | null,
  model: string | null,
];

const SELECT = `SELECT j.id, j.name, s.name, j.first_day, j.last_day, m.version, m.day, m.model
  FROM job j LEFT JOIN source s ON s.id = j.source LEFT JOIN learned_job m ON m.job = j.id`;
/** Not by the index of names, from which each batch would have to sort all that are left ("+": no index for this). */
const SELECT_SOME = `${SELECT} WHERE +j.env = :env AND j.id > :after ORDER BY j.id LIMIT :limit`;
const SELECT_NAMED = `${SELECT} WHERE j.env = :env AND j.id > :after AND j.name = :name`;

/** In order of ids. */
export function readModels(
  connection: Connection,
  {environment, job, after = 0, limit = Number.MAX_SAFE_INTEGER}: ModelFilter,
): JobModelRecord[] {
  const env = findEnvironment(connection, environment);
  if (env === undefined) return [];
  const rows =
    job === undefined
      ? connection
          .rows<[{env: number; after: number; limit: number}], ModelRow>(SELECT_SOME)
          .all({env, after, limit})
      : connection
          .rows<[{env: number; after: number; name: string}], ModelRow>(SELECT_NAMED)
          .all({env, after, name: job});
  return rows.map(([id, name, source, first, last, version, day, model]) => ({
    id,
    job: name,
    ...(source !== null && {source}),
    firstDay: fromDayNumber(first),
    lastDay: fromDayNumber(last),
    ...(model !== null &&
      version !== null &&
      day !== null && {
        learned: {version, day: fromDayNumber(day), model},
      }),
  }));
}

export function writeModels(connection: Connection, models: LearningRecord['models']): void {
  const replace = connection.command<[number, number, number, string]>(
    `INSERT INTO learned_job(job, version, day, model) VALUES (?, ?, ?, ?)
      ON CONFLICT(job) DO UPDATE SET version = excluded.version, day = excluded.day, model = excluded.model`,
  );
  for (const {id, version, day, model} of models) replace.run(id, version, toDayNumber(day), model);
}

/** That an environment has learned these days; `undefined` forgets that it ever learned any. */
export function writeLearnedState(
  connection: Connection,
  environment: string,
  state: LearnedState | undefined,
): void {
  const env = addEnvironment(connection, environment);
  if (!state) {
    connection.command<[number]>('DELETE FROM learned_environment WHERE env = ?').run(env);
    connection.command<[number]>('DELETE FROM learned_day WHERE env = ?').run(env);
    return;
  }
  const {version, settings, summary, days} = state;
  connection
    .command<[number, number, string, string]>(
      'INSERT OR REPLACE INTO learned_environment(env, version, settings, summary) VALUES (?, ?, ?, ?)',
    )
    .run(env, version, settings, summary);
  const add = connection.command<[number, number]>(
    'INSERT OR IGNORE INTO learned_day(env, day) VALUES (?, ?)',
  );
  for (const day of days) add.run(env, toDayNumber(day));
}
