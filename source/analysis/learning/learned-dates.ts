/** What a calendar rule found, as dates that a person would name, with the counts that it rests on. */
import type {LearnedBasis, LearnedDates} from '../../domain/learned.ts';
import type {CalendarKeys, ExpertName} from './calendar-keys.ts';
import {EXPERTS, FIRST_CLASS, FIXED_EXPERTS, MOVED} from './calendar-keys.ts';
import {NOT_KNOWN, RAN} from './day-states.ts';
import {deriveInterval} from './every-n-days.ts';
import type {StateSpan} from './experts.ts';

/** Counts are of the last year; rare jobs' of all that is kept. */
const COUNTED_DAYS = 365;
const RARE_RUNS = 30;
/** Dates on which it ran at least so often belong to its rule. */
const DUE_SHARE = 0.6;
/** Whether a rule is still right shows on the days since so many runs. */
const RECENT_RUNS = 20;
/** A rule that explains so many of them is believed, and another preferred to a worse one only when it explains so many more. */
const GOOD_FIT = 0.85;
const CLEARLY_BETTER = 0.05;
/** So many days of a class say something: of a weekday within a month, of a day of the month within three. */
const SEEN_OFTEN = 3;
/** A rule with more classes fits better by chance. */
const A_CLASS = 0.002;

const MOST_CLASSES = Math.max(...EXPERTS.map(({classes}) => classes));
const BACK = EXPERTS.findIndex(({name}) => name === 'rolledBack');

/** Working memory of one derivation, by class: days that it ran, days that are known, and whether it is due. */
const ran = new Uint16Array(MOST_CLASSES);
const known = new Uint16Array(MOST_CLASSES);
const isDue = new Uint8Array(MOST_CLASSES);
/** The classes of one day. */
const classes = new Uint16Array(MOVED);

/**
 * The dates of a slot, and on how many of them it ran. They are those of the heaviest of the experts (the heaviest come first),
 * unless they do not explain its last runs: after a surprise the vaguest rule weighs most, and a year that holds a change of
 * the schedule says of a day that is no longer due that it mostly is. Then whichever of the experts explains them best, by
 * what is known of the year, or else of the last runs alone.
 */
export function deriveBasis(experts: readonly number[], span: StateSpan, keys: CalendarKeys): LearnedBasis {
  const year = {...span, start: countedFrom(span)};
  const recent = {...span, start: recentFrom(span)};
  const heaviest = deriveRule(experts[0] ?? 0, year, keys);
  const recentFit = fitOf(heaviest, recent, keys);
  const isBetter = (rule: Rule): boolean => fitOf(rule, recent, keys) >= recentFit + CLEARLY_BETTER;
  const {dates, ran, of} =
    recentFit >= GOOD_FIT
      ? heaviest
      : (explain(experts, year, keys, isBetter) ?? explain(experts, recent, keys, isBetter) ?? heaviest);
  return {dates, ran, of};
}

/** The rule that explains the days of the span best; of those that explain them well the plainer one is preferred. */
function explain(
  experts: readonly number[],
  span: StateSpan,
  keys: CalendarKeys,
  isAllowed: (rule: Rule) => boolean,
): Rule | undefined {
  let best: {rule: Rule; score: number} | undefined;
  for (const expert of experts) {
    const rule = deriveRule(expert, span, keys, SEEN_OFTEN);
    const fit = fitOf(rule, span, keys);
    const score = fit - A_CLASS * (EXPERTS[expert]?.classes ?? 0);
    if (rule.dates.kind === 'irregular' || fit < GOOD_FIT || score <= (best?.score ?? 0)) continue;
    if (isAllowed(rule)) best = {rule, score};
  }
  return best?.rule;
}

/** Of the days on which it was due or ran, the share on which both are so. */
function fitOf(rule: Rule, span: StateSpan, keys: CalendarKeys): number {
  const {ran: both, of} = countDue(rule, span, keys);
  return both / Math.max(1, of + countRuns(span) - both);
}

/** `due` are classes of the expert; undefined when the dates are not of the calendar. */
type Rule = LearnedBasis & {expert: number; due: readonly number[] | undefined};

