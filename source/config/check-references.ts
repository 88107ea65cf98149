/**
 * What no single value can tell: names that must exist or be unique, options that belong to an adapter, placeholders.
 * Works on the document as it was written, so that these problems are told together with the schema's, and therefore
 * takes nothing for granted: what has the wrong shape is left to the schema.
 */
import type {Adapter} from '../domain/adapter.ts';
import {parseCron} from '../domain/cron-expression.ts';
import {NO_CALENDAR} from '../domain/environment.ts';
import {ConfigError} from '../domain/errors.ts';
import type {DstPolicy} from '../domain/schedule.ts';
import {DST_POLICIES} from '../domain/schedule.ts';
import type {ReadOptions} from './adapter-options.ts';
import {commandOf} from './adapter-options.ts';
import {placeholderProblems} from './check-placeholders.ts';
import type {Path, Problem} from './config-problems.ts';
import {formatChoices, formatFound, suggest} from './config-problems.ts';
import {policyOf} from './schedule-policy.ts';
import type {WrittenMap} from './written-value.ts';
import {asList, asMap, isMap, isText} from './written-value.ts';

type ReferenceContext = {adapters: ReadonlyMap<string, Adapter>; readOptions: ReadOptions};

export function checkReferences(value: unknown, context: ReferenceContext): Problem[] {
  const config = asMap(value);
  const calendars = Object.keys(asMap(config.calendars));
  const problems = Object.entries(asMap(config.environments)).flatMap(([name, environment]) =>
    checkEnvironment(asMap(environment), ['environments', name], {
      ...context,
      calendars: [...calendars.filter(calendar => calendar !== NO_CALENDAR), NO_CALENDAR],
      variables: asMap(config.variables),
      presets: asMap(config.presets),
    }),
  );
  if (calendars.includes(NO_CALENDAR)) {
    const message = `"${NO_CALENDAR}" always means that every day is worked; choose another name`;
    problems.push({path: ['calendars', NO_CALENDAR], at: 'key', message});
  }
  return problems;
}

type EnvironmentContext = ReferenceContext & {
  calendars: readonly string[];
  variables: WrittenMap;
  presets: WrittenMap;
};

function checkEnvironment(environment: WrittenMap, path: Path, context: EnvironmentContext): Problem[] {
  const sources = asList(environment.sources).map(asMap);
  const names = sources.map(sourceName);
  const variables = {...context.variables, ...asMap(environment.variables)};
  const expectations = asList(environment.expect).map(asMap);
  return [
    ...unknownName(environment.calendar, context.calendars, [...path, 'calendar'], 'calendar'),
    ...sources.flatMap((source, index) => [
      ...duplicateName(names, index, [...path, 'sources', index]),
      ...checkSource(source, [...path, 'sources', index], {...context, variables}),
    ]),
    ...expectations.flatMap((entry, index) => {
      const at = [...path, 'expect', index];
      const named = sources.map((source, order) => ({
        name: names[order],
        adapter: readerOf(source.adapter, context.adapters),
      }));
      return [
        ...unknownName(entry.calendar, context.calendars, [...at, 'calendar'], 'calendar'),
        ...unknownName(entry.source, names.filter(isText), [...at, 'source'], 'source of this environment'),
        ...checkSchedule(entry.schedule, asPolicy(entry.policy) ?? policyOf(entry.source, named), [
          ...at,
          'schedule',
        ]),
      ];
    }),
  ];
}

function checkSource(source: WrittenMap, path: Path, context: EnvironmentContext): Problem[] {
  if (source.command !== undefined && source.shell !== undefined) {
    return [{path: [...path, 'shell'], at: 'key', message: 'is given beside command; keep one of the two'}];
  }
  const adapter = isText(source.adapter) ? context.adapters.get(source.adapter) : undefined;
  if (!adapter || (source.options !== undefined && !isMap(source.options))) return [];
  const options = context.readOptions(adapter, source.options, [...path, 'options']);
  const written = readCommand(source);
  const isOwn = source.command !== undefined || source.shell !== undefined;
  // An adapter builds its command from valid options only.
  if (options.problems.length > 0 && !isOwn) return options.problems;
  const command = isOwn && !written ? undefined : commandOf(adapter, written ?? {}, options.value);
  if (!command && !isOwn) {
    const message = `the adapter "${adapter.name}" has no command of its own; add command: [PROGRAM, ARGUMENT] or shell: LINE`;
    return [...options.problems, {path, at: 'value', message}];
  }
  const commandPath = isOwn ? [...path, keyOfCommand(source)] : pathOfPreset(adapter.name, context.presets);
  return [
    ...options.problems,
    ...(command ? placeholderProblems(command, context.variables, commandPath ?? path) : []),
  ];
}

function keyOfCommand({shell}: WrittenMap): string {
  return shell === undefined ? 'command' : 'shell';
}

/** Where the command of a preset stands; undefined for an adapter that is none. */
function pathOfPreset(name: string, presets: WrittenMap): Path | undefined {
  if (!Object.hasOwn(presets, name)) return undefined;
  return ['presets', name, keyOfCommand(asMap(presets[name]))];
}

/** The command as written, when it has one of its forms. */
function readCommand({
  command,
  shell,
}: WrittenMap): {command?: string[] | {shell: string}; shell?: string} | undefined {
  if (isText(shell)) return {shell};
  if (Array.isArray(command)) return {command: command.map(String)};
  const line = asMap(command).shell;
  return isText(line) ? {command: {shell: line}} : undefined;
}

/** Schedulers differ in what an expression may say, so it is checked for the one that it is for. */
function checkSchedule(schedule: unknown, policy: DstPolicy, path: Path): Problem[] {
  if (!isText(schedule)) return [];
  try {
    parseCron(schedule, policy);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [{path, at: 'value', message: error.message}];
  }
}

function asPolicy(value: unknown): DstPolicy | undefined {
  return DST_POLICIES.find(policy => policy === value);
}

/** Of a preset the adapter that it is made of: its scheduler's rules count. */
function readerOf(adapter: unknown, adapters: ReadonlyMap<string, Adapter>): unknown {
  return (isText(adapter) ? adapters.get(adapter)?.reader : undefined) ?? adapter;
}

/** A source is called by its name, else by its adapter. */
function sourceName(source: WrittenMap): unknown {
  return source.name ?? source.adapter;
}

function duplicateName(names: readonly unknown[], index: number, path: Path): Problem[] {
  const name = names[index];
  if (!isText(name) || names.indexOf(name) === index) return [];
  const message = `a second source called ${formatFound(name)}; give one of them another name: it is a key of the database`;
  return [{path, at: 'value', message}];
}

function unknownName(found: unknown, known: readonly string[], path: Path, what: string): Problem[] {
  if (!isText(found) || known.includes(found)) return [];
  const allowed = known.length > 0 ? `allowed: ${formatChoices(known)}` : `there is no ${what}`;
  return [{path, at: 'value', message: `found ${formatFound(found)}, ${allowed}${suggest(found, known)}`}];
}
