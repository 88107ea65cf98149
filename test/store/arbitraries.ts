/** Runs and collections made by chance. */
import * as fc from 'fast-check';
import type {RunObservation} from '../../source/domain/run.ts';
import {RUN_STATUSES} from '../../source/domain/run.ts';
import {addDays, formatInstant} from '../../source/domain/time.ts';
import {at, DAY} from './place.ts';

/** Instants about DAY, most of them in whole seconds as schedulers print them. */
const instant = fc.oneof(
  fc.integer({min: at(-3000), max: at(3000)}).map(ms => Math.floor(ms / 1000) * 1000),
  fc.integer({min: at(-3000), max: at(3000)}),
  fc.integer({min: 0, max: 4_000_000_000_000}),
);

const hexDigits = fc.stringMatching(/^[0-9a-f]{32}$/);

/** Every shape that has a form of its own, their near misses, and any text. */
const runKey = fc.oneof(
  fc.nat().map(String),
  fc.maxSafeNat().map(String),
  fc.stringMatching(/^0\d{0,5}$/),
  instant.map(formatInstant),
  hexDigits,
  fc.uuid(),
  fc.uuid().map(text => text.toUpperCase()),
  fc.constantFrom(
    '',
    ' 12 ',
    '1e5',
    '-4',
    '1.50',
    '.5',
    '0x10',
    'Infinity',
    '+7',
    '2026-02-30T00:00:00Z',
    '4712\t',
  ),
  fc.stringMatching(/^[0-9a-z]{5}$/),
  fc.string({unit: 'grapheme', maxLength: 40}),
);

/** Absent rather than undefined, as adapters make them. */
function optionally(values: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Partial<RunObservation>> {
  return fc.record(values, {requiredKeys: []});
}

export function observation(keys: fc.Arbitrary<string> = runKey): fc.Arbitrary<RunObservation> {
  const identity = fc.record({
    job: fc.constantFrom('LOAD', 'SEND', 'RISK/EOD_1'),
    runKey: keys,
    businessDay: fc.constantFrom(DAY, addDays(DAY, -1)),
    status: fc.constantFrom(...RUN_STATUSES),
  });
  const rest = optionally({
    scheduledAt: instant,
    startedAt: instant,
    endedAt: instant,
    exitCode: fc.oneof(fc.constant(0), fc.integer()),
    message: fc.string({unit: 'grapheme', maxLength: 30}),
  });
  return fc.tuple(identity, rest).map(([known, optional]) => ({...known, ...optional}));
}

/** Few keys, so that runs meet again. */
export const meetingRuns = fc.array(observation(fc.constantFrom('1', '2', '2026-11-23T06:40:00Z')), {
  maxLength: 8,
});

export const counts = fc.array(
  fc
    .tuple(
      fc.nat(500),
      fc.constantFrom(undefined, 'LOAD', 'SEND'),
      fc.constantFrom(undefined, ...RUN_STATUSES),
    )
    .map(([count, job, status]) => ({
      businessDay: DAY,
      count,
      ...(job !== undefined && {job}),
      ...(status !== undefined && {status}),
    })),
  {maxLength: 5},
);
