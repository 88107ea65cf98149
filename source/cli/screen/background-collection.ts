/** The collection behind a screen, as the screen hears of it. */
import type {ProgressEvent} from '../../collect/collection-task.ts';
import type {BackendEvent} from '../../ui/backend.ts';
import type {CommandContext} from '../context.ts';
import {findNextDue, planTasks} from '../plan-tasks.ts';
import {rememberVerdicts} from '../remember-verdicts.ts';
import type {JudgedDays} from '../resident/judged-days.ts';
import type {Activities} from './activities.ts';
import {listActivities} from './activities.ts';
import type {Collecting} from './collecting.ts';
import {createCollecting} from './collecting.ts';
import type {LiveProduct} from './live-product.ts';
import {createThrottle} from './throttle.ts';

export type BackgroundCollection = Pick<Collecting, 'refresh' | 'tick' | 'stop'>;

export type BackgroundOptions = {
  product: LiveProduct;
  judged: JudgedDays;
  /** An environment has been collected; the ids of the collections that are new. */
  onChange(environment: string, collections: readonly number[]): void;
  emit(event: BackendEvent): Promise<void>;
};

/** At most so often a screen is told how far it is, however many sources end meanwhile. */
const ACTIVITY_INTERVAL_MS = 100;

export function openBackgroundCollection(
  {io}: Pick<CommandContext, 'io'>,
  {product, judged, onChange, emit}: BackgroundOptions,
): BackgroundCollection {
  const {now} = product;
  const {platform} = io;
  const subject = () => ({config: product.config, store: product.store(), today: product.today()});
  let latest: {activities: Activities; isCollecting: boolean} = {activities: new Map(), isCollecting: false};
  const activity = createThrottle(
    () =>
      emit({
        kind: 'activity',
        activities: listActivities(latest.activities),
        isCollecting: latest.isCollecting,
      }),
    ACTIVITY_INTERVAL_MS,
  );

  const collecting = createCollecting({
    now,
    plan: (mode, environments) =>
      planTasks(subject(), {now: now(), mode, platform, ...(environments && {environments})}),
    nextDueAt: () => findNextDue(subject(), {now: now(), platform}),
    async collect(tasks, options) {
      const {collect} = await import('../../collect/collect.ts');
      const {database: path, databaseGroup: group, concurrency, plugins} = product.config;
      return collect(
        {database: {path, ...(group !== undefined && {group})}, concurrency, tasks, plugins},
        options,
      );
    },
    onProgress(activities, event, isCollecting) {
      latest = {activities, isCollecting};
      if (event) activity.request();
      else activity.hurry();
      if (event?.state === 'done') noteDone(event, activities);
    },
    async onCollected({tasks}) {
      await rememberVerdicts(tasks, {
        store: product.store(),
        environments: product.environments,
        judge: (environment, day) => judged.judgeWhole(environment, product.moment(day)),
      });
      const {learnAfter} = await import('../learn.ts');
      const learned = await learnAfter(tasks, {...subject(), now: now()});
      for (const environment of learned) onChange(environment, []);
    },
    onFailure: text => void emit({kind: 'notice', tone: 'bad', text}),
  });

  /** The collections of environments that are not done yet. */
  const unseen = new Map<string, number[]>();
  const noteDone = (
    {environment, report}: Extract<ProgressEvent, {state: 'done'}>,
    activities: Activities,
  ): void => {
    const collections = [
      ...(unseen.get(environment) ?? []),
      ...(report.collection === undefined ? [] : [report.collection]),
    ];
    unseen.set(environment, collections);
    if (activities.get(environment)?.state !== 'done') return;
    unseen.delete(environment);
    onChange(environment, collections);
  };

  return {
    refresh: collecting.refresh,
    tick: collecting.tick,
    async stop() {
      activity.stop();
      await collecting.stop();
    },
  };
}
