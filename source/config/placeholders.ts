/** Fills in the placeholders of a command (see `CommandTemplate`). Values come from the configuration and the clock alone. */
import type {CommandTemplate} from '../domain/adapter.ts';
import type {DayClock} from '../domain/business-day.ts';
import {dayBounds} from '../domain/business-day.ts';
import {ConfigError} from '../domain/errors.ts';
import type {Day} from '../domain/time.ts';
import {addDays, SECOND_MS} from '../domain/time.ts';
import type {LocalMs} from '../domain/zone.ts';
import {formatLocal, localMs} from '../domain/zone.ts';

/** What a placeholder can stand for. */
export type PlaceholderValues = {
  /** The business day that is asked for. */
  day: Day;
  clock: DayClock;
  /** The environment's name. */
  environment: string;
  /** The environment's own placeholders; the built-in ones win. */
  variables: Readonly<Record<string, string>>;
};

// `{{` and `}}` first, so that `{{date}}` is the literal `{date}`. A brace that encloses anything but a name (awk's
// `{print $1}`, jsonpath's `{.items}`, a piece of JSON) is no placeholder and stays.
const PLACEHOLDER = /\{\{|\}\}|\{([A-Za-z_][A-Za-z0-9_-]*)(?::([^{}]+))?\}/g;

const BUILT_IN = ['date', 'nextDate', 'start', 'end', 'startEpoch', 'endEpoch', 'timezone', 'environment'];

const DAY_PLACEHOLDERS = new Set(['date', 'nextDate', 'start', 'end', 'startEpoch', 'endEpoch']);

/** Whether a command says for which business day it asks. */
export function namesDay(template: CommandTemplate): boolean {
  const words = 'shell' in template ? [template.shell] : template.argv;
  return words.some(word =>
    [...word.matchAll(PLACEHOLDER)].some(([, name]) => name !== undefined && DAY_PLACEHOLDERS.has(name)),
  );
}

/** Expands every word of a command. Throws a ConfigError that names an unknown placeholder and the known ones. */
export function expandCommand(template: CommandTemplate, values: PlaceholderValues): CommandTemplate {
  return 'shell' in template
    ? {shell: expandPlaceholders(template.shell, values)}
    : {argv: template.argv.map(word => expandPlaceholders(word, values))};
}

export function expandPlaceholders(text: string, values: PlaceholderValues): string {
  return text.replace(PLACEHOLDER, (token: string, name: string | undefined, format: string | undefined) => {
    if (name === undefined) return token.charAt(0);
    return format === undefined ? resolvePlaceholder(name, values) : formatDate(token, name, format, values);
  });
}

function resolvePlaceholder(name: string, {day, clock, environment, variables}: PlaceholderValues): string {
  switch (name) {
    case 'date':
      return day;
    case 'nextDate':
      return addDays(day, 1);
    case 'start':
      return formatLocal(clock.zone.toLocal(dayBounds(day, clock).start));
    case 'end':
      return formatLocal(clock.zone.toLocal(dayBounds(day, clock).end));
    case 'startEpoch':
      return String(dayBounds(day, clock).start / SECOND_MS);
    case 'endEpoch':
      return String(dayBounds(day, clock).end / SECOND_MS);
    case 'timezone':
      return clock.zone.name;
    case 'environment':
      return environment;
    default:
      if (Object.hasOwn(variables, name)) return variables[name] ?? '';
      throw unknownPlaceholder(`{${name}}`, variables);
  }
}

/** `{date:yyMMdd}`: the local time at which the business day (or the next one) begins, in the given pattern. */
function formatDate(token: string, name: string, format: string, values: PlaceholderValues): string {
  if (name !== 'date' && name !== 'nextDate') throw unknownPlaceholder(token, values.variables);
  const day = name === 'date' ? values.day : addDays(values.day, 1);
  return formatPattern(localMs(day, values.clock.dayStartMs), format);
}

function formatPattern(local: LocalMs, pattern: string): string {
  const [date = '', time = ''] = formatLocal(local).split(' ');
  const [year = '', month = '', day = ''] = date.split('-');
  const [hour = '', minute = '', second = ''] = time.split(':');
  const parts = {yyyy: year, yy: year.slice(2), MM: month, dd: day, HH: hour, mm: minute, ss: second};
  return Object.entries(parts).reduce((text, [token, value]) => text.replaceAll(token, value), pattern);
}

function unknownPlaceholder(token: string, variables: Readonly<Record<string, string>>): ConfigError {
  const known = [...BUILT_IN, 'date:yyMMdd', ...Object.keys(variables)].map(name => `{${name}}`).join(' ');
  return new ConfigError(
    `unknown placeholder ${token}; known here: ${known}. For the literal text write {${token}} (braces doubled)`,
  );
}
