/** What the daemon is about: configuration, database and environments, until the configuration is read anew. */
import type {CollectionReport, CollectOptions} from '../../collect/collect.ts';
import type {CollectionTask, TaskKey, TaskReport} from '../../collect/collection-task.ts';
import type {Pace} from '../../collect/pace.ts';
import type {Config} from '../../config/config.ts';
import type {Environment} from '../../domain/environment.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {readJudgedJobs} from '../../report/read-report.ts';
import {openStore} from '../../store/sqlite-store.ts';
import type {Store} from '../../store/store.ts';
import type {CommandContext} from '../context.ts';
import {todayIn} from '../days.ts';
import {findNextDue, planTasks} from '../plan-tasks.ts';
import {readSubject} from '../product.ts';
import {environmentsAround} from '../refresh.ts';
import {rememberVerdicts} from '../remember-verdicts.ts';

export type DaemonSubject = {
  config: Config;
  store: Store;
  now(): EpochMs;
  /** By this host's calendar. */
  today(): Day;
  /** With the holidays around a day. */
  environments(day: Day): Promise<readonly Environment[]>;
};

/** Another process's transaction is waited for so long; meanwhile nothing else is done here. */
const BUSY_TIMEOUT_MS = 1000;

/**
 * Reads the configuration, and opens its database unless `known` has it open already. Rejects with a ConfigError or a
 * StoreError, and nothing has changed.
 */
export async function openSubject(context: CommandContext, known?: DaemonSubject): Promise<DaemonSubject> {
  const {io} = context;
  const now = io.wallClock;
  const {config} = await readSubject({...context, now: now()});
  const {database: path, databaseGroup: group} = config;
  const isSame = known?.config.database === path && known.config.databaseGroup === group;
  const store = isSame
    ? known.store
    : await openStore({path, mode: 'write', group, busyTimeoutMs: BUSY_TIMEOUT_MS});
  const environments = environmentsAround({config, store});
  const today = (): Day => todayIn(io.hostTimezone, now());
  // What is wrong with a calendar shall be told now, not at the first collection.
  await environments(today());
  return {config, store, now, today, environments};
}

export type Pacing = {pace: Pace; platform: NodeJS.Platform; isBusy(task: TaskKey): boolean};

export function planSubject(
  {config, store, now, today}: DaemonSubject,
  pacing: Pacing,
): Promise<CollectionTask[]> {
  return planTasks({config, store, today: today()}, {...pacing, now: now(), mode: 'due'});
}

export function nextDueOf(
  {config, store, now, today}: DaemonSubject,
  pacing: Pacing,
): Promise<EpochMs | undefined> {
  return findNextDue({config, store, today: today()}, {...pacing, now: now()});
}

export async function collectSubject(
  {config: {database: path, databaseGroup: group, concurrency, plugins}}: DaemonSubject,
  tasks: readonly CollectionTask[],
  options: CollectOptions,
): Promise<CollectionReport> {
  const {collect} = await import('../../collect/collect.ts');
  return collect(
    {database: {path, ...(group !== undefined && {group})}, concurrency, tasks, plugins},
    options,
  );
}

/** Keeps the verdicts that changed, and learns what has finished. */
export async function rememberSubject(
  {config, store, now, environments}: DaemonSubject,
  tasks: readonly TaskReport[],
): Promise<void> {
  await rememberVerdicts(tasks, {
    store,
    environments,
    judge: (environment, day) => readJudgedJobs(store, environment, {now: now(), day}),
  });
  const {learnAfter} = await import('../learn.ts');
  await learnAfter(tasks, {config, store, now: now()});
}
