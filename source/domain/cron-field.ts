/**
 * One field of a cron expression: what may stand in it, read by croner, and refused in words that name the field.
 *
 * Fields are read one at a time (the others as `*`), which tells which one is wrong and lets thousands of expressions
 * share the few hundred different fields they are made of.
 */
import {CronPattern} from 'croner';
import {createBoundedCache} from './bounded-cache.ts';
import {ConfigError} from './errors.ts';

export type CronFieldName = 'second' | 'minute' | 'hour' | 'day-of-month' | 'month' | 'day-of-week';

/** What a field allows. Values are as written: months 1-12, days of the month 1-31, days of the week 0-6 (0 = Sunday). */
export type CronField = {
  /** The values named, ascending (for a day of the week, in which weeks of the month stands in `weeks`). */
  values: readonly number[];
  /** Day of the month: `L` and `LW`. */
  isLastDay: boolean;
  isLastWeekday: boolean;
  /** Day of the month: `15W`, the weekday nearest to each of these days. */
  nearestWeekdays: readonly number[];
  /** Day of the week: for each day 0-6 a bit a week of the month (1 = first … 16 = fifth) and 32 for the last; 63 = all. */
  weeks: readonly number[];
  /** Day of the week: written with croner's `+`, which asks for both day fields to match. */
  asksForBoth: boolean;
};

type FieldRule = {
  /** Position among croner's six fields. */
  position: number;
  /** How many values there are: the largest step that still means something. */
  size: number;
  allowed: string;
};

const RULES: Record<CronFieldName, FieldRule> = {
  second: {position: 0, size: 60, allowed: '0-59'},
  minute: {position: 1, size: 60, allowed: '0-59'},
  hour: {position: 2, size: 24, allowed: '0-23'},
  'day-of-month': {position: 3, size: 31, allowed: '1-31, L, LW, 15W'},
  month: {position: 4, size: 12, allowed: '1-12, JAN-DEC'},
  'day-of-week': {position: 5, size: 7, allowed: '0-7 (0 and 7 = Sunday), SUN-SAT, 5#1 to 5#5, 5L'},
};

/** The bits of `CronField.weeks` together. */
const EVERY_WEEK = 63;

const fields = createBoundedCache<CronField>(20_000, () => 1);

/**
 * Reads one field. `allowsStartStep` accepts `5/15` for `5-59/15` as Kubernetes does and Debian's cron does not.
 * Throws a ConfigError naming `expression`, the field and what is allowed.
 */
export function parseCronField(
  name: CronFieldName,
  text: string,
  {allowsStartStep, expression}: {allowsStartStep: boolean; expression: string},
): CronField {
  return fields.get(`${name} ${allowsStartStep} ${text}`, () => {
    const rule = RULES[name];
    const plain = readPlain(name, text, rule);
    if (plain) return plain;
    const parts = ['0', '*', '*', '*', '*', '*'];
    parts[rule.position] = clampSteps(text, rule.size);
    // croner's sloppy ranges would also take "/10", which nobody but croner reads as "*/10".
    const sloppyRanges = allowsStartStep && !/(?:^|,)\//.test(text);
    try {
      return readPattern(new CronPattern(parts.join(' '), undefined, {mode: '6-part', sloppyRanges}), name);
    } catch (error) {
      throw new ConfigError(
        `"${expression}" is not a cron expression: ${name} "${text}" ${explain(text, rule)}`,
        {cause: error},
      );
    }
  });
}

/** A star, or one minute or hour: most fields are, and they need no parser (croner reads all six fields each time). */
function readPlain(name: CronFieldName, text: string, {size}: FieldRule): CronField | undefined {
  const first = name === 'day-of-month' || name === 'month' ? 1 : 0;
  const isTimeOfDay = name === 'second' || name === 'minute' || name === 'hour';
  if (text === '*') return plainField(Array.from({length: size}, (_, index) => index + first));
  if (!isTimeOfDay || !/^\d{1,2}$/.test(text) || Number(text) >= size) return undefined;
  return plainField([Number(text)]);
}

function plainField(values: readonly number[]): CronField {
  return {
    values,
    isLastDay: false,
    isLastWeekday: false,
    nearestWeekdays: [],
    // Read only of a day of the week, where plain means every day in every week.
    weeks: [EVERY_WEEK, EVERY_WEEK, EVERY_WEEK, EVERY_WEEK, EVERY_WEEK, EVERY_WEEK, EVERY_WEEK],
    asksForBoth: false,
  };
}

/** A step beyond the field's size leaves the first value only (Debian's get_range); croner refuses it, so write the size. */
function clampSteps(text: string, size: number): string {
  return text.replace(/\/(\d+)/g, (step, digits) => (Number(digits) > size ? `/${size}` : step));
}

function readPattern(pattern: CronPattern, name: CronFieldName): CronField {
  const [flags, first] = valuesOf(pattern, name);
  return {
    values: flags.flatMap((flag, index) => (flag ? [index + first] : [])),
    isLastDay: pattern.lastDayOfMonth,
    isLastWeekday: pattern.lastWeekday,
    nearestWeekdays: pattern.nearestWeekdays.flatMap((flag, index) => (flag ? [index + 1] : [])),
    // croner answers 7 days, or 8 when 7 was written; the eighth is already counted as the first.
    weeks: pattern.dayOfWeek.slice(0, 7),
    asksForBoth: pattern.useAndLogic,
  };
}

/** croner's flags for a field and the value that the first of them stands for. */
function valuesOf(pattern: CronPattern, name: CronFieldName): [flags: readonly number[], first: number] {
  switch (name) {
    case 'second':
      return [pattern.second, 0];
    case 'minute':
      return [pattern.minute, 0];
    case 'hour':
      return [pattern.hour, 0];
    case 'day-of-month':
      return [pattern.day, 1];
    case 'month':
      return [pattern.month, 1];
    case 'day-of-week':
      return [pattern.dayOfWeek.slice(0, 7), 0];
  }
}

function explain(text: string, {allowed}: FieldRule): string {
  const backwards = /(?:^|,)(\d+)-(\d+)/.exec(text);
  if (backwards && Number(backwards[1]) > Number(backwards[2])) {
    return `has a range that runs backwards; write it as two ranges. Allowed: ${allowed}`;
  }
  if (/(?:^|,)\w+\//.test(text))
    return `has a step without a range; write 5-59/15, not 5/15. Allowed: ${allowed}`;
  return `is not allowed. Allowed: *, ${allowed}, lists (1,2), ranges (1-5) and steps (*/10, 0-30/5)`;
}
