/** A question of the screen -> its answer, from judged days and the database. */
import {businessDayOf} from '../../domain/business-day.ts';
import type {Environment} from '../../domain/environment.ts';
import {JobtrackError} from '../../domain/errors.ts';
import type {Day} from '../../domain/time.ts';
import {readCollectionPage, readCollectionsPage} from '../../report/pages/collections-page.ts';
import {readCountsPage} from '../../report/pages/counts-page.ts';
import {readDifferencesPage} from '../../report/pages/differences-page.ts';
import {readHistoryPage, readJobHistoryPage} from '../../report/pages/history-page.ts';
import {readJobPage} from '../../report/pages/job-page.ts';
import {deriveJobsPage} from '../../report/pages/jobs-page.ts';
import {readNumbersPage} from '../../report/pages/numbers-page.ts';
import {readRunPage} from '../../report/pages/run-page.ts';
import {deriveRunsPage} from '../../report/pages/runs-page.ts';
import {readTrendsPage} from '../../report/pages/trends-page.ts';
import type {Moment} from '../../report/read-facts.ts';
import type {JudgedDay} from '../../report/read-report.ts';
import {readReportOn} from '../../report/read-report.ts';
import type {Store} from '../../store/store.ts';
import type {Answer, Params, QueryName} from '../../ui/backend.ts';
import type {JudgedDays} from '../resident/judged-days.ts';
import type {LiveProduct} from './live-product.ts';
import type {Question} from './messages.ts';
import type {RememberedDifferences} from './remembered-differences.ts';

/** What answering takes: the product, and what was answered lately. */
export type Knowledge = {product: LiveProduct; judged: JudgedDays; differences: RememberedDifferences};

/** A business day of an environment that a question is about. */
type Place = {store: Store; environment: Environment; moment: Moment; judge(): Promise<JudgedDay>};

type Answerers = {
  [Name in QueryName]: (knowledge: Knowledge, params: Params<Name>) => Promise<Answer<Name>>;
};

const ANSWERERS: Answerers = {
  async report(knowledge, {day}) {
    const {product, judged} = knowledge;
    const moment = product.moment(day);
    const days = await judged.judgeAll(await product.environments(day), moment);
    return readReportOn(product.store(), days, moment);
  },
  async jobs(knowledge, params) {
    const {judge} = await findPlace(knowledge, params);
    return deriveJobsPage(await judge());
  },
  async trends(knowledge, {days, jobs, ...params}) {
    const {store, environment, moment, judge} = await findPlace(knowledge, params);
    return readTrendsPage(store, environment, {days, jobs}, moment, await judge());
  },
  async runs(knowledge, params) {
    const {judge} = await findPlace(knowledge, params);
    return deriveRunsPage(await judge());
  },
  async collections(knowledge, params) {
    const {store, moment, judge} = await findPlace(knowledge, params);
    return readCollectionsPage(store, await judge(), moment.knownAt);
  },
  collection({product}, {id}) {
    return readCollectionPage(product.store(), id, product.moment(undefined).knownAt);
  },
  async counts(knowledge, params) {
    const {store, moment, judge} = await findPlace(knowledge, params);
    return readCountsPage(store, await judge(), moment.now);
  },
  async job(knowledge, {job, ...params}) {
    const {store, moment, judge} = await findPlace(knowledge, params);
    return readJobPage(store, await judge(), job, moment);
  },
  async run(knowledge, {environment, ...request}) {
    const {store, moment} = await findPlace(knowledge, {environment, day: request.businessDay});
    const judge = async (day: Day): Promise<JudgedDay> =>
      (await findPlace(knowledge, {environment, day})).judge();
    return readRunPage(store, judge, request, moment);
  },
  async history(knowledge, {environment, day, days}) {
    if (environment !== undefined) {
      const {store, judge} = await findPlace(knowledge, {environment, ...(day !== undefined && {day})});
      return readJobHistoryPage(store, await judge(), days);
    }
    const {product, judged} = knowledge;
    const environments = await product.environments(day);
    const moment = product.moment(day);
    const known = await judged.judgeAll(environments, moment);
    return readHistoryPage(product.store(), environments, days, moment, known);
  },
  async differences({product, differences}, {day}) {
    const environments = await product.environments(day);
    const moment = product.moment(day);
    const about = [day, ...environments.map(({name, clock}) => [name, businessDayOf(moment.now, clock)])];
    return differences.read(JSON.stringify(about), moment.now, () =>
      readDifferencesPage(product.store(), environments, moment),
    );
  },
  async numbers(knowledge, {days, job, isCompared = false, ...params}) {
    const {store, environment, moment} = await findPlace(knowledge, params);
    const all = isCompared ? await knowledge.product.environments(params.day) : [];
    const others = all.filter(({name}) => name !== environment.name);
    return readNumbersPage(store, environment, {days, ...(job !== undefined && {job}), others}, moment);
  },
};

/** Rejects with words for the operator. */
export function answerQuestion(knowledge: Knowledge, question: Question): Promise<unknown> {
  return answer(knowledge, question.name, question.params);
}

function answer<Name extends QueryName>(
  knowledge: Knowledge,
  name: Name,
  params: Params<Name>,
): Promise<Answer<Name>> {
  return ANSWERERS[name](knowledge, params);
}

async function findPlace(
  {product, judged}: Knowledge,
  {environment: name, day}: {environment: string; day?: Day},
): Promise<Place> {
  const environment = (await product.environments(day)).find(candidate => candidate.name === name);
  if (!environment) throw new JobtrackError(`there is no environment "${name}"`);
  const moment = product.moment(day);
  return {store: product.store(), environment, moment, judge: () => judged.judgeWhole(environment, moment)};
}
