/**
 * Every job of a business day with its slots: declared schedules win over discovered ones, those over a scheduler's plan of
 * the day, and that over what was learned. A job without any of them has no slots: it is never missing.
 */
import type {DayBounds} from '../domain/business-day.ts';
import {businessDayOf, dayBounds} from '../domain/business-day.ts';
import {competingSpan} from '../domain/day-edges.ts';
import {describeTiming, dueInstants} from '../domain/due-instants.ts';
import type {JobExpectation} from '../domain/expectation.ts';
import {DEFAULT_EARLY_MARGIN_MS, DEFAULT_GRACE_MS} from '../domain/expectation.ts';
import {describeExpected, excusingCalendar, expectedDue} from '../domain/expected-due.ts';
import type {JobForecast} from '../domain/forecast.ts';
import type {DurationBand} from '../domain/learned.ts';
import type {RunRecord} from '../domain/run.ts';
import type {ScheduleRecord} from '../domain/schedule.ts';
import type {Slot} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';
import {addDays} from '../domain/time.ts';
import type {DayFacts} from './day-facts.ts';
import type {ExpectationIndex, JobRules} from './expectations.ts';
import {indexExpectations} from './expectations.ts';
import {planLearnedTimes, planRhythm, runtimeLimits} from './learned-slots.ts';
import {edgeFinder} from './match-edges.ts';

export type JobPlan = {
  job: string;
  /** Ascending by due instant; slots without one come first. */
  slots: Slot[];
  /** Set when the slots are a scheduler's plan: each slot's own runs, in the order of `slots`. */
  entries?: RunRecord[][];
  /** Among `slots` are those of the neighbouring days that compete for runs near this day's edges. */
  isAtEdge?: boolean;
  rules: JobRules;
};

export function* planJobs(facts: DayFacts): Generator<JobPlan> {
  const index = indexExpectations(facts.environment.expectations);
  const schedules = Map.groupBy(facts.schedules, schedule => schedule.job);
  const planJobNames = namePlannedJobs(facts);
  const inForce = judgeForce(facts);
  const isNearEdge = edgeFinder(facts);
  const wide = competingSpan(facts.bounds, facts.edgeRules);
  const forecast = facts.forecasts.get(facts.day);
  for (const job of nameJobs(facts, index, schedules)) {
    const rules = index.rulesOf(job);
    const isAtEdge = isNearEdge(job);
    const span = isAtEdge ? wide : facts.bounds;
    const foretold = forecast?.get(job);
    const duration = foretold?.duration;
    const slots =
      planDeclared(job, rules.timed, facts.environment, span, duration) ??
      planDiscovered(schedules.get(job), rules, span, {inForce, duration});
    if (slots) yield {job, slots, rules, isAtEdge};
    else if (planJobNames.has(job)) yield {job, rules, ...planEntries(job, rules, facts, duration)};
    else yield {job, rules, isAtEdge, ...planLearned(job, rules, facts, {span, foretold})};
  }
}

/** Every job there is something to say about: it ran, it is scheduled, it is declared, or a pattern stands for it. */
function nameJobs(
  facts: DayFacts,
  index: ExpectationIndex,
  schedules: ReadonlyMap<string, unknown>,
): Set<string> {
  const names = new Set(facts.runs.keys());
  for (const job of schedules.keys()) names.add(job);
  for (const job of index.exactJobs) names.add(job);
  for (const job of facts.forecasts.get(facts.day)?.expectedJobs() ?? []) names.add(job);
  if (index.timedPatterns.length === 0) return names;
  const known = [...new Set([...names, ...facts.jobs.map(({job}) => job)])];
  for (const {pattern, matches} of index.timedPatterns) {
    const matching = known.filter(matches);
    for (const job of matching.length > 0 ? matching : [pattern]) names.add(job);
  }
  return names;
}

function planDeclared(
  job: string,
  timed: readonly JobExpectation[],
  environment: DayFacts['environment'],
  bounds: DayBounds,
  duration: DurationBand | undefined,
): Slot[] | undefined {
  if (timed.length === 0) return undefined;
  const slots = timed.flatMap(expectation => {
    const {timing, graceMs, earlyMarginMs, maxRuntimeMs, source} = expectation;
    if (!timing) return [];
    const schedule = describeExpected(timing, expectation);
    const calendar = excusingCalendar(expectation);
    const limits = runtimeLimits(maxRuntimeMs, duration);
    return expectedDue(timing, expectation, environment, bounds.start, bounds.end).map(
      (dueAt): Slot => ({
        job,
        dueAt,
        deadlineAt: dueAt + graceMs,
        earlyMarginMs,
        ...limits,
        origin: 'declared',
        source,
        calendar,
        schedule,
      }),
    );
  });
  return timed.length > 1 ? slots.sort(byDue) : slots;
}

