import type {ListState} from './list-state.ts';

/** What the findings are that a note or a time is typed for: their ids, and how they are called. */
export type Subject = {findings: readonly string[]; title: string};

/** What the line at the foot is being typed for. */
export type PromptPurpose =
  /** `before`: what the list was like; leaving the prompt brings it back. */
  | {kind: 'filter'; list: string; before: ListState}
  | {kind: 'command'}
  | {kind: 'note'; subject: Subject}
  /** After the note of an acknowledgement, or at once for a snooze. */
  | {kind: 'until'; what: 'acknowledged' | 'snoozed'; subject: Subject; note: string}
  | {kind: 'export'};
