/** What a command of the `:` line does. */
import {joinWords} from '../../domain/text.ts';
import {suggest} from '../command-line/nearest-word.ts';
import type {Command} from '../command-line/parse-command.ts';
import {resolveEnvironment} from '../command-line/resolve-name.ts';
import {parseDayInput} from '../prompt/parse-day.ts';
import {acknowledge} from './acknowledge.ts';
import type {Effects} from './controller.ts';
import {presentDay, showDay, shownDay} from './days.ts';
import {openJob} from './open-job.ts';
import {readSubject} from './open-prompt.ts';
import {refresh} from './refresh.ts';
import {writeExport} from './share.ts';
import {chooseEnvironment, openHelp, viewEnvironment, viewHistory} from './views.ts';

/** Answers with why it cannot be done, as far as that is known at once. */
export function runCommand(effects: Effects, command: Command): string | undefined {
  const {store, ink} = effects;
  switch (command.kind) {
    case 'today':
    case 'missing':
      store.dispatch({type: 'view', place: {screen: command.kind}});
      return;
    case 'runs':
    case 'collections':
      viewEnvironment(effects, command.kind);
      return;
    case 'env':
      return openEnvironment(effects, command.name);
    case 'job':
      void openJob(effects, command.name);
      return;
    case 'history':
      viewHistory(effects, command.days ?? 30);
      return;
    case 'day':
      return goToDay(effects, command.input);
    case 'filter':
      return changeList(effects, list => ({...list, filter: command.text}));
    case 'sort':
      return sortList(effects, command);
    case 'refresh':
      refresh(effects, command.isAll ? undefined : chooseEnvironment(effects));
      return;
    case 'ack':
      acknowledgeWith(effects, command.note);
      return;
    case 'export':
      void writeExport(effects, command.format);
      return;
    case 'theme':
      store.dispatch({type: 'theme', theme: command.name});
      return;
    case 'help':
      openHelp(effects);
      return;
    case 'quit':
      ink()?.exit();
  }
}

type Changed = Extract<Parameters<Effects['store']['dispatch']>[0], {type: 'list'}>['change'];

function changeList({store, screen}: Effects, change: Changed): string | undefined {
  const {list} = screen();
  if (!list) return 'there is no list here';
  store.dispatch({type: 'list', key: list.key, change});
  return undefined;
}

function sortList(
  effects: Effects,
  {column, isDescending}: Extract<Command, {kind: 'sort'}>,
): string | undefined {
  if (column === undefined) return changeList(effects, list => ({...list, sort: undefined}));
  const sortable = effects.screen().list?.sortable ?? [];
  if (sortable.includes(column))
    return changeList(effects, list => ({...list, sort: {column, isDescending}}));
  return `there is no column "${column}" here${suggest(column, sortable) || `: ${joinWords(sortable)}`}`;
}

function openEnvironment(effects: Effects, name: string): string | undefined {
  const {store, queries} = effects;
  const {day} = store.read();
  const environments = queries.read('report', day === undefined ? {} : {day}).data?.environments ?? [];
  const found = resolveEnvironment(
    name,
    environments.map(environment => environment.name),
  );
  if (typeof found === 'object') return found.error;
  store.dispatch({type: 'view', place: {screen: 'environment', environment: found, tab: 'jobs'}});
  return undefined;
}

function goToDay(effects: Effects, input: string): string | undefined {
  const shown = shownDay(effects);
  const day = shown === undefined ? undefined : parseDayInput(input, shown, presentDay(effects));
  if (day === undefined) return `"${input}" is not a day; write it as 2026-11-20, yesterday or -3`;
  showDay(effects, day);
  return undefined;
}

function acknowledgeWith(effects: Effects, note: string): void {
  const subject = readSubject(effects);
  if (subject) void acknowledge(effects, subject, {kind: 'acknowledged', note});
}
