/** A job's schedules in plain words: where they come from, and when the job is due next. */

import type {JobRules} from '../../analysis/expectations.ts';
import {explainBasis} from '../../analysis/learning/reason.ts';
import type {JobExpectation} from '../../domain/expectation.ts';
import {DEFAULT_GRACE_MS} from '../../domain/expectation.ts';
import type {DueRule} from '../../domain/expected-due.ts';
import {describeExpected} from '../../domain/expected-due.ts';
import type {ScheduleRecord, Timing} from '../../domain/schedule.ts';
import {wordTiming} from '../../domain/schedule-words.ts';
import type {JudgedSlot} from '../../domain/slot.ts';
import type {EpochMs} from '../../domain/time.ts';
import type {EnvironmentFacts} from '../read-facts.ts';
import {nextExpected} from './next-due.ts';
import type {ScheduleItem} from './pages.ts';

export type JobScheduleFacts = {
  job: string;
  rules: JobRules;
  /** Of the shown day. */
  slots: readonly JudgedSlot[];
  facts: Pick<EnvironmentFacts, 'environment' | 'bounds' | 'schedules' | 'jobs' | 'forecasts'>;
  now: EpochMs;
  /** How many due instants to tell of each, at most. Default: 5. */
  count?: number;
};

const MOST_NEXT = 5;

/** Declared ones first, then those that sources revealed, the latest first. */
export function deriveSchedules(about: JobScheduleFacts): ScheduleItem[] {
  const {job, rules, facts} = about;
  const declared = rules.timed.flatMap(rule =>
    rule.timing ? describeDeclared(about, rule, rule.timing) : [],
  );
  const discovered = facts.schedules
    .filter(schedule => schedule.job === job)
    .sort((a, b) => b.knownSince - a.knownSince)
    .map(schedule => describeDiscovered(about, schedule));
  const items = [...declared, ...discovered];
  if (items.some(({isInForce}) => isInForce)) return items;
  return [...items, ...describePlan(about), ...describeLearned(about)];
}

function describeDeclared(about: JobScheduleFacts, rule: JobExpectation, timing: Timing): ScheduleItem {
  return {
    origin: 'declared',
    words: wordTiming(timing, rule.on),
    definition:
      !rule.on && (timing.kind === 'cron' || timing.kind === 'on-calendar')
        ? timing.expression
        : describeExpected(timing, rule),
    source: null,
    graceMs: rule.graceMs,
    maxRuntimeMs: rule.maxRuntimeMs ?? null,
    calendar: calendarOf(about, rule),
    isActive: true,
    knownSince: null,
    goneSince: null,
    isInForce: true,
    next: nextOf(about, timing, rule),
  };
}

function describeDiscovered(about: JobScheduleFacts, schedule: ScheduleRecord): ScheduleItem {
  const {rules, facts} = about;
  const {timing, definition, source, isActive, knownSince, goneSince} = schedule;
  const {general} = rules;
  // As of the shown day: what has gone since decided its slots.
  const isOfDay =
    knownSince < facts.bounds.end && (goneSince === undefined || goneSince > facts.bounds.start);
  return {
    origin: 'discovered',
    words: wordTiming(timing),
    definition,
    source,
    graceMs: general?.graceMs ?? DEFAULT_GRACE_MS,
    maxRuntimeMs: general?.maxRuntimeMs ?? null,
    calendar: calendarOf(about, general),
    isActive,
    knownSince,
    goneSince: goneSince ?? null,
    isInForce: isOfDay && timing.kind !== 'none' && rules.timed.length === 0,
    next: isActive && goneSince === undefined ? nextOf(about, timing, {calendar: general?.calendar}) : [],
  };
}

/** Entries of the scheduler's own plan are expected without a schedule; a day's plan tells nothing of the next day. */
function describePlan({job, rules, slots, facts, now, count = MOST_NEXT}: JobScheduleFacts): ScheduleItem[] {
  const planned = slots.filter(({origin}) => origin === 'discovered');
  if (planned.length === 0) return [];
  const {sources} = facts.environment;
  const source = facts.jobs.find(known => known.job === job)?.source;
  return [
    {
      origin: 'discovered',
      words: "in the scheduler's plan of the day, until its end",
      definition: 'in the plan of the day',
      source: source ?? sources.find(({traits}) => traits.isPlan)?.name ?? null,
      graceMs: 0,
      maxRuntimeMs: rules.general?.maxRuntimeMs ?? null,
      // Whoever plans the day knows the holidays; the environment's calendar excuses entries all the same.
      calendar: facts.environment.calendar?.name ?? null,
      isActive: true,
      knownSince: null,
      goneSince: null,
      isInForce: true,
      next: pendingOf(planned, now).slice(0, count),
    },
  ];
}

/** What was learned of it, while nothing else says when it is due: its slots of the day, else those of the next. */
function describeLearned({job, slots, facts, now, count = MOST_NEXT}: JobScheduleFacts): ScheduleItem[] {
  if (slots.some(({origin}) => origin !== 'learned')) return [];
  const forecasts = [...facts.forecasts.values()].flatMap(jobs => jobs.get(job) ?? []);
  const expected = forecasts.flatMap(forecast => forecast.slots);
  const [shown] = [...slots, ...forecasts.flatMap(({rhythm}) => rhythm ?? []), ...expected];
  if (!shown) return [];
  const basis = 'basis' in shown ? shown.basis : shown.learned?.basis;
  const slot = slots.at(0) ?? expected.at(0);
  return [
    {
      origin: 'learned',
      words: basis ? explainBasis(basis) : 'learned',
      definition: 'learned from its history',
      source: null,
      graceMs: slot?.dueAt === undefined ? 0 : slot.deadlineAt - slot.dueAt,
      maxRuntimeMs: forecasts.at(0)?.duration?.longMs ?? null,
      calendar: null,
      isActive: true,
      knownSince: null,
      goneSince: null,
      isInForce: true,
      next: [...new Set([...pendingOf(slots, now), ...expected.map(({dueAt}) => dueAt)])]
        .filter(dueAt => dueAt > now)
        .sort((a, b) => a - b)
        .slice(0, count),
    },
  ];
}

/** A rhythm has no times of its own: what it is due next shows in the day's slots alone. */
function pendingOf(slots: readonly JudgedSlot[], now: EpochMs): EpochMs[] {
  return slots.flatMap(({verdict, dueAt}) =>
    verdict === 'pending' && dueAt !== undefined && dueAt > now ? [dueAt] : [],
  );
}

function nextOf(
  {job, facts, now, count = MOST_NEXT}: JobScheduleFacts,
  timing: Timing,
  {on, calendar}: DueRule,
): EpochMs[] {
  return nextExpected({job, timing, on, calendar}, facts.environment, now, count);
}

/** The name of the calendar whose days off excuse the slots. */
function calendarOf({facts}: JobScheduleFacts, rule: JobExpectation | undefined): string | null {
  return rule?.calendar ?? facts.environment.calendar?.name ?? null;
}
