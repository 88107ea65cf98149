/**
 * What schedulers do when a clock change skips or repeats local times: one table of policies, and the walk along a zone's
 * local time that follows from it.
 */
import type {DstPolicy} from './schedule.ts';
import type {EpochMs} from './time.ts';
import {DAY_MS, MINUTE_MS} from './time.ts';
import type {LocalMs, Zone} from './zone.ts';

/** What becomes of a job's local times. Longer changes than these are trusted: skipped is skipped, repeated is repeated. */
type ChangeRule = {
  /** Times skipped by a gap of at most this length run at its end. */
  madeUpMs: number;
  /** Times repeated by an overlap of at most this length run the first time only. */
  onceMs: number;
};

const TRUSTED: ChangeRule = {madeUpMs: 0, onceMs: 0};
const FIRST_ONLY: ChangeRule = {madeUpMs: 0, onceMs: Number.POSITIVE_INFINITY};

/**
 * Debian cron 3.0pl1, main loop of `cron.c`, where timeDiff is the length of a gap in minutes plus one, and one minus
 * that of an overlap: a fixed-time job is caught up while `timeDiff <= 3*60` and held back while `timeDiff > -3*60`; a
 * wildcard job is caught up while `timeDiff <= 5` ("woke up late") and otherwise follows the clock, but for a minute
 * that comes twice in a row: the loop waits until the minute changes.
 * systemd (tm_within_bounds in `calendarspec.c`): a time that does not exist is skipped, an ambiguous one elapses once.
 * Kubernetes (robfig/cron v3, SpecSchedule.Next): a time that does not exist is skipped, an ambiguous one runs twice.
 */
const RULES: Record<DstPolicy, {fixedTime: ChangeRule; wildcard: ChangeRule}> = {
  'debian-cron': {
    fixedTime: {madeUpMs: 179 * MINUTE_MS, onceMs: 180 * MINUTE_MS},
    wildcard: {madeUpMs: 4 * MINUTE_MS, onceMs: MINUTE_MS},
  },
  systemd: {fixedTime: FIRST_ONLY, wildcard: FIRST_ONLY},
  kubernetes: {fixedTime: TRUSTED, wildcard: TRUSTED},
};

/** A stretch of local time `[from, to)` in which a job's times count, and the instants at which they do. */
type LocalSpan = {
  from: LocalMs;
  to: LocalMs;
  /** The offset in force, in milliseconds: the instant is the local time minus it. */
  offset: number;
  /** Set for a stretch that the clock skipped: its times all run at this instant. */
  madeUpAt?: EpochMs;
};

/** A change's echo lasts as long as the time it repeats: a day at most (a zone that crosses the date line). */
const ECHO_MS = 2 * DAY_MS;

/** The local times that lead to instants in `[from, to)`, in the order of those instants. */
export function localSpans(
  zone: Zone,
  {policy, isFixedTime}: {policy: DstPolicy; isFixedTime: boolean},
  from: EpochMs,
  to: EpochMs,
): LocalSpan[] {
  const {madeUpMs, onceMs} = RULES[policy][isFixedTime ? 'fixedTime' : 'wildcard'];
  const begin = from - ECHO_MS;
  const edges = [begin, ...zone.transitions(begin + 1, to).map(({at}) => at), to];
  const spans: LocalSpan[] = [];

  /** The first local time that no earlier stretch has dealt with: cron's virtual time. */
  let next = zone.toLocal(begin);
  for (const [index, start] of edges.slice(0, -1).entries()) {
    const offset = zone.offsetAt(start);
    const local = start + offset;
    const end = (edges[index + 1] ?? to) + offset;
    const skipped = local - next;
    if (skipped > 0 && skipped <= madeUpMs && start >= from)
      spans.push({from: next, to: local, offset, madeUpAt: start});
    const first = skipped < 0 && -skipped <= onceMs ? next : local;
    const visible = Math.max(first, from + offset);
    if (visible < end) spans.push({from: visible, to: end, offset});
    next = Math.max(first, end);
  }
  return spans;
}