/** A class that was met less than `leastSeen` times is not due. */
function deriveRule(expert: number, span: StateSpan, keys: CalendarKeys, leastSeen = 1): Rule {
  const {states, start, end} = span;
  const name = EXPERTS[expert]?.name ?? 'all';
  if (name === 'sinceLast') return {...deriveInterval(states, start, end), expert, due: undefined};
  ran.fill(0);
  known.fill(0);
  if (expert < FIXED_EXPERTS) tallyFixed(expert, span, keys);
  else tallyMoved(expert, span, keys);
  const due: number[] = [];
  let met = 0;
  for (let own = 0; own < (EXPERTS[expert]?.classes ?? 0); own++) {
    const of = known[own] ?? 0;
    if (of > 0) met++;
    if (of >= leastSeen && (ran[own] ?? 0) >= DUE_SHARE * of) due.push(own);
  }
  const isEveryDay = due.length > 0 && due.length === met;
  const dates: LearnedDates = isEveryDay ? {kind: 'every-day'} : nameDates(name, due);
  // A day has one class of a fixed expert, so that the classes' sums are the days.
  const sum = (counts: Uint16Array): number => due.reduce((total, own) => total + (counts[own] ?? 0), 0);
  const counts =
    expert < FIXED_EXPERTS ? {ran: sum(ran), of: sum(known)} : countDue({expert, due}, span, keys);
  return {dates, expert, due, ...counts};
}

function tallyFixed(expert: number, {states, from, shift, start, end}: StateSpan, keys: CalendarKeys): void {
  const first = FIRST_CLASS[expert] ?? 0;
  const offset = from + shift - keys.from;
  for (let index = start; index < end; index++) {
    const state = states[index] ?? NOT_KNOWN;
    if (state === NOT_KNOWN) continue;
    const own = (keys.classes[(index + offset) * FIXED_EXPERTS + expert] ?? 0) - first;
    known[own] = (known[own] ?? 0) + 1;
    if (state === RAN) ran[own] = (ran[own] ?? 0) + 1;
  }
}

function tallyMoved(expert: number, {states, from, shift, start, end}: StateSpan, keys: CalendarKeys): void {
  const offset = from + shift - keys.from;
  for (let index = start; index < end; index++) {
    const state = states[index] ?? NOT_KNOWN;
    if (state === NOT_KNOWN) continue;
    for (let place = readClasses(expert, index + offset, keys) - 1; place >= 0; place--) {
      const own = classes[place] ?? 0;
      known[own] = (known[own] ?? 0) + 1;
      if (state === RAN) ran[own] = (ran[own] ?? 0) + 1;
    }
  }
}

/** Fills `classes` with those that a day falls into, and returns how many: a business day may stand for several dates. */
function readClasses(expert: number, row: number, keys: CalendarKeys): number {
  if (expert < FIXED_EXPERTS) {
    classes[0] = (keys.classes[row * FIXED_EXPERTS + expert] ?? 0) - (FIRST_CLASS[expert] ?? 0);
    return 1;
  }
  const moved = expert === BACK ? keys.back : keys.on;
  const entries = moved[row * MOVED] ?? 0;
  for (let entry = 0; entry < entries; entry++) classes[entry] = moved[row * MOVED + 1 + entry] ?? 0;
  return entries;
}

/** Days on which it was due, and on how many of them it ran. Each day once, although it may stand for several dates. */
function countDue(
  {expert, due}: Pick<Rule, 'expert' | 'due'>,
  {states, from, shift, start, end}: StateSpan,
  keys: CalendarKeys,
): {ran: number; of: number} {
  if (!due) return deriveInterval(states, start, end);
  isDue.fill(0);
  for (const own of due) isDue[own] = 1;
  const tally = {ran: 0, of: 0};
  for (let index = start; index < end; index++) {
    const state = states[index] ?? NOT_KNOWN;
    if (state === NOT_KNOWN) continue;
    let place = readClasses(expert, index + from + shift - keys.from, keys);
    while (place > 0 && isDue[classes[place - 1] ?? 0] === 0) place--;
    if (place === 0) continue;
    tally.of++;
    if (state === RAN) tally.ran++;
  }
  return tally;
}

function countedFrom({states, start, end}: StateSpan): number {
  const from = Math.max(start, end - COUNTED_DAYS);
  return countRuns({states, start: from, end}) < RARE_RUNS ? start : from;
}

/** The day of the run before the last so many, or the first. */
function recentFrom({states, start, end}: StateSpan): number {
  let runs = 0;
  for (let index = end - 1; index >= start; index--)
    if (states[index] === RAN && ++runs > RECENT_RUNS) return index + 1;
  return start;
}

