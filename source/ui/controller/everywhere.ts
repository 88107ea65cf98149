/** What keys mean on every screen. */
import type {Action} from '../keymap.ts';
import type {EnvironmentTab, Place} from '../state/place.ts';
import {acceptLearned} from './accept-learned.ts';
import {undoAcknowledgement} from './acknowledge.ts';
import type {Effects} from './controller.ts';
import {showToday, stepDay} from './days.ts';
import {openAcknowledge, openCommand, openExport, openFilter, openSnooze} from './open-prompt.ts';
import {refresh} from './refresh.ts';
import {copySelected} from './share.ts';
import {chooseEnvironment, openHelp, viewEnvironment, viewHistory} from './views.ts';

export function everywhere(effects: Effects): Partial<Record<Action, () => void>> {
  const {store, ink, stop} = effects;
  const view = (place: Place) => () => store.dispatch({type: 'view', place});
  const environmentView = (tab: EnvironmentTab) => () => viewEnvironment(effects, tab);
  return {
    quit: () => ink()?.exit(),
    suspend: () => void ink()?.suspend(stop),
    redraw: () => void ink()?.suspend(async () => {}),
    back: () => goBack(effects),
    help: () => openHelp(effects),
    'view-today': view({screen: 'today'}),
    'view-missing': view({screen: 'missing'}),
    'view-jobs': environmentView('jobs'),
    'view-runs': environmentView('runs'),
    'view-history': () => viewHistory(effects, 30),
    'view-collections': environmentView('collections'),
    'previous-day': () => stepDay(effects, -1),
    'next-day': () => stepDay(effects, 1),
    today: () => showToday(effects),
    filter: () => openFilter(effects),
    command: () => openCommand(effects),
    acknowledge: () => openAcknowledge(effects),
    snooze: () => openSnooze(effects),
    undo: () => void undoAcknowledgement(effects),
    expect: () => void acceptLearned(effects),
    export: () => openExport(effects),
    copy: () => copySelected(effects),
    refresh: () => refresh(effects, chooseEnvironment(effects)),
    'refresh-all': () => refresh(effects, undefined),
  };
}

/** What narrows the list goes first, then the place. */
function goBack({store, screen, say}: Effects): void {
  const {list} = screen();
  if (list && list.filter !== '')
    store.dispatch({type: 'list', key: list.key, change: state => ({...state, filter: ''})});
  else if (store.read().places.length > 1) store.dispatch({type: 'back'});
  else say('info', 'this is the first screen; q quits');
}
