/** What operators have acknowledged or snoozed of an environment, as far as it is still about what is found. */
import type {Acknowledgement} from '../domain/acknowledgement.ts';
import {businessDayOf} from '../domain/business-day.ts';
import {collectedAt} from '../domain/collection.ts';
import {addDays} from '../domain/time.ts';
import type {Store} from '../store/store.ts';
import type {FreshnessFacts} from './freshness.ts';
import {deriveFreshness, isTroubled} from './freshness.ts';
import {blindFindingId} from './identify-finding.ts';
import type {Moment} from './read-facts.ts';

/** By the id of the finding. */
export async function readAcknowledgements(
  store: Store,
  facts: FreshnessFacts,
  moment: Moment,
): Promise<Map<string, Acknowledgement>> {
  const {now, knownAt} = moment;
  const entries = await store.readAcknowledgements({
    environments: [facts.environment.name],
    at: now,
    knownAt,
  });
  const byFinding = new Map(entries.map(entry => [entry.finding, entry]));
  const blindness = byFinding.get(blindFindingId(facts, now));
  if (blindness && (await isOutdated(store, facts, blindness, moment))) byFinding.delete(blindness.finding);
  return byFinding;
}

/**
 * Other findings are about one occasion, but being blind can end and begin again under the same id: when a source that
 * cannot be seen now has answered in between, this is another blindness. With an expiry it was acknowledged until then.
 */
async function isOutdated(
  store: Store,
  facts: FreshnessFacts,
  {at, until}: Acknowledgement,
  {now, knownAt}: Moment,
): Promise<boolean> {
  const {environment, day, bounds} = facts;
  if (until !== undefined || now >= bounds.end) return false;
  const troubled = deriveFreshness(facts, now).sources.filter(isTroubled);
  const evidence = await store.readEvidence({
    environment: environment.name,
    // An answer for the day before may have come just after it.
    from: addDays(businessDayOf(at, environment.clock), -1),
    to: addDays(day, 1),
    knownAt,
  });
  return evidence.some(
    ({source, latestAnswer}) =>
      latestAnswer !== undefined &&
      collectedAt(latestAnswer) > at &&
      troubled.some(item => item.source === source),
  );
}
