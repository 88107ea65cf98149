/**
 * The contract with plugins: what a module must export, what it is given, and how its adapters are kept from harm. Version 1:
 *
 *     export default {
 *       contract: 1,
 *       adapters: kit => [{
 *         name: 'backup-log', title: 'Backup log', description: '…', traits: {hasRuns: true, hasHistory: true},
 *         open(context) {
 *           const sink = kit.recordSink(context);
 *           return kit.lineParser((text, line) => sink.add({…}, line, text), sink.finish, sink.reject);
 *         },
 *       }],
 *     };
 *
 * A version is never given another meaning: what a plugin must do differently becomes the next one.
 */
import type {Adapter, ParseContext, Telling} from '../domain/adapter.ts';
import {TELLINGS} from '../domain/adapter.ts';
import {errorMessage} from '../domain/errors.ts';
import {cleanText} from '../domain/text.ts';
import {isRecord} from './json-path.ts';
import {collectObservations, documentParser, lineParser} from './parser.ts';
import {guardPlugin} from './plugin-guard.ts';
import type {RecordOptions} from './record-options.ts';
import {recordSink} from './record-sink.ts';

export const PLUGIN_CONTRACT = 1;

/** What a plugin builds parsers with: the ground that the program's own adapters stand on. */
const pluginKit = {
  lineParser,
  documentParser,
  collectObservations,
  cleanText,
  /** Where records of text values by field go; options such as `statuses` and `timeFormat` may be given. */
  recordSink: (context: ParseContext, options: RecordOptions = {}) => recordSink({...context, options}),
};

/** The adapters that a module exports, or why it is no plugin. */
export function readPlugin(exported: unknown): Adapter[] | string {
  if (!isRecord(exported))
    return `it exports no plugin; write export default {contract: ${PLUGIN_CONTRACT}, adapters: kit => […]}`;
  const {contract, adapters} = exported;
  if (contract !== PLUGIN_CONTRACT)
    return `its contract is ${describe(contract)}, this version of jobtrack-tui has ${PLUGIN_CONTRACT}`;
  if (typeof adapters !== 'function') return '"adapters" is no function; write adapters: kit => […]';
  let made: unknown;
  try {
    made = adapters(pluginKit);
  } catch (error) {
    return `its "adapters" failed: ${errorMessage(error)}`;
  }
  if (!Array.isArray(made) || made.length === 0) return 'its "adapters" returned no list of adapters';
  const read: Adapter[] = [];
  for (const [index, adapter] of made.entries()) {
    const problem = isRecord(adapter) ? problemOf(adapter) : 'is no object';
    if (problem !== undefined) return `adapter ${index + 1} ${problem}`;
    read.push(toAdapter(adapter));
  }
  return read;
}

const NAME = /^[a-z][a-z0-9-]{0,40}$/;

/** What is wrong with an adapter, in the order in which one would mend it. */
function problemOf(adapter: Record<string, unknown>): string | undefined {
  const {name, title, description, traits, tells = [], open, options, command, env, okExitCodes} = adapter;
  if (typeof name !== 'string' || !NAME.test(name))
    return `has the name ${describe(name)}; use small letters, digits and "-"`;
  const at = `(${name})`;
  if (typeof title !== 'string' || typeof description !== 'string')
    return `${at} has no title or no description`;
  if (!isRecord(traits) || !TRAITS.some(trait => traits[trait] === true))
    return `${at} has no traits; say {hasRuns: true} or {hasSchedules: true}`;
  const odd = Object.keys(traits).find(trait => !isTrait(trait) || typeof traits[trait] !== 'boolean');
  if (odd !== undefined)
    return `${at} has the trait ${describe(odd)}; known, true or false: ${TRAITS.join(', ')}`;
  if (!Array.isArray(tells) || tells.some(word => !isTelling(word)))
    return `${at} tells what is not known; known: ${TELLINGS.join(', ')}`;
  if (typeof open !== 'function') return `${at} has no function "open"`;
  if (options !== undefined && typeof options !== 'function')
    return `${at} has "options" that are no function of zod`;
  if (command !== undefined && typeof command !== 'function')
    return `${at} has a "command" that is no function`;
  if (env !== undefined && !(isRecord(env) && Object.values(env).every(value => typeof value === 'string')))
    return `${at} has an "env" that is no map of texts`;
  if (okExitCodes !== undefined && !(Array.isArray(okExitCodes) && okExitCodes.every(Number.isSafeInteger)))
    return `${at} has "okExitCodes" that are no list of numbers`;
  return undefined;
}

const TRAITS = ['isPlan', 'hasRuns', 'hasHistory', 'hasSchedules'] as const;

function isTrait(word: string): boolean {
  return TRAITS.some(trait => trait === word);
}

function isTelling(word: unknown): word is Telling {
  return TELLINGS.some(telling => telling === word);
}

/** Of an adapter in which nothing is wrong. What it leaves out gets its default. */
function toAdapter(plugin: Partial<Adapter> & Record<string, unknown>): Adapter {
  const {name = '', title = '', description = '', traits, tells = [], wholeAnswer, isLatestOnly} = plugin;
  const {options, command, env, okExitCodes} = plugin;
  return {
    name,
    title: cleanText(title),
    description: cleanText(description),
    traits: {isPlan: false, hasRuns: false, hasHistory: false, hasSchedules: false, ...traits},
    tells,
    wholeAnswer: cleanText(typeof wholeAnswer === 'string' ? wholeAnswer : 'not said by the plugin'),
    ...(isLatestOnly === true && {isLatestOnly}),
    options: z => options?.(z) ?? z.strictObject({}),
    ...(command && {command: (given: unknown) => command(given)}),
    ...(env && {env}),
    ...(okExitCodes && {okExitCodes}),
    open: context => guardPlugin(name, () => plugin.open?.(context), context),
  };
}

function describe(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(cleanText(value, 40)) : cleanText(String(value), 40);
}
