/** Learns an environment's finished days, job by job, and derives what is expected of the days to come. */
import type {JobRules} from '../../analysis/expectations.ts';
import {indexExpectations} from '../../analysis/expectations.ts';
import {deriveDurations} from '../../analysis/learning/durations.ts';
import {learnAndExpect} from '../../analysis/learning/learner.ts';
import {businessDayOf} from '../../domain/business-day.ts';
import type {Environment} from '../../domain/environment.ts';
import type {JobForecast} from '../../domain/forecast.ts';
import {matchAny} from '../../domain/glob.ts';
import type {JobModel, LearningContext, LearningDay} from '../../domain/learned.ts';
import {LEARNER_VERSION} from '../../domain/learned.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {JobModelRecord, LearnedState, StartedRuns, Store} from '../../store/store.ts';
import type {Sight} from './latest-run-sight.ts';
import {openSight} from './latest-run-sight.ts';
import type {LearnSettings} from './learn-settings.ts';
import {readSummary, writeSummary} from './learned-summary.ts';
import {makeForecasts} from './make-forecasts.ts';
import type {LearnableDay, LearningPlan} from './plan-learning.ts';

export type LearningWork = {
  store: Pick<
    Store,
    | 'readModels'
    | 'readStartedRuns'
    | 'readSchedules'
    | 'readCompleteAnswers'
    | 'recordLearning'
    | 'readLearnedState'
  >;
  /** With the holidays of all the days to be learned, and of two years before. */
  environment: Environment;
  state: LearnedState | undefined;
  plan: LearningPlan;
  settings: LearnSettings;
  now: EpochMs;
};

/** Days ahead for which something is expected: as long as nobody collects, nothing more is known. */
const DAYS_AHEAD = 2;
/** A job that was not seen for so long is not learned any further. */
const FORGOTTEN_AFTER_DAYS = 400;
/** Others have a turn after so many days of jobs, and what was learned of them is kept in one transaction. */
const JOB_DAYS_A_TURN = 8000;

/** Returns how many jobs were learned. Can be cut off at any moment: what is not noted as learned is learned again. */
export async function learnEnvironment(work: LearningWork): Promise<number> {
  const {store, environment, plan, settings, now} = work;
  const isNew = plan.mode === 'rebuild';
  const days = [...(isNew ? [] : (work.state?.days ?? [])), ...plan.days.map(({day}) => day)];
  const last = days.at(-1);
  if (last === undefined) return 0;
  const {name: environmentName, clock} = environment;
  if (isNew) await store.recordLearning({environment: environmentName, models: [], state: null});
  const today = businessDayOf(now, clock);
  const ahead = Array.from({length: DAYS_AHEAD}, (_, i) => addDays(last, i + 1)).filter(day => day >= today);
  const byDay = new Map(ahead.map((day): [Day, JobForecast[]] => [day, []]));
  const student = await createStudent(work, last, ahead);
  const jobs = {learned: 0};
  for await (const batch of readBatches(work)) {
    const models: {id: number; version: number; day: Day; model: string}[] = [];
    const runs = await readRuns(work, batch);
    for (const job of batch) {
      const lesson = student.learn(job, runs);
      if (!lesson) continue;
      jobs.learned += 1;
      const {model, forecasts} = lesson;
      if (plan.days.length > 0)
        models.push({id: job.id, version: LEARNER_VERSION, day: last, model: JSON.stringify(model)});
      for (const [index, ofDay] of [...byDay.values()].entries()) {
        const forecast = forecasts[index];
        if (forecast) ofDay.push(forecast);
      }
    }
    if (models.length > 0) await store.recordLearning({environment: environmentName, models});
    await new Promise(resolve => setImmediate(resolve));
  }
  const {toldStops} = readSummary(isNew ? undefined : work.state?.summary);
  const forecasts = makeForecasts(byDay, {falseAlarmsPerDay: settings.falseAlarmsPerDay, toldStops});
  await store.recordLearning({
    environment: environmentName,
    models: [],
    state: {
      version: LEARNER_VERSION,
      settings: settings.fingerprint,
      summary: writeSummary({...forecasts, jobs: jobs.learned, allowed: settings.falseAlarmsPerDay}),
      days,
    },
    forecasts: forecasts.days,
  });
  return jobs.learned;
}

