/** What a warehouse's loader tells: how many loads have ended well and how many have not. */
import {instantInDay} from '../domain/business-day.ts';
import {dayOfWeek, HOUR_MS, MINUTE_MS, toDayNumber} from '../domain/time.ts';
import type {DayView, LoadSeries} from './fleet-model.ts';
import {createRandom} from './random.ts';

/** The loads arrive evenly in a window that closes some time before they are due. */
const WINDOW_MS = 4 * HOUR_MS;
const SLACK_MS = 30 * MINUTE_MS;
const NOISE = 0.03;

/** `succeeded 634` and `failed 3`, a line each; both 0 before the first load. */
export function printCount(view: DayView): string {
  const {loads, loadsDueMs = 0, clock} = view.environment;
  if (!loads) return '';
  const random = createRandom(`${view.seed}/${view.environment.name}/${view.day}/loads`);
  const total = Math.round(loadsOf(view, loads) * (1 + NOISE * (2 * random() - 1)));
  const stopsAt = view.day === view.environment.incidentDay ? total * loads.incidentShare : total;
  const closesAt = instantInDay(view.day, loadsDueMs, clock) - SLACK_MS;
  const part = Math.min(1, Math.max(0, (view.now - (closesAt - WINDOW_MS)) / WINDOW_MS));
  const done = Math.floor(Math.min(total * part, stopsAt));
  const failed = Math.floor(done * 0.006 * random());
  return `succeeded ${done - failed}\nfailed ${failed}\n`;
}

function loadsOf({environment, day}: DayView, {usual, weekendShare, dailyGrowth}: LoadSeries): number {
  const isWeekend = dayOfWeek(day) % 6 === 0;
  const growth = (1 + dailyGrowth) ** (toDayNumber(day) - toDayNumber(environment.incidentDay));
  return usual * growth * (isWeekend ? weekendShare : 1);
}
