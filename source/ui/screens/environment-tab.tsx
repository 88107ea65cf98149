/** What the tabs of an environment have in common. */
import type {ReactNode} from 'react';
import type {Finding, StatusReport} from '../../report/status-report.ts';
import {Tabs} from '../components/tabs.tsx';
import type {ScreenPort} from '../controller/screen-port.ts';
import type {List} from '../hooks/use-list.ts';
import {describeList} from '../list/describe-list.ts';
import type {PlaceOf} from '../state/place.ts';
import {ENVIRONMENT_TABS} from '../state/place.ts';
import {isUnseen} from './environment-words.ts';

export type EnvironmentTabProps = {
  place: PlaceOf<'environment'>;
  report: StatusReport | undefined;
  /** What every tab lets the keys do. */
  actions: ScreenPort['actions'];
  /** Lines with those of the tabs' names. */
  height: number;
};

export const TAB_LINES = 1;

/** Until the answer is there nothing is written in local time. */
export const UNKNOWN_DAY = {timezone: 'UTC', businessDay: ''};

/** The tabs' names, with what is shown of the list, above the tab itself. */
export function TabFrame<Row>({
  place,
  list,
  isCut = false,
  children,
}: {
  place: PlaceOf<'environment'>;
  list: List<Row>;
  /** Whether there is more than was read. */
  isCut?: boolean;
  children: ReactNode;
}) {
  const note = `${describeList(list)}${isCut ? ', older ones left out' : ''}`;
  return (
    <>
      <Tabs tabs={ENVIRONMENT_TABS} active={place.tab} note={note} />
      {children}
    </>
  );
}

const UNSEEN = 'No source has answered for this business day yet: nothing is known of it. 6 shows why.';
const ONLY_COUNTED =
  'The sources of this environment count runs without naming jobs: the counts tab has them.';

/** What to say in place of rows where it is not that there is nothing; `isOfRuns`: the rows would be jobs or runs. */
export function explainEmpty(
  report: StatusReport | undefined,
  environment: string,
  {isOfRuns}: {isOfRuns: boolean},
): {emptyText?: string} {
  const found = report?.environments.find(({name}) => name === environment);
  if (!found) return {};
  if (isUnseen(found)) return {emptyText: UNSEEN};
  return isOfRuns && found.expected + found.due === 0 && found.total > 0 ? {emptyText: ONLY_COUNTED} : {};
}

/** What needs (or would need) a person there, for acknowledging and for taking that back. */
export function selectFindings(
  report: StatusReport | undefined,
  isWanted: (finding: Finding) => boolean,
): readonly Finding[] {
  return report ? [...report.findings, ...report.holds].filter(isWanted) : [];
}
