/** Views that are about an environment: which one that is, and how they are opened. */
import {shownPlace} from '../state/app-state.ts';
import type {EnvironmentTab, HistorySpan} from '../state/place.ts';
import {environmentOf} from '../state/place.ts';
import type {Effects} from './controller.ts';

export function openHelp({store}: Effects): void {
  if (shownPlace(store.read()).screen !== 'help') store.dispatch({type: 'open', place: {screen: 'help'}});
}

export function viewEnvironment(effects: Effects, tab: EnvironmentTab): void {
  const environment = chooseEnvironment(effects);
  if (environment === undefined) effects.say('info', 'there is no environment yet');
  else effects.store.dispatch({type: 'view', place: {screen: 'environment', environment, tab}});
}

/** Of the environment that is shown, else of all. */
export function viewHistory({store}: Effects, days: HistorySpan): void {
  const environment = environmentOf(shownPlace(store.read()));
  const about = environment === undefined ? {} : {environment};
  store.dispatch({type: 'view', place: {screen: 'history', days, ...about}});
}

/** The one under the cursor, the one that the place is about, else the worst. */
export function chooseEnvironment({store, screen, queries}: Effects): string | undefined {
  const {places, day} = store.read();
  const fromPlace = places.toReversed().map(environmentOf);
  const report = queries.read('report', day === undefined ? {} : {day}).data;
  return (
    screen().environment?.() ?? fromPlace.find(name => name !== undefined) ?? report?.environments.at(0)?.name
  );
}
