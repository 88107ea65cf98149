/** The YAML text of a configuration: its value, and where in the text each part of it stands. */
import type {Node, YAMLError, Document as YamlDocument} from 'yaml';
import type {Path, Position, Problem} from './config-problems.ts';
import {hidePlaceholders, restorePlaceholders, restoreText} from './placeholder-braces.ts';

type Yaml = typeof import('yaml');

export type ConfigDocument = {
  value: unknown;
  /** Syntax errors; `value` is undefined when there are any but duplicate keys. */
  problems: Problem[];
  /** Position of a value or of its key; of the nearest thing around it for what is not in the text. */
  positionOf(path: Path, at: Problem['at']): Position;
};

// Enough for a fleet that shares an anchor everywhere, too few for a document that unfolds without end.
const MAX_ALIASES = 10_000;

/** Reads YAML 1.2 (dates and times stay text, `<<` merges anchored maps). Loads yaml. */
export async function parseConfigDocument(text: string): Promise<ConfigDocument> {
  const yaml = await import('yaml');
  const lineStarts = findLineStarts(text);
  const document = yaml.parseDocument(hidePlaceholders(text), {
    prettyErrors: false,
    // Of a key that is a list or a map yaml would warn on the terminal; that it is unknown is told anyway.
    logLevel: 'error',
    merge: true,
    uniqueKeys: true,
  });
  const positionOf: ConfigDocument['positionOf'] = (path, at) =>
    toPosition(lineStarts, offsetOf(yaml, document, path, at));
  const problems = [...document.errors, ...document.warnings].map(error =>
    syntaxProblem(error, lineStarts, text),
  );
  if (document.errors.some(error => error.code !== 'DUPLICATE_KEY'))
    return {value: undefined, problems, positionOf};
  try {
    return {value: restorePlaceholders(document.toJS({maxAliasCount: MAX_ALIASES})), problems, positionOf};
  } catch (error) {
    // yaml tells of an alias without its anchor, or of too many; one that contains itself overflows the stack.
    const message = error instanceof ReferenceError ? error.message : 'an anchor contains an alias of itself';
    return {value: undefined, problems: [...problems, {path: [], at: 'value', message}], positionOf};
  }
}

function syntaxProblem(error: YAMLError, lineStarts: readonly number[], text: string): Problem {
  const [start] = error.pos;
  const rest = text.slice(start);
  const message =
    error.code === 'TAB_AS_INDENT'
      ? 'a tab is used for indentation; YAML allows spaces only'
      : error.code === 'DUPLICATE_KEY'
        ? `the key ${/^[^:\n]*/.exec(rest)?.[0] ?? ''} is given twice; keep one`
        : `not valid YAML: ${restoreText(error.message)}`;
  return {path: [], at: 'value', message, position: toPosition(lineStarts, start)};
}

/** yaml's own counter misses line ends in what it cannot make sense of, and places there are what matters most. */
function findLineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({index}) => index + 1)];
}

function toPosition(lineStarts: readonly number[], offset: number): Position {
  const line = lineStarts.findLastIndex(start => start <= offset);
  return {line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1};
}

/** Walks down as far as the document goes: the offset of what is there, else of the last thing that was. */
function offsetOf(yaml: Yaml, document: YamlDocument, path: Path, at: Problem['at']): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const [depth, part] of path.entries()) {
    const step = childOf(yaml, document, node, part);
    if (!step) return offset;
    const isLast = depth === path.length - 1;
    // A value that is left out has no width: its key is what can be seen.
    const isVisible = step.value?.range && step.value.range[0] < step.value.range[1];
    const place = isLast && at === 'value' && isVisible ? step.value : (step.key ?? step.value);
    offset = place?.range?.[0] ?? offset;
    node = step.value;
  }
  return offset;
}

function childOf(
  yaml: Yaml,
  document: YamlDocument,
  parent: unknown,
  part: string | number,
): {key?: Node; value?: Node} | undefined {
  const node = yaml.isAlias(parent) ? parent.resolve(document) : parent;
  if (yaml.isSeq(node)) {
    const item = node.items[Number(part)];
    return yaml.isNode(item) ? {value: item} : undefined;
  }
  if (!yaml.isMap(node)) return undefined;
  const pair = node.items.find(
    ({key}) => yaml.isScalar(key) && restoreText(String(key.value)) === String(part),
  );
  if (!pair) return undefined;
  return {...(yaml.isNode(pair.key) && {key: pair.key}), ...(yaml.isNode(pair.value) && {value: pair.value})};
}
