/** From a JSON object to the text values that the record reader takes. */
import {type FieldName, type FieldValues, fieldFromName, fold} from './fields.ts';
import {compileJsonPath, isRecord, type JsonPath} from './json-path.ts';

type ReadJsonRecord = (record: Record<string, unknown>) => FieldValues;

/**
 * Fields are found at their mapped path (a key that is spelt like the whole path comes first), else under a key of their
 * own name. Throws a RangeError for what is no path.
 */
export function jsonRecordReader(fields: Readonly<Partial<Record<FieldName, string>>> = {}): ReadJsonRecord {
  const mapped = Object.entries(fields).map(([field, path]) => ({
    field: fieldFromName(field),
    key: path,
    path: compileJsonPath(path),
  }));
  const taken = new Set(mapped.map(({field}) => field));
  const fieldOfKey = rememberKeys();

  return record => {
    const values: FieldValues = {};
    for (const key of Object.keys(record)) {
      const {field, isExact} = fieldOfKey(key);
      if (field && !taken.has(field) && (isExact || values[field] === undefined))
        values[field] = textOf(record[key]);
    }
    for (const {field, key, path} of mapped) if (field) values[field] = textOf(valueAt(record, key, path));
    return values;
  };
}

/** The scalars of a record, for showing what could not be read. Never deeper: nesting is hostile too. */
export function describeJson(value: unknown): string {
  if (!isRecord(value)) return Array.isArray(value) ? '[…]' : String(value);
  const parts = Object.entries(value)
    .slice(0, MAX_KEYS_SHOWN)
    .map(([key, inner]) => `${key}: ${textOf(inner) ?? '…'}`);
  return `{${parts.join(', ')}}`;
}

const MAX_KEYS_SHOWN = 10;

/** Scalars as text, null as empty; objects and arrays are no value of a field. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null ? '' : undefined;
}

function valueAt(record: Record<string, unknown>, key: string, path: JsonPath): unknown {
  return Object.hasOwn(record, key) ? record[key] : path(record)[0];
}

const MAX_KEYS_KEPT = 1000;

function rememberKeys(): (key: string) => {field: FieldName | undefined; isExact: boolean} {
  const known = new Map<string, {field: FieldName | undefined; isExact: boolean}>();
  return key => {
    let entry = known.get(key);
    if (!entry) {
      const field = fieldFromName(key);
      entry = {field, isExact: field !== undefined && fold(key) === fold(field)};
      if (known.size < MAX_KEYS_KEPT) known.set(key, entry);
    }
    return entry;
  };
}
