import {isRecord} from './json-path.ts';

/** Nesting is hostile too: what lies deeper is not shown. */
const MAX_DEPTH = 20;

/**
 * A JSON value as compact JSON. No more is made of it than `limit` characters need: what is longer comes cut off somewhere
 * beyond them.
 */
export function printJson(value: unknown, limit: number): string {
  let text = '';
  const isFull = (): boolean => text.length > limit;

  const printArray = (items: readonly unknown[], depth: number): void => {
    text += '[';
    for (const [index, item] of items.entries()) {
      if (isFull()) return;
      if (index > 0) text += ',';
      print(item, depth);
    }
    text += ']';
  };
  const printRecord = (record: Readonly<Record<string, unknown>>, depth: number): void => {
    text += '{';
    for (const [index, key] of Object.keys(record).entries()) {
      if (isFull()) return;
      text += `${index > 0 ? ',' : ''}${quote(key, limit)}:`;
      print(record[key], depth);
    }
    text += '}';
  };
  const print = (inner: unknown, depth: number): void => {
    if (typeof inner === 'string') text += quote(inner, limit);
    else if (typeof inner !== 'object' || inner === null) text += String(inner);
    else if (depth === MAX_DEPTH) text += '…';
    else if (Array.isArray(inner)) printArray(inner, depth + 1);
    else if (isRecord(inner)) printRecord(inner, depth + 1);
  };

  print(value, 0);
  return text;
}

function quote(text: string, limit: number): string {
  return JSON.stringify(text.length > limit ? text.slice(0, limit + 1) : text);
}
