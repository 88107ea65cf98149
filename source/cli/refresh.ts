/** Brings the database up to date before a report, showing progress on a terminal, and remembers changed verdicts. */
import type {CollectionReport} from '../collect/collect.ts';
import {hasAnswered} from '../collect/collection-task.ts';
import type {Environment} from '../domain/environment.ts';
import {StoreError} from '../domain/errors.ts';
import type {Day} from '../domain/time.ts';
import {readJudgedJobs} from '../report/read-report.ts';
import type {CommandContext} from './context.ts';
import {planTasks} from './plan-tasks.ts';
import type {Product} from './product.ts';
import {prepareFor, yearsAround} from './product.ts';
import {rememberVerdicts} from './remember-verdicts.ts';
import {openProgress} from './show-progress.ts';

export type RefreshOptions = {
  mode: 'due' | 'all';
  /** Backfill: exactly these business days, in this order. */
  days?: readonly Day[];
};

export type Refresh = {report: CollectionReport | undefined; hasFailed: boolean};

/** Collects what is due (or all). Nothing due costs one query. `hasFailed` when every single collection failed. */
export async function refresh(
  context: CommandContext,
  product: Product,
  options: RefreshOptions,
): Promise<Refresh> {
  const tasks = await planTasks(product, {...options, now: context.now, platform: context.io.platform});
  if (tasks.length === 0) return {report: undefined, hasFailed: false};
  const {collect} = await import('../collect/collect.ts');
  const progress = openProgress(context);
  const {database, databaseGroup: group, concurrency, plugins} = product.config;
  const report = await collect(
    {database: {path: database, group}, concurrency, tasks, plugins},
    {signal: context.signal, onProgress: progress.note},
  );
  progress.close();
  // A collector that died has said so in its tasks; a database that fails leaves nothing to report on.
  if (report.failure instanceof StoreError) throw report.failure;
  if (report.failure) context.io.say(`jobtrack-tui: ${report.failure.message}\n`);
  // What was collected began after `now`: it is judged as of its end.
  const now = context.now + report.durationMs;
  await rememberVerdicts(report.tasks, {
    store: product.store,
    environments: environmentsAround(product),
    judge: (environment, day) => readJudgedJobs(product.store, environment, {now, day}),
    days: options.days,
  });
  return {report, hasFailed: !report.tasks.some(hasAnswered)};
}

/** The holidays of the product's own day will not do for a backfill into another year. */
export function environmentsAround({
  config,
  store,
}: Pick<Product, 'config' | 'store'>): (day: Day) => Promise<readonly Environment[]> {
  const prepared = new Map<string, Promise<readonly Environment[]>>();
  return day =>
    prepared.getOrInsertComputed(yearsAround(day).join(' '), () => prepareFor(config, day, store));
}
