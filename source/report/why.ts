/**
 * Why a job's slots are what they are: what may have kept a run from starting, and the evidence: the collections around the due
 * instant, the schedules, what else the same sources started. Pure.
 */
import type {Cause} from '../analysis/causes.ts';
import {causeFinder} from '../analysis/causes.ts';
import {findDrift} from '../analysis/drift.ts';
import type {JudgedJob} from '../analysis/judge-day.ts';
import type {Collection} from '../domain/collection.ts';
import {isAnswer, isComplete} from '../domain/collection.ts';
import {describeTiming} from '../domain/due-instants.ts';
import {describeExpected} from '../domain/expected-due.ts';
import type {ScheduleRecord} from '../domain/schedule.ts';
import type {JudgedSlot, Verdict} from '../domain/slot.ts';
import {capitalise} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatInstant, HOUR_MS, instantOrNull, MINUTE_MS} from '../domain/time.ts';
import {buildDrift} from './drift-report.ts';
import {explainSlot} from './explain.ts';
import type {NotCollected, Unreachable} from './explain-causes.ts';
import {explainCause} from './explain-causes.ts';
import {describeCollection} from './freshness.ts';
import type {JudgedDay} from './read-report.ts';
import type {CauseReport, CollectionEvidence, DriftReport} from './status-report.ts';

/** Documented for scripts in docs/json.md: keys are stable. */
export type WhyReport = {
  environment: string;
  job: string;
  businessDay: string;
  /** Those that need an explanation; when all went well, the last. */
  slots: WhySlot[];
  /** How many more there are. */
  more: number;
  /** Every schedule of the job that is known, in words; empty when nothing says when it is due. */
  schedules: string[];
  drift: DriftReport[];
};

export type WhySlot = {
  due: string | null;
  deadline: string;
  verdict: Verdict;
  explanation: string;
  /** The likeliest first. */
  causes: {
    kind: CauseReport['kind'] | Unreachable['kind'] | NotCollected['kind'] | 'unexplained';
    text: string;
  }[];
  /** Of the job's sources, those around the due instant, oldest first. */
  collections: CollectionEvidence[];
};

const MOST_SLOTS = 10;
const MOST_COLLECTIONS = 12;
/** How far around a slot collections tell something of it. */
const NEAR_MS = HOUR_MS;
const SETTLED: ReadonlySet<Verdict> = new Set(['ok', 'ok-early', 'pending']);

/** `day` with its jobs kept; `collections` are the environment's of the business days around it. */
export function deriveWhy(
  day: JudgedDay,
  job: JudgedJob,
  collections: readonly Collection[],
  now: EpochMs,
): WhyReport {
  const {facts, jobs} = day;
  const missingDue = jobs
    .flatMap(({slots}) => slots)
    .flatMap(({verdict, dueAt}) => (verdict === 'missing' ? (dueAt ?? []) : []))
    .sort((a, b) => a - b);
  const findCauses = causeFinder(facts, missingDue, now);
  const chosen = chooseSlots(job.slots);
  const own = facts.schedules.filter(schedule => schedule.job === job.job);
  const attempts = attemptsFor(job.job, day, collections);
  return {
    environment: facts.environment.name,
    job: job.job,
    businessDay: facts.day,
    slots: chosen
      .slice(0, MOST_SLOTS)
      .map(slot =>
        describeSlot(slot, [...findCauses(slot)], attempts, {zone: facts.environment.clock.zone, now}),
      ),
    more: Math.max(0, chosen.length - MOST_SLOTS),
    schedules: describeSchedules(job, own),
    drift: buildDrift(findDrift(facts, now), facts, now).filter(item => item.job === job.job),
  };
}

function chooseSlots(slots: readonly JudgedSlot[]): JudgedSlot[] {
  const odd = slots.filter(({verdict}) => !SETTLED.has(verdict));
  return odd.length > 0 ? odd : slots.slice(-1);
}

/** What was declared and discovered; where that is nothing, what its slots come from: a plan, or its own history. */
function describeSchedules({rules, slots}: JudgedJob, discovered: readonly ScheduleRecord[]): string[] {
  const told = [
    ...rules.timed.flatMap(rule => (rule.timing ? [`${describeExpected(rule.timing, rule)}, declared`] : [])),
    ...discovered.map(describeSchedule),
  ];
  if (told.length > 0) return told;
  return [...new Set(slots.map(({schedule}) => schedule))];
}

