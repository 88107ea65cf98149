import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseOutput} from '../../source/adapters/parser.ts';
import type {Observations} from '../../source/domain/observations.ts';
import type {FixtureCase} from './fixture-cases.ts';
import {readFixtureCases, runTextsOf} from './fixture-cases.ts';
import {findUnsound} from './soundness.ts';

const RUNS = {seed: 20261123, numRuns: 60};

const HOSTILE_PIECES = [
  ...[
    '\u001B[31m',
    '\u001B]0;title\u0007',
    '\u202E',
    '\u200B',
    '\uFEFF',
    '\u0000',
    '\uD800',
    '\u009B2J',
    '\r',
    '\r\n',
    '\n',
  ],
  ...[
    '9'.repeat(30),
    '-1',
    '1e400',
    'NaN',
    'null',
    '{',
    '[',
    '"',
    '\\',
    ',',
    '__proto__',
    '0000-01-01',
    '9999-12-31T23:59:59-12:00',
  ],
  ...['constructor', '%', '(', ')', '==> /etc/crontab <==', ' ', '\t'],
];

const arbitraryBytes = fc.uint8Array({maxLength: 400}).map(bytes => new TextDecoder().decode(bytes));
const arbitraryLines = fc
  .array(fc.oneof(fc.string({unit: 'binary', maxLength: 60}), fc.constantFrom(...HOSTILE_PIECES)), {
    maxLength: 20,
  })
  .map(lines => lines.join('\n'));

/** An edit of a text: at a place (as a share of its length), so much is taken out and something is put in. */
type Edit = {at: number; removed: number; inserted: string};
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({min: 0, max: 1, noNaN: true}),
  removed: fc.nat({max: 12}),
  inserted: fc.oneof(
    fc.constantFrom(...HOSTILE_PIECES),
    fc.string({unit: 'binary', maxLength: 5}),
    fc.constant(''),
  ),
});

function mutate(text: string, edits: readonly Edit[]): string {
  return edits.reduce((mutated, {at, removed, inserted}) => {
    const place = Math.floor(at * mutated.length);
    return mutated.slice(0, place) + inserted + mutated.slice(place + removed);
  }, text);
}

function parseInChunks({adapter, context}: FixtureCase, text: string, cuts: readonly number[]): Observations {
  const parser = adapter.open(context);
  const places = cuts.map(cut => Math.floor(cut * text.length)).sort((a, b) => a - b);
  let from = 0;
  for (const place of [...places, text.length]) {
    parser.write(text.slice(from, place));
    from = place;
  }
  return parser.end();
}

/** With the runs' texts in the place of the function that gives them. */
function spellOut(observations: Observations) {
  return {...observations, readRunText: runTextsOf(observations)};
}

function expectSound(observations: Observations): void {
  expect(findUnsound(observations)).toEqual([]);
}

describe.each(
  readFixtureCases().map(fixture => ({label: `${fixture.adapter.name}/${fixture.name}`, fixture})),
)('$label', ({fixture}) => {
  const {adapter, context, output} = fixture;

  test('an empty output is no error and tells of nothing', () => {
    const observations = parseOutput(adapter, '', context);
    expect([
      observations.runs,
      observations.counts,
      observations.schedules,
      observations.rejectedCount,
    ]).toEqual([[], [], [], 0]);
  });

  test('no bytes make it throw or hand on a deceptive string', () => {
    const property = fc.property(fc.oneof(arbitraryBytes, arbitraryLines), text =>
      expectSound(parseOutput(adapter, text, context)),
    );
    fc.assert(property, RUNS);
  });

  test('no mutation of its output makes it throw or hand on a deceptive string', () => {
    const property = fc.property(fc.array(edit, {minLength: 1, maxLength: 8}), edits =>
      expectSound(parseOutput(adapter, mutate(output, edits), context)),
    );
    fc.assert(property, RUNS);
  });

  test('where the output is cut into chunks makes no difference, nor does reading it again', () => {
    const cuts = fc.array(fc.double({min: 0, max: 1, noNaN: true}), {maxLength: 12});
    const property = fc.property(fc.array(edit, {maxLength: 4}), cuts, (edits, places) => {
      const text = mutate(output, edits);
      const whole = spellOut(parseOutput(adapter, text, context));
      expect(spellOut(parseInChunks(fixture, text, places))).toEqual(whole);
      expect(spellOut(parseOutput(adapter, text, context))).toEqual(whole);
    });
    fc.assert(property, RUNS);
  });
});
