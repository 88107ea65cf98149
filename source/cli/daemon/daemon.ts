/** The daemon's parts, wired: what is collected, what is told of it, and what happens when the configuration changes. */
import {hostname} from 'node:os';
import type {TaskKey, TaskReport} from '../../collect/collection-task.ts';
import {hasAnswered} from '../../collect/collection-task.ts';
import {createPace} from '../../collect/pace.ts';
import {errorMessage} from '../../domain/errors.ts';
import {plural} from '../../domain/text.ts';
import type {StatusReport} from '../../report/status-report.ts';
import type {CommandContext} from '../context.ts';
import type {LoopHealth} from './collection-loop.ts';
import {createCollectionLoop} from './collection-loop.ts';
import type {CurrentReport} from './current-report.ts';
import {openCurrentReport} from './current-report.ts';
import {ownHolder} from './daemon-lease.ts';
import {describeDaemon} from './daemon-metrics.ts';
import {createDailyPrune} from './daily-prune.ts';
import {createEndpoint} from './endpoint.ts';
import {compareFindings} from './finding-news.ts';
import type {Log} from './log.ts';
import {logNews, logTask} from './log-events.ts';
import {openStatusKeeper} from './status-keeper.ts';
import type {DaemonSubject, Pacing} from './subject.ts';
import {collectSubject, nextDueOf, planSubject, rememberSubject} from './subject.ts';

export type Daemon = {
  subject(): DaemonSubject;
  /** Goes on with another configuration. Rejects when it cannot; then it goes on with the one before. */
  change(next: DaemonSubject): Promise<void>;
  health(): LoopHealth;
  /** In one line. */
  describe(): string;
  close(): Promise<void>;
};

export type DaemonOptions = {
  log: Log;
  onStatus(text: string): void;
  onLost(message: string): void;
};

/** A scrape every second, or ten dashboards, cost no more than one judgement in so long. */
const LONGEST_KEPT_MS = 5000;

/** Rejects when the lease or the address cannot be had, and leaves nothing behind. */
export async function startDaemon(
  context: CommandContext,
  first: DaemonSubject,
  {log, onStatus, onLost}: DaemonOptions,
): Promise<Daemon> {
  const {platform, wallClock: now} = context.io;
  const pace = createPace(hostname());
  let subject = first;
  let current: CurrentReport;
  let seen: StatusReport;
  const stores = new Set([first.store]);

  const fail = (event: string) => (error: string) => {
    log('error', event, {error});
    keeper.note({lastError: {at: now(), message: error}});
  };
  const keeper = await openStatusKeeper(first, {
    own: ownHolder(),
    version: context.version,
    now,
    onLost,
    onFailure: error => fail('database')(error),
    onBeat: () => void (loop.isIdle() && prune(subject)),
  });
  const prune = createDailyPrune(keeper, log);

  const pacing = (isBusy: (task: TaskKey) => boolean): Pacing => ({pace, platform, isBusy});
  const loop = createCollectionLoop({
    now,
    plan: isBusy => planSubject(subject, pacing(isBusy)),
    nextDueAt: isBusy => nextDueOf(subject, pacing(isBusy)),
    collect: (tasks, {signal, onDone}) =>
      collectSubject(subject, tasks, {
        signal,
        onProgress(event) {
          if (event.state !== 'done') return;
          logTask(log, event.report);
          onDone(event.report);
        },
      }),
    onCollected: tasks => tell(tasks),
    onFailure: fail('collecting'),
  });

  const tell = async (tasks: readonly TaskReport[]): Promise<void> => {
    const answered = tasks.filter(hasAnswered).length;
    keeper.note({lastCollection: {at: now(), asked: tasks.length, answered}});
    await rememberSubject(subject, tasks);
    current.forget(new Set(tasks.map(({environment}) => environment)));
    await look();
    onStatus(describe());
  };

  const look = async (): Promise<void> => {
    const report = await current.read(0);
    logNews(log, compareFindings(seen, report));
    seen = report;
  };

  const describe = (): string => {
    const {lastCollection} = keeper.status;
    const last = lastCollection
      ? `; last collection: ${lastCollection.answered} of ${lastCollection.asked} answered`
      : '';
    return `${plural(subject.config.environments.length, 'environment')}, ${plural(seen.findings.length, 'finding')}${last}`;
  };

  const endpoint = createEndpoint(context, log, {
    version: context.version,
    report: () => current.read(LONGEST_KEPT_MS),
    async health() {
      const health = loop.health();
      // Reads from the file: whether it can be read at all.
      const failure = await subject.store.readCache('daemon').then(() => undefined, errorMessage);
      return failure === undefined ? health : {state: 'failing', detail: failure};
    },
    metrics: () => describeDaemon(keeper.status, loop.health()),
    onError: fail('http'),
  });

  const close = async (): Promise<void> => {
    await Promise.all([endpoint.close(), loop.stop()]);
    await keeper.close();
    for (const store of stores) await store.close();
  };

  const goOnWith = async (next: DaemonSubject, event: string): Promise<void> => {
    const report = await openCurrentReport(next);
    const present = await report.read(0);
    await endpoint.follow(next);
    await keeper.move(next).catch(async (error: unknown) => {
      await endpoint.follow(subject);
      throw error;
    });
    [subject, current, seen] = [next, report, present];
    log('info', event, {
      version: context.version,
      config: next.config.path ?? 'built-in',
      database: next.config.database,
      environments: next.config.environments.length,
      sources: next.config.environments.reduce((sum, {sources}) => sum + sources.length, 0),
      findings: present.findings.length,
    });
  };

  try {
    await goOnWith(first, 'started');
  } catch (error) {
    await close();
    throw error;
  }
  loop.start();
  return {
    subject: () => subject,
    async change(next) {
      stores.add(next.store);
      await goOnWith(next, 'reloaded');
      loop.hurry();
    },
    health: loop.health,
    describe,
    close,
  };
}
