/** What the keys do on the list of what needs a person: fold, unfold, and go to where more is known. */
import type {LearnedSubject} from '../backend.ts';
import type {ScreenPort} from '../controller/screen-port.ts';
import type {AppStore} from '../state/app-store.ts';
import type {ListState} from '../state/list-state.ts';
import {toggleOpen} from '../state/list-state.ts';
import type {Place} from '../state/place.ts';
import {listKey} from '../state/place.ts';
import {foldKey} from './fold-findings.ts';
import type {FindingRow} from './missing-rows.ts';
import {slotKey} from './slots-list.ts';

type Change = (change: (list: ListState) => ListState) => void;

export function missingActions(
  {dispatch}: Pick<AppStore, 'dispatch'>,
  row: FindingRow | undefined,
  change: Change,
): ScreenPort['actions'] {
  if (!row) return {};
  const open = (): void => openFinding(dispatch, row);
  const unfold = (): void => change(list => toggleOpen(list, row.key, true));
  const close = (): void => change(list => closeFold(list, row));
  switch (row.fold) {
    case 'none':
      return {open};
    case 'closed':
      return {open: unfold, fold: unfold};
    case 'open':
      return {open: close, fold: close, back: close};
    case 'inside':
      return {open, fold: close, back: close};
  }
}

/** Above the expected run that a finding is about, so many are shown: what came before it. */
const LINES_ABOVE = 3;

/** On the job's list of expected runs the cursor is on the one that the finding is about. */
function openFinding(dispatch: AppStore['dispatch'], row: FindingRow): void {
  const place = placeOf(row);
  dispatch({type: 'open', place});
  if (place.screen !== 'job' || row.dueAt === null) return;
  const key = slotKey({dueAt: row.dueAt});
  dispatch({type: 'list', key: listKey(place), change: list => ({...list, key, line: LINES_ABOVE})});
}

/** The cursor goes to the row that the others are folded into. */
function closeFold(list: ListState, row: FindingRow): ListState {
  const key = row.fold === 'inside' ? (foldKey(row) ?? row.key) : row.key;
  return {...toggleOpen(list, key, false), key};
}

/** The job whose schedule nothing but its history tells; undefined for any other row, and for one that stands for several jobs. */
export function learnedJob(row: FindingRow | undefined): LearnedSubject | undefined {
  const jobs = new Set(row?.findings.map(({job, origin}) => (origin === 'learned' ? job : null)));
  const [job] = jobs;
  return row && jobs.size === 1 && job != null ? {environment: row.environment, job} : undefined;
}

function placeOf({kind, environment, findings}: FindingRow): Place {
  const job = findings.at(0)?.job ?? null;
  if (findings.at(0)?.members) return {screen: 'environment', environment, tab: 'jobs'};
  if (kind === 'unknown') return {screen: 'environment', environment, tab: 'jobs'};
  if (kind === 'blind') return {screen: 'environment', environment, tab: 'collections'};
  return job === null
    ? {screen: 'environment', environment, tab: 'counts'}
    : {screen: 'job', environment, job, tab: 'slots'};
}
