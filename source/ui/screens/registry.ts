/** Every screen there is, by name. */
import type {Place, ScreenName} from '../state/place.ts';
import {collectionScreen} from './collection.tsx';
import {environmentScreen} from './environment.tsx';
import {firstRunScreen} from './first-run.tsx';
import {helpScreen} from './help.tsx';
import {historyScreen} from './history.tsx';
import {jobScreen} from './job.tsx';
import {missingScreen} from './missing.tsx';
import {runScreen} from './run.tsx';
import type {ScreenDefinition} from './screen.ts';
import {todayScreen} from './today.tsx';

export const SCREENS: {[Name in ScreenName]: ScreenDefinition<Name>} = {
  today: todayScreen,
  missing: missingScreen,
  environment: environmentScreen,
  job: jobScreen,
  run: runScreen,
  collection: collectionScreen,
  history: historyScreen,
  help: helpScreen,
  'first-run': firstRunScreen,
};

/** The screen of a place. The table above pairs them; TypeScript cannot see that through a union. */
export function screenOf<Name extends ScreenName>(
  place: Extract<Place, {screen: Name}>,
): ScreenDefinition<Name> {
  return SCREENS[place.screen as Name];
}

/** The path to the last of these places, a part each. */
export function describePlaces(places: readonly Place[]): string[] {
  return places.map((place, i) => screenOf(place).crumb(place as never, places[i - 1]));
}
