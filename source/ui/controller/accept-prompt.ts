/** What an accepted line does, by what it was typed for. */
import {openZone} from '../../domain/zone.ts';
import {parseCommand} from '../command-line/parse-command.ts';
import {isExportFormat} from '../export/format-export.ts';
import {EMPTY_LINE} from '../prompt/line-editor.ts';
import {parseExpiry} from '../prompt/parse-expiry.ts';
import type {Prompt} from '../state/app-state.ts';
import type {PromptPurpose} from '../state/prompt-purpose.ts';
import {acknowledge} from './acknowledge.ts';
import type {Effects} from './controller.ts';
import {runCommand} from './run-command.ts';
import {writeExport} from './share.ts';

/** A line that cannot be understood stays, with the reason. */
export function acceptPrompt(effects: Effects, prompt: Prompt): void {
  const {store} = effects;
  const {purpose, line} = prompt;
  const text = line.text.trim();
  const refuse = (error: string): void => store.dispatch({type: 'prompt', prompt: {...prompt, error}});
  const close = (): void => store.dispatch({type: 'accepted', prompt});
  switch (purpose.kind) {
    case 'filter':
      close();
      return;
    case 'note': {
      close();
      const next: PromptPurpose = {kind: 'until', what: 'acknowledged', subject: purpose.subject, note: text};
      store.dispatch({type: 'prompt', prompt: {purpose: next, line: EMPTY_LINE}});
      return;
    }
    case 'until':
      acceptExpiry(effects, purpose, text, {refuse, close});
      return;
    case 'export':
      if (!isExportFormat(text)) refuse('csv, json or md');
      else {
        close();
        void writeExport(effects, text);
      }
      return;
    case 'command':
      acceptCommand(effects, text, {refuse, close});
  }
}

type Ending = {refuse: (error: string) => void; close: () => void};

function acceptExpiry(
  effects: Effects,
  {what, subject, note}: Extract<PromptPurpose, {kind: 'until'}>,
  text: string,
  {refuse, close}: Ending,
): void {
  const until = parseExpiry(text, effects.clock(), openZone(effects.session.timezone));
  if (typeof until === 'object') refuse(until.error);
  else if (what === 'snoozed' && until === undefined)
    refuse('a snooze needs an end: 2h, 08:00, tomorrow 08:00');
  else {
    close();
    void acknowledge(effects, subject, {kind: what, note, ...(until === undefined ? {} : {until})});
  }
}

function acceptCommand(effects: Effects, text: string, {refuse, close}: Ending): void {
  if (text === '') {
    close();
    return;
  }
  const command = parseCommand(text);
  if ('error' in command) refuse(command.error);
  else {
    const error = runCommand(effects, command);
    if (error === undefined) close();
    else refuse(error);
  }
}