function planDiscovered(
  schedules: readonly ScheduleRecord[] | undefined,
  {general}: JobRules,
  bounds: DayBounds,
  {inForce, duration}: {inForce: InForce; duration: DurationBand | undefined},
): Slot[] | undefined {
  const limits = runtimeLimits(general?.maxRuntimeMs, duration);
  const active = schedules?.filter(schedule => schedule.timing.kind !== 'none');
  if (!active || active.length === 0) return undefined;
  const slots = active.flatMap(schedule => {
    // A timer's instants add up over weeks; its name says more.
    const definition =
      schedule.timing.kind === 'instants' ? schedule.definition : describeTiming(schedule.timing);
    // So much later the scheduler itself may start it: the grace begins after that.
    const delayMs = 'delayMs' in schedule.timing ? (schedule.timing.delayMs ?? 0) : 0;
    return dueInstants(schedule.timing, bounds.start, bounds.end)
      .filter(dueAt => inForce(schedule, dueAt))
      .map(
        (dueAt): Slot => ({
          job: schedule.job,
          dueAt,
          deadlineAt: dueAt + delayMs + (general?.graceMs ?? DEFAULT_GRACE_MS),
          earlyMarginMs: general?.earlyMarginMs ?? DEFAULT_EARLY_MARGIN_MS,
          ...limits,
          origin: 'discovered',
          source: general?.source,
          calendar: general?.calendar,
          schedule: definition,
          ...(schedule.isActive ? {} : {isPaused: true}),
        }),
      );
  });
  return active.length > 1 ? slots.sort(byDue) : slots;
}

/**
 * By what was learned before the day began. The calendar's days off excuse nothing: whether the job runs on them was learned
 * as well.
 */
function planLearned(
  job: string,
  {general}: JobRules,
  {forecasts, day, bounds, runs, environment: {clock}}: DayFacts,
  {span, foretold}: {span: DayBounds; foretold: JobForecast | undefined},
): Pick<JobPlan, 'slots' | 'entries'> {
  const limits = {...runtimeLimits(general?.maxRuntimeMs, foretold?.duration), source: general?.source};
  if (foretold?.rhythm) return planRhythm(job, foretold.rhythm, runs.get(job) ?? [], limits);
  const own = {forecast: foretold, bounds};
  if (span === bounds) return {slots: planLearnedTimes(job, [own], span, limits)};
  const [before, after] = [addDays(day, -1), addDays(day, 1)].map(other => ({
    forecast: forecasts.get(other)?.get(job),
    bounds: dayBounds(other, clock),
  }));
  const near = [...(before ? [before] : []), own, ...(after ? [after] : [])];
  return {slots: planLearnedTimes(job, near, span, limits)};
}

type InForce = (schedule: ScheduleRecord, dueAt: EpochMs) => boolean;

/**
 * Which due instants a discovered schedule speaks for. What a source showed at its first look was there before: it
 * counts from the start of that business day. What appeared later counts from when it appeared, what left until then.
 */
function judgeForce({schedules, environment: {clock}}: DayFacts): InForce {
  const firstLooks = new Map<string, EpochMs>();
  for (const {source, knownSince} of schedules) {
    firstLooks.set(source, Math.min(knownSince, firstLooks.get(source) ?? knownSince));
  }
  const firstDays = new Map(
    [...firstLooks].map(([source, at]) => [source, dayBounds(businessDayOf(at, clock), clock).start]),
  );
  return ({source, knownSince, goneSince}, dueAt) => {
    const isFromFirstLook = knownSince === firstLooks.get(source);
    const since = isFromFirstLook ? (firstDays.get(source) ?? knownSince) : knownSince;
    return dueAt >= since && (goneSince === undefined || dueAt < goneSince);
  };
}

function namePlannedJobs(facts: DayFacts): Set<string> {
  const planSources = new Set(
    facts.environment.sources.filter(({traits}) => traits.isPlan).map(({name}) => name),
  );
  if (planSources.size === 0) return new Set();
  if (planSources.size === facts.environment.sources.length) return new Set(facts.runs.keys());
  return new Set(
    facts.jobs.filter(({source}) => source !== undefined && planSources.has(source)).map(({job}) => job),
  );
}

/** A plan's rows are its slots. Its times are estimates, so an entry is missing only when its business day is over. */
function planEntries(
  job: string,
  {general}: JobRules,
  facts: DayFacts,
  duration: DurationBand | undefined,
): {slots: Slot[]; entries: RunRecord[][]} {
  const limits = runtimeLimits(general?.maxRuntimeMs, duration);
  const groups = Map.groupBy(facts.runs.get(job) ?? [], run => run.runKey.split('#', 1)[0] ?? '');
  const planned = [...groups].map(([entry, runs]) => {
    const dueAt = runs.find(run => run.scheduledAt !== undefined)?.scheduledAt;
    const slot: Slot = {
      job,
      dueAt,
      deadlineAt: Math.max(facts.bounds.end, dueAt ?? 0),
      earlyMarginMs: general?.earlyMarginMs ?? DEFAULT_EARLY_MARGIN_MS,
      ...limits,
      origin: 'discovered',
      entry,
      schedule: "the scheduler's plan of the day",
    };
    return {slot, runs};
  });
  planned.sort((a, b) => byDue(a.slot, b.slot));
  return {slots: planned.map(({slot}) => slot), entries: planned.map(({runs}) => runs)};
}

function byDue(a: Slot, b: Slot): number {
  return (a.dueAt ?? 0) - (b.dueAt ?? 0);
}
