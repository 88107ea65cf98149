import type {DayFacts} from '../analysis/day-facts.ts';
import type {Drift} from '../analysis/drift.ts';
import {capitalise} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatInstant, instantOrNull} from '../domain/time.ts';
import {explainDrift} from './explain-causes.ts';
import type {DriftReport} from './status-report.ts';

/** An environment's drift with its words. */
export function buildDrift(
  drift: readonly Drift[],
  {environment}: Pick<DayFacts, 'environment'>,
  now: EpochMs,
): DriftReport[] {
  return drift.map(item => ({
    kind: item.kind,
    environment: environment.name,
    job: item.job,
    source: item.schedule.source,
    since: formatInstant(item.since),
    definition: item.schedule.definition,
    declared: item.isDeclared,
    nextUnmet: instantOrNull(item.unmetAt),
    explanation: capitalise(explainDrift(item, {zone: environment.clock.zone, now})),
  }));
}
