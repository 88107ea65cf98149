/** Opens the line at the foot, if what it is for is there. */
import {plural} from '../../domain/text.ts';
import {EMPTY_LINE, lineOf} from '../prompt/line-editor.ts';
import {listOf} from '../state/app-state.ts';
import type {PromptPurpose, Subject} from '../state/prompt-purpose.ts';
import type {Effects} from './controller.ts';

/** How long a snooze lasts unless told. */
const DEFAULT_SNOOZE = '1h';

export function openFilter({store, screen, say}: Effects): void {
  const {list} = screen();
  if (!list) {
    say('info', 'there is no list here to filter');
    return;
  }
  // Who leaves the prompt is where the cursor was, also if it had not been moved yet.
  const before = {...listOf(store.read(), list.key), key: list.cursor};
  const purpose: PromptPurpose = {kind: 'filter', list: list.key, before};
  store.dispatch({type: 'prompt', prompt: {purpose, line: lineOf(list.filter)}});
}

export function openCommand({store}: Effects): void {
  store.dispatch({type: 'prompt', prompt: {purpose: {kind: 'command'}, line: EMPTY_LINE}});
}

export function openExport({store, screen, say}: Effects): void {
  if (screen().exported)
    store.dispatch({type: 'prompt', prompt: {purpose: {kind: 'export'}, line: lineOf('csv')}});
  else say('info', 'there is nothing here to export');
}

export function openAcknowledge(effects: Effects): void {
  const subject = readSubject(effects);
  if (subject)
    effects.store.dispatch({type: 'prompt', prompt: {purpose: {kind: 'note', subject}, line: EMPTY_LINE}});
}

export function openSnooze(effects: Effects): void {
  const subject = readSubject(effects);
  if (!subject) return;
  const purpose: PromptPurpose = {kind: 'until', what: 'snoozed', subject, note: ''};
  effects.store.dispatch({type: 'prompt', prompt: {purpose, line: lineOf(DEFAULT_SNOOZE)}});
}

/** The findings under the cursor; undefined (and said why) when there are none, or nothing may be written. */
export function readSubject({screen, session, say}: Effects): Subject | undefined {
  const findings = screen().findings?.() ?? [];
  const [first] = findings;
  if (session.isReadOnly) say('bad', 'read-only: nothing can be acknowledged or snoozed');
  else if (!first) say('info', 'nothing here needs to be acknowledged');
  else {
    const title =
      findings.length === 1
        ? [first.kind, first.job ?? first.environment].join(' ')
        : plural(findings.length, 'finding');
    return {findings: findings.map(({id}) => id), title};
  }
  return undefined;
}
