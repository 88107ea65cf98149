import {readCronJobs} from './learning/cron-histories.ts';
import {alertsOf} from './learning/replay.ts';
import {addScores, f1, falseAlarmsAYear, type Score, scoreJob} from './learning/score.ts';

const seeds = (process.argv[3] ?? '1,2').split(',').map(Number);
const jobs = readCronJobs(process.argv[2] ?? '', seeds);
const groups = new Map<string, Score[]>();
const t0 = performance.now();
for (const job of jobs) {
  const s = scoreJob(job, alertsOf(job));
  const g = groups.get(job.group) ?? [];
  g.push(s);
  groups.set(job.group, g);
}
const show = (n: string, s: Score) =>
  console.log(
    n.padEnd(18),
    `miss ${(s.found / Math.max(1, s.incidents)).toFixed(3)} (${s.incidents}) late ${(s.lateFound / Math.max(1, s.late)).toFixed(3)} (${s.late}) F1 ${f1(s).toFixed(3)} FA/yr ${falseAlarmsAYear(s).toFixed(2)} fp ${s.falseAlarms} nuis ${s.nuisances} end ${s.afterEnd}`,
  );
for (const [n, g] of groups) show(n, addScores(g));
const all = [...groups.values()].flat();
show('pooled', addScores(all));
console.log(
  'job mean F1',
  ([...groups.values()].map(g => f1(addScores(g))).reduce((a, b) => a + b) / groups.size).toFixed(3),
  ((performance.now() - t0) / 1000).toFixed(1),
  's',
);
