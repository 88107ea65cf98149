/**
 * Does the job run on this day? A mixture of calendar rules ("experts"), each of which counts how often the job ran on
 * days of one class, with a memory that fades. Their weights follow the likelihood of what was seen (Bayesian model
 * averaging, with a little given back to the prior on days that tell something: "fixed share", Herbster and Warmuth 1998),
 * so that a job which changes its rule is followed. The days are replayed from the packed history: nothing else is kept,
 * and a day that was learned late or wrong leaves no trace once it is corrected.
 */
import type {LearnedBasis} from '../../domain/learned.ts';
import type {CalendarKeys} from './calendar-keys.ts';
import {ALL_CLASSES, EXPERTS, FIRST_CLASS, FIXED_EXPERTS, MOST_DAYS_SINCE, MOVED} from './calendar-keys.ts';
import {DID_NOT_RUN, NOT_KNOWN, RAN} from './day-states.ts';
import {classifyRisk, noRecord} from './track-record.ts';

/** What a class is believed before it was met: so many days of the overall rate. */
const PRIOR_DAYS = 0.7;
const MEMORY_OVERALL = 0.995;
/** Given back to the prior on a day that the job ran or was thought to. */
const SHARE = 0.01;
const SHARE_ON_QUIET_DAYS = 0.0005;
const EXPECTED = 0.5;
/** A miss is held back when the job was as sure to run as this. */
const STEADY = 0.6;
/** An incident counts as so much of a day. */
const INCIDENT = 0.3;
const LONG_MEMORY = 0.97;
const UNLIKELY = 0.3;

/** What is foretold in a replay's first hundred days (a fading count) says nothing of what is foretold after all of them. */
const PROBATION = 80;

/** Twenty experts share the weight. */
const OF_WEIGHT = 0.02;

const REPLAYED_DAYS = 400;
const OFTEN = 40;

const COUNT = EXPERTS.length;
const SINCE = EXPERTS.findIndex(({name}) => name === 'sinceLast');
const BACK = EXPERTS.findIndex(({name}) => name === 'rolledBack');
const ON = EXPERTS.findIndex(({name}) => name === 'rolledOn');

const totalPrior = EXPERTS.reduce((total, {prior}) => total + prior, 0);
const PRIORS = Float64Array.from(EXPERTS, ({prior}) => prior / totalPrior);
const MEMORIES = Float64Array.from(EXPERTS, ({memory}) => memory);
const FIRST = Uint16Array.from(FIRST_CLASS);

/** Working memory of one replay; the next one overwrites it. By class, side by side: days that it ran and days that are known. */
const tallies = new Float64Array(2 * ALL_CLASSES);
const weights = new Float64Array(COUNT);
const chances = new Float64Array(COUNT);

export type Outlook = {
  /** Probability that the job runs on the day asked for. */
  chance: number;
  /** Indices into `EXPERTS` of the rules that explain best, the best first. */
  experts: readonly number[];
  /** Of a job that runs once in months, instead: no expert knows of it. */
  basis?: LearnedBasis;
  /** Times in a row that it was expected and did not run, and how sure it had been the first time (its chance). */
  missed: number;
  surety: number;
  /** Days between two runs until its last one, and how many such distances have passed since. */
  usualDays: number;
  quiet: number;
  /** Days that it ran, of those that are known; both fading. */
  rate: number;
  /** Which of the fleet's classes of risk the day asked for is in (`classifyRisk`). */
  riskClass: number;
  /** By class of risk: days that it was newly expected, and those that were none of its days after all. */
  expected: readonly number[];
  exceptions: readonly number[];
};

/** The states of `[from, from + length)`; `shift` is added to get the calendar day. */
export type StateSpan = {states: Uint8Array; from: number; start: number; end: number; shift: number};

/**
 * Replays `states[start, end)` and asks of a day after them, or of several by calling what it returns again before the next
 * replay. A single miss is held back until the next time that the job is expected: when it runs then, the miss was an
 * incident, which says little of the rule; when it does not, both count.
 */
