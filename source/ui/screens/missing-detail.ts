/** What is known of the finding under the cursor, in sentences; and what is copied of it. */
import {formatCount, joinWords} from '../../domain/text.ts';
import type {EpochMs} from '../../domain/time.ts';
import {explainAcknowledgement} from '../../output/acknowledgement.ts';
import type {Finding} from '../../report/status-report.ts';
import type {DetailText} from '../components/detail-pane.tsx';
import {describeEvidence, describeLastGood} from './missing-list.ts';
import type {FindingRow} from './missing-rows.ts';
import {formatMoment, instantOf} from './missing-rows.ts';

/** The most important first: on a small screen the rest is cut off. */
export function describeFinding(row: FindingRow, now: EpochMs): DetailText[] {
  const {findings, environment, explanation} = row;
  const plain = (text: string): DetailText => ({text, tone: 'plain'});
  const muted = (text: string): DetailText => ({text, tone: 'muted'});
  const title = `${row.subject} in ${environment}${row.businessDay === null ? '' : `, business day ${row.businessDay}`}`;
  const [finding] = findings;
  if (!finding) return [{text: title, tone: 'strong'}, plain(`${explanation}.`)];
  return [
    {text: title, tone: 'strong'},
    plain(`${explanation}.`),
    // The likeliest first; a third would push the evidence off a small screen.
    ...(findings.length > 1
      ? []
      : finding.causes.slice(0, 2).map(({text}) => plain(`${text}.`.replace(/\?\.$/, '?')))),
    ...describeAcknowledgements(row, now).map((text): DetailText => ({text, tone: 'info'})),
    ...(findings.length > 1 || finding.members ? [muted(nameJobs(findings))] : []),
    ...(finding.evidence === null
      ? []
      : [muted(`Evidence: ${finding.evidence.source}, ${describeEvidence(finding.evidence, row)}.`)]),
    ...(findings.length > 1 || finding.job === null ? [] : [muted(sayLastGood(row))]),
  ];
}

function sayLastGood(row: FindingRow): string {
  const run = row.findings.at(0)?.lastGoodRun;
  if (!run) return 'No good run is known.';
  const at = run.endedAt ?? run.startedAt;
  return `Last good run: business day ${run.businessDay}${at === null ? '' : `, at ${describeLastGood(row)}`}.`;
}

/** `Acknowledged by ops1 at 06:50 until 08:00: vendor called`; each only once. */
function describeAcknowledgements(row: FindingRow, now: EpochMs): string[] {
  const texts = row.findings.flatMap(({acknowledgement}) => {
    if (!acknowledgement) return [];
    const at = formatMoment(instantOf(acknowledgement.at), row);
    return `Said at ${at}: ${explainAcknowledgement(acknowledgement, row.timezone, now)}`;
  });
  return [...new Set(texts)];
}

const MOST_NAMED = 12;

function nameJobs(findings: readonly Finding[]): string {
  const named = findings.flatMap(
    ({job, members}) => members?.map(member => member.job) ?? job ?? 'the environment',
  );
  const jobs = [...new Set(named)];
  const rest = jobs.length - MOST_NAMED;
  const shown = jobs.slice(0, MOST_NAMED);
  return `Jobs: ${joinWords(rest > 0 ? [...shown, `${formatCount(rest)} more`] : shown)}.`;
}

/** One line for a ticket: where, what, since when and why. */
export function formatTicket(row: FindingRow): string {
  const due = row.dueAt === null ? '' : `, due ${formatMoment(row.dueAt, row)} ${row.timezone}`;
  const day = row.businessDay === null ? '' : ` (business day ${row.businessDay})`;
  return `${row.environment}: ${row.subject} ${row.kind}${due}${day}: ${row.explanation}`;
}
