/** The state of the screen, whole, and every way in which it changes. Pure: no clock, no database, no terminal. */
import type {Day, EpochMs} from '../../domain/time.ts';
import type {Activity} from '../backend.ts';
import type {ThemeName} from '../paint/theme.ts';
import {remember} from '../prompt/history.ts';
import type {LineState} from '../prompt/line-editor.ts';
import type {ListState} from './list-state.ts';
import {NEW_LIST} from './list-state.ts';
import type {Place} from './place.ts';
import {listKey} from './place.ts';
import type {PromptPurpose, Subject} from './prompt-purpose.ts';

export type Prompt = {purpose: PromptPurpose; line: LineState; error?: string; hint?: string};

export type Message = {text: string; tone: 'info' | 'good' | 'bad'; until: EpochMs};

export type AppState = {
  /** The last one is shown; there is always one. */
  places: readonly Place[];
  /** The business day that is looked at; absent = each environment's present one. */
  day?: Day | undefined;
  lists: Readonly<Record<string, ListState>>;
  prompt?: Prompt | undefined;
  /** What was typed in prompts before, by what for; oldest first. */
  typed: Readonly<Partial<Record<PromptPurpose['kind'], readonly string[]>>>;
  message?: Message | undefined;
  /** What was acknowledged or snoozed last on this screen, as long as it is not taken back. */
  acknowledged?: Subject | undefined;
  activities: readonly Activity[];
  isCollecting: boolean;
  /** Why the process behind is gone; absent while it is there. */
  lost?: string | undefined;
  /** The clock as the screen shows it. */
  now: EpochMs;
  size: {columns: number; rows: number};
  theme: ThemeName;
};

export type AppAction =
  | {type: 'open'; place: Place}
  /** Another view in place of this one: `esc` does not come back to it. */
  | {type: 'replace'; place: Place}
  /** A view of its own, from which `esc` leads to today. */
  | {type: 'view'; place: Place}
  | {type: 'back'}
  | {type: 'day'; day: Day | undefined}
  | {type: 'list'; change: (list: ListState) => ListState; key?: string}
  | {type: 'prompt'; prompt: Prompt | undefined}
  /** The prompt was accepted: it closes, and its line is remembered. */
  | {type: 'accepted'; prompt: Prompt}
  | {type: 'say'; message: Message | undefined}
  | {type: 'acknowledged'; subject: Subject | undefined}
  | {type: 'activity'; activities: readonly Activity[]; isCollecting: boolean}
  | {type: 'lost'; reason: string | undefined}
  | {type: 'tick'; now: EpochMs}
  | {type: 'resize'; size: AppState['size']}
  | {type: 'theme'; theme: ThemeName};

export function shownPlace({places}: Pick<AppState, 'places'>): Place {
  return places.at(-1) ?? {screen: 'today'};
}

export function listOf(
  state: Pick<AppState, 'lists' | 'places'>,
  key = listKey(shownPlace(state)),
): ListState {
  return state.lists[key] ?? NEW_LIST;
}

/** More than anybody walks into; a key held down shall not grow it for ever. */
const MOST_PLACES = 50;

export function reduceApp(state: AppState, action: AppAction): AppState {
  switch (action.type) {
    case 'open':
      return goTo(state, [...state.places, action.place].slice(-MOST_PLACES));
    case 'replace':
      return goTo(state, [...state.places.slice(0, -1), action.place]);
    case 'view':
      return goTo(state, viewStack(action.place));
    case 'back':
      return state.places.length > 1 ? goTo(state, state.places.slice(0, -1)) : state;
    case 'day':
      return {...state, day: action.day};
    case 'list':
      return reduceList(state, action.change, action.key);
    case 'prompt':
      return {...state, prompt: action.prompt, message: undefined};
    case 'accepted':
      return acceptLine(state, action.prompt);
    case 'say':
      return {...state, message: action.message};
    case 'acknowledged':
      return {...state, acknowledged: action.subject};
    case 'activity':
      return {...state, activities: action.activities, isCollecting: action.isCollecting};
    case 'lost':
      return {...state, lost: action.reason};
    case 'tick':
      return tick(state, action.now);
    case 'resize':
      return {...state, size: action.size};
    case 'theme':
      return {...state, theme: action.theme};
  }
}

/** What was said of the last place means nothing in the next one; what was done or went wrong is still to be read. */
function goTo(state: AppState, places: readonly Place[]): AppState {
  return {...state, places, message: state.message?.tone === 'info' ? undefined : state.message};
}

function acceptLine(state: AppState, {purpose: {kind}, line}: Prompt): AppState {
  const typed = {...state.typed, [kind]: remember(state.typed[kind] ?? [], line.text)};
  return {...state, prompt: undefined, typed};
}

function viewStack(place: Place): Place[] {
  return place.screen === 'today' ? [place] : [{screen: 'today'}, place];
}

function reduceList(
  state: AppState,
  change: (list: ListState) => ListState,
  key = listKey(shownPlace(state)),
): AppState {
  const before = listOf(state, key);
  const after = change(before);
  return after === before ? state : {...state, lists: {...state.lists, [key]: after}};
}

function tick(state: AppState, now: EpochMs): AppState {
  const isOver = state.message !== undefined && state.message.until <= now;
  return {...state, now, message: isOver ? undefined : state.message};
}
