/**
 * Every key and what it does, once. The controller looks keys up here, footer and help print it, docs/keys.md is made of it
 * (`node scripts/write-keys.ts`), tests read it. Names of keys: `keys/key-name.ts`.
 */

export const GROUPS = [
  'Move',
  'Open',
  'Find',
  'Views',
  'Days',
  'Collect',
  'Acknowledge',
  'Share',
  'Program',
] as const;
export type Group = (typeof GROUPS)[number];

type Row = {
  action: string;
  /** Any of these; the first is the one that is shown where there is room for one. */
  keys: readonly string[];
  /** One or two words, for the footer. */
  title: string;
  /** One sentence, for the help. */
  summary: string;
  /** Place in the footer, 1 first; absent = not in the footer. */
  footer?: number;
  /** Writes to the database: does nothing with `--read-only`. */
  isWrite?: true;
};

const TABLE = {
  Move: [
    {action: 'down', keys: ['j', 'down'], title: 'down', summary: 'Go to the next row.'},
    {action: 'up', keys: ['k', 'up'], title: 'up', summary: 'Go to the previous row.'},
    {action: 'top', keys: ['g', 'home'], title: 'top', summary: 'Go to the first row.'},
    {action: 'bottom', keys: ['G', 'end'], title: 'bottom', summary: 'Go to the last row.'},
    {action: 'half-page-down', keys: ['ctrl-d'], title: 'half down', summary: 'Go half a page down.'},
    {action: 'half-page-up', keys: ['ctrl-u'], title: 'half up', summary: 'Go half a page up.'},
    {action: 'page-down', keys: ['pagedown'], title: 'page down', summary: 'Go a page down.'},
    {action: 'page-up', keys: ['pageup'], title: 'page up', summary: 'Go a page up.'},
  ],
  Open: [
    {
      action: 'open',
      keys: ['enter', 'l', 'right'],
      title: 'open',
      summary: 'Open what is under the cursor; unfold a folded row.',
      footer: 1,
    },
    {
      action: 'back',
      keys: ['esc', 'h', 'left'],
      title: 'back',
      summary: 'Take back the filter, else go back; fold an open row. Never quits.',
      footer: 2,
    },
    {
      action: 'fold',
      keys: ['space'],
      title: 'fold',
      summary: 'Fold or unfold a row that stands for several; in the history: letters or how many.',
      footer: 3,
    },
    {action: 'next-tab', keys: ['tab'], title: 'next tab', summary: 'Go to the next tab.', footer: 4},
    {action: 'previous-tab', keys: ['shift-tab'], title: 'previous tab', summary: 'Go to the previous tab.'},
  ],
  Find: [
    {
      action: 'filter',
      keys: ['/'],
      title: 'filter',
      summary: 'Filter as you type: words that must be there, !words that must not, or letters in order.',
      footer: 5,
    },
    {
      action: 'next-problem',
      keys: ['n'],
      title: 'next problem',
      summary: 'Go to the next row with a problem.',
      footer: 6,
    },
    {
      action: 'previous-problem',
      keys: ['N'],
      title: 'previous problem',
      summary: 'Go to the previous row with a problem.',
    },
    {
      action: 'problems-only',
      keys: ['p'],
      title: 'problems',
      summary: 'Show only rows with a problem, or all.',
      footer: 7,
    },
    {
      action: 'cycle-state',
      keys: ['f'],
      title: 'state',
      summary: 'Show only one state: the next one that occurs, then all.',
      footer: 13,
    },
    {
      action: 'sort',
      keys: ['s'],
      title: 'sort',
      summary: "Sort by the next column, then in the list's own order.",
      footer: 12,
    },
    {action: 'reverse-sort', keys: ['S'], title: 'reverse', summary: 'Sort the other way round.'},
  ],
  Views: [
    {action: 'view-today', keys: ['1'], title: 'today', summary: 'Every environment, worst first.'},
    {
      action: 'view-missing',
      keys: ['2'],
      title: 'missing',
      summary: 'What needs a person, of all environments.',
    },
    {action: 'view-jobs', keys: ['3'], title: 'jobs', summary: 'The jobs of the environment.'},
    {action: 'view-runs', keys: ['4'], title: 'runs', summary: 'The runs of the environment.'},
    {action: 'view-history', keys: ['5'], title: 'history', summary: 'Environments by day.'},
    {
      action: 'view-collections',
      keys: ['6'],
      title: 'collections',
      summary: 'The collections of the environment.',
    },
  ],
  Days: [
    {
      action: 'previous-day',
      keys: ['['],
      title: 'day before',
      summary: 'Show the business day before.',
      footer: 10,
    },
    {
      action: 'next-day',
      keys: [']'],
      title: 'day after',
      summary: 'Show the business day after.',
      footer: 11,
    },
    {
      action: 'today',
      keys: ['t'],
      title: 'today',
      summary: 'Show the present business day. Any other: :day 2026-11-20.',
    },
  ],
  Collect: [
    {
      action: 'refresh',
      keys: ['r', 'f5'],
      title: 'refresh',
      summary: 'Collect the environment under the cursor, or the one that is shown, now.',
      footer: 9,
    },
    {action: 'refresh-all', keys: ['R'], title: 'refresh all', summary: 'Collect every environment now.'},
  ],
  Acknowledge: [
    {
      action: 'acknowledge',
      keys: ['a'],
      title: 'acknowledge',
      summary: 'Acknowledge with a note, until a time or until it is gone; all operators see it.',
      footer: 8,
      isWrite: true,
    },
    {
      action: 'snooze',
      keys: ['z'],
      title: 'snooze',
      summary: 'Put aside until a time; all operators see it.',
      footer: 14,
      isWrite: true,
    },
    {
      action: 'undo',
      keys: ['u'],
      title: 'undo',
      summary: 'Take back what is acknowledged or snoozed under the cursor, else what was so last.',
      footer: 15,
      isWrite: true,
    },
    {
      action: 'expect',
      keys: ['x'],
      title: 'expect',
      summary:
        'Write what was learned of the job under the cursor into the configuration, as an expectation.',
      footer: 20,
      isWrite: true,
    },
  ],
  Share: [
    {
      action: 'copy',
      keys: ['y'],
      title: 'copy',
      summary: "Copy what is under the cursor to your terminal's clipboard; works over ssh.",
      footer: 16,
    },
    {
      action: 'export',
      keys: ['e'],
      title: 'export',
      summary: 'Write what is shown to a file: CSV, JSON or Markdown.',
      footer: 17,
    },
  ],
  Program: [
    {action: 'command', keys: [':'], title: 'command', summary: 'Open the command line.', footer: 18},
    {action: 'help', keys: ['?', 'f1'], title: 'help', summary: 'Show every key and command.', footer: 0},
    {action: 'redraw', keys: ['ctrl-l'], title: 'redraw', summary: 'Draw the screen anew.'},
    {action: 'suspend', keys: ['ctrl-z'], title: 'suspend', summary: 'Go back to the shell; fg returns.'},
    {action: 'quit', keys: ['q', 'ctrl-c', 'f10'], title: 'quit', summary: 'Quit.', footer: 19},
  ],
} as const satisfies Record<Group, readonly Row[]>;

export type Action = (typeof TABLE)[Group][number]['action'];
export type Binding = Row & {action: Action; group: Group};

/** In the order of the help. */
export const BINDINGS: readonly Binding[] = GROUPS.flatMap(group => {
  const rows: readonly (Row & {action: Action})[] = TABLE[group];
  return rows.map(row => ({...row, group}));
});

/** Those that the footer may show, the most useful first. */
export const FOOTER_BINDINGS: readonly Binding[] = BINDINGS.filter(
  ({footer}) => footer !== undefined,
).toSorted((a, b) => (a.footer ?? 0) - (b.footer ?? 0));

const byKey = new Map(BINDINGS.flatMap(binding => binding.keys.map(key => [key, binding])));

export function findBinding(keyName: string): Binding | undefined {
  return byKey.get(keyName);
}
