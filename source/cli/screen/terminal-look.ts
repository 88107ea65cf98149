/** How the screen looks on this terminal: from flags and the environment, as terminals and their users say it. */
import type {Abilities} from '../../ui/app.tsx';
import type {ThemeName} from '../../ui/paint/theme.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext, Io} from '../context.ts';

export type TerminalLook = {
  theme: ThemeName;
  abilities: Abilities;
  /** Through which sequences for the terminal's clipboard have to get. */
  multiplexer: 'tmux' | 'screen' | undefined;
};

type ChosenTheme = Exclude<ThemeName, 'none'>;
export const THEMES: readonly ChosenTheme[] = ['dark', 'light', 'safe'];

/** Rejects with a ConfigError for a theme that does not exist. */
export async function readTheme({theme}: CommandContext['flags']): Promise<ChosenTheme> {
  const chosen = await checkChoices('--theme', theme === undefined ? undefined : [theme], THEMES);
  return chosen?.values().next().value ?? 'dark';
}

/** Rejects with a ConfigError for a theme that does not exist. */
export async function readTerminalLook({
  io,
  flags,
}: Pick<CommandContext, 'io' | 'flags'>): Promise<TerminalLook> {
  return {
    theme: await readTheme(flags),
    abilities: {
      isAscii: flags.ascii === true || !io.hasUnicode,
      isLinear: flags.screenReader === true || io.env.INK_SCREEN_READER === 'true',
      colorDepth: flags.noColor ? 0 : readColorDepth(io.env),
    },
    multiplexer: readMultiplexer(io.env),
  };
}

/** DEC's terminals, and what says of itself that it has one colour. */
const COLORLESS = /^(?:dumb|vt\d+|ansi-m|.*-(?:m|mono))$/;

/** Bits of colour. https://no-color.org, and what terminals set. */
export function readColorDepth({NO_COLOR, COLORTERM, TERM = ''}: Io['env']): Abilities['colorDepth'] {
  if (NO_COLOR || COLORLESS.test(TERM)) return 0;
  if (COLORTERM === 'truecolor' || COLORTERM === '24bit' || TERM.endsWith('-direct')) return 24;
  return TERM.includes('256') ? 8 : 4;
}

function readMultiplexer({TMUX, STY, TERM = ''}: Io['env']): TerminalLook['multiplexer'] {
  if (TMUX || TERM.startsWith('tmux')) return 'tmux';
  return STY || TERM.startsWith('screen') ? 'screen' : undefined;
}
