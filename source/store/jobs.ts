/** The jobs that were ever seen. */
import {compileGlob, isGlob} from '../domain/glob.ts';
import {fromDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {environmentName, findEnvironment} from './identities.ts';
import type {JobRecord} from './store.ts';

/** A job of some environment. Days are day numbers. */
export type StoredJob = {
  env: number;
  id: number;
  name: string;
  source: string | null;
  firstDay: number;
  lastDay: number;
};

/** All jobs, those of one name, or those whose name matches. */
export type JobChoice = {name: string} | {matches: (name: string) => boolean} | undefined;

type JobRow = [
  env: number,
  id: number,
  name: string,
  source: string | null,
  firstDay: number,
  lastDay: number,
];

const SELECT =
  'SELECT j.env, j.id, j.name, s.name, j.first_day, j.last_day FROM job j LEFT JOIN source s ON s.id = j.source';

/** By environment and name. `env` undefined: in every environment. */
export function findJobs(connection: Connection, env: number | undefined, choice: JobChoice): StoredJob[] {
  const environments =
    env === undefined
      ? connection
          .rows<[], [number]>('SELECT id FROM environment')
          .all()
          .map(([id]) => id)
      : [env];
  const found = environments.flatMap(id => selectJobs(connection, id, choice));
  return found.map(([of, id, name, source, firstDay, lastDay]) => ({
    env: of,
    id,
    name,
    source,
    firstDay,
    lastDay,
  }));
}

/** Jobs of one environment by their names; those that were never seen are left out. */
export function findNamedJobs(
  connection: Connection,
  environment: string,
  names: readonly string[],
): StoredJob[] {
  const env = findEnvironment(connection, environment);
  return env === undefined ? [] : names.flatMap(name => findJobs(connection, env, {name}));
}

export function readJobs(
  connection: Connection,
  {environment, job}: {environment?: string; job?: string},
): JobRecord[] {
  const env = environment === undefined ? undefined : findEnvironment(connection, environment);
  if (env === undefined && environment !== undefined) return [];
  return findJobs(connection, env, job === undefined ? undefined : chooseJobs(job)).map(stored => ({
    environment: environmentName(connection, stored.env),
    job: stored.name,
    ...(stored.source !== null && {source: stored.source}),
    firstDay: fromDayNumber(stored.firstDay),
    lastDay: fromDayNumber(stored.lastDay),
  }));
}

/** A job's name or a pattern. */
export function chooseJobs(job: string): JobChoice {
  return isGlob(job) ? {matches: compileGlob(job)} : {name: job};
}

function selectJobs(connection: Connection, env: number, choice: JobChoice): JobRow[] {
  if (choice && 'name' in choice) {
    return connection
      .rows<[number, string], JobRow>(`${SELECT} WHERE j.env = ? AND j.name = ?`)
      .all(env, choice.name);
  }
  const rows = connection.rows<[number], JobRow>(`${SELECT} WHERE j.env = ? ORDER BY j.name`).all(env);
  // A day's runs and forecasts are read next: their jobs' names need not be read a second time.
  const {jobNames} = connection.identities;
  for (const [, id, name] of rows) jobNames.set(id, name);
  return choice ? rows.filter(([, , name]) => choice.matches(name)) : rows;
}
