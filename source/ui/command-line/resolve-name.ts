/** The environment or job that a typed name means. */
import {suggest} from './nearest-word.ts';

/** By its name, in any case of letters, or by the beginning of it if that is no other's. */
export function resolveEnvironment(name: string, environments: readonly string[]): string | {error: string} {
  return (
    findName(name, environments) ?? {error: `there is no environment "${name}"${suggest(name, environments)}`}
  );
}

export type JobNames = {
  environments: readonly string[];
  /** The environment that is shown, and its jobs as far as they are known. */
  environment?: string | undefined;
  jobs: readonly string[];
};

/**
 * `NAME` of the environment that is shown, or `ENV/NAME`. Names of jobs may have slashes themselves: what is a job as it
 * stands is that job. A job of another environment is not looked up: whether there is one is seen when it is opened.
 */
export function resolveJob(
  name: string,
  {environments, environment, jobs}: JobNames,
): {environment: string; job: string} | {error: string} {
  const job = findName(name, jobs);
  if (environment !== undefined && job !== undefined) return {environment, job};
  const slash = name.indexOf('/');
  const named = slash > 0 ? environments.find(each => each === name.slice(0, slash)) : undefined;
  if (named !== undefined && slash + 1 < name.length) return {environment: named, job: name.slice(slash + 1)};
  if (environment === undefined) return {error: 'of which environment? :job ENV/NAME'};
  if (jobs.length === 0) return {environment, job: name};
  return {error: `${environment} has no job "${name}"${suggest(name, jobs)}`};
}

function findName(name: string, names: readonly string[]): string | undefined {
  if (names.includes(name)) return name;
  const folded = name.toLowerCase();
  const same = names.filter(each => each.toLowerCase() === folded);
  const beginning = same.length > 0 ? same : names.filter(each => each.toLowerCase().startsWith(folded));
  return beginning.length === 1 ? beginning[0] : undefined;
}
