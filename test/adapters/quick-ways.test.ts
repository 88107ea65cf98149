/** What is read without expressions, objects or the engine's own functions reads the same as with them. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {localFromCivil} from '../../source/adapters/civil-time.ts';
import {matchCronMessage, parseCronMessage} from '../../source/adapters/cron-message.ts';
import {type FieldName, fieldFromName} from '../../source/adapters/fields.ts';
import {instantFormatter} from '../../source/adapters/instant-formatter.ts';
import {compileLinePattern} from '../../source/adapters/lines-pattern.ts';
import {collectObservations, lineParser} from '../../source/adapters/parser.ts';
import {lineKeeper} from '../../source/adapters/run-text.ts';
import {createSyslogClock, matchSyslogLine, parseSyslogLine} from '../../source/adapters/syslog-line.ts';
import {formatInstant, parseInstant} from '../../source/domain/time.ts';
import {openZone} from '../../source/domain/zone.ts';

const SEED = {seed: 20261130, numRuns: 500};

/** Texts of these pieces in any order: mostly nearly right, sometimes right. */
function textOf(...pieces: readonly string[]) {
  return fc.array(fc.constantFrom(...pieces), {maxLength: 14}).map(parts => parts.join(''));
}

test('lines are those of a split at every kind of line end, wherever the output is cut', () => {
  const output = fc.array(textOf('a', 'bc', '\n', '\r', '\r\n', ' '), {maxLength: 8});
  fc.assert(
    fc.property(output, chunks => {
      const lines: string[] = [];
      const {observations, reject} = collectObservations();
      const parser = lineParser(
        text => lines.push(text),
        () => observations,
        reject,
      );
      for (const chunk of chunks) parser.write(chunk);
      parser.end();
      const expected = chunks.join('').split(/\r\n?|\n/);
      if (expected.at(-1) === '') expected.pop();
      expect(lines).toEqual(expected);
    }),
    SEED,
  );
});

const STAMPS = [
  ...['Aug  4 18:35:01', 'Nov 23 06:40:59', 'Xxx 23 06:40:59', 'nov 23 06:40:59', 'Nov  3 6:40:59'],
  ...[
    '2026-11-23T06:00:01.123456+00:00',
    '2026-11-23 06:00:01,5-0130',
    '2026-11-23T06:00:01Z',
    '2026-11-23 06:00:01',
  ],
  ...[
    '2026-11-23T06:00:01.',
    '2026-11-23T06:00:01.1234567890Z',
    '2026-11-23T06:00:01+1:00',
    '2026-11-2306:00:01+0100',
  ],
];
const AROUND = ['<13>', ' h ', ' ldapp01 ', '\t', ' ', '\u00A0', 'é', 'cron.info '];
const TAGS = [
  'CRON',
  '/usr/sbin/cron',
  'a:b',
  '[',
  '12',
  '12345678901',
  ']',
  ']:',
  ': ',
  ' (b) CMD (x)',
  '\n',
];

test('a syslog line is what the expressions make of it', () => {
  const line = fc.tuple(fc.constantFrom(...STAMPS), textOf(...AROUND), textOf(...TAGS));
  const usual = fc
    .constantFrom(' h ', ' ldapp01.example.org ', ' h\t ', ' é ')
    .chain(host =>
      fc.tuple(fc.constantFrom(...STAMPS), fc.constant(host), textOf('CRON', '[', '12', ']', ':', ' ', 'x')),
    );
  fc.assert(
    fc.property(fc.oneof(line, usual), parts => {
      const text = parts.join('');
      expect(parseSyslogLine(text)).toEqual(matchSyslogLine(text));
    }),
    {...SEED, numRuns: 5000},
  );
});

test('a stamp with an offset is the instant that the engine reads', () => {
  const read = createSyslogClock(openZone('Europe/London'), Date.UTC(2026, 10, 23));
  const two = (max: number) => fc.integer({min: 0, max}).map(number => String(number).padStart(2, '0'));
  const offset = fc
    .tuple(fc.constantFrom('+', '-'), two(17), fc.constantFrom(':', ''), two(59))
    .map(parts => parts.join(''));
  const stamp = fc.tuple(
    ...[fc.constant('2026-'), two(13), fc.constant('-'), two(32), fc.constantFrom('T', ' ')],
    ...[two(23), fc.constant(':'), two(60), fc.constant(':'), two(59)],
    ...[fc.constantFrom('', '.5', ',25', '.123456', '.999999999'), fc.oneof(fc.constant('Z'), offset)],
  );
  fc.assert(
    fc.property(stamp, parts => {
      const text = parts.join('');
      expect(read(text)).toBe(parseInstant(text.replace(',', '.')));
    }),
    {...SEED, numRuns: 5000},
  );
});

