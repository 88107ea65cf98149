/**
 * Long answers travel in parts. The screen reads a message in one go, and while it does no key is answered: what takes longer
 * than a few milliseconds to read has to come as several messages.
 */
import type {BackendMessage} from './messages.ts';

const MOST_ITEMS = 2000;
/** Characters of JSON, of which a process reads some hundred in a microsecond. */
const MOST_CHARACTERS = 256 * 1024;

type AnswerMessage = Extract<BackendMessage, {kind: 'answer' | 'part'}>;

/** The answer without its long lists, then those, in order. */
export function splitAnswer(id: number, answer: unknown): AnswerMessage[] {
  if (!isRecord(answer)) return [{kind: 'answer', id, value: answer, parts: 0}];
  const value: Record<string, unknown> = {...answer};
  const parts = Object.entries(answer).flatMap(([key, list]) => {
    const length = Array.isArray(list) ? partLength(list) : 0;
    if (!Array.isArray(list) || list.length <= length) return [];
    value[key] = [];
    return cut(list, length).map(items => ({kind: 'part', id, key, items}) as const);
  });
  return [{kind: 'answer', id, value, parts: parts.length}, ...parts];
}

/** Puts one answer together. */
export type AnswerJoiner = {
  /** True when the answer is whole. */
  add(message: AnswerMessage): boolean;
  value(): unknown;
};

export function joinAnswer(): AnswerJoiner {
  let value: unknown;
  let awaited = 1;
  return {
    add(message) {
      if (message.kind === 'answer') {
        value = message.value;
        awaited = message.parts;
      } else {
        awaited--;
        const list = isRecord(value) ? value[message.key] : undefined;
        if (Array.isArray(list)) for (const item of message.items) list.push(item);
      }
      return awaited === 0;
    },
    value: () => value,
  };
}

/** How many items of a list make one message, its first ones being as long as the rest. */
function partLength(list: readonly unknown[]): number {
  const sample = list.slice(0, 20);
  const average = JSON.stringify(sample).length / Math.max(1, sample.length);
  return Math.max(1, Math.min(MOST_ITEMS, Math.floor(MOST_CHARACTERS / average)));
}

function cut<Item>(list: readonly Item[], length: number): Item[][] {
  return Array.from({length: Math.ceil(list.length / length)}, (_, i) =>
    list.slice(i * length, (i + 1) * length),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
