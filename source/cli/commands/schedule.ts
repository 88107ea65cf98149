import {nextDue} from '../../domain/due-instants.ts';
import {ConfigError} from '../../domain/errors.ts';
import type {DstPolicy, Timing} from '../../domain/schedule.ts';
import {DST_POLICIES} from '../../domain/schedule.ts';
import {formatInstant, parseInstant} from '../../domain/time.ts';
import {formatLocal, openZone} from '../../domain/zone.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {readTimezone} from '../timezone.ts';

const DEFAULT_COUNT = 10;
const MOST_INSTANTS = 10_000;

/** Prints when a cron expression is due next, under a scheduler's daylight-saving rules. */
export async function run(context: CommandContext): Promise<number> {
  const {io, flags, operands, now} = context;
  const [expression] = operands;
  if (expression === undefined)
    throw new ConfigError('give a cron expression in quotes: jobtrack-tui schedule "0 2 * * 1-5"');
  const timezone = readTimezone(context);
  const policy = await readPolicy(flags.policy);
  const from = flags.from === undefined ? now : parseInstant(flags.from);
  if (from === undefined)
    throw new ConfigError(`--from "${flags.from}" is not an instant; write it as 2026-11-23T06:40:00Z`);
  const timing: Timing = {kind: 'cron', expression, timezone, policy};
  const due = nextDue(timing, from, readCount(flags.count));
  if (flags.json) {
    const answer = {expression, timezone, policy, from: formatInstant(from), due: due.map(formatInstant)};
    await io.write(`${JSON.stringify(answer, null, 2)}\n`);
  } else {
    const zone = openZone(timezone);
    const lines = due.map(at => `${formatLocal(zone.toLocal(at))} ${timezone}  ${formatInstant(at)}\n`);
    await io.write(lines.length > 0 ? lines.join('') : 'It is never due.\n');
  }
  return EXIT.ok;
}

async function readPolicy(given: string | undefined): Promise<DstPolicy> {
  const chosen = await checkChoices('--policy', given === undefined ? undefined : [given], DST_POLICIES);
  return chosen?.values().next().value ?? 'debian-cron';
}

function readCount(count = DEFAULT_COUNT): number {
  if (!Number.isInteger(count) || count < 1 || count > MOST_INSTANTS) {
    throw new ConfigError(
      `--count ${count} is not possible; write a whole number from 1 to ${MOST_INSTANTS}`,
    );
  }
  return count;
}
