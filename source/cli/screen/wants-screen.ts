import type {CommandContext} from '../context.ts';

/** Whether the report is to be a screen: for a person at a terminal who asked for nothing that is printed. */
export function wantsScreen({io, flags}: Pick<CommandContext, 'io' | 'flags'>): boolean {
  return io.isTerminal && io.isInputTerminal && !flags.json && !flags.exitCode;
}
