/**
 * The last report that a screen showed, kept in the user's own cache directory: the next one draws it at once, marked with
 * its age, while a large fleet is read and judged anew. Only of the same environments, and of the business days they are in
 * now: yesterday's is never shown as today's.
 */
import {cacheDirectory} from '../../config/host-paths.ts';
import type {PrivateDirectory} from '../../config/private-files.ts';
import {nameFile, readPrivateJson, writePrivateJson} from '../../config/private-files.ts';
import {businessDayOf} from '../../domain/business-day.ts';
import type {Environment} from '../../domain/environment.ts';
import type {EpochMs} from '../../domain/time.ts';
import type {StatusReport} from '../../report/status-report.ts';
import type {CommandContext} from '../context.ts';
import {BUILD} from '../version.ts';

export type ReportMemory = {
  /** Undefined when none is kept that says something of the present. */
  recall(environments: readonly Environment[], now: EpochMs): StatusReport | undefined;
  /** Keeps one soon, but at most once a minute: the last one in between is kept by `flush`. */
  remember(report: StatusReport): void;
  flush(): void;
};

type Kept = {subject: string; report: StatusReport};

const INTERVAL_MS = 60_000;

/** What the report is about beside its environments; `config` is the file's path, empty for the built-in configuration. */
export type ReportSubject = {config: string; database: string};

export function openReportMemory({io, version}: CommandContext, subject: ReportSubject): ReportMemory {
  const place: PrivateDirectory = {
    directory: cacheDirectory({env: io.env, home: io.home, platform: io.platform}),
    uid: io.uid,
  };
  const file = nameFile('report', subject.config);
  const ownSubject = JSON.stringify({version, build: BUILD, ...subject});
  let keptAt = Number.NEGATIVE_INFINITY;
  let waiting: StatusReport | undefined;

  const flush = (): void => {
    if (!waiting) return;
    const kept: Kept = {subject: ownSubject, report: waiting};
    waiting = undefined;
    keptAt = performance.now();
    writePrivateJson(place, file, kept);
  };

  return {
    recall(environments, now) {
      const kept = readPrivateJson(place, file) as Kept | undefined;
      if (kept?.subject !== ownSubject) return undefined;
      return isOfNow(kept.report, environments, now) ? kept.report : undefined;
    },
    remember(report) {
      waiting = report;
      // Whoever asked has the answer first.
      if (performance.now() - keptAt >= INTERVAL_MS) setImmediate(flush);
    },
    flush,
  };
}

function isOfNow(
  {environments, generatedAt}: StatusReport,
  present: readonly Environment[],
  now: EpochMs,
): boolean {
  const days = new Map(environments.map(({name, businessDay}) => [name, businessDay]));
  return (
    Date.parse(generatedAt) <= now &&
    days.size === present.length &&
    present.every(({name, clock}) => days.get(name) === businessDayOf(now, clock))
  );
}
