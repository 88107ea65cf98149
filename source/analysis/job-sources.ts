/** Which source shows a job's runs. */
import type {DayFacts} from './day-facts.ts';

const kept = new WeakMap<DayFacts['jobs'], ReadonlyMap<string, string | undefined>>();

/** Made at the first question: a day on which nothing is missing never asks. */
export function sourceOf({jobs}: Pick<DayFacts, 'jobs'>, job: string): string | undefined {
  let sources = kept.get(jobs);
  if (!sources) {
    sources = new Map(jobs.map(known => [known.job, known.source]));
    kept.set(jobs, sources);
  }
  return sources.get(job);
}
