/** Verdicts worth remembering, dated when they came to be: what the store keeps of a judged day. */
import type {DayFacts} from '../analysis/day-facts.ts';
import type {JudgedJob} from '../analysis/judge-day.ts';
import type {VerdictChange} from '../domain/facts.ts';
import type {JudgedSlot, Verdict} from '../domain/slot.ts';
import {verdictRank} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';
import type {Store} from '../store/store.ts';

/** A judged day. Its jobs may come one at a time, so that a day of millions of slots is never held. */
export type JudgedJobs = {facts: Pick<DayFacts, 'environment' | 'day'>; jobs: Iterable<JudgedJob>};

/** Others wait while so many are written in one transaction. */
const BATCH = 2000;

/** Remembers what is not remembered yet. Judging the same facts again changes nothing. */
export async function recordVerdicts(
  store: Pick<Store, 'readVerdictChanges' | 'recordVerdictChanges'>,
  judged: JudgedJobs,
): Promise<void> {
  const {environment, day} = judged.facts;
  const known = await store.readVerdictChanges({from: day, to: day, environment: environment.name});
  const verdicts = new Map(known.map(change => [slotKey(change), change.verdict]));
  let changes: VerdictChange[] = [];
  for (const change of deriveVerdictChanges(judged)) {
    // A slot of which nothing was ever remembered was `ok`.
    if (change.verdict === (verdicts.get(slotKey(change)) ?? 'ok')) continue;
    changes.push(change);
    if (changes.length < BATCH) continue;
    await store.recordVerdictChanges(changes);
    changes = [];
  }
  if (changes.length > 0) await store.recordVerdictChanges(changes);
}

export function* deriveVerdictChanges({facts, jobs}: JudgedJobs): Generator<VerdictChange> {
  const {environment, day} = facts;
  for (const {slots} of jobs) {
    for (const {job, dueAt, verdict, since: at, evidence: collection} of worstOfEachInstant(slots))
      yield {environment: environment.name, businessDay: day, job, dueAt, at, verdict, collection};
  }
}

type LastingSlot = JudgedSlot & {since: EpochMs};

/** One of the slots that are due at the same instant: they are remembered as one. `slots` in order of their instants. */
function* worstOfEachInstant(slots: readonly JudgedSlot[]): Generator<LastingSlot> {
  let worst: LastingSlot | undefined;
  for (const slot of slots) {
    if (!isLasting(slot)) continue;
    if (worst && worst.dueAt !== slot.dueAt) yield worst;
    else if (worst && verdictRank(worst.verdict) <= verdictRank(slot.verdict)) continue;
    worst = slot;
  }
  if (worst) yield worst;
}

/** Of these the next answer or time itself makes something else. */
const PASSING: ReadonlySet<Verdict> = new Set(['pending', 'due', 'running', 'unknown']);

function isLasting(slot: JudgedSlot): slot is LastingSlot {
  return slot.since !== undefined && !PASSING.has(slot.verdict);
}

function slotKey({job, dueAt}: VerdictChange): string {
  return `${dueAt} ${job}`;
}
