/** Which expectation speaks for which job. Exact names come before patterns; among patterns the first in the file wins. */
import type {Expectation, JobExpectation} from '../domain/expectation.ts';
import {compileGlob, isGlob} from '../domain/glob.ts';

export type JobRules = {
  /** Expectations with a schedule: each gives slots. Empty when the job is not declared to run at a time. */
  timed: readonly JobExpectation[];
  /** The expectation whose grace, margin, maximum and numbers apply to a discovered schedule; absent = the defaults. */
  general?: JobExpectation;
};

export type ExpectationIndex = {
  /** The rules of a job. */
  rulesOf(job: string): JobRules;
  /** Declared with an exact name: expected whether it was ever seen or not. */
  exactJobs: readonly string[];
  /** Declared by a pattern and a schedule: if no known job matches, the pattern itself stands for its missing job. */
  timedPatterns: readonly {pattern: string; matches: (job: string) => boolean}[];
};

const NO_RULES: JobRules = {timed: [], general: undefined};

export function indexExpectations(expectations: readonly Expectation[]): ExpectationIndex {
  const jobRules = expectations.filter(expectation => expectation.kind === 'job');
  const exact = Map.groupBy(
    jobRules.filter(rule => !isGlob(rule.job)),
    rule => rule.job,
  );
  const patterns = [
    ...Map.groupBy(
      jobRules.filter(rule => isGlob(rule.job)),
      rule => rule.job,
    ),
  ].map(([pattern, rules]) => ({pattern, rules, matches: compileGlob(pattern)}));

  const rulesOf = (job: string): JobRules => {
    if (jobRules.length === 0) return NO_RULES;
    const groups = [
      exact.get(job) ?? [],
      ...patterns.filter(({matches}) => matches(job)).map(({rules}) => rules),
    ];
    const timed = groups.find(rules => rules.some(rule => rule.timing))?.filter(rule => rule.timing) ?? [];
    return {timed, general: groups.flat().at(0)};
  };

  return {
    rulesOf,
    exactJobs: [...exact.keys()],
    timedPatterns: patterns.filter(({rules}) => rules.some(rule => rule.timing)),
  };
}
