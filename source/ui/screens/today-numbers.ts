/** The numbers of an environment's row, and of all of them together. */
import {formatCount} from '../../domain/text.ts';
import {okOf, pendingOf, runningOf} from '../../report/shown-numbers.ts';
import type {
  EnvironmentReport,
  EnvironmentState,
  HistoryDay,
  StatusReport,
} from '../../report/status-report.ts';
import {ENVIRONMENT_STATES} from '../../report/status-report.ts';

export const HISTORY_CELLS = 30;

/** What is compared with the usual number. */
export function startedOf({total, counts}: EnvironmentReport): number {
  return total - counts.waiting - counts.held;
}

export function worstFirst(a: {state: EnvironmentState}, b: {state: EnvironmentState}): number {
  return ENVIRONMENT_STATES.indexOf(a.state) - ENVIRONMENT_STATES.indexOf(b.state);
}

/** The row at the foot: all environments as if they were one. Its state is the worst of them. One alone needs no sum. */
export function totalRow({totals, environments}: StatusReport): EnvironmentReport | undefined {
  const [worst] = environments.toSorted(worstFirst);
  if (!worst || environments.length === 1) return undefined;
  const deltas = environments.flatMap(({delta}) => delta ?? []);
  const delta = deltas.length === 0 ? null : deltas.reduce((sum, one) => sum + one, 0);
  return {
    ...worst,
    ...totals,
    name: nameTotal(environments),
    ok: sum(environments, okOf),
    running: sum(environments, runningOf),
    pending: sum(environments, pendingOf),
    usual: null,
    trend: null,
    delta,
    history: sumHistory(environments),
    // Which of them could not be collected is said in their own rows.
    freshness: {...oldest(environments), sources: []},
  };
}

function sum(environments: readonly EnvironmentReport[], value: (row: EnvironmentReport) => number): number {
  return environments.reduce((total, row) => total + value(row), 0);
}

function sumHistory(environments: readonly EnvironmentReport[]): HistoryDay[] {
  return Array.from({length: HISTORY_CELLS}, (_, i): HistoryDay => {
    const days = environments.flatMap(({history}) => history[i] ?? []);
    const sumOf = (pick: (day: HistoryDay) => number | null): number | null => {
      const known = days.flatMap(day => pick(day) ?? []);
      return known.length === 0 ? null : known.reduce((total, one) => total + one, 0);
    };
    return {
      day: days.at(0)?.day ?? '',
      total: sumOf(({total}) => total),
      succeeded: sumOf(({succeeded}) => succeeded),
      failed: sumOf(({failed}) => failed),
    };
  });
}

function oldest(environments: readonly EnvironmentReport[]): EnvironmentReport['freshness'] {
  const [first, ...others] = environments.map(({freshness}) => freshness);
  if (!first) return {state: 'blind', collectedAt: null, ageSeconds: null, sources: []};
  return others.reduce((old, one) => ((one.collectedAt ?? '') < (old.collectedAt ?? '') ? one : old), first);
}

export function nameTotal(environments: readonly unknown[]): string {
  return `${formatCount(environments.length)} in all`;
}
