/**
 * Adds entries to the `expect` lists of a configuration's text. Lines are put in and nothing else is touched, so that
 * comments, blank lines and everybody's way of writing stay as they are. Loads yaml.
 */
import type {Pair, YAMLMap, YAMLSeq} from 'yaml';
import {ConfigError} from '../domain/errors.ts';
import {hidePlaceholders, restoreText} from './placeholder-braces.ts';

export type AddedExpectation = {
  environment: string;
  /** Plain values, in the order in which they are to be written. */
  entry: Record<string, unknown>;
  /** Stands above it as a comment. */
  comment: string;
};

type Yaml = typeof import('yaml');
/** A place between two lines of the text, and the lines that go there. */
type Insertion = {offset: number; text: string};

/** Throws a ConfigError for a file in which an entry cannot be added without changing something else. */
export async function addExpectations(
  text: string,
  file: string,
  added: readonly AddedExpectation[],
): Promise<string> {
  const yaml = await import('yaml');
  const hidden = hidePlaceholders(text);
  const insertions = [...Map.groupBy(added, ({environment}) => environment)].map(([environment, own]) =>
    planInsertion(yaml, hidden, file, environment, own),
  );
  let result = hidden;
  // From the end, so that earlier places stay true.
  for (const {offset, text: lines} of insertions.toSorted((a, b) => b.offset - a.offset))
    result = result.slice(0, offset) + lines + result.slice(offset);
  return restoreText(result);
}

/** An entry as one line: `{job: LOAD, schedule: "0 2 * * *", grace: 30m}`. */
export function formatEntry(yaml: Pick<Yaml, 'Document' | 'Scalar'>, entry: Record<string, unknown>): string {
  const document = new yaml.Document();
  document.contents = document.createNode(quoteTexts(yaml, entry), {flow: true});
  return document.toString({lineWidth: 0, flowCollectionPadding: false}).trim();
}

/** Times and cron expressions quoted as a person should: to YAML 1.1 a bare 12:00 is 720. */
function quoteTexts({Scalar}: Pick<Yaml, 'Scalar'>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map(item => quoteTexts({Scalar}, item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, quoteTexts({Scalar}, inner)]),
    );
  if (typeof value !== 'string' || /^[\w./-]+$/.test(value)) return value;
  const scalar = new Scalar(value);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

function planInsertion(
  yaml: Yaml,
  text: string,
  file: string,
  environment: string,
  added: readonly AddedExpectation[],
): Insertion {
  const document = yaml.parseDocument(text, {merge: true});
  const refuse = (what: string): never => {
    throw new ConfigError(
      `${file}: nothing was added to ${environment}, because ${what}; paste what \`jobtrack-tui expect suggest\` prints`,
    );
  };
  const parent = document.getIn(['environments', environment], true);
  if (!yaml.isMap(parent)) return refuse('it is not written out there, but taken from an anchor');
  if (parent.flow) return refuse('it is written in braces');
  const pair = parent.items.find(({key}) => yaml.isScalar(key) && key.value === 'expect');
  if (!pair) {
    if (document.toJS({maxAliasCount: 10_000})?.environments?.[environment]?.expect !== undefined)
      return refuse('its expectations come from an anchor that it shares');
    return insertList(yaml, text, parent, added);
  }
  const list = pair.value;
  if (!yaml.isSeq(list)) return refuse('its expectations are not a list of its own');
  if (list.flow || list.items.length === 0) return refuse('its expectations are written in brackets');
  if (list.anchor !== undefined || parent.anchor !== undefined)
    return refuse('others share it through an anchor');
  return insertItems(yaml, text, list, added);
}

/** After the last entry, in the column of its dash. */
function insertItems(yaml: Yaml, text: string, list: YAMLSeq, added: readonly AddedExpectation[]): Insertion {
  const last = list.items.at(-1);
  const start = yaml.isNode(last) ? (last.range?.[0] ?? 0) : 0;
  const dash = text.lastIndexOf('-', start - 1);
  const column = dash - (text.lastIndexOf('\n', dash) + 1);
  const end = yaml.isNode(last) ? (last.range?.[1] ?? start) : start;
  return insertAt(text, end, formatLines(yaml, added, ' '.repeat(column)));
}

/** A list of its own, after the environment's last key. */
function insertList(
  yaml: Yaml,
  text: string,
  parent: YAMLMap,
  added: readonly AddedExpectation[],
): Insertion {
  const first: Pair | undefined = parent.items[0];
  const last = parent.items.at(-1);
  const keyStart = (pair: Pair | undefined): number =>
    yaml.isNode(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0;
  const indent = ' '.repeat(keyStart(first) - (text.lastIndexOf('\n', keyStart(first)) + 1));
  const end = yaml.isNode(last?.value) ? (last.value.range?.[1] ?? 0) : keyStart(last);
  return insertAt(text, end, `${indent}expect:\n${formatLines(yaml, added, `${indent}  `)}`);
}

function formatLines(yaml: Yaml, added: readonly AddedExpectation[], indent: string): string {
  return added
    .map(({entry, comment}) => `${indent}# ${comment}\n${indent}- ${formatEntry(yaml, entry)}\n`)
    .join('');
}

/** Whole lines after the one in which `end` lies; what ends in a line break has ended on the line before. */
function insertAt(text: string, end: number, lines: string): Insertion {
  const last = text.slice(0, end).trimEnd().length;
  const lineEnd = text.indexOf('\n', last);
  return lineEnd === -1 ? {offset: text.length, text: `\n${lines}`} : {offset: lineEnd + 1, text: lines};
}
