/**
 * The answer in one line: what is wrong first, then how much of what was due has run. In at most `width` characters: what
 * matters least of what is wrong is left out first, never how much has run.
 */

import {formatCount, plural} from '../domain/text.ts';
import type {Totals} from '../report/status-report.ts';

export function formatHeadline(
  totals: Pick<
    Totals,
    'missing' | 'failed' | 'overrun' | 'unknown' | 'late' | 'blind' | 'due' | 'ran' | 'total'
  >,
  width = Number.POSITIVE_INFINITY,
): string {
  const problems = [
    totals.missing > 0 && `${formatCount(totals.missing)} missing`,
    totals.failed > 0 && `${formatCount(totals.failed)} failed`,
    totals.overrun > 0 && `${formatCount(totals.overrun)} overrunning`,
    totals.blind > 0 && `${plural(totals.blind, 'environment')} blind`,
    totals.unknown > 0 && `${formatCount(totals.unknown)} unknown`,
    totals.late > 0 && `${formatCount(totals.late)} late`,
  ].filter(problem => problem !== false);
  const ran =
    totals.due === 0
      ? `${plural(totals.total, 'run')}, none was due`
      : `${formatCount(totals.ran)} of ${formatCount(totals.due)} due ran`;
  const join = (shown: readonly string[]): string =>
    `${problems.length === 0 ? 'Nothing is missing' : shown.join(', ')}: ${ran}`;
  for (let count = problems.length; count >= 1; count--) {
    const text = join([...problems.slice(0, count), ...(count < problems.length ? ['...'] : [])]);
    if (text.length <= width) return text;
  }
  return join(problems.slice(0, 1));
}
