import {readFile} from 'node:fs/promises';
import {parseOutput} from '../../adapters/parser.ts';
import {readOptionFlags} from '../../config/option-flags.ts';
import type {DayClock} from '../../domain/business-day.ts';
import {businessDayOf, dayBounds, parseTimeOfDay} from '../../domain/business-day.ts';
import {ConfigError, errorMessage} from '../../domain/errors.ts';
import type {Observations} from '../../domain/observations.ts';
import type {Day} from '../../domain/time.ts';
import {openZone} from '../../domain/zone.ts';
import {formatObservations, toTryRecord} from '../../output/observations.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {readDay} from '../days.ts';
import {findAdapter} from '../find-adapter.ts';
import {readTimezone} from '../timezone.ts';

/** Reads one captured output with an adapter and shows what it makes of it: the way to try a configuration's options. */
export async function run(context: CommandContext): Promise<number> {
  const {io, flags, operands, now} = context;
  const {adapter} = await findAdapter(context, operands[0]);
  const options = await readOptionFlags(adapter, flags.option ?? []);
  const clock = readClock(context);
  const day =
    flags.date === undefined
      ? businessDayOf(now, clock)
      : readDay('--date', flags.date, businessDayOf(now, clock));
  const text = await readOutput(context, operands[1]);
  const observations = parseOutput(adapter, text, {
    day,
    clock,
    collectedAt: captureInstant(context, day, clock),
    options,
  });
  await io.write(
    flags.json
      ? `${JSON.stringify(toTryRecord(observations), null, 2)}\n`
      : formatObservations(observations, clock.zone),
  );
  return hasNothing(observations) ? EXIT.problem : EXIT.ok;
}

function readClock(context: CommandContext): DayClock {
  const {flags} = context;
  const timezone = readTimezone(context);
  const dayStartMs = parseTimeOfDay(flags.dayStart ?? '00:00');
  if (dayStartMs === undefined)
    throw new ConfigError(`--day-start "${flags.dayStart}" is not a time of day; write it as HH:MM`);
  return {zone: openZone(timezone), dayStartMs};
}

/** A capture of a past day was made at its end at the latest: that decides the year of dates without one. */
function captureInstant({flags, now}: CommandContext, day: Day, clock: DayClock): number {
  return flags.now === undefined ? Math.min(now, dayBounds(day, clock).end) : now;
}

async function readOutput({io}: CommandContext, file: string | undefined): Promise<string> {
  if (file === undefined || file === '-') return io.readInput();
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`cannot read ${file}: ${errorMessage(error)}`, {cause: error});
  }
}

function hasNothing({runs, counts, schedules, rejectedCount}: Observations): boolean {
  return runs.length + counts.length + schedules.length === 0 && rejectedCount > 0;
}
