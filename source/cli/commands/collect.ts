import type {TaskReport} from '../../collect/collection-task.ts';
import {hasAnswered} from '../../collect/collection-task.ts';
import {formatProgressLine} from '../../collect/progress.ts';
import {ConfigError} from '../../domain/errors.ts';
import {plural} from '../../domain/text.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {hasDayRange, listDays, readDayRange} from '../days.ts';
import {spellFlag} from '../flags.ts';
import {withProduct} from '../product.ts';
import {refresh} from '../refresh.ts';

const DAEMON_FLAGS = ['listen', 'allowRemote', 'logFormat', 'logLevel'] as const;

/** Collects every source now; with a range of days, what their past is still missing; as a daemon, for good. */
export async function run(context: CommandContext): Promise<number> {
  const {flags, io} = context;
  if (flags.daemon) {
    const {runDaemon} = await import('../daemon/run-daemon.ts');
    return runDaemon(context);
  }
  const stray = DAEMON_FLAGS.find(name => flags[name] !== undefined);
  if (stray) throw new ConfigError(`${spellFlag(stray)} goes with --daemon only; add that, or leave it out`);
  return withProduct(context, 'write', async product => {
    // The latest first: that is what people ask for while the rest is still coming.
    const days = hasDayRange(flags) ? listDays(readDayRange(flags, product.today, 1)).reverse() : undefined;
    const {report, hasFailed} = await refresh(context, product, {mode: 'all', days});
    const tasks = report?.tasks ?? [];
    if (flags.json) await io.write(`${JSON.stringify(tasks.map(toRecord), null, 2)}\n`);
    else await io.write(formatTasks(tasks));
    return hasFailed ? EXIT.unavailable : EXIT.ok;
  });
}

function formatTasks(tasks: readonly TaskReport[]): string {
  if (tasks.length === 0) return 'Nothing to collect: everything asked for is already there.\n';
  const answered = tasks.filter(hasAnswered);
  const rows = tasks.reduce((sum, task) => sum + task.rows, 0);
  const width = tasks.reduce(
    (widest, {environment, source}) => Math.max(widest, environment.length + source.length + 12),
    0,
  );
  const troubled = tasks.filter(task => !hasAnswered(task) || task.outcome === 'partial');
  return [
    ...troubled.map(report => formatProgressLine({...report, at: 0, state: 'done', report}, width) ?? ''),
    `${answered.length} of ${plural(tasks.length, 'collection')} answered, ${plural(rows, 'row')}.`,
    '',
  ].join('\n');
}

function toRecord({
  environment,
  source,
  businessDay,
  outcome,
  collection,
  isShared,
  rows,
  rejected,
  durationMs,
  error,
}: TaskReport) {
  return {
    environment,
    source,
    businessDay,
    outcome: outcome ?? null,
    collection: collection ?? null,
    shared: isShared,
    rows,
    rejected,
    durationMs,
    error: error ?? null,
  };
}
