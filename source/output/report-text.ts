/** The report as text: the answer, the environments, then what needs a person. */
import {capitalise} from '../domain/text.ts';
import {formatLocal, openZone} from '../domain/zone.ts';
import type {StatusReport} from '../report/status-report.ts';
import {explainAcknowledgement} from './acknowledgement.ts';
import {countOddNumbers, formatHeadline} from './headline.ts';
import {listEnvironments} from './listings/environments.ts';
import {listFindings} from './listings/findings.ts';
import type {PlainOptions} from './table.ts';
import {formatPlain} from './table.ts';
import {wrapText} from './wrap-text.ts';

export type TextOptions = PlainOptions & {
  /** Marks and sparklines from ASCII alone, for terminals and locales without UTF-8. */
  isAscii: boolean;
  /** Zone in which the report's own time is written. */
  timezone: string;
};

export function formatReport(report: StatusReport, {isAscii, timezone, ...plain}: TextOptions): string {
  const when = formatLocal(openZone(timezone).toLocal(Date.parse(report.generatedAt))).slice(0, 16);
  const parts = [
    `${wrapText(formatHeadline({...report.totals, ...countOddNumbers(report.findings)}), plain.width)}\n`,
    `${wrapText(`Business day ${report.businessDay}, judged at ${when} ${timezone}`, plain.width)}\n`,
    `\n${formatPlain(listEnvironments(report, isAscii), plain)}`,
  ];
  if (report.findings.length > 0) parts.push(`\n${formatFindings(report, plain)}`);
  // Nobody should wonder why a job did not run that the numbers above leave out.
  if (report.holds.length > 0) parts.push(`\n${formatFindings({...report, findings: report.holds}, plain)}`);
  return parts.join('');
}

const INDENT = '    ';

/** The explanations stand on lines of their own: they are sentences, and a terminal is 80 columns wide. */
export function formatFindings(report: StatusReport, plain: PlainOptions): string {
  const listing = listFindings(report);
  if (listing.rows.length === 0) return `${listing.emptyText}\n`;
  const columns = listing.columns.filter(({key}) => key !== 'explanation' && key !== 'note');
  const sentences = explainFindings(report);
  const [heading = '', ...rows] = formatPlain({...listing, columns}, plain)
    .trimEnd()
    .split('\n');
  const explained = rows.map((row, i) =>
    [row, ...(sentences[i] ?? []).map(sentence => wrapText(sentence, plain.width, INDENT))].join('\n'),
  );
  return [heading, ...explained, ''].join('\n');
}

/** Why each is a finding, and what somebody has said of it. */
function explainFindings({findings, environments, generatedAt}: StatusReport): string[][] {
  const timezones = new Map(environments.map(({name, timezone}) => [name, timezone]));
  const now = Date.parse(generatedAt);
  return findings.map(({explanation, acknowledgement, environment}) => [
    explanation,
    ...(acknowledgement
      ? [capitalise(explainAcknowledgement(acknowledgement, timezones.get(environment) ?? 'UTC', now))]
      : []),
  ]);
}
