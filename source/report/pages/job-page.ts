/** Everything known of one job. */

import {indexExpectations} from '../../analysis/expectations.ts';
import {deriveReliability} from '../../analysis/reliability.ts';
import type {VerdictChange} from '../../domain/facts.ts';
import type {Store} from '../../store/store.ts';
import type {Moment} from '../read-facts.ts';
import type {JudgedDay} from '../read-report.ts';
import {deriveJobDays} from './job-days.ts';
import type {JobFacts} from './job-facts.ts';
import {readJobFacts} from './job-facts.ts';
import {deriveSchedules} from './job-schedules.ts';
import {deriveJobRow} from './jobs-page.ts';
import type {FindCollection} from './page-items.ts';
import {collectionFinder, pageDayOf, runItem} from './page-items.ts';
import type {ChangeItem, JobPage} from './pages.ts';
import {toReliabilityDays} from './reliability-days.ts';
import {chooseSlots, slotItem} from './slot-items.ts';
import {deriveUsualDuration} from './usual-duration.ts';

/** `judged` with its jobs kept. A job of which nothing is known gives an empty page. */
export async function readJobPage(
  store: Store,
  judged: JudgedDay,
  job: string,
  moment: Moment,
): Promise<JobPage> {
  return deriveJobPage(await readJobFacts(store, judged, job, moment));
}

export function deriveJobPage(known: JobFacts): JobPage {
  const {job, facts, now, judged, trend} = known;
  const {environment, day} = facts;
  const findCollection = collectionFinder(known.collections);
  const context = {environment: environment.name, zone: environment.clock.zone, now, findCollection};
  const rules = judged?.rules ?? indexExpectations(environment.expectations).rulesOf(job);
  const slots = judged?.slots ?? [];
  const days = deriveJobDays({...known, to: day, judged: judged && {day, job: judged}});
  return {
    ...pageDayOf(facts),
    job,
    row: judged ? deriveJobRow(judged) : null,
    firstDay: trend?.firstDay ?? null,
    lastDay: trend?.lastDay ?? null,
    lastGoodRun: known.lastGood ? runItem(environment.name, known.lastGood) : null,
    slots: chooseSlots(slots, now).map(slot => slotItem(slot, context)),
    runs: known.runs.map(run => runItem(environment.name, run)),
    schedules: deriveSchedules({job, rules, slots, facts, now}),
    days,
    reliability: deriveReliability(toReliabilityDays(days, trend, judged?.runs)),
    durations: known.durations.toReversed(),
    usual: deriveUsualDuration(known.recentDurations),
    changes: known.changes.map(change => changeItem(change, findCollection)),
  };
}

function changeItem(
  {businessDay, dueAt, at, verdict, collection}: VerdictChange,
  findCollection: FindCollection,
): ChangeItem {
  return {businessDay, dueAt: dueAt ?? null, at, verdict, collection: findCollection(collection)};
}
