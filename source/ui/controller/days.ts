/** From one business day to another. Not beyond the present one: nothing is known of what comes. */
import type {Day} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {Effects} from './controller.ts';

/** The business day that the report is about when none is chosen. */
export function presentDay({queries}: Pick<Effects, 'queries'>): Day | undefined {
  return queries.read('report', {}).data?.businessDay;
}

export function shownDay(effects: Pick<Effects, 'queries' | 'store'>): Day | undefined {
  return effects.store.read().day ?? presentDay(effects);
}

export function stepDay(effects: Effects, days: number): void {
  const shown = shownDay(effects);
  if (shown !== undefined) showDay(effects, addDays(shown, days));
}

export function showDay({store, queries, say}: Effects, day: Day): void {
  const present = presentDay({queries});
  if (present !== undefined && day > present)
    say('info', `nothing is known of ${day}: ${present} is the present business day`);
  else store.dispatch({type: 'day', day: day === present ? undefined : day});
}

export function showToday(effects: Effects): void {
  const {store, say} = effects;
  if (store.read().day === undefined)
    say('info', `${presentDay(effects) ?? 'this'} is the present business day`);
  else store.dispatch({type: 'day', day: undefined});
}
