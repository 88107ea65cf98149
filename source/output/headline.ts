/**
 * The answer in one line: what is wrong first, then how much of what was due has run. In at most `width` characters: what
 * matters least of what is wrong is left out first, never how much has run.
 */

import {formatCount, plural} from '../domain/text.ts';
import type {Finding, Totals} from '../report/status-report.ts';

export function formatHeadline(
  totals: Problems & Pick<Totals, 'due' | 'ran' | 'total'>,
  width = Number.POSITIVE_INFINITY,
): string {
  const problems = nameProblems(totals, 'overrunning', plural(totals.blind, 'environment'));
  // Where that is too long the same is said in fewer words before anything is left out.
  const short = nameProblems(totals, 'overrun', formatCount(totals.blind));
  const [ran, due] = [formatCount(totals.ran), formatCount(totals.due)];
  const none = totals.due === 0 ? `${plural(totals.total, 'run')}, none was due` : unseen(totals);
  const long = none ?? `${ran} of ${due} due ran`;
  const brief = none ?? `${ran}/${due} due ran`;
  if (problems.length === 0) return `Nothing is missing: ${long}`;
  const forms = [
    `${problems.join(', ')}: ${long}`,
    `${short.join(', ')}: ${brief}`,
    ...problems.slice(1).map((_, left) => `${short.slice(0, -1 - left).join(', ')}, ...: ${brief}`),
  ];
  return forms.find(({length}) => length <= width) ?? `${short[0]}: ${brief}`;
}

/** Where nothing could be seen, `0 of 7 due ran` would say that none did. */
function unseen({ran, due, unknown}: Pick<Totals, 'ran' | 'due' | 'unknown'>): string | undefined {
  return ran === 0 && unknown >= due ? `of ${formatCount(due)} due nothing is known` : undefined;
}

/** Of what is expected of numbers rather than of single runs: how many of these are not met. */
export type OddNumbers = Record<'short' | 'excess' | 'anomaly', number>;

type Problems = Pick<Totals, 'missing' | 'failed' | 'overrun' | 'unknown' | 'late' | 'blind'> &
  Partial<OddNumbers> & {
    /** Jobs that have drifted: only for whoever asks for them, since nothing of it is urgent. */
    drift?: number;
  };

/** Also those that somebody has acknowledged: they are still so. */
export function countOddNumbers(findings: readonly Pick<Finding, 'kind'>[]): OddNumbers {
  const count = (wanted: Finding['kind']): number => findings.filter(({kind}) => kind === wanted).length;
  return {short: count('short'), excess: count('excess'), anomaly: count('anomaly')};
}

/** The most important first. */
function nameProblems(totals: Problems, overrunning: string, blind: string): string[] {
  const {missing, failed, overrun, unknown, late, short = 0, excess = 0, anomaly = 0, drift = 0} = totals;
  return [
    missing > 0 && `${formatCount(missing)} missing`,
    failed > 0 && `${formatCount(failed)} failed`,
    overrun > 0 && `${formatCount(overrun)} ${overrunning}`,
    totals.blind > 0 && `${blind} blind`,
    short > 0 && `${plural(short, 'count')} short`,
    excess > 0 && `${plural(excess, 'count')} too high`,
    anomaly > 0 && plural(anomaly, 'anomaly'),
    unknown > 0 && `${formatCount(unknown)} unknown`,
    late > 0 && `${formatCount(late)} late`,
    drift > 0 && `${formatCount(drift)} drifted`,
  ].filter(part => part !== false);
}
