/** Everything known of one run: the states it was seen in, the slot it belongs to and the text it was read from. */
import {edgeMargins} from '../../domain/day-edges.ts';
import type {RunRecord} from '../../domain/run.ts';
import type {JudgedSlot} from '../../domain/slot.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';
import type {Moment} from '../read-facts.ts';
import type {JudgedDay} from '../read-report.ts';
import {readCollectionsOf} from './job-facts.ts';
import type {FindCollection} from './page-items.ts';
import {collectionFinder, pageDayOf, runItem} from './page-items.ts';
import type {RunPage, RunState} from './pages.ts';
import {slotItem} from './slot-items.ts';
import {deriveUsualDuration, usualDurationFilter} from './usual-duration.ts';

/** Judges a business day of the run's environment, with its jobs kept. */
export type JudgeDay = (day: Day) => Promise<Pick<JudgedDay, 'facts' | 'jobs'>>;

export type RunRequest = {job: string; businessDay: Day; runKey: string};

/** `judge` is asked for the run's day, and for a neighbouring one when the run may belong to a slot of that. */
export async function readRunPage(
  store: Store,
  judge: JudgeDay,
  {job, businessDay, runKey}: RunRequest,
  {now, knownAt}: Moment,
): Promise<RunPage> {
  const own = await judge(businessDay);
  const {environment} = own.facts;
  const states = await readStates(store, environment.name, {job, businessDay, runKey}, knownAt);
  const run = states.at(-1)?.record;
  const slot = run && (await findSlot(judge, own, run));
  const durations = await store.readDurations({
    environment: environment.name,
    jobs: [job],
    knownAt,
    ...usualDurationFilter(businessDay),
  });
  const findCollection = collectionFinder(await readCollectionsOf(store, [slot?.evidence]));
  const context = {environment: environment.name, zone: environment.clock.zone, now, findCollection};
  return {
    ...pageDayOf(own.facts),
    run: run ? runItem(environment.name, run) : null,
    states: states.map(({state}) => state),
    slot: slot ? slotItem(slot, context) : null,
    usual: deriveUsualDuration(durations.get(job)),
    raw: (run && (await store.readRunText(run))) ?? null,
  };
}

/** Oldest first; without those that were seen later than `knownAt`. A pruned collection is older than anything asked for. */
async function readStates(
  store: Store,
  environment: string,
  {job, businessDay, runKey}: RunRequest,
  knownAt: EpochMs = Number.MAX_SAFE_INTEGER,
): Promise<{record: RunRecord; state: RunState}[]> {
  const history = await store.readRunHistory(environment, businessDay, job, runKey);
  const collections = await readCollectionsOf(
    store,
    history.map(({seenIn}) => seenIn),
  );
  const findCollection = collectionFinder(collections);
  return history
    .map(record => ({record, state: runState(record, findCollection)}))
    .filter(
      ({state: {collection}}) => !collection || collection.startedAt + collection.durationMs <= knownAt,
    );
}

function runState(
  {status, startedAt, endedAt, exitCode, message, seenIn}: RunRecord,
  findCollection: FindCollection,
): RunState {
  return {
    status,
    startedAt: startedAt ?? null,
    endedAt: endedAt ?? null,
    exitCode: exitCode ?? null,
    message: message ?? null,
    collection: findCollection(seenIn),
    seenIn,
  };
}

/** A run near the edge of its day may be the late run of the day before's last slot, or the early one of the next day's first. */
async function findSlot(
  judge: JudgeDay,
  own: Pick<JudgedDay, 'facts' | 'jobs'>,
  run: RunRecord,
): Promise<JudgedSlot | undefined> {
  const slot = slotOf(own, run);
  if (slot || run.startedAt === undefined) return slot;
  const {bounds, edgeRules} = own.facts;
  const {earlyMs, lateMs} = edgeMargins(edgeRules);
  const steps: number[] = [];
  if (run.startedAt < bounds.start + lateMs) steps.push(-1);
  if (run.startedAt >= bounds.end - earlyMs) steps.push(1);
  for (const step of steps) {
    const neighbour = slotOf(await judge(addDays(run.businessDay, step)), run);
    if (neighbour) return neighbour;
  }
  return undefined;
}

function slotOf({jobs}: Pick<JudgedDay, 'jobs'>, run: RunRecord): JudgedSlot | undefined {
  return jobs.find(({job}) => job === run.job)?.slots.find(({runs}) => runs.some(own => isSameRun(own, run)));
}

function isSameRun(a: RunRecord, b: RunRecord): boolean {
  return a.runKey === b.runKey && a.businessDay === b.businessDay;
}
