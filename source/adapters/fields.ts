/** The fields that a record of `csv`, `json` and `lines` can have, and the names by which its columns are found. */

/** One record as it was printed: text by field. A field that the record has but leaves empty is `''`, not absent. */
export type FieldValues = {[Field in FieldName]?: string | undefined};

export const FIELD_NAMES = [
  'job',
  'status',
  'businessDay',
  'scheduledAt',
  'startedAt',
  'endedAt',
  'durationS',
  'exitCode',
  'runKey',
  'message',
  'count',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** Picks a record's fields from its cells, all at once and in one shape. A field without a column is absent. */
export function fieldPicker(
  columns: ReadonlyMap<FieldName, number>,
): (cells: readonly (string | undefined)[]) => FieldValues {
  const [
    job,
    status,
    businessDay,
    scheduledAt,
    startedAt,
    endedAt,
    durationS,
    exitCode,
    runKey,
    message,
    count,
  ] = FIELD_NAMES.map(field => columns.get(field) ?? -1);
  const cellOf = (cells: readonly (string | undefined)[], index = -1): string | undefined =>
    index < 0 ? undefined : cells[index];
  return cells => ({
    job: cellOf(cells, job),
    status: cellOf(cells, status),
    businessDay: cellOf(cells, businessDay),
    scheduledAt: cellOf(cells, scheduledAt),
    startedAt: cellOf(cells, startedAt),
    endedAt: cellOf(cells, endedAt),
    durationS: cellOf(cells, durationS),
    exitCode: cellOf(cells, exitCode),
    runKey: cellOf(cells, runKey),
    message: cellOf(cells, message),
    count: cellOf(cells, count),
  });
}

/** What each field means, for the options' documentation. */
export const FIELD_MEANINGS: Readonly<Record<FieldName, string>> = {
  job: "the job's name",
  status: "the scheduler's word for its state (see `statuses`)",
  businessDay: 'the day the run belongs to, where the scheduler says it',
  scheduledAt: 'when it was to start',
  startedAt: 'when it started',
  endedAt: 'when it ended',
  durationS: 'how long it ran: seconds, or 00:12:30, or 12m30s',
  exitCode: 'the exit code, kept as evidence',
  runKey: "the scheduler's id of the run",
  message: 'a reason or message for people',
  count: 'a number of runs: makes the record a count instead of a run',
};

/** Short names that mean the same; `lines` has them as group names. */
const ALIASES: Readonly<Record<string, FieldName>> = {
  jobname: 'job',
  state: 'status',
  day: 'businessDay',
  scheduled: 'scheduledAt',
  scheduledtime: 'scheduledAt',
  start: 'startedAt',
  started: 'startedAt',
  starttime: 'startedAt',
  end: 'endedAt',
  ended: 'endedAt',
  endtime: 'endedAt',
  duration: 'durationS',
  durationseconds: 'durationS',
  returncode: 'exitCode',
  runid: 'runKey',
  reason: 'message',
};

const byName: ReadonlyMap<string, FieldName> = new Map([
  ...Object.entries(ALIASES),
  ...FIELD_NAMES.map(field => [fold(field), field] as const),
]);

/** The field that a column, key or group is named after: `startedAt`, `STARTED_AT`, `Start` all mean the start. */
export function fieldFromName(name: string): FieldName | undefined {
  return byName.get(fold(name));
}

/** Names are compared without case, spaces, `_`, `-` and `.`. */
export function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}

/** Which column holds which field, or why the columns will not do. */
type ColumnMap = {columns: Map<FieldName, number>} | {problem: string};

/**
 * Finds the fields among column names: those mapped explicitly first, the others by their own name unless that column is
 * already taken. The first of several columns with one name wins.
 */
export function mapColumns(
  names: readonly string[],
  mapped: Readonly<Partial<Record<FieldName, string>>> = {},
): ColumnMap {
  const columns = new Map<FieldName, number>();
  const taken = new Set<number>();
  for (const field of FIELD_NAMES) {
    const wanted = mapped[field];
    if (wanted === undefined) continue;
    const exact = names.indexOf(wanted);
    const index = exact === -1 ? names.findIndex(name => fold(name) === fold(wanted)) : exact;
    if (index === -1)
      return {problem: `no column "${wanted}" for ${field}; the columns are ${listNames(names)}`};
    columns.set(field, index);
    taken.add(index);
  }
  // Exact names before aliases: with `job` and `job name` side by side, `job` is meant.
  for (const isAlias of [false, true]) {
    for (const [index, name] of names.entries()) {
      const field = fieldFromName(name);
      if (!field || taken.has(index) || columns.has(field) || isAlias === (fold(name) === fold(field)))
        continue;
      columns.set(field, index);
      taken.add(index);
    }
  }
  if (columns.has('job') || columns.has('count')) return {columns};
  return {problem: `no column for job; the columns are ${listNames(names)}. Name it: fields: {job: COLUMN}`};
}

const MAX_NAMES_SHOWN = 8;

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES_SHOWN).map(name => `"${name.slice(0, 40)}"`);
  return shown.join(', ') + (names.length > MAX_NAMES_SHOWN ? ', …' : '');
}
