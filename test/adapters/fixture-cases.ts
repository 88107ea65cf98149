/**
 * The pairs under `test/fixtures/<adapter>/`: `<case>.out` is what a command printed, `<case>.json` what its adapter must
 * make of it (instants as ISO 8601, empty lists may be left out), `<case>.context.json` when, where and with which options
 * it was read (every key may be left out).
 */
import {readdirSync, readFileSync} from 'node:fs';
import {z} from 'zod';
import {adapters} from '../../source/adapters/registry.ts';
import type {Adapter, ParseContext} from '../../source/domain/adapter.ts';
import {parseTimeOfDay} from '../../source/domain/business-day.ts';
import type {Observations} from '../../source/domain/observations.ts';
import {formatInstant, parseInstant} from '../../source/domain/time.ts';
import {openZone} from '../../source/domain/zone.ts';

export type FixtureCase = {
  adapter: Adapter;
  name: string;
  output: string;
  expected: Record<string, unknown>;
  context: ParseContext;
};

const contextSchema = z.strictObject({
  day: z.string().default('2026-11-23'),
  timezone: z.string().default('UTC'),
  dayStart: z.string().default('00:00'),
  collectedAt: z.string().default('2026-11-23T18:00:00Z'),
  options: z.unknown().default({}),
});

export function readFixtureCases(): FixtureCase[] {
  return [...adapters.values()].flatMap(adapter => readCasesOf(adapter));
}

function readCasesOf(adapter: Adapter): FixtureCase[] {
  const folder = new URL(`../fixtures/${adapter.name}/`, import.meta.url);
  const files = readdirSync(folder);
  const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
  const cases = files.filter(file => file.endsWith('.out')).map(file => file.slice(0, -'.out'.length));
  return cases.map(name => {
    const contextFile = `${name}.context.json`;
    return {
      adapter,
      name,
      output: read(`${name}.out`),
      expected: z.record(z.string(), z.unknown()).parse(JSON.parse(read(`${name}.json`))),
      context: toContext(adapter, files.includes(contextFile) ? JSON.parse(read(contextFile)) : {}),
    };
  });
}

function toContext(adapter: Adapter, written: unknown): ParseContext {
  const {day, timezone, dayStart, collectedAt, options} = contextSchema.parse(written);
  const dayStartMs = parseTimeOfDay(dayStart);
  const collected = parseInstant(collectedAt);
  if (dayStartMs === undefined || collected === undefined)
    throw new RangeError(`unusable context: ${dayStart} ${collectedAt}`);
  return {
    day,
    clock: {zone: openZone(timezone), dayStartMs},
    collectedAt: collected,
    options: adapter.options(z).parse(options),
  };
}

/** The texts that the runs were read from, in the runs' order. */
export function runTextsOf({runs, readRunText}: Observations): (string | undefined)[] {
  return runs.map((_, index) => readRunText?.(index));
}

/** Observations as the `.json` files write them. */
export function toWritten(observations: Observations): Record<string, unknown> {
  const written = JSON.parse(
    JSON.stringify(observations, (key, value) =>
      value instanceof Map ? Object.fromEntries(value) : INSTANTS.has(key) ? toIso(value) : value,
    ),
  );
  for (const list of ['runs', 'counts', 'schedules', 'rejected'])
    if (written[list].length === 0) delete written[list];
  if (observations.rejectedCount === observations.rejected.length) delete written.rejectedCount;
  return written;
}

const INSTANTS = new Set(['scheduledAt', 'startedAt', 'endedAt', 'dueAt']);

function toIso(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toIso);
  return typeof value === 'number' ? formatInstant(value) : value;
}
