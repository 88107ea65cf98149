import type {StatusReport} from '../../report/status-report.ts';
import {DetailLines} from '../components/detail-pane.tsx';
import {Lines} from '../components/lines.tsx';
import type {QueryState} from '../data/query-cache.ts';
import {useAppState, useDisplay} from '../hooks/contexts.ts';
import {describeSight, describeStanding} from './environment-words.ts';
import {useDifferences} from './use-differences.ts';

/** Lines of the head: on a small screen it says only what is wrong with the sight, or how things stand. */
export function headLines(height: number): number {
  return height < 10 ? 1 : 2;
}

export function EnvironmentHead({
  environment,
  report,
  lines,
}: {
  environment: string;
  report: QueryState<StatusReport>;
  lines: number;
}) {
  const {activities} = useAppState();
  const {isAscii, isLinear, now} = useDisplay();
  const differences = useDifferences(report.data !== undefined && !report.isRemembered);
  const found = report.data?.environments.find(({name}) => name === environment);
  if (!found) return <Lines lines={Array<string>(lines).fill('')} />;
  const activity = activities.find(one => one.environment === environment);
  // What is being collected changes from second to second: it is not read out.
  const findings = report.data?.findings.filter(one => one.environment === environment) ?? [];
  const blindness = findings.find(({kind}) => kind === 'blind')?.explanation;
  const sight = describeSight(found, isLinear ? undefined : activity, now, isAscii, blindness);
  const drifted = report.data?.drift.filter(one => one.environment === environment).length;
  const lacking = differences.get(environment);
  const standing = describeStanding(found, findings, now, isAscii, {drifted, lacking});
  const texts = lines > 1 ? [standing, sight] : [sight.tone === 'muted' ? standing : sight];
  return <DetailLines texts={texts} />;
}
