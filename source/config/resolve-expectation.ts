/** One expectation with its defaults. Pure. */
import {splitEventZone} from '../domain/calendar-event.ts';
import type {Expectation, JobExpectation} from '../domain/expectation.ts';
import {DEFAULT_EARLY_MARGIN_MS, DEFAULT_GRACE_MS} from '../domain/expectation.ts';
import type {Timing} from '../domain/schedule.ts';
import type {SourceConfig} from './config.ts';
import {policyOf} from './schedule-policy.ts';
import type {WrittenExpectation} from './schema.ts';
import {toDayRule} from './schema-days.ts';
import {runBounds} from './schema-expect.ts';

type WrittenJob = Extract<WrittenExpectation, {grace?: unknown}>;

/** `timezone` is the environment's; `sources` are all of its sources. */
export function resolveExpectation(
  written: WrittenExpectation,
  timezone: string,
  sources: readonly SourceConfig[],
): Expectation {
  const shared = written.calendar === undefined ? {} : {calendar: written.calendar};
  if (!('count' in written)) return {...resolveJob(written, timezone, sources), ...shared};
  const {min, max, by} = written.count;
  return {
    kind: 'count',
    ...(min !== undefined && {min}),
    ...(max !== undefined && {max}),
    ...(by !== undefined && {byMs: by}),
    ...(written.job !== undefined && {job: written.job}),
    ...shared,
  };
}

function resolveJob(written: WrittenJob, timezone: string, sources: readonly SourceConfig[]): JobExpectation {
  const timing = resolveTiming(written, written.timezone ?? timezone, sources);
  const runs = runBounds(written);
  return {
    kind: 'job',
    job: written.job,
    ...(timing && {timing}),
    ...(written.on && {on: toDayRule(written.on)}),
    graceMs: written.grace ?? DEFAULT_GRACE_MS,
    earlyMarginMs: written.early ?? DEFAULT_EARLY_MARGIN_MS,
    ...(written.maxRuntime !== undefined && {maxRuntimeMs: written.maxRuntime}),
    ...((runs.min ?? runs.max) !== undefined && {runs}),
    ...(written.source !== undefined && {source: written.source}),
  };
}

function resolveTiming(
  written: WrittenJob,
  timezone: string,
  sources: readonly SourceConfig[],
): Timing | undefined {
  const policy =
    written.policy ??
    policyOf(
      written.source,
      sources.map(({name, adapter, reader}) => ({name, adapter: reader ?? adapter})),
    );
  if (written.schedule) return {kind: 'cron', expression: written.schedule, timezone, policy};
  if (written.onCalendar) {
    const {expression, timezone: own = timezone} = splitEventZone(written.onCalendar);
    return {kind: 'on-calendar', expression, timezone: own};
  }
  if (written.times)
    return {kind: 'times', timesMs: [...written.times].sort((a, b) => a - b), timezone, policy};
  return undefined;
}
