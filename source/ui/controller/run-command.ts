/** What a command of the `:` line does. */

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

export function runCommand(effects: Effects, command: Command): void {
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
      openEnvironment(effects, command.name);
      return;
    case 'job':
      void openJob(effects, command.name);
      return;
    case 'history':
      viewHistory(effects, command.days ?? 30);
      return;
    case 'day':
      goToDay(effects, command.input);
      return;
    case 'filter':
      changeList(effects, list => ({...list, filter: command.text}));
      return;
    case 'sort':
      sortList(effects, command);
      return;
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

function changeList({store, screen, say}: Effects, change: Changed): void {
  const {list} = screen();
  if (list) store.dispatch({type: 'list', key: list.key, change});
  else say('info', 'there is no list here');
}

function sortList(effects: Effects, {column, isDescending}: Extract<Command, {kind: 'sort'}>): void {
  if (column === undefined) {
    changeList(effects, list => ({...list, sort: undefined}));
    return;
  }
  const sortable = effects.screen().list?.sortable ?? [];
  if (sortable.includes(column)) changeList(effects, list => ({...list, sort: {column, isDescending}}));
  else effects.say('bad', `there is no column "${column}" here${suggest(column, sortable)}`);
}

function openEnvironment(effects: Effects, name: string): void {
  const {store, queries, say} = effects;
  const {day} = store.read();
  const environments = queries.read('report', day === undefined ? {} : {day}).data?.environments ?? [];
  const found = resolveEnvironment(
    name,
    environments.map(environment => environment.name),
  );
  if (typeof found === 'object') say('bad', found.error);
  else store.dispatch({type: 'view', place: {screen: 'environment', environment: found, tab: 'jobs'}});
}

function goToDay(effects: Effects, input: string): void {
  const shown = shownDay(effects);
  const day = shown === undefined ? undefined : parseDayInput(input, shown, presentDay(effects));
  if (day === undefined)
    effects.say('bad', `"${input}" is not a day; write it as 2026-11-20, yesterday or -3`);
  else showDay(effects, day);
}

function acknowledgeWith(effects: Effects, note: string): void {
  const subject = readSubject(effects);
  if (subject) void acknowledge(effects, subject, {kind: 'acknowledged', note});
}
