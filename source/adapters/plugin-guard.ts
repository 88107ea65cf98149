/**
 * Stands between a plugin's parser and the program: what comes out is as clean and as well-formed as what the program's own adapters
 * hand on. A plugin that throws fails its own source, and no other.
 */
import type {ParseContext, Parser} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import {cleanText, formatCount} from '../domain/text.ts';
import {isRecord} from './json-path.ts';
import {describeJson} from './json-record.ts';
import {collectObservations, MAX_LINES} from './parser.ts';
import {toCount, toRun, toSchedule} from './plugin-values.ts';
import {MAX_RUN_TEXT} from './run-text.ts';

/** Throws what the plugin throws, and a TypeError where it returns no parser or no observations. */
export function guardPlugin(name: string, open: () => Parser | undefined, context: ParseContext): Parser {
  const parser = open();
  if (!isRecord(parser) || typeof parser.write !== 'function' || typeof parser.end !== 'function')
    throw new TypeError(`the plugin's adapter "${name}" returned no parser: {write(chunk), end()}`);
  return {
    write: chunk => parser.write(chunk),
    end() {
      const said: unknown = parser.end();
      if (!isRecord(said)) throw new TypeError(`the plugin's adapter "${name}" returned no observations`);
      return clean(said, context);
    },
  };
}

function clean(said: Record<string, unknown>, context: ParseContext): Observations {
  const {observations, reject} = collectObservations();
  /** The good ones with their places in the plugin's list. */
  const read = <Item>(list: unknown, toItem: (item: Record<string, unknown>) => Item | string) => {
    const kept: {item: Item; index: number}[] = [];
    const all = Array.isArray(list) ? list : [];
    for (const [index, value] of all.slice(0, MAX_LINES).entries()) {
      const item = isRecord(value) ? toItem(value) : 'not an object';
      if (typeof item === 'string') reject(index + 1, describeJson(value), item);
      else kept.push({item, index});
    }
    return kept;
  };
  const runs = read(said.runs, run => toRun(run, context.day));
  observations.runs = runs.map(({item}) => item);
  observations.counts = read(said.counts, count => toCount(count, context.day)).map(({item}) => item);
  observations.schedules = read(said.schedules, toSchedule).map(({item}) => item);
  noteRejected(said, observations, reject);
  const partialReason = whyPartial(said);
  return {
    ...observations,
    ...(partialReason !== undefined && {partialReason}),
    readRunText: index => textOf(said, runs[index]?.index),
  };
}

function noteRejected(
  {rejected, rejectedCount}: Record<string, unknown>,
  observations: Observations,
  reject: (line: number, text: string, reason: string) => void,
): void {
  const own = Array.isArray(rejected) ? rejected.filter(isRecord) : [];
  for (const {line, text, reason} of own)
    reject(Number.isSafeInteger(line) ? Number(line) : 1, String(text ?? ''), String(reason ?? 'rejected'));
  if (typeof rejectedCount === 'number' && Number.isSafeInteger(rejectedCount) && rejectedCount > own.length)
    observations.rejectedCount += rejectedCount - own.length;
}

function whyPartial({runs, partialReason}: Record<string, unknown>): string | undefined {
  if (Array.isArray(runs) && runs.length > MAX_LINES)
    return `only ${formatCount(MAX_LINES)} of ${formatCount(runs.length)} runs were taken`;
  return partialReason === undefined || partialReason === null
    ? undefined
    : cleanText(String(partialReason)) || 'the plugin says so';
}

function textOf({readRunText}: Record<string, unknown>, index: number | undefined): string | undefined {
  if (typeof readRunText !== 'function' || index === undefined) return undefined;
  const text: unknown = readRunText(index);
  if (typeof text !== 'string') return undefined;
  const lines = text.slice(0, 2 * MAX_RUN_TEXT).split('\n');
  return cleanLines(lines).slice(0, MAX_RUN_TEXT);
}

function cleanLines(lines: readonly string[]): string {
  return lines
    .map(line => cleanText(line, MAX_RUN_TEXT))
    .join('\n')
    .toWellFormed();
}
