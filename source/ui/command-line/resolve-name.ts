/** The environment or job that a typed name means. */
import {explainAmbiguity, suggest} from './nearest-word.ts';

/** By its name, in any case of letters, or by the beginning of it if that is no other's. */
export function resolveEnvironment(name: string, environments: readonly string[]): string | {error: string} {
  const found = findNames(name, environments);
  const [first] = found;
  if (first === undefined) return {error: `there is no environment "${name}"${suggest(name, environments)}`};
  return found.length === 1 ? first : {error: explainAmbiguity(name, found)};
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
  const found = findNames(name, jobs);
  const [job] = found;
  if (environment !== undefined && job !== undefined && found.length === 1) return {environment, job};
  const slash = name.indexOf('/');
  const named = slash > 0 ? environments.find(each => each === name.slice(0, slash)) : undefined;
  if (named !== undefined && slash + 1 < name.length) return {environment: named, job: name.slice(slash + 1)};
  if (environment === undefined) return {error: 'of which environment? :job ENV/NAME'};
  if (jobs.length === 0) return {environment, job: name};
  if (found.length > 1) return {error: explainAmbiguity(name, found)};
  return {error: `${environment} has no job "${name}"${suggest(name, jobs)}`};
}

/** The one of this name; else those that differ only in capitals; else those that begin so. */
function findNames(name: string, names: readonly string[]): readonly string[] {
  if (names.includes(name)) return [name];
  const folded = name.toLowerCase();
  const same = names.filter(each => each.toLowerCase() === folded);
  return same.length > 0 ? same : names.filter(each => each.toLowerCase().startsWith(folded));
}
