/** docs/keys.md: every key and every command of the screen, from the tables that the program itself reads. */
import type {CommandWord} from '../source/ui/command-line/commands.ts';
import {COMMAND_WORDS} from '../source/ui/command-line/commands.ts';
import {BINDINGS, GROUPS} from '../source/ui/keymap.ts';
import {PROMPT_BINDINGS} from '../source/ui/prompt/prompt-keymap.ts';

export const KEYS_PAGE = new URL('../docs/keys.md', import.meta.url);

export function formatKeysPage(): string {
  const groups = GROUPS.map(group => {
    const bindings = BINDINGS.filter(binding => binding.group === group);
    return `### ${group}\n\n${formatKeys(bindings)}`;
  });
  return [
    INTRODUCTION,
    ...groups,
    `## In a prompt\n\n${PROMPTS}\n\n${formatKeys(PROMPT_BINDINGS)}`,
    `## Command line\n\n${COMMAND_LINE}\n\n${formatTable(['command', 'does'], COMMAND_WORDS.map(describeCommand))}`,
    NOTES,
  ]
    .join('\n\n')
    .concat('\n');
}

function formatKeys(bindings: readonly {keys: readonly string[]; summary: string}[]): string {
  return formatTable(
    ['key', 'does'],
    bindings.map(({keys, summary}) => [keys.map(code).join(' '), summary]),
  );
}

function describeCommand({name, alias, operands, summary}: CommandWord): [string, string] {
  const written = code([`:${name}`, operands].filter(Boolean).join(' '));
  return [alias === undefined ? written : `${written} ${code(`:${alias}`)}`, summary];
}

function formatTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heading, heading.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** In a table a bar ends the cell, also within code. */
function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

const INTRODUCTION = `# Keys

What the screen of \`jobtrack-tui\` does with each key. \`?\` shows the same on the screen. \`f1\` and
\`f10\` are as in htop, \`f5\` as in a browser. This page is made by \`node scripts/write-keys.ts\`.

## On a screen

A key that means nothing where you are changes nothing, and says so. Pasted text never acts as keys.`;

const PROMPTS = `\`/\`, \`:\`, \`a\`, \`z\` and \`e\` open a line at the foot. In it these keys apply, and every other types itself. What is
pasted becomes one line.`;

const COMMAND_LINE = `\`:\` opens it. \`tab\` completes commands, environments and jobs; a command or a name may be cut short as long as only one begins so.`;

const NOTES = `## Filter

Words are apart by spaces, and every word has to be there; a word after \`!\` must not be. Small letters find capitals too,
a capital finds only itself. A word is looked for as it stands. Only if that finds nothing its letters may have others
between them: \`jb12\` finds \`JOB_00012\`.

## Until when

Acknowledging and snoozing ask for an end: \`45m\`, \`2h\`, \`1d\` from now, \`08:00\` the next time it is so, \`tomorrow 08:00\`,
\`2026-11-25 08:00\`, or a day alone for its beginning. Times are in the zone that the header shows. An acknowledgement without
an end holds until the finding is gone.

## Copy

\`y\` sends the text to the terminal itself (OSC 52), which puts it on the clipboard of the machine that you sit at. Not every
terminal does; some ask, or have to be told. Within tmux one of \`set -g set-clipboard on\` and \`set -g allow-passthrough on\`
is needed. 74,994 bytes at most.

## Export

\`e\` writes every row that the filters let through, with exact values (Markdown has what the screen shows). Nothing is
overwritten. In CSV, a text that a spreadsheet would take for a formula gets an apostrophe before it; the \`--csv\` of the
[commands](commands.md) is for programs and has texts as they are.`;