export function replay({states, from, start, end, shift}: StateSpan, keys: CalendarKeys): AskOf {
  tallies.fill(0);
  weights.set(PRIORS);
  const past: Past = {
    ran: 0,
    seen: 0,
    lastRun: Number.NEGATIVE_INFINITY,
    usualDays: 1,
    missed: 0,
    surety: 0,
    heldBack: undefined,
    expected: noRecord(),
    misses: [],
  };
  for (let index = start; index < end; index++) {
    const state = states[index] ?? NOT_KNOWN;
    if (state === NOT_KNOWN) continue;
    const wasMissed = index - 7 >= start && states[index - 7] === DID_NOT_RUN;
    replayDay(past, from + index + shift, state === RAN, wasMissed, keys);
  }
  const experts = heaviest();
  const {expected, missed, surety, lastRun, usualDays} = past;
  const rate = past.ran / Math.max(past.seen, 1e-9);
  const exceptions = countExceptions(past, keys);
  return day => {
    const chance = weigh(day, lastRun, baseOf(past), keys);
    const riskClass = riskClassOn(day, chance, keys);
    const quiet = (day - lastRun) / usualDays;
    return {chance, experts, missed, surety, usualDays, quiet, rate, riskClass, expected, exceptions};
  };
}

/** Of the experts, those of weight: the heaviest first. */
function heaviest(): number[] {
  const order: number[] = [];
  for (let expert = 0; expert < COUNT; expert++) if ((weights[expert] ?? 0) >= OF_WEIGHT) order.push(expert);
  return order.sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0));
}

/** `day` as the calendar numbers it. */
export type AskOf = (day: number) => Outlook;

/** A job that runs often tells all there is to know in little more than a year; a rare one needs all that is kept. */
export function replayedSpan(span: StateSpan): StateSpan {
  const {states, start, end} = span;
  const recent = Math.max(start, end - REPLAYED_DAYS);
  let runs = 0;
  for (let index = recent; index < end; index++) if (states[index] === RAN) runs++;
  return runs >= OFTEN ? {...span, start: recent} : span;
}

/** The replay so far: fading counts of days that it ran and that are known, and a miss that is held back. */
type Past = {
  ran: number;
  seen: number;
  lastRun: number;
  usualDays: number;
  missed: number;
  surety: number;
  heldBack: number | undefined;
  /** As in `Outlook`. */
  expected: number[];
  /** The first miss of each row of them: its class of risk (`classifyRisk`), and when it had run last. */
  misses: {day: number; riskClass: number; lastRun: number}[];
};

/**
 * By what is known at the end: was the job due on the days on which it was missed? If so it was an incident, else an
 * exception, a day off or the first of another schedule. Of what was missed since the last run nothing is known yet.
 */
function countExceptions(past: Past, keys: CalendarKeys): number[] {
  const exceptions = noRecord();
  for (const {day, riskClass, lastRun} of past.misses) {
    if (day < past.lastRun && weigh(day, lastRun, baseOf(past), keys) < EXPECTED)
      exceptions[riskClass] = (exceptions[riskClass] ?? 0) + 1;
  }
  return exceptions;
}

const baseOf = (past: Past): number => (past.ran + 0.5) / (past.seen + 1);

function replayDay(past: Past, today: number, isRun: boolean, wasMissed: boolean, keys: CalendarKeys): void {
  const base = baseOf(past);
  const chance = past.seen > 0 ? weigh(today, past.lastRun, base, keys) : 0;
  const isExpected = chance >= EXPECTED;
  if (isExpected && past.missed === 0 && past.seen >= PROBATION)
    noteExpected(past, today, riskClassOn(today, chance, keys), isRun);
  past.ran = past.ran * MEMORY_OVERALL + (isRun ? 1 : 0);
  past.seen = past.seen * MEMORY_OVERALL + 1;
  if (isRun) {
    past.missed = 0;
    past.usualDays = past.seen / past.ran;
  } else if (isExpected) {
    if (past.missed === 0) past.surety = chance;
    past.missed++;
  }
  if (past.missed === 1 && chance >= STEADY && !wasMissed && !isForeseen()) {
    past.heldBack = today;
    return;
  }
  const mixed =
    isExpected && settle(past, isRun, base, keys) ? weigh(today, past.lastRun, base, keys) : chance;
  if (mixed > 0) reweigh(isRun, mixed);
  tally(isRun, 1, today, past.lastRun, keys);
  if (isRun) past.lastRun = today;
}

export function riskClassOn(day: number, chance: number, {from, dates}: CalendarKeys): number {
  return classifyRisk(chance, dates[day - from]?.isOff ?? false);
}

function noteExpected(
  {expected, misses, lastRun}: Past,
  day: number,
  riskClass: number,
  isRun: boolean,
): void {
  expected[riskClass] = (expected[riskClass] ?? 0) + 1;
  if (!isRun) misses.push({day, riskClass, lastRun});
}

/** Decides on a miss that was held back, now that the job was expected again. True when it counted in full. */
function settle(past: Past, isRun: boolean, base: number, keys: CalendarKeys): boolean {
  const {heldBack, lastRun} = past;
  past.heldBack = undefined;
  if (heldBack === undefined) return false;
  if (!isRun) reweigh(false, weigh(heldBack, lastRun, base, keys));
  tally(false, isRun ? INCIDENT : 1, heldBack, lastRun, keys);
  return !isRun;
}

