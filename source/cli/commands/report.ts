import {ConfigError} from '../../domain/errors.ts';
import type {CommandContext} from '../context.ts';
import type {ScreenOptions} from '../screen/run-screen.ts';
import {readTheme} from '../screen/terminal-look.ts';
import {wantsScreen} from '../screen/wants-screen.ts';

/** Without a command: the screen for a person at a terminal, else the report as JSON or text. One operand names an environment. */
export async function run(context: CommandContext): Promise<number> {
  if (context.operands.length > 0 && context.flags.env)
    throw new ConfigError('name the environment once: as argument or with --env');
  return showReport(context);
}

export async function showReport(context: CommandContext, options?: ScreenOptions): Promise<number> {
  // Neither loads what only the other needs.
  if (wantsScreen(context)) {
    const {runScreen} = await import('../screen/run-screen.ts');
    return runScreen(context, options);
  }
  // A mistake is one also where there are no colours.
  if (context.flags.theme !== undefined) await readTheme(context.flags);
  const {printReport} = await import('../print-report.ts');
  return printReport(context);
}
