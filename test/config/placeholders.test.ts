import {describe, expect, test} from 'vitest';
import {expandCommand, expandPlaceholders, type PlaceholderValues} from '../../source/config/placeholders.ts';
import {ConfigError} from '../../source/domain/errors.ts';
import {HOUR_MS} from '../../source/domain/time.ts';
import {openZone} from '../../source/domain/zone.ts';

const values: PlaceholderValues = {
  day: '2026-11-23',
  clock: {zone: openZone('Europe/London'), dayStartMs: 7 * HOUR_MS},
  environment: 'prod-ldn',
  variables: {server: 'LDN', folder: 'a b'},
};

describe('expandPlaceholders', () => {
  test.each([
    ['{date}', '2026-11-23'],
    ['{nextDate}', '2026-11-24'],
    ['{date:yyMMdd}', '261123'],
    ['{date:yyyyMMdd}', '20261123'],
    ['{nextDate:dd/MM/yyyy}', '24/11/2026'],
    ['{date:yyyy-MM-ddTHH:mm:ss}', '2026-11-23T07:00:00'],
    ['{start}', '2026-11-23 07:00:00'],
    ['{end}', '2026-11-24 07:00:00'],
    ['{startEpoch}', String(Date.UTC(2026, 10, 23, 7) / 1000)],
    ['{endEpoch}', String(Date.UTC(2026, 10, 24, 7) / 1000)],
    ['{timezone}', 'Europe/London'],
    ['{environment}', 'prod-ldn'],
    ['ctm={server}&from={date:yyMMdd}', 'ctm=LDN&from=261123'],
    ['{folder}', 'a b'],
  ])('%s becomes %s', (text, expanded) => {
    expect(expandPlaceholders(text, values)).toBe(expanded);
  });

  test.each([
    ['{{date}}', '{date}'],
    ['docker ps --format {{{{.Names}}}}', 'docker ps --format {{.Names}}'],
    ["awk '{print $1}'", "awk '{print $1}'"],
    ['{.items[*].status}', '{.items[*].status}'],
    ['{"state":"done"}', '{"state":"done"}'],
    ['{a,b}', '{a,b}'],
  ])('braces that are no placeholder stay: %s', (text, expanded) => {
    expect(expandPlaceholders(text, values)).toBe(expanded);
  });

  test('the value of a variable is not expanded again', () => {
    expect(expandPlaceholders('{a}', {...values, variables: {a: '{date}'}})).toBe('{date}');
  });

  test('a variable cannot take the place of a built-in name', () => {
    expect(expandPlaceholders('{date}', {...values, variables: {date: 'x'}})).toBe('2026-11-23');
  });

  test('the bounds of a day that a clock change lengthens are 25 hours apart', () => {
    const day = {...values, day: '2026-10-25', clock: {zone: openZone('Europe/London'), dayStartMs: 0}};
    const hours =
      Number(expandPlaceholders('{endEpoch}', day)) - Number(expandPlaceholders('{startEpoch}', day));
    expect(hours).toBe(25 * 3600);
  });

  test.each(['{dat}', '{constructor}', '{server:yy}'])(
    'an unknown placeholder is refused with the known ones: %s',
    text => {
      const expand = () => expandPlaceholders(text, values);
      expect(expand).toThrow(ConfigError);
      expect(expand).toThrow(/unknown placeholder .*\{date\}.*\{server\}/);
    },
  );
});

describe('expandCommand', () => {
  test('every word of an argv is expanded and stays one word', () => {
    expect(expandCommand({argv: ['cat', '/srv/{folder}/{date}.csv']}, values)).toEqual({
      argv: ['cat', '/srv/a b/2026-11-23.csv'],
    });
  });

  test('a shell line is expanded', () => {
    expect(expandCommand({shell: 'grep {date} log | sort'}, values)).toEqual({
      shell: 'grep 2026-11-23 log | sort',
    });
  });
});