function describeSchedule({timing, definition, source, isActive, goneSince}: ScheduleRecord): string {
  const state = isActive ? '' : ', switched off';
  const gone = goneSince === undefined ? '' : `, gone since ${formatInstant(goneSince)}`;
  const words = timing.kind === 'instants' ? definition : describeTiming(timing);
  return `${words}, by ${source}${state}${gone}`;
}

/** The attempts to collect the sources that tell of a job, oldest first. */
function attemptsFor(job: string, {facts}: JudgedDay, collections: readonly Collection[]): Collection[] {
  const {sources} = facts.environment;
  const known = facts.jobs.find(record => record.job === job)?.source;
  const telling = new Set(
    known === undefined ? sources.filter(({traits}) => traits.hasRuns).map(({name}) => name) : [known],
  );
  return collections
    .filter(({source}) => telling.has(source))
    .sort((a, b) => a.startedAt - b.startedAt || a.id - b.id);
}

function describeSlot(
  slot: JudgedSlot,
  causes: Cause[],
  attempts: readonly Collection[],
  explainer: Parameters<typeof explainCause>[1],
): WhySlot {
  const evidence = attempts.find(({id}) => id === slot.evidence);
  const isAbsent = slot.verdict === 'missing' || slot.verdict === 'unknown';
  const sight = isAbsent ? sightCauses(slot, attempts) : [];
  // What the scheduler says comes first, then whether it could be seen; that it was up explains nothing by itself.
  const hints = new Set<string>(['scheduler-up', 'scheduler-down', 'not-known', 'never-seen']);
  const all = [
    ...causes.filter(({kind}) => !hints.has(kind)),
    ...sight,
    ...causes.filter(({kind}) => hints.has(kind)),
  ];
  const texts: WhySlot['causes'] = all.map(cause => ({
    kind: cause.kind,
    text: capitalise(explainCause(cause, explainer)),
  }));
  if (slot.verdict === 'missing' && all.every(({kind}) => kind === 'scheduler-up'))
    texts.push({
      kind: 'unexplained',
      text: 'Nothing that was collected explains it: look at the scheduler’s own log',
    });
  return {
    due: instantOrNull(slot.dueAt),
    deadline: formatInstant(slot.deadlineAt),
    verdict: slot.verdict,
    explanation: capitalise(explainSlot(slot, evidence, explainer)),
    causes: texts,
    collections: nearCollections(slot, attempts).map(describeCollection),
  };
}

/** Whether the sources could be asked from a little before the slot was due until a little after its deadline. */
function sightCauses(
  {dueAt, deadlineAt}: JudgedSlot,
  attempts: readonly Collection[],
): (Unreachable | NotCollected)[] {
  if (dueAt === undefined) return [];
  const [from, to] = [dueAt - 15 * MINUTE_MS, deadlineAt + 15 * MINUTE_MS];
  return [...Map.groupBy(attempts, ({source}) => source)].flatMap(
    ([source, own]): (Unreachable | NotCollected)[] => {
      const near = own.filter(({startedAt}) => startedAt >= from && startedAt <= to);
      const failed = near.filter(({outcome}) => !isAnswer(outcome) && outcome !== 'cancelled');
      const [first, last] = [failed.at(0), failed.at(-1)];
      if (first && last) {
        const error = last.error ?? last.outcome;
        return [
          {
            kind: 'unreachable',
            source,
            from: first.startedAt,
            to: last.startedAt,
            attempts: failed.length,
            error,
          },
        ];
      }
      const before = own.findLast(({startedAt}) => startedAt < dueAt);
      const after = own.find(({startedAt}) => startedAt >= dueAt);
      const isGap = before !== undefined && after !== undefined && after.startedAt > deadlineAt;
      return isGap ? [{kind: 'not-collected', source, from: before.startedAt, to: after.startedAt}] : [];
    },
  );
}

/** The failed ones within an hour, the last whole answer before the slot was due and the first after its deadline. */
function nearCollections(
  {dueAt, deadlineAt, evidence}: JudgedSlot,
  attempts: readonly Collection[],
): Collection[] {
  const due = dueAt ?? deadlineAt;
  const before = attempts.findLast(({startedAt, outcome}) => startedAt < due && isComplete(outcome));
  const after = attempts.find(({startedAt, outcome}) => startedAt > deadlineAt && isComplete(outcome));
  const near = attempts.filter(
    ({id, startedAt, outcome}) =>
      id === evidence ||
      (!isComplete(outcome) && startedAt > due - NEAR_MS && startedAt < deadlineAt + NEAR_MS),
  );
  const chosen = new Set([before, ...near.slice(-MOST_COLLECTIONS), after]);
  return attempts.filter(attempt => chosen.has(attempt));
}
