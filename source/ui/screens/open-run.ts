import type {RunItem} from '../../report/pages/pages.ts';
import type {AppStore} from '../state/app-store.ts';

/** Goes down to a run; nothing when there is none. */
export function openRun({dispatch}: Pick<AppStore, 'dispatch'>, run: RunItem | undefined): void {
  if (!run) return;
  const {environment, job, businessDay, runKey} = run;
  dispatch({type: 'open', place: {screen: 'run', environment, job, businessDay, runKey}});
}
