import type {Finding} from './status-report.ts';

/**
 * Whether a finding makes its environment a problem. Drift does not: it is there to be mended by day. A number that is only unusual does not; one below half of all that is
 * usual does: then something has stopped.
 */
export function isProblem({kind, found, band}: Pick<Finding, 'kind' | 'found' | 'band'>): boolean {
  if (kind === 'anomaly') return band !== null && found !== null && found < band.low / 2;
  return kind !== 'late' && kind !== 'blind' && kind !== 'drift';
}