/** In order of their ids, so many at once as make one turn. */
async function* readBatches({store, environment, plan}: LearningWork): AsyncGenerator<JobModelRecord[]> {
  const limit = Math.max(1, Math.floor(JOB_DAYS_A_TURN / Math.max(4, plan.days.length)));
  for (let after = 0; ; ) {
    const batch = await store.readModels({environment: environment.name, after, limit});
    if (batch.length > 0) yield batch;
    const last = batch.at(-1);
    if (!last || batch.length < limit) return;
    after = last.id;
  }
}

async function readRuns(
  {store, environment, plan: {days}}: LearningWork,
  batch: readonly JobModelRecord[],
): Promise<StartedRuns> {
  const [first] = batch;
  const last = batch.at(-1);
  const from = days.at(0)?.day;
  const to = days.at(-1)?.day;
  if (!first || !last || from === undefined || to === undefined) return new Map();
  return store.readStartedRuns({
    environment: environment.name,
    from,
    to,
    firstJob: first.id,
    lastJob: last.id,
  });
}

type Student = {
  /** What is now known of a job, and what is expected on each of the days ahead; undefined when nothing is learned of it. */
  learn(job: JobModelRecord, runs: StartedRuns): {model: JobModel; forecasts: JobForecast[]} | undefined;
};

async function createStudent(
  {store, environment, plan, settings}: LearningWork,
  last: Day,
  ahead: readonly Day[],
): Promise<Student> {
  const {clock, calendar, silence} = environment;
  const context: LearningContext = {clock, calendar, ...settings.context};
  const isSilent = matchAny(silence);
  const hasSchedule = await scheduleFinder(store, environment);
  const forgottenBefore = addDays(last, -FORGOTTEN_AFTER_DAYS);
  const daysOf = dayFinder(environment, plan, await openSight(store, environment, plan));

  return {
    learn(job, runs) {
      if (job.lastDay < forgottenBefore || isSilent(job.job)) return undefined;
      const {learned} = job;
      const isUsable = plan.mode === 'update' && learned?.version === LEARNER_VERSION;
      const known: JobModel | undefined = isUsable ? JSON.parse(learned.model) : undefined;
      const days = daysOf(job, runs);
      if (days.length === 0 && !known) return undefined;
      const wanted = hasSchedule(job.job) ? [] : ahead;
      const {model, expected} = learnAndExpect(known, days, wanted, context);
      const isNew = model.lastDay - model.firstDay + 1 < settings.minimumHistoryDays;
      const duration = deriveDurations(model, context);
      const forecasts = ahead.map((_, index) => {
        const ofDay = isNew ? undefined : expected[index];
        return {job: job.job, ...(ofDay ?? {slots: []}), duration};
      });
      return {model, forecasts};
    },
  };
}

/** Builds the question which days there are to learn of a job, with its runs. */
function dayFinder(
  {sources}: Environment,
  plan: LearningPlan,
  wasSeen: Sight,
): (job: JobModelRecord, runs: StartedRuns) => LearningDay[] {
  const tellers = sources.filter(({traits}) => traits.hasRuns).map(({name}) => name);
  const isTold = ({observed}: LearnableDay, source: string | undefined): boolean =>
    source !== undefined && tellers.includes(source)
      ? observed.has(source)
      : observed.size === tellers.length;
  /** Days without a run, the same for every job of a source. */
  const quiet = new Map<string | undefined, LearningDay[]>();
  return ({id, source, firstDay}, runs) => {
    const days = quiet.getOrInsertComputed(source, () =>
      plan.days.map(day => ({day: day.day, isObserved: isTold(day, source), runs: []})),
    );
    const own = new Map(runs.get(id)?.map(({day, runs: ofDay}) => [day, ofDay]));
    return days
      .filter(({day}) => day >= firstDay)
      .map(day => {
        const ofDay = own.get(day.day);
        if (!ofDay) return day;
        return {...day, isObserved: day.isObserved && wasSeen(source, day.day, ofDay), runs: ofDay};
      });
  };
}

/** Whether something better than what was learned says when a job is due. */
async function scheduleFinder(
  store: Pick<Store, 'readSchedules'>,
  {name, expectations, sources}: Environment,
): Promise<(job: string) => boolean> {
  const index = indexExpectations(expectations);
  const schedules = await store.readSchedules({environment: name});
  const discovered = new Set(
    schedules
      .filter(({goneSince, timing}) => goneSince === undefined && timing.kind !== 'none')
      .map(({job}) => job),
  );
  const isPlanned = sources.length > 0 && sources.every(({traits}) => traits.isPlan);
  const isTimed = ({timed}: JobRules): boolean => timed.length > 0;
  return job => isPlanned || discovered.has(job) || isTimed(index.rulesOf(job));
}
