/** A strict reader of the text format, for tests: throws at the first thing that either of its two forms forbids. */
export type ReadSample = {name: string; labels: Record<string, string>; value: number};
export type ReadFamily = {name: string; help: string; unit: string | undefined; samples: ReadSample[]};

const NAME = '[a-zA-Z_][a-zA-Z0-9_]*';
const LABEL = `(${NAME})="((?:[^"\\\\\\n]|\\\\[\\\\"n])*)"`;
const SAMPLE = new RegExp(
  `^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$`,
);

export function readExposition(text: string): Map<string, ReadFamily> {
  const lines = text.split('\n');
  if (lines.at(-1) !== '' || lines.at(-2) !== '# EOF')
    throw new Error('does not end with # EOF and a line end');
  const families = new Map<string, ReadFamily>();
  const series = new Set<string>();
  let family: ReadFamily | undefined;
  for (const line of lines.slice(0, -2)) {
    const [, word, name = '', rest = ''] = new RegExp(`^# (HELP|TYPE|UNIT) (${NAME}) (.+)$`).exec(line) ?? [];
    if (word === 'HELP') {
      if (families.has(name)) throw new Error(`${name} comes twice`);
      if (/["\\]/.test(rest)) throw new Error(`the help of ${name} has to be escaped`);
      family = {name, help: rest, unit: undefined, samples: []};
      families.set(name, family);
    } else if (!family || (word !== undefined && name !== family.name))
      throw new Error(`out of place: ${line}`);
    else if (word === 'TYPE') {
      if (rest !== 'gauge') throw new Error(`not a gauge: ${line}`);
    } else if (word === 'UNIT') family.unit = rest;
    else family.samples.push(readSample(line, family, series));
  }
  return families;
}

function readSample(line: string, {name}: ReadFamily, series: Set<string>): ReadSample {
  const match = SAMPLE.exec(line);
  if (!match || match[1] !== name) throw new Error(`not a sample of ${name}: ${line}`);
  const pairs = [...(match[2] ?? '').matchAll(new RegExp(LABEL, 'g'))];
  const labels = Object.fromEntries(pairs.map(([, label = '', value = '']) => [label, unescapeLabel(value)]));
  if (Object.keys(labels).length !== pairs.length) throw new Error(`a label comes twice: ${line}`);
  const identity = `${name} ${JSON.stringify(Object.entries(labels).toSorted())}`;
  if (series.has(identity)) throw new Error(`a series comes twice: ${line}`);
  series.add(identity);
  return {name, labels, value: Number(line.slice(line.lastIndexOf(' ') + 1))};
}

function unescapeLabel(value: string): string {
  return value.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}
