/** Every run of a judged business day. */
import type {RunRecord} from '../../domain/run.ts';
import type {JudgedDay} from '../read-report.ts';
import {pageDayOf, runItem} from './page-items.ts';
import type {RunsPage} from './pages.ts';
import {MOST_RUNS} from './pages.ts';

/** Newest start first; runs that have not started come last, in the order in which they are due. */
export function deriveRunsPage({facts}: Pick<JudgedDay, 'facts'>, most = MOST_RUNS): RunsPage {
  const runs = [...facts.runs.values()].flat();
  runs.sort((a, b) => orderOf(b) - orderOf(a));
  return {
    ...pageDayOf(facts),
    rows: runs.slice(0, most).map(run => runItem(facts.environment.name, run)),
    isCut: runs.length > most,
  };
}

/** The start; what has not started is earlier than every start, and the earlier the later it is due. */
function orderOf({startedAt, scheduledAt = Number.MAX_SAFE_INTEGER}: RunRecord): number {
  return startedAt ?? -scheduledAt;
}
