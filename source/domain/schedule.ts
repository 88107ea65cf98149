import type {EpochMs} from './time.ts';

/**
 * Whose rules say what happens to a local time that a clock change skips or repeats (see `due-instants.ts`).
 *  - `debian-cron`: a fixed time in the gap runs just after it, one in the overlap runs once, wildcards follow real time
 *  - `systemd`: the gap is skipped, in the overlap the first occurrence runs
 *  - `kubernetes`: the gap is skipped, in the overlap both occurrences run
 */
export const DST_POLICIES = ['debian-cron', 'systemd', 'kubernetes'] as const;
export type DstPolicy = (typeof DST_POLICIES)[number];

/** When a job is due. */
export type Timing =
  /**
   * A cron expression in a zone. `expression` is five or six fields or a nickname such as `@daily`. `delayMs`: so much later the
   * scheduler itself may start it.
   */
  | {kind: 'cron'; expression: string; timezone: string; policy: DstPolicy; delayMs?: number}
  /** Local times of day in milliseconds since midnight, every calendar day. */
  | {kind: 'times'; timesMs: number[]; timezone: string; policy: DstPolicy}
  /**
   * A calendar event of systemd (`calendar-event.ts`) without its zone, which stands in `timezone`. `delayMs` is of
   * RandomizedDelaySec and AccuracySec.
   */
  | {kind: 'on-calendar'; expression: string; timezone: string; delayMs?: number}
  /** Instants that the scheduler itself announced (the next elapse of a timer). */
  | {kind: 'instants'; dueAt: EpochMs[]}
  /**
   * Known to be scheduled, but not at a time: `@reboot`, a timer without a next elapse. Never due, hence never
   * missing. `isStranded`: it was meant to run at some time, and the scheduler has no next one.
   */
  | {kind: 'none'; reason: string; isStranded?: true};

/** Where an expected run was learned of. Declared wins over discovered, and that over what was learned from history. */
export type ScheduleOrigin = 'declared' | 'discovered' | 'learned';

/** A schedule that a source revealed: one line of a crontab, one timer. */
export type ScheduleObservation = {
  job: string;
  timing: Timing;
  /** False when the scheduler says that it is switched off (suspended, disabled): its slots are excused as paused. */
  isActive: boolean;
  /** The text it was read from, cleaned, for people. */
  definition: string;
};

/** A schedule as the store keeps it: in force from the collection that first saw it until the one that no longer did. */
export type ScheduleRecord = ScheduleObservation & {
  /** Name of the source that revealed it. */
  source: string;
  /** End of the collection that first saw it: it is not applied to days before. */
  knownSince: EpochMs;
  /** End of the first complete collection that no longer saw it; absent while it is in force. */
  goneSince?: EpochMs;
};
