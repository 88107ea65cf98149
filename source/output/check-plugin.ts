/**
 * One line for Nagios, Icinga and everything that speaks their plugin protocol: text, then `|` and performance data.
 * Exit codes as they define them (Monitoring Plugins Development Guidelines): 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
 */
import {cleanText, formatCount} from '../domain/text.ts';
import {isProblem} from '../report/is-problem.ts';
import type {StatusReport} from '../report/status-report.ts';
import {countOddNumbers, formatHeadline} from './headline.ts';

export type CheckResult = {line: string; exitCode: 0 | 1 | 2 | 3};

const LABELS = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const;

/**
 * Missing or failed runs and short counts are critical; late, overrunning and excess warn, and so does a learned number of
 * which less than half is there; what cannot be seen is unknown. Drift warns with `withDrift`, else it is not told.
 * By facts: what somebody has acknowledged here is still so, and the monitoring system has acknowledgements of its own.
 */
export function formatCheck(report: StatusReport, {withDrift = false} = {}): CheckResult {
  const {totals} = report;
  const findings = withDrift ? report.findings : report.findings.filter(({kind}) => kind !== 'drift');
  const drift = findings.filter(({kind}) => kind === 'drift').length;
  const kinds = new Set(findings.map(({kind}) => kind));
  const hasStopped = findings.some(finding => finding.kind === 'anomaly' && isProblem(finding));
  const exitCode =
    kinds.has('missing') || kinds.has('failed') || kinds.has('short')
      ? 2
      : kinds.has('late') || kinds.has('overrun') || kinds.has('excess') || hasStopped || drift > 0
        ? 1
        : totals.blind > 0 || totals.unknown > 0 || kinds.has('blind')
          ? 3
          : 0;
  const worst = findings.find(({job}) => job !== null);
  // The protocol gives `|` a meaning, and a job may be called anything.
  const example = worst ? ` (${worst.kind} ${worst.environment}: ${worst.job})`.replaceAll('|', '/') : '';
  const noted = totals.acknowledged > 0 ? `, ${formatCount(totals.acknowledged)} acknowledged` : '';
  return {
    line: `JOBS ${LABELS[exitCode]} - ${formatHeadline({...totals, ...countOddNumbers(findings), drift})}${noted}${example} | ${formatPerformanceData(report)}${withDrift ? ` drift=${drift};0;;0` : ''}`,
    exitCode,
  };
}

/** The line for a report that could not be made: state UNKNOWN (3). One line, without the `|` that begins performance data. */
export function formatUnknown(reason: string): string {
  return `JOBS UNKNOWN - ${cleanText(reason.replaceAll(/\s*[|\n]+\s*/g, ' / '))}`;
}

/** `label=value;warn;crit;min` as the guidelines have it. */
function formatPerformanceData({totals}: StatusReport): string {
  return [
    `missing=${totals.missing};;0;0`,
    `failed=${totals.failed};;0;0`,
    `late=${totals.late};0;;0`,
    `overrun=${totals.overrun};0;;0`,
    `unknown=${totals.unknown};;;0`,
    `ran=${totals.ran};;;0;${totals.expected}`,
    `expected=${totals.expected};;;0`,
    `runs=${totals.total};;;0`,
    `blind=${totals.blind};;;0;${totals.environments}`,
  ].join(' ');
}