test('a stamp without an offset is local, a leap second the next one', () => {
  const read = createSyslogClock(openZone('Europe/Berlin'), Date.UTC(2026, 11, 1));
  expect(read('2026-11-23 06:00:01')).toBe(Date.UTC(2026, 10, 23, 5, 0, 1));
  expect(read('2026-11-23T06:00:01.987654')).toBe(Date.UTC(2026, 10, 23, 5, 0, 1, 987));
  expect(read('2026-11-23T23:59:60Z')).toBe(Date.UTC(2026, 10, 24));
  expect(read('2026-02-30T06:00:01')).toBeUndefined();
  expect(read('Nov 3 06:00:01')).toBe(Date.UTC(2026, 10, 3, 5, 0, 1));
});

test('a message of cron is what the expressions make of it', () => {
  const pieces = [
    '(',
    ')',
    ' ',
    'batch',
    'CMD',
    'END',
    'CMDEND',
    ' CMD (',
    ' END (',
    '[12] ',
    '[x] ',
    '\n',
    'error',
  ];
  const usual = textOf('a', ' ', '(', ')', '[7] ', '[12345678901] ').map(rest => `(batch) CMD (${rest})`);
  const failure = textOf(
    'grandchild #',
    '12',
    '1234567',
    ' failed with exit status ',
    ' terminated by signal ',
    '255',
    ' ',
    'x',
    ')',
  ).map(rest => `(CRON) error (${rest})`);
  const exact = fc
    .tuple(
      fc.constantFrom('', '7', '1234567890', '12345678901'),
      fc.constantFrom(' failed with exit status ', ' terminated by signal '),
      fc.constantFrom('', '3', '0', '255', '2555', '-1', '9 (core dumped)'),
    )
    .map(([pid, words, code]) => `(CRON) error (grandchild #${pid}${words}${code})`);
  fc.assert(
    fc.property(fc.oneof(textOf(...pieces), usual, failure, exact), message => {
      expect(parseCronMessage(message, 41)).toEqual(matchCronMessage(message, 41));
    }),
    {...SEED, numRuns: 5000},
  );
});

test('every date is as many days after 1970 as Date counts', () => {
  const instant = fc.integer({min: 0, max: Date.UTC(9999, 11, 31) / 1000});
  fc.assert(
    fc.property(instant, seconds => {
      const date = new Date(seconds * 1000);
      const civil = {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        hour: date.getUTCHours(),
        minute: date.getUTCMinutes(),
        second: date.getUTCSeconds(),
      };
      expect(localFromCivil(civil)).toBe(seconds * 1000);
    }),
    SEED,
  );
});

test('instants in a row are formatted as each by itself', () => {
  const near = fc.integer({min: -7_200_000, max: 7_200_000}).map(ms => Date.UTC(2026, 10, 23) + ms);
  const any = fc.integer({min: -8.64e15, max: 8.64e15});
  const whole = fc.oneof(near, any).map(instant => instant - (instant % 1000));
  fc.assert(
    fc.property(fc.array(fc.oneof(near, any, whole)), instants => {
      const format = instantFormatter();
      expect(instants.map(format)).toEqual(instants.map(formatInstant));
    }),
    SEED,
  );
});

test.each([
  String.raw`(?<job>\S+) (?<status>\S+)`,
  '(a)(?<job>b)|(?<job>c)(?:d)(?<end>e)',
  String.raw`\((?<job>[^()]*)\)`,
  String.raw`[(?<x>](?<job>\w+)(?=!)`,
  String.raw`(?<!x)(?<job>\w+)(?<=b)`,
  String.raw`(?i:A)(?<job>.)(.)\2`,
  String.raw`(?<job>a)\k<job>`,
  '(?<start>1)|(?<startedAt>2)(?<job>c)?',
  String.raw`\\(?<job>b)`,
])('the groups of %s have the values that the engine gives them by name', pattern => {
  const match = compileLinePattern(pattern);
  const expression = new RegExp(pattern);
  fc.assert(
    fc.property(textOf('a', 'b', 'c', 'd', 'e', '(', ')', '!', '1', '2', '\\', ' ', 'A', 'bb'), text => {
      const groups = expression.exec(text)?.groups;
      const expected: Partial<Record<FieldName, string>> = {};
      for (const [name, value] of Object.entries(groups ?? {})) {
        const field = fieldFromName(name);
        if (field && value !== undefined) expected[field] = value;
      }
      expect(match(text)).toEqual(groups && expected);
    }),
    SEED,
  );
});

test('lines that are kept take no more than twice their text and what came last', () => {
  const lines = fc.array(fc.tuple(fc.integer({min: 1, max: 100}), fc.boolean()), {maxLength: 200});
  fc.assert(
    fc.property(lines, planned => {
      const keeper = lineKeeper();
      let [seen, kept, held] = [0, 0, 0];
      for (const [length, isKept] of planned) {
        const line = 'x'.repeat(length);
        keeper.see(line);
        seen += length;
        if (!isKept) continue;
        kept += length;
        // Uncopied, it may hold all that came until now.
        if (keeper.keep(line, () => 'copied') !== 'copied') held = seen;
        expect(held).toBeLessThanOrEqual(2 * kept);
      }
    }),
    SEED,
  );
});
