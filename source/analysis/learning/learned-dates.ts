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

const MOST_CLASSES = Math.max(...EXPERTS.map(({classes}) => classes));

/** Working memory of one derivation: by class, days that it ran and days that are known. */
const ran = new Uint16Array(MOST_CLASSES);
const known = new Uint16Array(MOST_CLASSES);

/** The dates of a slot by its heaviest expert, and on how many of them it ran. */
export function deriveBasis(expert: number, span: StateSpan, keys: CalendarKeys): LearnedBasis {
  const name = EXPERTS[expert]?.name ?? 'all';
  const start = countedFrom(span);
  const {states, end} = span;
  if (name === 'sinceLast') return deriveInterval(states, start, end);
  const offset = span.from + span.shift - keys.from;
  const moved = name === 'rolledBack' ? keys.back : name === 'rolledOn' ? keys.on : undefined;
  const isFixed = expert < FIXED_EXPERTS;
  const firstClass = FIRST_CLASS[expert] ?? 0;
  ran.fill(0);
  known.fill(0);
  for (let index = start; index < end; index++) {
    const state = states[index] ?? NOT_KNOWN;
    if (state === NOT_KNOWN) continue;
    const row = index + offset;
    const entries = moved ? (moved[row * MOVED] ?? 0) : 1;
    for (let entry = 1; entry <= entries; entry++) {
      const only = isFixed ? (keys.classes[row * FIXED_EXPERTS + expert] ?? 0) - firstClass : 0;
      const own = moved ? (moved[row * MOVED + entry] ?? 0) : only;
      known[own] = (known[own] ?? 0) + 1;
      if (state === RAN) ran[own] = (ran[own] ?? 0) + 1;
    }
  }
  const due: number[] = [];
  for (const [own, of] of known.entries()) if (of > 0 && (ran[own] ?? 0) >= DUE_SHARE * of) due.push(own);
  const isEveryDay = due.length > 0 && due.length === known.filter(of => of > 0).length;
  const dates: LearnedDates = isEveryDay ? {kind: 'every-day'} : nameDates(name, due);
  return {dates, ...countDue(due, moved, start, span, keys)};
}

function countedFrom({states, start, end}: StateSpan): number {
  const from = Math.max(start, end - COUNTED_DAYS);
  let runs = 0;
  for (let index = from; index < end; index++) if (states[index] === RAN) runs++;
  return runs < RARE_RUNS ? start : from;
}

/** Each day once, although it may stand for several days of the month. */
function countDue(
  due: readonly number[],
  moved: Uint8Array | undefined,
  start: number,
  {states, from, shift, end}: StateSpan,
  keys: CalendarKeys,
): {ran: number; of: number} {
  if (!moved) {
    const sum = (counts: Uint16Array): number => due.reduce((total, own) => total + (counts[own] ?? 0), 0);
    return {ran: sum(ran), of: sum(known)};
  }
  const tally = {ran: 0, of: 0};
  for (let index = start; index < end; index++) {
    const state = states[index] ?? NOT_KNOWN;
    const at = (from + index + shift - keys.from) * MOVED;
    const days = moved.subarray(at + 1, at + 1 + (moved[at] ?? 0));
    if (state === NOT_KNOWN || !days.some(day => due.includes(day))) continue;
    tally.of++;
    if (state === RAN) tally.ran++;
  }
  return tally;
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
