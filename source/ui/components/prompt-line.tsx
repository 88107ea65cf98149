import {useDisplay} from '../hooks/contexts.ts';
import {fit, measure} from '../paint/fit.ts';
import {splitLine} from '../prompt/line-editor.ts';
import type {Prompt} from '../state/app-state.ts';
import type {PromptPurpose} from '../state/prompt-purpose.ts';
import {Line} from './lines.tsx';

/** What is being typed, with its cursor; at the right why it was not accepted, or what may be typed. */
export function PromptLine({prompt: {purpose, line, error, hint}}: {prompt: Prompt}) {
  const {theme, columns, isAscii} = useDisplay();
  const label = ` ${labelOf(purpose)}`;
  const aside = error === undefined ? (hint ?? hintOf(purpose)) : `! ${error}`;
  const {before, under, after} = splitLine(line);
  const labelWidth = measure(label);
  const free = columns - labelWidth - 2;
  const wanted = measure(`${before}${under}${after}`) + 1;
  // What is typed matters more than a hint, which goes when the line needs its room; why it was refused and what it may
  // become matter as much.
  const isRoomy = wanted + measure(aside) <= free || error !== undefined || hint !== undefined;
  const asideWidth = isRoomy ? Math.min(measure(aside), free - Math.min(wanted, free >>> 1)) + 2 : 0;
  const room = Math.max(4, columns - labelWidth - asideWidth);
  const shown = scrollTo(before, under, after, room);
  const text = [
    theme.paint('accent', label),
    shown.before,
    theme.paint('selected', shown.under),
    fit(shown.after, shown.rest, 'left', isAscii),
    theme.paint(
      error === undefined ? 'muted' : 'bad',
      fit(isRoomy ? `  ${aside}` : '', asideWidth, 'left', isAscii),
    ),
  ].join('');
  return <Line text={text} />;
}

type ShownLine = {before: string; under: string; after: string; rest: number};

/** The cursor is always on the screen: of what stands before it the end is shown. */
function scrollTo(before: string, under: string, after: string, room: number): ShownLine {
  const cursor = under === '' ? ' ' : under;
  let head = before;
  while (measure(head) + measure(cursor) > room && head !== '') head = head.slice(1).toWellFormed();
  return {before: head, under: cursor, after, rest: Math.max(0, room - measure(head) - measure(cursor))};
}

function labelOf(purpose: PromptPurpose): string {
  switch (purpose.kind) {
    case 'filter':
      return '/';
    case 'command':
      return ':';
    case 'note':
      return `acknowledge ${purpose.subject.title}, note: `;
    case 'until':
      return purpose.what === 'snoozed'
        ? `snooze ${purpose.subject.title} until: `
        : 'until (enter = it is gone): ';
    case 'export':
      return 'export as: ';
  }
}

function hintOf(purpose: PromptPurpose): string {
  switch (purpose.kind) {
    case 'filter':
      return 'words, !not; enter keeps, esc takes back';
    case 'command':
      return 'tab completes; :help';
    case 'note':
      return 'enter goes on, esc leaves';
    case 'until':
      return '2h, 45m, 08:00, tomorrow 08:00';
    case 'export':
      return 'csv, json or md';
  }
}
