/** The report as of now, judged at most once in a few seconds however many ask for it, and never collected for. */
import {readReportOn} from '../../report/read-report.ts';
import type {StatusReport} from '../../report/status-report.ts';
import {createDataWatch} from '../resident/data-watch.ts';
import {createJudgedDays} from '../resident/judged-days.ts';
import type {DaemonSubject} from './subject.ts';

export type CurrentReport = {
  /** At most `maxAgeMs` old. */
  read(maxAgeMs: number): Promise<StatusReport>;
  /** New data of these environments are there. */
  forget(environments: Iterable<string>): void;
};

export async function openCurrentReport({
  store,
  now,
  today,
  environments,
}: DaemonSubject): Promise<CurrentReport> {
  const judged = createJudgedDays(() => store);
  const watch = createDataWatch(() => store, now);
  await watch.begin();
  let latest: {report: StatusReport; at: number} | undefined;
  let pending: Promise<StatusReport> | undefined;

  const judge = async (): Promise<StatusReport> => {
    const at = performance.now();
    const changed = await watch.look();
    judged.forget(changed === 'all' ? undefined : changed);
    const moment = {now: now()};
    const days = await judged.judgeAll(await environments(today()), moment);
    const report = await readReportOn(store, days, moment);
    latest = {report, at};
    return report;
  };

  return {
    async read(maxAgeMs) {
      if (latest && performance.now() - latest.at <= maxAgeMs) return latest.report;
      pending ??= judge().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    forget: judged.forget,
  };
}
