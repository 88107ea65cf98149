/** The report as of now, judged at most once in a few seconds however many ask for it, and never collected for. */
import {readReportOn} from '../../report/read-report.ts';
import type {StatusReport} from '../../report/status-report.ts';
import {createDataWatch} from '../resident/data-watch.ts';
import {createJudgedDays} from '../resident/judged-days.ts';
import type {DaemonSubject} from './subject.ts';

export type CurrentReport = {
  /** At most `maxAgeMs` old: judged since the call, or that long before it. */
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
  let pending: {report: Promise<StatusReport>; at: number} | undefined;

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
      const oldest = performance.now() - maxAgeMs;
      // What somebody else's question began too early is waited for: it may not know yet what has just been collected.
      if (pending && pending.at < oldest) await pending.report.catch(() => {});
      if (latest && latest.at >= oldest) return latest.report;
      pending ??= {
        at: performance.now(),
        report: judge().finally(() => {
          pending = undefined;
        }),
      };
      return pending.report;
    },
    forget: judged.forget,
  };
}
