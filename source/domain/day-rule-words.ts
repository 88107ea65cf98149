/** What a rule over business days says, in words: `on the first and last business day of the month`. */
import {MONTHS, WEEKDAYS, wordRuns} from './date-words.ts';
import type {DayRule} from './day-rule.ts';
import {joinWords} from './text.ts';
import {dayOfWeek} from './time.ts';

const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

export function wordDayRule(rule: DayRule): string {
  const {daysOfMonth, businessDays, isAfterBusinessDay, weekdays, every, months, roll} = rule;
  const parts: string[] = [];
  if (businessDays)
    parts.push(`on the ${joinWords(businessDays.map(wordOrdinal))} business day of the month`);
  if (daysOfMonth) parts.push(`on ${wordDaysOfMonth(daysOfMonth)} of the month`);
  if (isAfterBusinessDay) parts.push('on the day after a business day');
  const counted = every?.unit === 'weeks' && !weekdays ? [{weekday: dayOfWeek(every.from)}] : weekdays;
  if (counted) parts.push(`on ${wordWeekdays(counted)}`);
  if (every)
    parts.push(
      `${parts.length > 0 ? 'of ' : ''}every ${every.count === 1 ? '' : `${every.count} `}${every.unit}, counted from ${every.from},`,
    );
  const days = parts.length === 0 ? 'every day' : joinParts(parts);
  const names = (months ?? []).toSorted((a, b) => a - b);
  const during =
    names.length === 0
      ? ''
      : ` in ${joinWords(wordRuns(names.map(month => [month, MONTHS[month - 1] ?? ''])))}`;
  const moved = roll ? `, or on the ${roll} business day when that is off` : '';
  return `${days}${during}`.replace(/,$/, '') + moved;
}

/** `second`, from the end `last` and `second to last`. */
export function wordOrdinal(ordinal: number): string {
  const word = ORDINALS[Math.abs(ordinal)] ?? wordNumber(Math.abs(ordinal));
  if (ordinal > 0) return word;
  return ordinal === -1 ? 'last' : `${word} to last`;
}

/** 21st, 22nd, 23rd; of the teens all end in th. */
function wordNumber(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
}

/** Each further part narrows the first: `on day 13 if on Friday`. */
function joinParts([first = '', ...others]: readonly string[]): string {
  return others.reduce(
    (words, part) => (part.startsWith('of ') ? `${words} ${part}` : `${words} if ${part}`),
    first,
  );
}

function wordDaysOfMonth(days: readonly number[]): string {
  const fromStart = days.filter(day => day > 0).sort((a, b) => a - b);
  const fromEnd = days.filter(day => day < 0).sort((a, b) => a - b);
  const numbers = wordRuns(fromStart.map(day => [day, String(day)]));
  const start = numbers.length === 0 ? [] : [`day${fromStart.length === 1 ? '' : 's'} ${joinWords(numbers)}`];
  const end = fromEnd.length === 0 ? [] : [`the ${joinWords(fromEnd.map(wordOrdinal))} day`];
  return joinWords([...start, ...end]);
}

function wordWeekdays(weekdays: NonNullable<DayRule['weekdays']>): string {
  const nameOf = (weekday: number): string => WEEKDAYS.find(([number]) => number === weekday)?.[1] ?? '';
  const whole = WEEKDAYS.flatMap(([number, name], index) =>
    weekdays.some(({weekday, nth}) => weekday === number && nth === undefined)
      ? [[index, name] as const]
      : [],
  );
  const ordinals = weekdays.flatMap(({weekday, nth}) =>
    nth === undefined ? [] : [`${wordOrdinal(nth)} ${nameOf(weekday)}`],
  );
  return joinWords([
    ...wordRuns(whole),
    ...(ordinals.length > 0 ? [`the ${joinWords(ordinals)} of the month`] : []),
  ]);
}
