/** The report as text: the answer, the environments, then what needs a person. */
import {formatLocal, openZone} from '../domain/zone.ts';
import type {StatusReport} from '../report/status-report.ts';
import {formatHeadline} from './headline.ts';
import {listEnvironments} from './listings/environments.ts';
import {listFindings} from './listings/findings.ts';
import {formatPlain} from './table.ts';

export type TextOptions = {
  /** Marks and sparklines from ASCII alone, for terminals and locales without UTF-8. */
  isAscii: boolean;
  /** Zone in which the report's own time is written. */
  timezone: string;
  /** Cells that a character takes; absent = one each. */
  measure?: (text: string) => number;
};

export function formatReport(report: StatusReport, {isAscii, timezone, measure}: TextOptions): string {
  const when = formatLocal(openZone(timezone).toLocal(Date.parse(report.generatedAt))).slice(0, 16);
  const parts = [
    `${formatHeadline(report.totals)}\n`,
    `Business day ${report.businessDay}, judged at ${when} ${timezone}\n`,
    `\n${formatPlain(listEnvironments(report, isAscii), measure)}`,
  ];
  if (report.findings.length > 0) parts.push(`\n${formatFindings(report, measure)}`);
  return parts.join('');
}

/** The explanations stand on lines of their own: they are sentences, and a terminal is 80 columns wide. */
function formatFindings(report: StatusReport, measure?: (text: string) => number): string {
  const listing = listFindings(report);
  const columns = listing.columns.filter(({key}) => key !== 'explanation');
  const lines = formatPlain({...listing, columns}, measure)
    .trimEnd()
    .split('\n');
  const [heading = '', ...rows] = lines;
  const explained = rows.map((row, i) => `${row}\n    ${report.findings[i]?.explanation ?? ''}`);
  return [heading, ...explained, ''].join('\n');
}
