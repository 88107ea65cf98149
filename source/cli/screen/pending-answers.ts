/** Questions on their way to the process behind, until their answers have come back whole. */
import type {AnswerJoiner} from './answer-parts.ts';
import {joinAnswer} from './answer-parts.ts';
import type {BackendMessage, Question} from './messages.ts';

export type PendingAnswers = {
  /** The answer to a question with this id; rejects with words for the operator. */
  expect(id: number): Promise<unknown>;
  /** As `expect`, for an answer that comes without being asked: whoever asks until it has come has it, at least the first. */
  foresee(id: number, question: Question): void;
  takeForeseen(question: Question): Promise<unknown> | undefined;
  receive(message: AnswerMessage): void;
  rejectAll(reason: string): void;
};

export type AnswerMessage = Extract<BackendMessage, {kind: 'answer' | 'part' | 'failure'}>;

type Foreseen = {answer: Promise<unknown>; hasCome: boolean; isTaken: boolean};

type Pending = {joiner: AnswerJoiner; resolve(value: unknown): void; reject(error: Error): void};

export function createPendingAnswers(): PendingAnswers {
  const pending = new Map<number, Pending>();
  const foreseen = new Map<string, Foreseen>();

  const expect = (id: number): Promise<unknown> => {
    const {promise, resolve, reject} = Promise.withResolvers<unknown>();
    pending.set(id, {joiner: joinAnswer(), resolve, reject});
    return promise;
  };

  return {
    expect,
    foresee(id, question) {
      const key = JSON.stringify(question);
      const entry: Foreseen = {answer: expect(id), hasCome: false, isTaken: false};
      foreseen.set(key, entry);
      const come = (): void => {
        entry.hasCome = true;
        if (entry.isTaken && foreseen.get(key) === entry) foreseen.delete(key);
      };
      // Whoever asks takes the error; nobody has to.
      entry.answer.then(come, come);
    },
    takeForeseen(question) {
      const key = JSON.stringify(question);
      const entry = foreseen.get(key);
      if (!entry) return undefined;
      entry.isTaken = true;
      if (entry.hasCome) foreseen.delete(key);
      return entry.answer;
    },
    receive(message) {
      const asked = pending.get(message.id);
      if (!asked) return;
      if (message.kind !== 'failure' && !asked.joiner.add(message)) return;
      pending.delete(message.id);
      if (message.kind === 'failure') asked.reject(new Error(message.message));
      else asked.resolve(asked.joiner.value());
    },
    rejectAll(reason) {
      foreseen.clear();
      for (const {reject} of pending.values()) reject(new Error(reason));
      pending.clear();
    },
  };
}
