/**
 * Cron expressions, as wall-clock times: which local dates match and at which times of day. What a clock change does to
 * them is the scheduler's policy and lives in `clock-change.ts`.
 *
 * The reading is Debian cron 3.0pl1's (`entry.c`), with croner's `L`, `LW`, `W`, `#`, `?` and a leading field for seconds.
 */
import {createBoundedCache} from './bounded-cache.ts';
import type {CronDate} from './cron-date.ts';
import {matchesDate} from './cron-date.ts';
import type {CronField, CronFieldName} from './cron-field.ts';
import {parseCronField} from './cron-field.ts';
import {ConfigError} from './errors.ts';
import type {DstPolicy} from './schedule.ts';
import {HOUR_MS, MINUTE_MS, SECOND_MS} from './time.ts';

export type CronExpression = {
  /**
   * True for a fixed-time job: neither minute nor hour (nor second) *begins* with a star. A step on a star counts as
   * one too (MIN_STAR and HR_STAR of `entry.c`). Other jobs follow real time through a clock change.
   */
  isFixedTime: boolean;
  /** True when day of the month *and* day of the week must match, false when either will do. */
  usesAnd: boolean;
  /** Local times of day in milliseconds since midnight, ascending. Empty for `@reboot`. */
  timesMs: readonly number[];
  /** Whether a local date matches, given as days since 1970-01-01. */
  matchesDay(dayNumber: number): boolean;
  /** What was written, for telling it in words; absent for `@reboot`. */
  fields?: CronFields;
};

/** The six fields, and how the two day fields go together. */
export type CronFields = CronDate & Record<'second' | 'minute' | 'hour', CronField>;

const NICKNAMES = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

const NEVER_DUE: CronExpression = {isFixedTime: true, usesAnd: true, timesMs: [], matchesDay: () => false};

const FIELD_NAMES = ['second', 'minute', 'hour', 'day-of-month', 'month', 'day-of-week'] as const;

/** How schedulers differ in reading an expression. */
type Dialect = {
  /** `5/15` means `5-59/15` (robfig/cron). Debian refuses the line. */
  allowsStartStep: boolean;
  /** Whether a day field counts as a star, so that the other day field alone decides. */
  isStar(field: string): boolean;
};

const DEBIAN: Dialect = {
  allowsStartStep: false,
  // DOM_STAR and DOW_STAR are set by the first character alone: "*/2" is a star, so both day fields must match.
  isStar: field => /^[*?]/.test(field),
};

const DIALECTS: Record<DstPolicy, Dialect> = {
  'debian-cron': DEBIAN,
  systemd: DEBIAN,
  kubernetes: {
    allowsStartStep: true,
    // robfig/cron v3 (getRange): a star anywhere in the list counts, but one with a step does not.
    isStar: field => field.split(',').some(range => /^[*?](?:\/0*1)?$/.test(range)),
  },
};

// Weight in times of day: ten thousand daily expressions, or a few dozen that run every second.
const expressions = createBoundedCache<CronExpression>(4_000_000, ({timesMs}) => timesMs.length + 100);

/**
 * Reads five fields (minute hour day-of-month month day-of-week), six (second first) or a nickname. `@reboot` is read as
 * an expression that never matches. Throws a ConfigError naming the expression, the field and what is allowed.
 */
export function parseCron(expression: string, policy: DstPolicy = 'debian-cron'): CronExpression {
  return expressions.get(`${policy} ${expression}`, () => {
    const text = expression.trim().replace(/\s+/g, ' ');
    if (text.toLowerCase() === '@reboot') return NEVER_DUE;
    return readExpression(text, DIALECTS[policy]);
  });
}

function readExpression(text: string, dialect: Dialect): CronExpression {
  const written = splitFields(text);
  const field = (name: CronFieldName): CronField =>
    parseCronField(name, written[name], {allowsStartStep: dialect.allowsStartStep, expression: text});

  const [second, minute, hour] = [field('second'), field('minute'), field('hour')];
  const dayOfWeek = field('day-of-week');
  const date: CronDate = {
    dayOfMonth: field('day-of-month'),
    month: field('month'),
    dayOfWeek,
    usesAnd:
      dialect.isStar(written['day-of-month']) ||
      dialect.isStar(written['day-of-week']) ||
      dayOfWeek.asksForBoth,
  };
  return {
    isFixedTime: ![written.second, written.minute, written.hour].some(DEBIAN.isStar),
    usesAnd: date.usesAnd,
    timesMs: combineTimes(hour.values, minute.values, second.values),
    matchesDay: dayNumber => matchesDate(date, dayNumber),
    fields: {...date, second, minute, hour},
  };
}

function splitFields(text: string): Record<CronFieldName, string> {
  const fields = (NICKNAMES.get(text.toLowerCase()) ?? text).split(' ');
  if (text.startsWith('@') && fields.length === 1) {
    const known = [...NICKNAMES.keys(), '@reboot'].join(', ');
    throw new ConfigError(`"${text}" is not a cron expression: no such nickname. Allowed: ${known}`);
  }
  if (fields.length === 5) fields.unshift('0');
  const [second, minute, hour, dayOfMonth, month, dayOfWeek, ...rest] = fields;
  if (!second || !minute || !hour || !dayOfMonth || !month || !dayOfWeek || rest.length > 0) {
    const found = text === '' ? 'nothing' : `${fields.length} field${fields.length === 1 ? '' : 's'}`;
    throw new ConfigError(
      `"${text}" is not a cron expression: found ${found}. Allowed: five fields (${FIELD_NAMES.slice(1).join(' ')}), six with seconds first, or a nickname such as @daily`,
    );
  }
  return {second, minute, hour, 'day-of-month': dayOfMonth, month, 'day-of-week': dayOfWeek};
}

function combineTimes(
  hours: readonly number[],
  minutes: readonly number[],
  seconds: readonly number[],
): number[] {
  return hours.flatMap(hour =>
    minutes.flatMap(minute =>
      seconds.map(second => hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS),
    ),
  );
}
