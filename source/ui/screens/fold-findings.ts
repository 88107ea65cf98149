/** Many findings with one cause as one row that opens. Pure. */
import {formatCount, plural} from '../../domain/text.ts';
import type {EpochMs} from '../../domain/time.ts';
import type {FindingRow} from './missing-rows.ts';
import {formatMoment, instantOf} from './missing-rows.ts';

/** So many are still read one by one. */
export const MOST_UNFOLDED = 3;

/**
 * Folds rows of one cause in the place of the first of them; the rows of folds whose keys are in `open` follow below
 * theirs. Rows keep the order in which they come.
 */
export function foldFindings(rows: readonly FindingRow[], open: readonly string[]): FindingRow[] {
  const keyed = rows.map(row => ({row, key: foldKey(row)}));
  const groups = Map.groupBy(keyed, ({key}) => key);
  const shown = new Set<string>();
  return keyed.flatMap(({row, key}) => {
    const members = groups.get(key) ?? [];
    if (key === undefined || members.length <= MOST_UNFOLDED) return [row];
    if (shown.has(key)) return [];
    shown.add(key);
    const group = members.map(member => member.row);
    const isOpen = open.includes(key);
    const fold = foldRow(key, row, group, isOpen);
    return isOpen ? [fold, ...group.map((inside): FindingRow => ({...inside, fold: 'inside'}))] : [fold];
  });
}

/**
 * Of one kind and environment, explained alike, and acknowledged alike: who acknowledges some of them sees them apart from
 * the rest. Without a number of its own that changes from collection to collection, so that an open fold stays open.
 */
export function foldKey({kind, environment, findings}: FindingRow): string | undefined {
  const [finding] = findings;
  if (!finding) return undefined;
  return ['fold', kind, environment, finding.acknowledgement?.kind ?? '', causeOf(finding.explanation)].join(
    ':',
  );
}

/** An explanation without what differs from slot to slot: times, durations and numbers, but not codes. */
function causeOf(explanation: string): string {
  return explanation
    .replaceAll(/(?:\d{4}-\d{2}-\d{2} )?\d{2}:\d{2}/g, '#')
    .replaceAll(/\d+[smhd](?: \d+[smhd])?\b/g, '#')
    .replaceAll(/(?<!code |signal |\d)\d[\d,]*/g, '#');
}

function foldRow(key: string, first: FindingRow, group: readonly FindingRow[], isOpen: boolean): FindingRow {
  const jobs = new Set(group.map(({subject}) => subject)).size;
  return {
    ...first,
    key,
    subject: subjectOf(first, group.length, jobs),
    dueAt: null,
    deadlineAt: earliest(group.map(({deadlineAt}) => deadlineAt)),
    explanation: `${explainFold(first, group, jobs)}; ${sharedReason(group)}`,
    findings: group.flatMap(({findings}) => findings),
    fold: isOpen ? 'open' : 'closed',
  };
}

function subjectOf({subject}: FindingRow, count: number, jobs: number): string {
  if (jobs === 1) return `${subject}, ${formatCount(count)} times`;
  return jobs === count ? plural(jobs, 'job') : `${formatCount(count)} of ${plural(jobs, 'job')}`;
}

/** `37 missing of 12 jobs since 02:00`. */
function explainFold(first: FindingRow, group: readonly FindingRow[], jobs: number): string {
  const what = `${formatCount(group.length)} ${first.kind} of ${jobs === 1 ? first.subject : plural(jobs, 'job')}`;
  const since = earliest(group.flatMap(({findings}) => findings.map(finding => instantOf(finding.since))));
  return since === null ? what : `${what} since ${formatMoment(since, first)}`;
}

function earliest(instants: readonly (EpochMs | null)[]): EpochMs | null {
  return instants.reduce(
    (first, one) => (first === null || (one !== null && one < first) ? one : first),
    null,
  );
}

/** What all explanations end with; else the first of them. */
function sharedReason(group: readonly FindingRow[]): string {
  const [reason = '', ...others] = group.map(({explanation}) => explanation.split('; ').slice(1).join('; '));
  if (reason !== '' && others.every(other => other === reason)) return reason;
  return `the first: ${group.at(0)?.explanation ?? ''}`;
}
