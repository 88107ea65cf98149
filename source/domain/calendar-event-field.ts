/**
 * One component of systemd's calendar events (`0/15`, `Mon..Fri` has none, `05,12..14`), after `calendarspec.c` of systemd 252:
 * lists of values, ranges `a..b` and repetitions `a/n`, `a..b/n`. `*` is any value.
 */

/** `stop` absent: up to the component's end. `step` 0: only `start`. */
export type CalendarRange = {start: number; stop?: number; step: number};

/** Undefined: any value. */
export type CalendarComponent = readonly CalendarRange[] | undefined;

/** A component and what follows it; a string is why it cannot be read. */
type ReadComponent = {component: CalendarComponent; rest: string} | string;

/** What may follow a component. */
const ENDS = /^(?:$|[ ,\-~:])/;
/** INT_MAX, as systemd limits numbers. */
const LARGEST = 2_147_483_647;
/** CALENDARSPEC_COMPONENTS_MAX. */
const MOST_RANGES = 240;

const MICROS = 1_000_000;

/** `unit` is what a number counts: 1, or a million for seconds, which may have six decimals. */
export function readComponent(text: string, unit: 1 | typeof MICROS = 1): ReadComponent {
  if (text.startsWith('*')) {
    const everySecond: CalendarComponent = unit === 1 ? undefined : [{start: 0, step: unit}];
    return {component: everySecond, rest: text.slice(1)};
  }
  const ranges: CalendarRange[] = [];
  let rest = text;
  for (;;) {
    const read = readRange(rest, unit);
    if (typeof read === 'string') return read;
    ranges.push(read.range);
    if (ranges.length > MOST_RANGES) return `more than ${MOST_RANGES} values in a list`;
    rest = read.rest;
    if (!rest.startsWith(',')) return {component: ranges, rest};
    rest = rest.slice(1);
  }
}

const RANGE = /^(\d+(?:\.(?!\.)\d*)?)(?:\.\.(\d+(?:\.(?!\.)\d*)?))?(?:\/(\d+(?:\.(?!\.)\d*)?))?/;

function readRange(text: string, unit: number): {range: CalendarRange; rest: string} | string {
  const match = RANGE.exec(text);
  if (!match) return text === '' ? 'a number is missing' : `"${text}" does not begin with a number or *`;
  const [whole, ...numbers] = match;
  const rest = text.slice(whole.length);
  if (!ENDS.test(rest)) return `"${text}" is neither a value, a range a..b nor a repetition a/n`;
  const [start = 0, stop, repeat] = numbers.map(number => readNumber(number, unit));
  if ([start, stop, repeat].some(number => Number.isNaN(number)))
    return `"${whole}" holds a number that cannot be`;
  if (repeat === 0) return `"${whole}" repeats after nothing`;
  if (repeat === undefined && unit > 1 && stop !== undefined && start + unit > stop)
    return `"${whole}" is shorter than a second`;
  const step = repeat ?? (stop === undefined ? 0 : unit);
  // As `normalize_chain` does: the end is a value itself. It matters where days count from the end of the month.
  const last = stop !== undefined && stop > start ? stop - ((stop - start) % step) : stop;
  return {range: {start, step, ...(last !== undefined && {stop: last})}, rest};
}

/** NaN for what is too large, or has decimals where there are none. */
function readNumber(text: string | undefined, unit: number): number | undefined {
  if (text === undefined) return undefined;
  if (unit === 1 && text.includes('.')) return Number.NaN;
  const [whole = '', decimals = ''] = text.split('.');
  if (text.includes('.') && decimals === '') return Number.NaN;
  // Seven decimals or more are rounded to six.
  const value = Number(whole) * unit + Math.round(Number(`0.${decimals || '0'}`) * unit);
  return value > LARGEST ? Number.NaN : value;
}

/** From the end of a month a value may be 28 at most, which every month has; in a list systemd takes 3 more off for each further one. */
const FEWER_FROM_END = 3;

/**
 * Whether systemd takes the component (`chain_valid`): within its bounds, and with room for one repetition at least where it has
 * no end of its own. `isFromEnd`: values count from the end of the month.
 */
export function isAllowed(
  component: CalendarComponent,
  {from, to, isFromEnd = false}: {from: number; to: number; isFromEnd?: boolean},
): boolean {
  return sortRanges(component ?? []).every(({start, stop, step}, index) => {
    const limit = isFromEnd ? to - FEWER_FROM_END * (index + 1) : to;
    if (start < from || start > limit || step > limit - from) return false;
    if (stop !== undefined) return stop >= start && stop <= limit;
    return isFromEnd ? start - step >= from : start + step <= limit;
  });
}

function sortRanges(ranges: readonly CalendarRange[]): CalendarRange[] {
  const unique = new Map(ranges.map(range => [`${range.start} ${range.stop} ${range.step}`, range]));
  const end = ({stop = -1}: CalendarRange): number => stop;
  return [...unique.values()].sort((a, b) => a.start - b.start || end(a) - end(b) || a.step - b.step);
}

/** The values from `from` to `to` that a component names, ascending, each once. */
export function expandComponent(
  component: CalendarComponent,
  {from, to}: {from: number; to: number},
): number[] {
  const values = new Set<number>();
  for (const {start, stop = to, step} of component ?? [{start: from, step: 1}]) {
    if (step === 0) values.add(start);
    else for (let value = start; value <= Math.min(stop, to); value += step) values.add(value);
  }
  return [...values].filter(value => value >= from && value <= to).sort((a, b) => a - b);
}

/** How many values a component can have at most, without listing them. */
export function countValues(component: CalendarComponent, {from, to}: {from: number; to: number}): number {
  return (component ?? [{start: from, step: 1}]).reduce(
    (sum, {start, stop = to, step}) => sum + (step === 0 ? 1 : Math.floor((stop - start) / step) + 1),
    0,
  );
}

/** Ranges of days counted from the end of a month (`~03` is the third last day) as ranges of a month of `days` days. */
export function daysFromEnd(ranges: readonly CalendarRange[], days: number): CalendarRange[] {
  const place = (fromEnd: number): number => days + 1 - fromEnd;
  return ranges.map(({start, stop, step}) =>
    stop === undefined ? {start: place(start), step} : {start: place(stop), stop: place(start), step},
  );
}
