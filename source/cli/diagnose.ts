/** The checks of `doctor`, from the ground up: what fails first explains the rest. */
import type {TaskReport} from '../collect/collection-task.ts';
import {hasAnswered} from '../collect/collection-task.ts';
import type {Config} from '../config/config.ts';
import {JobtrackError} from '../domain/errors.ts';
import {formatCount, joinWords, plural} from '../domain/text.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {formatInstant} from '../domain/time.ts';
import {allowedOfAll, readSummary} from '../report/learning/learned-summary.ts';
import {checkDatabase} from '../store/maintenance.ts';
import {judgePutAside, listPutAside} from '../store/put-aside.ts';
import type {CommandContext} from './context.ts';
import {readDaemonStatus} from './daemon/daemon-status.ts';
import {describeDaemon} from './diagnose-daemon.ts';
import type {Product} from './product.ts';
import {readConfig, withProduct} from './product.ts';
import {refresh} from './refresh.ts';

export type Diagnosis = {
  state: 'ok' | 'warning' | 'problem';
  /** What was looked at: `configuration`, `database`, `prod-ldn control-m`. */
  subject: string;
  detail: string;
  /** Remedies, examples and the command's own last words. */
  hints: string[];
};

export async function* diagnose(context: CommandContext): AsyncGenerator<Diagnosis> {
  let config: Config;
  try {
    config = await readConfig(context);
  } catch (error) {
    yield problem('configuration', error);
    return;
  }
  yield describeConfig(config);
  yield* diagnoseStored(context, config);
}

async function* diagnoseStored(context: CommandContext, config: Config): AsyncGenerator<Diagnosis> {
  const {database} = config;
  const collected: Diagnosis[] = [];
  let daemon: Diagnosis | undefined;
  try {
    await withProduct({...context, flags: {...context.flags, quiet: true}}, 'write', async product => {
      daemon = describeDaemon(await readDaemonStatus(product.store), context.io.wallClock());
      const {report} = await refresh(context, product, {mode: 'all'});
      for (const told of foldRepeats(report?.tasks ?? [])) collected.push(await describeTask(told, product));
      collected.push(await describeLearning(product));
    });
    const {problems, runs} = await checkDatabase(database);
    yield {
      state: problems.length === 0 ? 'ok' : 'problem',
      subject: 'database',
      detail: problems.length === 0 ? `${database}, ${plural(runs, 'run')}` : `${database} is damaged`,
      hints:
        problems.length === 0 ? [] : [...problems, 'restore a backup with `jobtrack-tui db restore <file>`'],
    };
    yield* describePutAside(config, context.now);
  } catch (error) {
    yield problem('database', error);
  }
  if (daemon) yield daemon;
  yield* collected;
}

/** What restores have put aside: how much room it takes, when it goes, and what of it is nowhere else. */
async function* describePutAside(
  {database, retention}: Pick<Config, 'database' | 'retention'>,
  now: EpochMs,
): AsyncGenerator<Diagnosis> {
  const all = listPutAside(database);
  if (all.length === 0) return;
  const hints: string[] = [];
  let isOnlyCopy = false;
  for (const aside of all) {
    const state = await judgePutAside(database, aside, retention, formatInstant(now).slice(0, 10));
    isOnlyCopy ||= state.kind === 'only-copy';
    if (state.kind === 'only-copy')
      hints.push(`${aside.path} stays: ${state.reason}; remove it by hand if nobody needs that`);
    else if (state.kind === 'due') hints.push(`${aside.path} goes with the next \`jobtrack-tui prune\``);
    else
      hints.push(`${aside.path} is kept ${state.until === undefined ? 'for ever' : `until ${state.until}`}`);
  }
  const megabytes = Math.ceil(all.reduce((sum, {bytes}) => sum + bytes, 0) / 1_000_000);
  yield {
    state: isOnlyCopy ? 'warning' : 'ok',
    subject: 'replaced',
    detail: `${plural(all.length, 'database')} put aside by a restore, ${formatCount(megabytes)} MB`,
    hints,
  };
}

