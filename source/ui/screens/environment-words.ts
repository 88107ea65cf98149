/** How an environment stands and how well it is seen, a sentence each. */
import {formatCount, plural} from '../../domain/text.ts';
import type {EpochMs} from '../../domain/time.ts';
import {countOddNumbers, formatHeadline} from '../../output/headline.ts';
import {hasFailed} from '../../report/freshness.ts';
import type {DifferenceItem} from '../../report/pages/pages.ts';
import type {EnvironmentReport, Finding, SourceFreshness} from '../../report/status-report.ts';
import type {Activity} from '../backend.ts';
import type {DetailText} from '../components/detail-pane.tsx';
import {environmentStateLook, lookText} from '../paint/glyphs.ts';
import {describeOne} from '../paint/progress.ts';
import {formatAge} from '../text/ages.ts';
import {describeLacking, describeLevel} from './trend-words.ts';

/** `✗ problem. 2 missing, 1 failed: 1,190 of 1,195 due ran; 1,210 runs started, usually 1,190 by now (+20)`; `findings` are its own. */
export function describeStanding(
  environment: EnvironmentReport,
  findings: readonly Finding[],
  now: EpochMs,
  isAscii: boolean,
  /** Jobs that left the scheduler, are switched off, or have no next start; and those that ran elsewhere only. */
  {
    drifted = 0,
    lacking = [],
  }: {drifted?: number | undefined; lacking?: readonly DifferenceItem[] | undefined} = {},
): DetailText {
  const {state, usual, delta, acknowledged, dayEndsAt} = environment;
  const look = environmentStateLook(state);
  const parts = [
    `${lookText(look, isAscii)}. ${isUnseen(environment) ? UNSEEN : formatHeadline({...environment, blind: 0, ...countOddNumbers(findings)})}`,
  ];
  if (acknowledged > 0) parts.push(`${formatCount(acknowledged)} acknowledged or snoozed`);
  if (usual !== null && delta !== null) {
    const byNow = now < Date.parse(dayEndsAt) ? ' by now' : '';
    parts.push(
      `${plural(usual + delta, 'run')} started, usually ${formatCount(usual)}${byNow} (${signed(delta)})`,
    );
  }
  if (drifted > 0) parts.push(`drift: ${plural(drifted, 'job')}`);
  if (environment.trend) parts.push(`${describeLevel(environment.trend)} than before`);
  if (lacking.length > 0) parts.push(describeLacking(lacking));
  return {text: parts.join('; '), tone: look.tone};
}

const UNSEEN = 'Nothing is known of this business day';

/** Nothing has answered for this day: no number about it means anything. */
export function isUnseen({freshness, total}: Pick<EnvironmentReport, 'freshness' | 'total'>): boolean {
  return freshness.state === 'blind' && freshness.collectedAt === null && total === 0;
}

/**
 * What is being collected, else what could not be, else how old what is shown is. `blindness`: why it cannot be seen, which
 * may be so although every source has answered.
 */
export function describeSight(
  {freshness: {state, collectedAt, sources}}: EnvironmentReport,
  activity: Activity | undefined,
  now: EpochMs,
  isAscii: boolean,
  blindness?: string,
): DetailText {
  const age =
    collectedAt === null
      ? 'nothing collected yet'
      : `collected ${formatAge(now - Date.parse(collectedAt))} ago`;
  if (activity && activity.state !== 'done')
    return {text: `collecting ${describeOne(activity, now, isAscii)}; ${age}`, tone: 'info'};
  const errors = sources.flatMap(source => explainFailure(source, now));
  if (errors.length > 0) return {text: [...errors, `${state}, ${age}`].join('; '), tone: 'bad'};
  if (blindness !== undefined) return {text: `${blindness}; ${age}`, tone: 'warn'};
  return {text: `${state}, ${age}`, tone: state === 'fresh' ? 'muted' : 'warn'};
}

/** `cron: exit, 12m ago: Connection refused`. */
function explainFailure(source: SourceFreshness, now: EpochMs): string[] {
  const {last} = source;
  if (!last || !hasFailed(source)) return [];
  const age = formatAge(now - Date.parse(last.startedAt) - last.durationMs);
  return [`${source.source}: ${last.outcome}, ${age} ago${last.error === null ? '' : `: ${last.error}`}`];
}

function signed(delta: number): string {
  return delta > 0 ? `+${formatCount(delta)}` : formatCount(delta);
}