function countRuns({states, start, end}: Pick<StateSpan, 'states' | 'start' | 'end'>): number {
  let runs = 0;
  for (let index = start; index < end; index++) if (states[index] === RAN) runs++;
  return runs;
}

const NEAR_EDGE = 6;
/** Of a day further from either end of its month. */
const BETWEEN_EDGES = 2 * NEAR_EDGE + 1;
const FAR_FROM_END = 7;

/** Not for rules of which every class is due. */
function nameDates(name: ExpertName, due: readonly number[]): LearnedDates {
  const days = [...due];
  const numbers = days.filter(day => day > 0);
  switch (name) {
    case 'all':
    case 'recently':
      return days.length > 0 ? {kind: 'every-day'} : {kind: 'irregular'};
    case 'weekend':
    case 'weekendRecently':
      return twoClasses(days, {kind: 'weekdays', weekdays: [1, 2, 3, 4, 5], isWorkedOnly: false}, [0, 6]);
    case 'afterWeekend':
      return twoClasses(days, {kind: 'weekdays', weekdays: [2, 3, 4, 5, 6], isWorkedOnly: false}, [0, 1]);
    case 'business':
      return twoClasses(days, {kind: 'business-days'});
    case 'afterBusiness':
      return twoClasses(days, {kind: 'after-business-days'});
    case 'weekday':
    case 'weekdayRecently':
      return days.length === 7
        ? {kind: 'every-day'}
        : {kind: 'weekdays', weekdays: days, isWorkedOnly: false};
    case 'businessWeekday':
      return {kind: 'weekdays', weekdays: days.filter(day => day < 7), isWorkedOnly: !days.includes(7)};
    case 'dayOfMonth':
      return {kind: 'days-of-month', days: numbers};
    case 'daysToMonthEnd':
      return days.includes(FAR_FROM_END) ? {kind: 'irregular'} : {kind: 'days-to-month-end', days};
    case 'weekdayOfMonth':
      return nameEdges(days, {kind: 'weekdays', weekdays: [1, 2, 3, 4, 5], isWorkedOnly: false});
    case 'businessDayOfMonth':
      return nameEdges(days, {kind: 'business-days'});
    case 'nthWeekday':
      return {
        kind: 'nth-weekdays',
        weekdays: days.map(own => ({weekday: Math.floor(own / 5), ordinal: (own % 5) + 1})),
      };
    case 'lastWeekday':
      return {
        kind: 'nth-weekdays',
        weekdays: days.filter(own => own % 2 === 1).map(own => ({weekday: own >> 1, ordinal: -1})),
      };
    case 'alternateWeeks':
      return nameAlternate(days);
    case 'rolledBack':
      return {kind: 'rolled-day-of-month', days: numbers, roll: 'previous'};
    case 'rolledOn':
      return {kind: 'rolled-day-of-month', days: numbers, roll: 'next'};
    case 'sinceLast':
      return {kind: 'irregular'};
  }
}

/** Of rules with a class for each place near an end of the month, one for days off (0) and one for those between. */
function nameEdges(due: readonly number[], all: LearnedDates): LearnedDates {
  if (due.includes(BETWEEN_EDGES))
    return due.length === BETWEEN_EDGES && !due.includes(0) ? all : {kind: 'irregular'};
  const ordinals = due
    .filter(place => place > 0)
    .map(place => (place <= NEAR_EDGE ? place : NEAR_EDGE - place));
  return {kind: 'business-days-of-month', ordinals};
}

/** Of rules with a class for "no" (0) and one for "yes" (1), of which the first is when it is due. */
function twoClasses(due: readonly number[], dates: LearnedDates, others: number[] = []): LearnedDates {
  if (due.length === 2) return {kind: 'every-day'};
  if (due[0] === 0) return dates;
  return due[0] === 1 && others.length > 0
    ? {kind: 'weekdays', weekdays: others, isWorkedOnly: false}
    : {kind: 'irregular'};
}

function nameAlternate(due: readonly number[]): LearnedDates {
  const weekdays = [...new Set(due.map(own => own >> 1))];
  const parities = new Set(due.map(own => own & 1));
  if (parities.size !== 1) return {kind: 'weekdays', weekdays, isWorkedOnly: false};
  return {kind: 'alternate-weeks', weekdays, parity: parities.has(1) ? 1 : 0};
}