function describeConfig({path, environments}: Config): Diagnosis {
  const sources = environments.reduce((sum, environment) => sum + environment.sources.length, 0);
  const size = `${plural(environments.length, 'environment')}, ${plural(sources, 'source')}`;
  const expectations = environments.reduce((sum, environment) => sum + environment.expectations.length, 0);
  const hasSchedules = environments.some(({sources: own, isLearned}) =>
    own.some(({traits}) => traits.hasSchedules || traits.isPlan || (isLearned && traits.hasRuns)),
  );
  return {
    state: expectations > 0 || hasSchedules ? 'ok' : 'warning',
    subject: 'configuration',
    detail: `${path ?? 'built-in (this host)'}, ${size}, ${plural(expectations, 'expectation')}`,
    hints:
      expectations > 0 || hasSchedules
        ? []
        : [
            'nothing says which jobs should run, and nothing is learned, so that nothing can be missing; add `expect`, or a source that tells schedules',
          ],
  };
}

/** A collection, and the business days for which it ended so. */
type ToldTask = {task: TaskReport; days: Day[]};

/** What fails today mostly fails for yesterday, too, and has the same remedy: it is said once. */
function foldRepeats(tasks: readonly TaskReport[]): ToldTask[] {
  const told = new Map<string, ToldTask>();
  for (const task of tasks) {
    const {environment, source, businessDay, error} = task;
    const key = JSON.stringify([environment, source, hasAnswered(task) ? businessDay : error]);
    const same = told.get(key);
    if (same) same.days.push(businessDay);
    else told.set(key, {task, days: [businessDay]});
  }
  return [...told.values()];
}

/** What became of a source's collection; its remedy stands in the error text. */
async function describeTask({task, days}: ToldTask, {store}: Product): Promise<Diagnosis> {
  const {environment, source, outcome, rows, rejected, durationMs, error, collection} = task;
  const lines = collection === undefined ? [] : await store.readRejectedLines(collection);
  const counts = `${plural(rows, 'row')} in ${formatCount(durationMs)} ms${rejected > 0 ? `, ${plural(rejected, 'line')} rejected` : ''}`;
  const state = !hasAnswered(task) ? 'problem' : outcome === 'partial' ? 'warning' : 'ok';
  return {
    state,
    subject: `${environment} ${source}`,
    detail: `${outcome ?? 'not recorded'} for ${joinWords(days)}, ${counts}`,
    hints: [
      ...(error === undefined ? [] : [error]),
      ...(error?.startsWith('exit code ')
        ? ['run the command by hand, as this user: `jobtrack-tui config show` prints it']
        : []),
      ...lines.slice(0, 3).map(({line, reason, text}) => `line ${line}: ${reason}: ${text}`),
      ...(outcome === 'empty'
        ? ['the command succeeded and told of nothing: is this the right day, user and host?']
        : []),
    ],
  };
}

/** What is expected without anybody having said so, and how often that is likely to be wrong. */
async function describeLearning({store, environments, config}: Product): Promise<Diagnosis> {
  let jobs = 0;
  let falseAlarms = 0;
  let withheld = 0;
  const shares: number[] = [];
  for (const {name, isLearned} of environments) {
    const state = isLearned ? await store.readLearnedState(name) : undefined;
    const summary = readSummary(state?.summary);
    jobs += summary.jobs;
    falseAlarms += summary.falseAlarms;
    withheld += summary.withheld;
    shares.push(summary.allowed);
  }
  const budget = allowedOfAll(config.learn.falseAlarmsPerDay, shares);
  const left = withheld > 0 ? `, for which ${plural(withheld, 'run')} a day are not expected` : '';
  return {
    state: withheld > 0 ? 'warning' : 'ok',
    subject: 'learning',
    detail: `${plural(jobs, 'job')}, ${falseAlarms.toFixed(2)} false alarms a day to be expected, at most ${budget} allowed${left}`,
    hints:
      withheld > 0
        ? ['list jobs that run as they please under `silence`, or raise `learn.falseAlarmsPerDay`']
        : [],
  };
}

function problem(subject: string, error: unknown): Diagnosis {
  if (!(error instanceof JobtrackError)) throw error;
  const [detail = '', ...hints] = error.message.split('\n');
  return {state: 'problem', subject, detail, hints};
}
