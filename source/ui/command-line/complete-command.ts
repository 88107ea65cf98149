import {EXPORT_FORMATS} from '../export/format-export.ts';
import {THEMES} from '../paint/theme.ts';
import {HISTORY_SPANS} from '../state/place.ts';
import type {CommandName} from './commands.ts';
import {COMMAND_WORDS, findCommands, splitCommand} from './commands.ts';

/** What there is to complete with. `jobs` are those of the environment that is shown, `columns` those of the shown list. */
export type Completions = {
  environments: readonly string[];
  jobs: readonly string[];
  columns?: readonly string[];
};

/** More than can be shown or chosen from. */
const MOST = 100;

/** The lines that a line may become, without the colon, best first: of a command's name, then of what follows it. */
export function completeCommand(text: string, names: Completions): string[] {
  const {word, operand} = splitCommand(text);
  if (operand === '' && !/\S\s+$/.test(text)) return completeWord(word);
  const [found, ...others] = findCommands(word);
  if (!found || others.length > 0) return [];
  const candidates = OPERANDS[found.name]?.(names) ?? [];
  return choose(operand, candidates).map(candidate => `${found.name} ${candidate}`);
}

/** A space after what needs something more, so that the next key completes that. */
function completeWord(word: string): string[] {
  return COMMAND_WORDS.filter(({name}) => name.startsWith(word)).map(({name, operands}) =>
    operands === undefined ? name : `${name} `,
  );
}

const OPERANDS: Partial<Record<CommandName, (names: Completions) => readonly string[]>> = {
  env: ({environments}) => environments,
  job: ({environments, jobs}) => [...jobs, ...environments.map(name => `${name}/`)],
  history: () => HISTORY_SPANS.map(String),
  day: () => ['today', 'yesterday', '-1', '+1'],
  sort: ({columns = []}) => columns,
  refresh: () => ['all'],
  export: () => EXPORT_FORMATS,
  theme: () => THEMES,
};

/** Names that begin so come before those in which it stands further on; capitals do not matter. */
function choose(operand: string, candidates: readonly string[]): string[] {
  const typed = operand.toLowerCase();
  const beginning: string[] = [];
  const within: string[] = [];
  for (const candidate of candidates) {
    const at = candidate.toLowerCase().indexOf(typed);
    if (at === 0) beginning.push(candidate);
    else if (at > 0 && within.length < MOST) within.push(candidate);
    if (beginning.length === MOST) break;
  }
  return (beginning.length > 0 ? beginning : within).slice(0, MOST);
}
