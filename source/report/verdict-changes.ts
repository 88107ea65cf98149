/** Verdicts worth remembering, dated when they came to be: what the store keeps of a judged day. */
import type {VerdictChange} from '../domain/facts.ts';
import type {JudgedEnvironment} from './judge-environment.ts';

export function deriveVerdictChanges({facts, jobs}: JudgedEnvironment): VerdictChange[] {
  const {environment, day} = facts;
  return jobs.flatMap(({slots}) =>
    slots.flatMap(({job, dueAt, verdict, since, evidence}): VerdictChange[] =>
      since === undefined || verdict === 'due' || verdict === 'running' || verdict === 'unknown'
        ? []
        : [
            {
              environment: environment.name,
              businessDay: day,
              job,
              dueAt,
              at: since,
              verdict,
              collection: evidence,
            },
          ],
    ),
  );
}
