/** What needs a person as rows: one a finding, and one an environment whose expected runs cannot all be judged. */
import {plural} from '../../domain/text.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {explainBlindness} from '../../report/explain.ts';
import type {EnvironmentReport, Finding, FindingKind, StatusReport} from '../../report/status-report.ts';
import {formatTime} from '../text/instants.ts';

/** `unknown` is no finding: it is what cannot be told because nothing was seen. */
export type RowKind = FindingKind | 'unknown';

export type FindingRow = {
  key: string;
  kind: RowKind;
  environment: string;
  timezone: string;
  /** The business day that the environment is in; null when the report does not tell of the environment. */
  businessDay: Day | null;
  /** The job's name, or what stands for one. */
  subject: string;
  dueAt: EpochMs | null;
  deadlineAt: EpochMs | null;
  explanation: string;
  /** What it is about: one finding, the ones that are folded into it, or none (unknown). */
  findings: readonly Finding[];
  /** Whether it stands for several, which are shown below it when it is `open`; `inside` is one of those. */
  fold: 'none' | 'closed' | 'open' | 'inside';
  /** An expected run that is excused because somebody has acknowledged its hold. */
  isHold: boolean;
};

/**
 * The rows of one environment or of all (`environment` absent), worst first as the report has them; what cannot be judged
 * comes last. Holds are what an acknowledgement has excused: without them it could not be taken back.
 */
export function buildFindingRows(report: StatusReport, environment: string | undefined): FindingRow[] {
  const places = new Map(report.environments.map(item => [item.name, item]));
  const isAbout = (name: string): boolean => environment === undefined || name === environment;
  const rowsOf = (findings: readonly Finding[], isHold: boolean): FindingRow[] =>
    findings
      .filter(finding => isAbout(finding.environment))
      .map(finding => findingRow(finding, places.get(finding.environment), isHold));
  const unjudged = report.environments.filter(({name, unknown}) => unknown > 0 && isAbout(name));
  return [...rowsOf(report.findings, false), ...rowsOf(report.holds, true), ...unjudged.map(unknownRow)];
}

/** What a state filter has to ask for: what is put aside until later, and what is held on purpose. */
export function isShown(row: FindingRow, state: string | undefined): boolean {
  if (row.isHold) return state === 'acknowledged';
  return state === 'snoozed' || !isAcknowledged(row, 'snoozed');
}

function findingRow(finding: Finding, place: EnvironmentReport | undefined, isHold: boolean): FindingRow {
  const {id, kind, environment, due, deadline, explanation} = finding;
  return {
    key: id,
    kind,
    environment,
    timezone: place?.timezone ?? 'UTC',
    businessDay: place?.businessDay ?? null,
    subject: subjectOf(finding),
    dueAt: instantOf(due),
    deadlineAt: instantOf(deadline),
    explanation,
    findings: [finding],
    fold: 'none',
    isHold,
  };
}

function subjectOf({job, members}: Finding): string {
  return members
    ? plural(new Set(members.map(member => member.job)).size, 'job')
    : (job ?? 'the environment');
}

function unknownRow({name, timezone, businessDay, unknown, freshness}: EnvironmentReport): FindingRow {
  const why = explainBlindness(freshness) ?? 'the slots of each job say why';
  return {
    key: `unknown:${name}`,
    kind: 'unknown',
    environment: name,
    timezone,
    businessDay,
    subject: plural(unknown, 'expected run'),
    dueAt: null,
    deadlineAt: null,
    explanation: `${plural(unknown, 'expected run')} cannot be judged: ${why}`,
    findings: [],
    fold: 'none',
    isHold: false,
  };
}

export function isAcknowledged(
  {findings}: Pick<FindingRow, 'findings'>,
  kind?: 'acknowledged' | 'snoozed',
): boolean {
  return (
    findings.length > 0 &&
    findings.every(
      ({acknowledgement}) =>
        acknowledgement !== null && (kind === undefined || acknowledgement.kind === kind),
    )
  );
}

/** Of these kinds something has still to come; the others are over, or about numbers. */
const AWAITED: ReadonlySet<RowKind> = new Set(['missing', 'failed', 'overrun', 'short']);

/** How long it is past its deadline, in milliseconds; null when nothing is awaited any more. */
export function overdueMs(
  {kind, deadlineAt}: Pick<FindingRow, 'kind' | 'deadlineAt'>,
  now: EpochMs,
): number | null {
  return deadlineAt === null || deadlineAt > now || !AWAITED.has(kind) ? null : now - deadlineAt;
}

export function instantOf(text: string | null): EpochMs | null {
  return text === null ? null : Date.parse(text);
}

/** In the environment's own time; seconds only where there are any, because what is due mostly is at a whole minute. */
export function formatMoment(
  instant: EpochMs | null,
  {timezone, businessDay}: Pick<FindingRow, 'timezone' | 'businessDay'>,
): string {
  return formatTime(instant, timezone, businessDay ?? '').replace(/(:\d{2}):00$/, '$1');
}
