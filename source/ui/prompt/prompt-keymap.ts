/** The keys of a prompt; every other key types its text. Help and docs print this table as the other one. */

type Row = {
  action: string;
  keys: readonly string[];
  title: string;
  summary: string;
};

const TABLE = [
  {action: 'accept', keys: ['enter'], title: 'accept', summary: 'Accept.'},
  {action: 'cancel', keys: ['esc', 'ctrl-c'], title: 'cancel', summary: 'Leave the prompt, change nothing.'},
  {
    action: 'complete',
    keys: ['tab'],
    title: 'complete',
    summary: 'Complete the command or name as far as it is clear.',
  },
  {action: 'earlier', keys: ['up', 'ctrl-p'], title: 'earlier', summary: 'What was typed here before.'},
  {action: 'later', keys: ['down', 'ctrl-n'], title: 'later', summary: 'What was typed here after that.'},
  {action: 'left', keys: ['left', 'ctrl-b'], title: 'left', summary: 'Go a character to the left.'},
  {action: 'right', keys: ['right', 'ctrl-f'], title: 'right', summary: 'Go a character to the right.'},
  {action: 'start', keys: ['home', 'ctrl-a'], title: 'start', summary: 'Go to the start of the line.'},
  {action: 'end', keys: ['end', 'ctrl-e'], title: 'end', summary: 'Go to the end of the line.'},
  {action: 'delete-left', keys: ['backspace'], title: 'delete', summary: 'Delete the character to the left.'},
  {
    action: 'delete-right',
    keys: ['delete', 'ctrl-d'],
    title: 'delete',
    summary: 'Delete the character under the cursor.',
  },
  {
    action: 'delete-word',
    keys: ['ctrl-w', 'alt-backspace'],
    title: 'delete word',
    summary: 'Delete the word to the left.',
  },
  {action: 'delete-start', keys: ['ctrl-u'], title: 'clear', summary: 'Delete everything to the left.'},
  {action: 'delete-end', keys: ['ctrl-k'], title: 'delete rest', summary: 'Delete everything to the right.'},
  {action: 'redraw', keys: ['ctrl-l'], title: 'redraw', summary: 'Draw the screen anew.'},
  {action: 'suspend', keys: ['ctrl-z'], title: 'suspend', summary: 'Go back to the shell; fg returns.'},
] as const satisfies readonly Row[];

export type PromptAction = (typeof TABLE)[number]['action'];
export type PromptBinding = Row & {action: PromptAction};

export const PROMPT_BINDINGS: readonly PromptBinding[] = TABLE;

const byKey = new Map(PROMPT_BINDINGS.flatMap(binding => binding.keys.map(key => [key, binding])));

export function findPromptBinding(keyName: string): PromptBinding | undefined {
  return byKey.get(keyName);
}