/** Fills `chances` and returns their mixture. */
function weigh(day: number, lastRun: number, base: number, keys: CalendarKeys): number {
  const row = day - keys.from;
  const first = row * FIXED_EXPERTS;
  const prior = base * PRIOR_DAYS;
  let mixed = 0;
  for (let expert = 0; expert < FIXED_EXPERTS; expert++) {
    const chance = chanceOf(keys.classes[first + expert] ?? 0, prior);
    chances[expert] = chance;
    mixed += (weights[expert] ?? 0) * chance;
  }
  const since = (FIRST[SINCE] ?? 0) + sinceClass(day, lastRun);
  chances[SINCE] = chanceOf(since, prior);
  chances[BACK] = bestOf(FIRST[BACK] ?? 0, keys.back, row, prior);
  chances[ON] = bestOf(FIRST[ON] ?? 0, keys.on, row, prior);
  for (let expert = FIXED_EXPERTS; expert < COUNT; expert++)
    mixed += (weights[expert] ?? 0) * (chances[expert] ?? 0);
  return mixed;
}

/** A business day stands for several days of the month when days off are moved to it: the likeliest of them counts. */
function bestOf(first: number, moved: Uint8Array, row: number, prior: number): number {
  const at = row * MOVED;
  const days = moved[at] ?? 0;
  let best = 0;
  for (let entry = 1; entry <= days; entry++) {
    const chance = chanceOf(first + (moved[at + entry] ?? 0), prior);
    if (chance > best) best = chance;
  }
  return best;
}

/** Of a class; `prior` is what it is believed before it was met. */
function chanceOf(index: number, prior: number): number {
  return ((tallies[2 * index] ?? 0) + prior) / ((tallies[2 * index + 1] ?? 0) + PRIOR_DAYS);
}

function sinceClass(day: number, lastRun: number): number {
  return Number.isFinite(lastRun)
    ? Math.min(MOST_DAYS_SINCE, Math.max(0, day - lastRun))
    : MOST_DAYS_SINCE + 1;
}

/** Whether a rule with a long memory knew that the job would not run: a holiday is no incident. */
function isForeseen(): boolean {
  for (let expert = 0; expert < FIXED_EXPERTS; expert++)
    if ((MEMORIES[expert] ?? 0) >= LONG_MEMORY && (chances[expert] ?? 1) < UNLIKELY) return true;
  return false;
}

/** By the likelihood of what was seen; `mixed` is what was expected, from the `chances` of the day. */
function reweigh(isRun: boolean, mixed: number): void {
  const total = isRun ? mixed : 1 - mixed;
  const share = isRun || mixed > 0.3 ? SHARE : SHARE_ON_QUIET_DAYS;
  const scale = (1 - share) / Math.max(total, 1e-12);
  for (let expert = 0; expert < COUNT; expert++) {
    const chance = chances[expert] ?? 0;
    weights[expert] =
      (weights[expert] ?? 0) * (isRun ? chance : 1 - chance) * scale + share * (PRIORS[expert] ?? 0);
  }
}

/** Counts a day in the class that it has with each expert; an incident counts as part of a day. */
function tally(isRun: boolean, part: number, day: number, lastRun: number, keys: CalendarKeys): void {
  const row = day - keys.from;
  const first = row * FIXED_EXPERTS;
  for (let expert = 0; expert < FIXED_EXPERTS; expert++)
    count(keys.classes[first + expert] ?? 0, MEMORIES[expert] ?? 1, part, isRun);
  count((FIRST[SINCE] ?? 0) + sinceClass(day, lastRun), MEMORIES[SINCE] ?? 1, part, isRun);
  countMoved(BACK, keys.back, row, part, isRun);
  countMoved(ON, keys.on, row, part, isRun);
}

function countMoved(expert: number, moved: Uint8Array, row: number, part: number, isRun: boolean): void {
  const at = row * MOVED;
  const days = moved[at] ?? 0;
  for (let entry = 1; entry <= days; entry++)
    count((FIRST[expert] ?? 0) + (moved[at + entry] ?? 0), MEMORIES[expert] ?? 1, part, isRun);
}

function count(index: number, memory: number, part: number, isRun: boolean): void {
  const kept = part === 1 ? memory : 1 - (1 - memory) * part;
  tallies[2 * index] = (tallies[2 * index] ?? 0) * kept + (isRun ? part : 0);
  tallies[2 * index + 1] = (tallies[2 * index + 1] ?? 0) * kept + part;
}
