/**
 * A path into a JSON value: `data.items`, `jobs[*].runs`, `times[0]`, `metadata["app.kubernetes.io/name"]`. `[*]` stands for
 * every element of an array or every value of an object, a number in brackets for one element (negative: from the end).
 */
export type JsonPath = (value: unknown) => unknown[];

type Step = {kind: 'key'; key: string} | {kind: 'index'; index: number} | {kind: 'all'};

const STEP = /\.?([^.[\]]+)|\[(?:(\*)|(-?\d+)|"([^"]*)"|'([^']*)')\]/y;

/** The values that a path leads to, none when it leads nowhere. Throws a RangeError that quotes what is no path. */
export function compileJsonPath(path: string): JsonPath {
  const steps = parseSteps(path);
  return value =>
    steps.reduce<unknown[]>((values, step) => values.flatMap(from => follow(from, step)), [value]);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseSteps(path: string): Step[] {
  const text = path.replace(/^\$\.?/, '');
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  for (let at = 0; at < text.length; at = STEP.lastIndex) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    if (!match) throw new RangeError(`"${path}" is not a path; write it like data.items[*] or times[0]`);
    const [, name, all, index, quoted, single] = match;
    if (all) steps.push({kind: 'all'});
    else if (index !== undefined) steps.push({kind: 'index', index: Number(index)});
    else steps.push({kind: 'key', key: name ?? quoted ?? single ?? ''});
  }
  return steps;
}

function follow(value: unknown, step: Step): unknown[] {
  if (Array.isArray(value)) {
    if (step.kind === 'all') return value;
    const element: unknown = step.kind === 'index' ? value.at(step.index) : undefined;
    return element === undefined ? [] : [element];
  }
  if (!isRecord(value)) return [];
  if (step.kind === 'all') return Object.values(value);
  // Own properties only: `constructor` and `__proto__` in an output are data like any other.
  return step.kind === 'key' && Object.hasOwn(value, step.key) ? [value[step.key]] : [];
}
