/** A calendar event of systemd in the terms of a cron expression, where it has them: the words for those are the same. */
import {type CalendarFields, expandFields} from './calendar-event.ts';
import type {CronFields} from './cron-expression.ts';
import type {CronField} from './cron-field.ts';

/** The bits of `CronField.weeks` together. */
const EVERY_WEEK = 63;
const MICROS = 1_000_000;

/** Undefined for what cron could not say: years, fractions of seconds, days counted from the end of a month but for the last. */
export function toCronFields(fields: CalendarFields): CronFields | undefined {
  const {year, day, isFromEnd, weekdays} = fields;
  const {months, days, hours, minutes, micros} = expandFields(fields);
  const isLastDay = isFromEnd && day?.length === 1 && day[0]?.start === 1 && day[0].step === 0;
  if (year !== undefined || (isFromEnd && !isLastDay) || micros.some(value => value % MICROS !== 0))
    return undefined;
  const isEveryDay = weekdays.size === 7;
  return {
    second: field(micros.map(value => value / MICROS)),
    minute: field(minutes),
    hour: field(hours),
    dayOfMonth: {...field(isLastDay ? [] : days), isLastDay},
    month: field(months),
    dayOfWeek: {
      ...field([...weekdays]),
      weeks: Array.from({length: 7}, (_, weekday) => (isEveryDay || weekdays.has(weekday) ? EVERY_WEEK : 0)),
    },
    usesAnd: true,
  };
}

function field(values: readonly number[]): CronField {
  return {values, isLastDay: false, isLastWeekday: false, nearestWeekdays: [], weeks: [], asksForBoth: false};
}
