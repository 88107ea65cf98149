/** Scores alerts by protocol A: see docs/verified.md, "Learned schedules". */
import type {EpochMs} from '../../source/domain/time.ts';
import {DAY_MS, HOUR_MS} from '../../source/domain/time.ts';
import type {BenchJob, Truth} from './job-set.ts';

export type Score = {
  /** Consecutive missing slots are one incident. */
  incidents: number;
  found: number;
  late: number;
  lateFound: number;
  /** Alerts with no slot due, and alerts before a run that was hardly late. */
  falseAlarms: number;
  nuisances: number;
  /** Alerts before a run that was late by nature: neither false nor right. */
  natural: number;
  /** Alerts while the job pauses or after it ended for good. */
  afterEnd: number;
  days: number;
};

export const noScore = (): Score => ({
  incidents: 0,
  found: 0,
  late: 0,
  lateFound: 0,
  falseAlarms: 0,
  nuisances: 0,
  natural: 0,
  afterEnd: 0,
  days: 0,
});

export function addScores(scores: readonly Score[]): Score {
  const total = noScore();
  for (const score of scores)
    for (const key of Object.keys(total) as (keyof Score)[]) total[key] += score[key];
  return total;
}

export function f1({incidents, found, late, lateFound, falseAlarms, nuisances}: Score): number {
  const hits = found + lateFound;
  const recall = hits / Math.max(1, incidents + late);
  const precision = hits / Math.max(1, hits + falseAlarms + nuisances);
  return (2 * precision * recall) / Math.max(1e-9, precision + recall);
}

export function falseAlarmsAYear({falseAlarms, nuisances, days}: Score): number {
  return (falseAlarms + nuisances) / Math.max(0.01, days / 365);
}

const TWO_WEEKS = 14 * DAY_MS;

export function scoreJob(job: BenchJob, alerts: readonly EpochMs[]): Score {
  const {slots, evaluatedFrom} = job;
  if (slots.length === 0) return scoreOnDemand(job, alerts);
  const score = noScore();
  const end = Math.min((slots.at(-1)?.dueAt ?? 0) + Math.max(job.gapMs, DAY_MS), job.endsAt);
  const incidentOf = numberIncidents(slots);
  const hits = new Set<number>();
  for (const at of alerts) {
    if (at < evaluatedFrom || at > end + TWO_WEEKS) continue;
    const hit = findSlot(job, at);
    const slot = hit === undefined ? undefined : slots[hit];
    if (hit === undefined || !slot) {
      if (isPause(job, at)) score.afterEnd++;
      else if (at <= end) score.falseAlarms++;
      continue;
    }
    const {startedAt, dueAt} = slot;
    const isHardlyLate = startedAt !== undefined && !isLate(job, slot) && startedAt - dueAt < job.lateMs;
    if (isHardlyLate && !hits.has(hit)) score.nuisances++;
    else if (startedAt !== undefined && !isLate(job, slot) && !hits.has(hit)) score.natural++;
    hits.add(hit);
  }
  const incidents = new Set<number>();
  const found = new Set<number>();
  for (const [index, slot] of slots.entries()) {
    const incident = incidentOf[index] ?? -1;
    const isFirst = incident >= 0 && incidentOf[index - 1] !== incident;
    if (isFirst && slot.dueAt >= evaluatedFrom) incidents.add(incident);
    if (incident >= 0 && hits.has(index)) found.add(incident);
    if (slot.startedAt === undefined || slot.dueAt < evaluatedFrom || !isLate(job, slot)) continue;
    score.late++;
    if (hits.has(index)) score.lateFound++;
  }
  score.incidents = incidents.size;
  score.found = incidents.intersection(found).size;
  score.days = Math.max(0, (end - evaluatedFrom) / DAY_MS);
  return score;
}

function scoreOnDemand({extra, evaluatedFrom}: BenchJob, alerts: readonly EpochMs[]): Score {
  const falseAlarms = alerts.filter(at => at >= evaluatedFrom).length;
  const days = Math.max(0, ((extra.at(-1) ?? evaluatedFrom) - evaluatedFrom) / DAY_MS);
  return {...noScore(), falseAlarms, days};
}

/** The number of each missing slot's incident; -1 for those that ran. */
function numberIncidents(slots: readonly Truth[]): number[] {
  let number = -1;
  return slots.map(({startedAt}, index) => {
    if (startedAt !== undefined) return -1;
    if (index === 0 || slots[index - 1]?.startedAt !== undefined) number++;
    return number;
  });
}

function isLate({lateMs, naturalLateMs}: BenchJob, {startedAt, dueAt, isInjected}: Truth): boolean {
  const lateness = (startedAt ?? dueAt) - dueAt;
  return naturalLateMs === undefined ? isInjected && lateness >= lateMs : lateness >= naturalLateMs;
}

/** The last of the three slots due before an alert that had not run by then. */
function findSlot({slots, gapMs}: BenchJob, at: EpochMs): number | undefined {
  const last = lastDue(slots, at);
  for (let index = last; index > last - 3 && index >= 0; index--) {
    const slot = slots[index];
    if (!slot || at - slot.dueAt > Math.max(1.5 * gapMs, DAY_MS) + 12 * HOUR_MS) return undefined;
    if (slot.startedAt === undefined || slot.startedAt > at) return index;
  }
  return undefined;
}

/** No slot is due within a week of it (and a gap, for rare jobs). */
function isPause({slots, gapMs}: BenchJob, at: EpochMs): boolean {
  const last = lastDue(slots, at);
  const next = slots[last + 1];
  return last >= 0 && (!next || next.dueAt - at > 7 * DAY_MS + (gapMs > 3 * DAY_MS ? gapMs : 0));
}

function lastDue(slots: readonly Truth[], at: EpochMs): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle]?.dueAt ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
