/** Brings the database up to date before a report, showing progress on a terminal, and remembers changed verdicts. */
import type {CollectionReport} from '../collect/collect.ts';
import {hasAnswered} from '../collect/collection-task.ts';
import {StoreError} from '../domain/errors.ts';
import type {Day} from '../domain/time.ts';
import {readJudgedDays} from '../report/read-report.ts';
import {deriveVerdictChanges} from '../report/verdict-changes.ts';
import type {CommandContext} from './context.ts';
import {planTasks} from './plan-tasks.ts';
import type {Product} from './product.ts';
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
  const {database, databaseGroup: group, concurrency} = product.config;
  const report = await collect(
    {database: {path: database, group}, concurrency, tasks},
    {signal: context.signal, onProgress: progress.note},
  );
  progress.close();
  // A collector that died has said so in its tasks; a database that fails leaves nothing to report on.
  if (report.failure instanceof StoreError) throw report.failure;
  if (report.failure) context.io.say(`jobtrack-tui: ${report.failure.message}\n`);
  await rememberVerdicts(context, product, options.days ?? [undefined]);
  return {report, hasFailed: !report.tasks.some(hasAnswered)};
}

async function rememberVerdicts(
  {now}: CommandContext,
  {store, environments}: Product,
  days: readonly (Day | undefined)[],
): Promise<void> {
  for (const day of days) {
    const judged = await readJudgedDays(store, environments, {now, day}, true);
    await store.recordVerdictChanges(judged.flatMap(deriveVerdictChanges));
  }
}
