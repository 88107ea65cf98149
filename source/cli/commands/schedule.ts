import {parseCalendarEvent, splitEventZone} from '../../domain/calendar-event.ts';
import {parseCron} from '../../domain/cron-expression.ts';
import {nextDue} from '../../domain/due-instants.ts';
import {ConfigError, errorMessage} from '../../domain/errors.ts';
import type {DstPolicy, Timing} from '../../domain/schedule.ts';
import {DST_POLICIES} from '../../domain/schedule.ts';
import {formatInstant, parseInstant} from '../../domain/time.ts';
import {formatLocal, openZone} from '../../domain/zone.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {readCount} from '../limit.ts';
import {readTimezone} from '../timezone.ts';

const DEFAULT_COUNT = 10;

/** Prints when a cron expression or a calendar event is due next, under a scheduler's daylight-saving rules. */
export async function run(context: CommandContext): Promise<number> {
  const {io, flags, operands, now} = context;
  const [expression] = operands;
  if (expression === undefined)
    throw new ConfigError(
      'give a cron expression or a calendar event in quotes: jobtrack-tui schedule "0 2 * * 1-5", "Mon..Fri 02:00"',
    );
  const policy = await readPolicy(flags.policy);
  const from = flags.from === undefined ? now : parseInstant(flags.from);
  if (from === undefined)
    throw new ConfigError(`--from "${flags.from}" is not an instant; write it as 2026-11-23T06:40:00Z`);
  const timing = readTiming(expression, readTimezone(context), policy);
  const {timezone} = timing;
  const due = nextDue(timing, from, readCount(flags.count ?? DEFAULT_COUNT));
  if (flags.json) {
    const answer = {
      expression,
      timezone,
      policy: timing.kind === 'cron' ? timing.policy : 'systemd',
      from: formatInstant(from),
      due: due.map(formatInstant),
    };
    await io.write(`${JSON.stringify(answer, null, 2)}\n`);
  } else {
    const zone = openZone(timezone);
    const lines = due.map(at => `${formatLocal(zone.toLocal(at))} ${timezone}  ${formatInstant(at)}\n`);
    await io.write(lines.length > 0 ? lines.join('') : 'It is never due.\n');
  }
  return EXIT.ok;
}

/** What is no cron expression is read as a calendar event of systemd: no text is both. */
function readTiming(
  text: string,
  timezone: string,
  policy: DstPolicy,
): Extract<Timing, {kind: 'cron' | 'on-calendar'}> {
  try {
    parseCron(text, policy);
    return {kind: 'cron', expression: text, timezone, policy};
  } catch (cronError) {
    if (/^@|(?:\S\s+){4}/.test(text.trim())) throw cronError;
    const {expression, timezone: own = timezone} = splitEventZone(text);
    try {
      parseCalendarEvent(expression);
    } catch (calendarError) {
      throw new ConfigError(`${errorMessage(cronError)}\n${errorMessage(calendarError)}`, {cause: cronError});
    }
    return {kind: 'on-calendar', expression, timezone: own};
  }
}

async function readPolicy(given: string | undefined): Promise<DstPolicy> {
  const chosen = await checkChoices('--policy', given === undefined ? undefined : [given], DST_POLICIES);
  return chosen?.values().next().value ?? 'debian-cron';
}
