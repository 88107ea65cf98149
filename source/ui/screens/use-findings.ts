import {useMemo} from 'react';
import type {StatusReport} from '../../report/status-report.ts';
import {useDisplay, usePorts} from '../hooks/contexts.ts';
import type {ListDefinition} from '../list/list-definition.ts';
import {defineFindings, FINDING_STATES, isInState} from './missing-list.ts';
import type {FindingRow} from './missing-rows.ts';
import {buildFindingRows, isShown} from './missing-rows.ts';

export type Findings = {
  /** Every row there is, whatever is put aside; undefined until the report is there. */
  every: readonly FindingRow[] | undefined;
  definition: ListDefinition<FindingRow>;
};

/** What needs a person, of one environment or of all, as a list. `state`: the state filter that is in force. */
export function useFindings(
  report: StatusReport | undefined,
  {environment, state}: {environment?: string | undefined; state?: string | undefined} = {},
): Findings {
  const {store} = usePorts();
  const {isAscii} = useDisplay();
  const every = useMemo(() => report && buildFindingRows(report, environment), [report, environment]);
  const businessDay = report?.businessDay;
  const definition = useMemo(() => {
    const rows = every ?? [];
    // Only what occurs, so that `f` does not lead through ten empty lists; and what is in force, until it is left.
    const states = FINDING_STATES.filter(
      name => name === state || rows.some(row => isShown(row, name) && isInState(row, name)),
    );
    const about = {
      businessDay: businessDay ?? '',
      hasOtherDays: rows.some(row => row.businessDay !== null && row.businessDay !== businessDay),
      hasAcknowledged: rows.some(({findings}) => findings.some(one => one.acknowledgement !== null)),
      now: () => store.read().now,
    };
    return defineFindings({isAscii}, about, states);
  }, [every, businessDay, state, isAscii, store]);
  return {every, definition};
}
