/** What is typed after `:` -> what to do. Which environments and jobs there are is asked later: see `resolve-name.ts`. */
import {joinWords} from '../../domain/text.ts';
import type {ExportFormat} from '../export/format-export.ts';
import {EXPORT_FORMATS, isExportFormat} from '../export/format-export.ts';
import type {ThemeName} from '../paint/theme.ts';
import {THEMES} from '../paint/theme.ts';
import {parseDayInput} from '../prompt/parse-day.ts';
import type {HistorySpan} from '../state/place.ts';
import {HISTORY_SPANS} from '../state/place.ts';
import type {CommandName} from './commands.ts';
import {COMMAND_WORDS, findCommands, splitCommand} from './commands.ts';
import {explainAmbiguity, suggest} from './nearest-word.ts';

export type Command =
  | {kind: PlainCommand}
  | {kind: 'env'; name: string}
  | {kind: 'job'; name: string}
  | {kind: 'history'; days?: HistorySpan}
  /** `input` can be read by `parseDayInput`, once it is known which day is shown. */
  | {kind: 'day'; input: string}
  | {kind: 'filter'; text: string}
  /** Without a column: the list's own order. */
  | {kind: 'sort'; column?: string; isDescending: boolean}
  | {kind: 'refresh'; isAll: boolean}
  | {kind: 'ack'; note: string}
  | {kind: 'export'; format: ExportFormat}
  | {kind: 'theme'; name: ThemeName};

/** Takes nothing after it. */
type PlainCommand = 'today' | 'missing' | 'runs' | 'collections' | 'help' | 'quit';

type Parsed = Command | {error: string};

const NAMES = COMMAND_WORDS.flatMap(({name, alias}) => (alias === undefined ? [name] : [name, alias]));

export function parseCommand(text: string): Parsed {
  const {word, operand} = splitCommand(text);
  if (word === '') return {error: 'type a command, such as :missing; :help lists them'};
  const found = findCommands(word);
  const [first] = found;
  if (first && found.length === 1) return OPERANDS[first.name](operand);
  if (first)
    return {
      error: explainAmbiguity(
        word,
        found.map(({name}) => name),
        ':',
      ),
    };
  return {error: `":${word}" is not a command${suggest(word, NAMES, ':') || '; :help lists them'}`};
}

const OPERANDS: Record<CommandName, (operand: string) => Parsed> = {
  today: operand => withoutOperand('today', operand),
  missing: operand => withoutOperand('missing', operand),
  runs: operand => withoutOperand('runs', operand),
  collections: operand => withoutOperand('collections', operand),
  help: operand => withoutOperand('help', operand),
  quit: operand => withoutOperand('quit', operand),
  env: name => (name === '' ? {error: 'which environment? :env NAME'} : {kind: 'env', name}),
  job: name => (name === '' ? {error: 'which job? :job NAME or :job ENV/NAME'} : {kind: 'job', name}),
  history: parseHistory,
  day: parseDay,
  filter: text => ({kind: 'filter', text}),
  sort: parseSort,
  refresh: operand =>
    operand === '' || operand === 'all'
      ? {kind: 'refresh', isAll: operand === 'all'}
      : {error: `":refresh ${operand}" is not known; write :refresh or :refresh all`},
  ack: note => ({kind: 'ack', note}),
  export: parseExport,
  theme: parseTheme,
};

function withoutOperand(kind: PlainCommand, operand: string): Parsed {
  return operand === '' ? {kind} : {error: `":${kind}" takes nothing after it`};
}

function parseHistory(operand: string): Parsed {
  if (operand === '') return {kind: 'history'};
  const days = HISTORY_SPANS.find(span => String(span) === operand);
  return days
    ? {kind: 'history', days}
    : {error: `":history ${operand}": write one of ${HISTORY_SPANS.join(', ')}`};
}

function parseDay(input: string): Parsed {
  // Which day is shown does not matter for whether it can be read.
  return parseDayInput(input, '2000-01-01') === undefined
    ? {
        error:
          input === ''
            ? 'which day? :day 2026-11-20, today, yesterday, -1 or +1'
            : `"${input}" is not a day; write 2026-11-20, today, yesterday, -1 or +1`,
      }
    : {kind: 'day', input};
}

function parseSort(operand: string): Parsed {
  const isDescending = operand.startsWith('-');
  const column = isDescending ? operand.slice(1).trim() : operand;
  return column === '' ? {kind: 'sort', isDescending} : {kind: 'sort', column, isDescending};
}

function parseExport(operand: string): Parsed {
  const format = operand.toLowerCase();
  return isExportFormat(format)
    ? {kind: 'export', format}
    : {
        error:
          operand === ''
            ? 'as what? :export csv, json or md'
            : `":export ${operand}" is not known; write one of ${EXPORT_FORMATS.join(', ')}`,
      };
}

function parseTheme(operand: string): Parsed {
  const name = THEMES.find(theme => theme === operand.toLowerCase());
  return name
    ? {kind: 'theme', name}
    : {
        error:
          operand === ''
            ? `which theme? ${joinWords(THEMES)}`
            : `"${operand}" is not a theme; there are ${THEMES.join(', ')}`,
      };
}
