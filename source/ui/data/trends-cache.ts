/**
 * What is too much to read for every job, for the jobs that are on the screen and those that the next keys may bring there.
 * While a question is on its way the screen may scroll on: then the next question is for what is near by then.
 */
import type {Day} from '../../domain/time.ts';
import type {JobTrend, TrendsPage} from '../../report/pages/pages.ts';
import type {Backend} from '../backend.ts';

export type TrendsAbout = {environment: string; day?: Day; days: number};

export type TrendsCache = {
  /** What is known of a job by now. */
  of(about: TrendsAbout, job: string): JobTrend | undefined;
  /** Changes when what is known of one of these jobs does. */
  revision(about: TrendsAbout, jobs: readonly string[]): number;
  /** Says what is on the screen, and what is near it. */
  want(about: TrendsAbout, seen: readonly string[], near?: readonly string[]): void;
  subscribe(listener: () => void): () => void;
  invalidate(): void;
};

type Group = {
  about: TrendsAbout;
  known: Map<string, {trend: JobTrend; revision: number}>;
  /** Asked for since the last change of the facts, known or not. */
  asked: Set<string>;
  seen: readonly string[];
  near: readonly string[];
  isAsking: boolean;
};

/** Lists whose trends are kept, and for how many jobs each. */
const MOST_GROUPS = 6;
const MOST_JOBS = 2000;

export function createTrendsCache(backend: Pick<Backend, 'ask'>): TrendsCache {
  const groups = new Map<string, Group>();
  const listeners = new Set<() => void>();
  let revision = 0;

  const take = (group: Group, page: TrendsPage): void => {
    if (group.known.size > MOST_JOBS) forgetFar(group);
    revision += 1;
    for (const [job, trend] of Object.entries(page.jobs)) group.known.set(job, {trend, revision});
    for (const listener of listeners) listener();
  };
  const ask = async (group: Group): Promise<void> => {
    if (group.isAsking) return;
    group.isAsking = true;
    for (let jobs = nextJobs(group); jobs.length > 0; jobs = nextJobs(group)) {
      for (const job of jobs) group.asked.add(job);
      // A trend that cannot be read is a blank cell, as one that is not there yet; the rows say what is wrong.
      const page = await backend.ask('trends', {...group.about, jobs}).catch(() => undefined);
      if (page) take(group, page);
    }
    group.isAsking = false;
  };
  const groupOf = (about: TrendsAbout): Group => {
    const key = JSON.stringify([about.environment, about.day, about.days]);
    const known = groups.get(key);
    if (known) return known;
    const group: Group = {about, known: new Map(), asked: new Set(), seen: [], near: [], isAsking: false};
    groups.set(key, group);
    for (const old of [...groups.keys()].slice(0, -MOST_GROUPS)) groups.delete(old);
    return group;
  };

  return {
    of: (about, job) => groupOf(about).known.get(job)?.trend,
    revision(about, jobs) {
      const {known} = groupOf(about);
      return jobs.reduce((newest, job) => Math.max(newest, known.get(job)?.revision ?? 0), 0);
    },
    want(about, seen, near = []) {
      const group = groupOf(about);
      group.seen = seen;
      group.near = near;
      void ask(group);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    invalidate() {
      for (const group of groups.values()) {
        group.asked.clear();
        // What nobody looks at any more is asked for when somebody does.
        if (listeners.size > 0) void ask(group);
      }
    },
  };
}

/**
 * What is seen comes at once, with all that is near it. Of what is only near nothing is asked before a sixth of it is missing:
 * a key that brings one row then costs no question.
 */
function nextJobs({seen, near, asked}: Group): string[] {
  const missing = near.filter(job => !asked.has(job));
  const isDue = seen.some(job => !asked.has(job)) || missing.length * 6 > near.length;
  return isDue ? [...new Set([...seen.filter(job => !asked.has(job)), ...missing])] : [];
}

function forgetFar({known, asked, seen, near}: Group): void {
  const kept = new Set([...seen, ...near]);
  for (const job of known.keys()) {
    if (kept.has(job)) continue;
    known.delete(job);
    asked.delete(job);
  }
}
