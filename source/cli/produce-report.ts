/** The report that the flags ask for: from the cache, after collecting what is due, or after collecting everything. */
import {parseTimeOfDay} from '../domain/business-day.ts';
import {ConfigError} from '../domain/errors.ts';
import {deriveFreshness} from '../report/freshness.ts';
import type {Moment} from '../report/read-facts.ts';
import type {JudgedDay} from '../report/read-report.ts';
import {readJudgedDays, readReport} from '../report/read-report.ts';
import type {StatusReport} from '../report/status-report.ts';
import type {CommandContext} from './context.ts';
import {EXIT} from './context.ts';
import type {Product} from './product.ts';
import {withProduct} from './product.ts';

export type ProducedReport = {report: StatusReport; exitCode: number};

export function produceReport(context: CommandContext): Promise<ProducedReport> {
  return withCurrentProduct(context, async (product, hasFailed) => {
    const report = await readReport(product.store, product.environments, momentOf(context, product));
    const isBlind = report.environments.every(({freshness}) => freshness.state !== 'fresh');
    return {report, exitCode: hasFailed && isBlind ? EXIT.unavailable : exitCodeOf(context, report)};
  });
}

/** Every judged job and slot of the day, for listings. */
export function produceJudgedDays(context: CommandContext): Promise<{days: JudgedDay[]; exitCode: number}> {
  return withCurrentProduct(context, async (product, hasFailed) => {
    const days = await readJudgedDays(product.store, product.environments, momentOf(context, product), true);
    const isBlind = days.every(({facts}) => deriveFreshness(facts, context.now).state !== 'fresh');
    return {days, exitCode: hasFailed && isBlind ? EXIT.unavailable : EXIT.ok};
  });
}

/**
 * Opens the product and refreshes it as `--cached` and `--fresh` say. `hasFailed` when every collection failed: with
 * nothing fresh to show either, nothing could be collected (exit code 3).
 */
export async function withCurrentProduct<Result>(
  context: CommandContext,
  use: (product: Product, hasFailed: boolean) => Promise<Result>,
): Promise<Result> {
  const {flags} = context;
  if (isCachedOnly(context)) return withProduct(context, 'read', product => use(product, false));
  return withProduct(context, 'write', async product => {
    const {refresh} = await import('./refresh.ts');
    const {hasFailed} = await refresh(context, product, {mode: flags.fresh ? 'all' : 'due'});
    return use(product, hasFailed);
  });
}

/** `--now` asks what was known at an instant: collecting now would not change the answer. */
export function isCachedOnly({flags}: Pick<CommandContext, 'flags'>): boolean {
  return flags.cached === true || (flags.now !== undefined && !flags.fresh);
}

export function momentOf({flags, now}: CommandContext, {day}: Product): Moment {
  const dueByMs = flags.by === undefined ? undefined : parseTimeOfDay(flags.by);
  if (flags.by !== undefined && dueByMs === undefined) {
    throw new ConfigError(`--by "${flags.by}" is not a time of day; write it as HH:MM`);
  }
  return {now, day, dueByMs, knownAt: flags.now === undefined || flags.fresh ? undefined : now};
}

function exitCodeOf({flags}: CommandContext, {totals}: StatusReport): number {
  return flags.exitCode && totals.missing + totals.failed > 0 ? EXIT.problem : EXIT.ok;
}
