/** Days off, half days, and what excuses a slot. */
import type {Calendar, MaintenanceWindow} from './expectation.ts';
import {maintenanceAt} from './maintenance.ts';
import type {Day, EpochMs} from './time.ts';
import {dayOfWeek} from './time.ts';
import type {Zone} from './zone.ts';
import {localMs} from './zone.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * Why a day is off (`Saturday`, `Christmas Day`), or undefined when it is worked. A day that is declared as worked is,
 * whatever else it may be; a holiday at a weekend goes by its own name.
 */
export function dayOff(calendar: Calendar, day: Day): string | undefined {
  if (calendar.workedDays.has(day)) return undefined;
  const holiday = calendar.daysOff.get(day);
  if (holiday !== undefined) return holiday;
  const weekday = dayOfWeek(day);
  return calendar.weekend.has(weekday) ? WEEKDAYS[weekday] : undefined;
}

/** What decides whether a slot counts. `day` is its business day. */
export type SlotCircumstances = {
  /** Absent = every day is worked. */
  calendar?: Calendar | undefined;
  maintenance: readonly MaintenanceWindow[];
  zone: Zone;
  day: Day;
  /** Absent for a plan entry without a time of its own: only a whole day off excuses it. */
  dueAt?: EpochMs | undefined;
  job: string;
};

/** Why a slot does not count, in words for people; undefined when it does. */
export function slotExcuse({
  calendar,
  maintenance,
  zone,
  day,
  dueAt,
  job,
}: SlotCircumstances): string | undefined {
  const off = calendar && dayOff(calendar, day);
  if (off !== undefined || dueAt === undefined) return off;
  if (calendar && isAfterHalfDay(calendar, day, zone.toLocal(dueAt))) return 'half day';
  const window = maintenanceAt(maintenance, job, dueAt);
  return window && `maintenance: ${window.reason}`;
}

/** Past midnight too: the small hours of a business day that began before noon belong to its afternoon. */
function isAfterHalfDay(calendar: Calendar, day: Day, local: number): boolean {
  const endsAtMs = calendar.halfDays.get(day);
  return endsAtMs !== undefined && local >= localMs(day, endsAtMs);
}
