/** Schedules in the language of robfig/cron, Go's usual cron library: that of Kubernetes and Dkron. */
import {parseCron} from '../domain/cron-expression.ts';
import {errorMessage} from '../domain/errors.ts';
import type {Timing} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import {isZone} from '../domain/zone.ts';

// A schedule that names its zone itself goes by that one.
const ZONE_PREFIX = /^(?:CRON_)?TZ=(\S+)\s+/;

/**
 * When an expression is due, or why it cannot be read. Descriptors that count from some instant (`@every 1h`) are the caller's. In
 * a zone that is none the schedulers start nothing, either.
 */
export function readRobfigCron(schedule: string, zone: string): Timing | string {
  const prefix = ZONE_PREFIX.exec(schedule);
  const expression = schedule.slice(prefix?.[0].length ?? 0);
  const timezone = prefix?.[1] ?? zone;
  if (!isZone(timezone)) return {kind: 'none', reason: cleanText(`"${timezone}" is not a time zone`)};
  try {
    parseCron(expression, 'kubernetes');
  } catch (error) {
    return errorMessage(error);
  }
  return {kind: 'cron', expression, timezone, policy: 'kubernetes'};
}
