/** Keys while the line at the foot is being typed. */

import {findCommands, splitCommand} from '../command-line/commands.ts';
import type {Completions} from '../command-line/complete-command.ts';
import {completeCommand} from '../command-line/complete-command.ts';
import type {KeyPress} from '../keys/key-name.ts';
import {recall} from '../prompt/history.ts';
import type {LineState} from '../prompt/line-editor.ts';
import {editLine, insertText, lineOf} from '../prompt/line-editor.ts';
import {findPromptBinding} from '../prompt/prompt-keymap.ts';
import type {Prompt} from '../state/app-state.ts';
import {acceptPrompt} from './accept-prompt.ts';
import type {Effects} from './controller.ts';
import {chooseEnvironment} from './views.ts';

export function handlePromptKey(effects: Effects, prompt: Prompt, {name, text}: KeyPress): void {
  const {store, ink, stop} = effects;
  const {line, purpose} = prompt;
  const typed = store.read().typed[purpose.kind] ?? [];
  const change = (next: LineState): void => changeLine(effects, prompt, next);
  const action = findPromptBinding(name)?.action;
  switch (action) {
    case undefined:
      if (text !== '') change(insertText(line, text));
      return;
    case 'accept':
      acceptPrompt(effects, prompt);
      return;
    case 'cancel':
      cancelPrompt(effects, prompt);
      return;
    case 'earlier':
    case 'later':
      change(recall(line, typed, action === 'earlier' ? -1 : 1));
      return;
    case 'complete':
      if (purpose.kind === 'command') completeLine(effects, prompt);
      return;
    case 'redraw':
      void ink()?.suspend(async () => {});
      return;
    case 'suspend':
      void ink()?.suspend(stop);
      return;
    default:
      change(editLine(line, action));
  }
}

/** A filter works as it is typed. */
function changeLine({store}: Effects, {purpose}: Prompt, line: LineState): void {
  if (purpose.kind === 'filter')
    store.dispatch({type: 'list', key: purpose.list, change: list => ({...list, filter: line.text})});
  store.dispatch({type: 'prompt', prompt: {purpose, line}});
}

function cancelPrompt({store}: Effects, {purpose}: Prompt): void {
  if (purpose.kind === 'filter')
    store.dispatch({type: 'list', key: purpose.list, change: () => purpose.before});
  store.dispatch({type: 'prompt', prompt: undefined});
}

/** More are in no line. */
const MOST_NAMED = 30;

/** As far as it is clear; what it may become is said. */
function completeLine(effects: Effects, {purpose, line: {text}}: Prompt): void {
  const candidates = completeCommand(text, namesToComplete(effects));
  const common = candidates.length === 0 ? '' : candidates.reduce(commonStart);
  const line = lineOf(common.length > text.length ? common : text);
  const hint = hintOf(effects, text, candidates);
  effects.store.dispatch({type: 'prompt', prompt: {purpose, line, ...(hint === undefined ? {} : {hint})}});
}

function hintOf(effects: Effects, text: string, candidates: readonly string[]): string | undefined {
  if (candidates.length > 1) return candidates.slice(0, MOST_NAMED).map(nameCandidate).join('  ');
  const [command] = findCommands(splitCommand(text).word);
  if (command?.name === 'job' && !readJobs(effects)) return 'the jobs are being read: tab again';
  return candidates.length === 0 ? 'nothing begins so' : undefined;
}

/** Whether the jobs of the environment that was looked at are there; if not they are asked for. */
function readJobs(effects: Effects): boolean {
  const environment = chooseEnvironment(effects);
  if (environment === undefined) return true;
  const {queries, store} = effects;
  const {day} = store.read();
  const params = {environment, ...(day === undefined ? {} : {day})};
  // Whoever looks no more leaves the answer behind.
  queries.observe('jobs', params, () => {})();
  return queries.read('jobs', params).data !== undefined;
}

/** Jobs as far as they are known: those of the environment that was looked at. */
function namesToComplete(effects: Effects): Completions {
  const {store, queries, screen} = effects;
  const {day} = store.read();
  const about = day === undefined ? {} : {day};
  const environment = chooseEnvironment(effects);
  const environments = queries.read('report', about).data?.environments ?? [];
  const jobs = environment === undefined ? undefined : queries.read('jobs', {environment, ...about}).data;
  return {
    environments: environments.map(({name}) => name),
    jobs: jobs?.rows.map(({job}) => job) ?? [],
    columns: screen().list?.sortable ?? [],
  };
}

/** What follows the command, or the command itself. */
function nameCandidate(candidate: string): string {
  return candidate.trimEnd().replace(/^\S+ /, '');
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return a.slice(0, length);
}
