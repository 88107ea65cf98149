/** Questions on their way to the process behind, until their answers have come back whole. */
import type {AnswerJoiner} from './answer-parts.ts';
import {joinAnswer} from './answer-parts.ts';
import type {BackendMessage, Question} from './messages.ts';

export type PendingAnswers = {
  /** The answer to a question with this id; rejects with words for the operator. */
  expect(id: number): Promise<unknown>;
  /** As `expect`, for an answer that comes without being asked: the first who asks has it. */
  foresee(id: number, question: Question): void;
  takeForeseen(question: Question): Promise<unknown> | undefined;
  receive(message: AnswerMessage): void;
  rejectAll(reason: string): void;
};

export type AnswerMessage = Extract<BackendMessage, {kind: 'answer' | 'part' | 'failure'}>;

type Pending = {joiner: AnswerJoiner; resolve(value: unknown): void; reject(error: Error): void};

export function createPendingAnswers(): PendingAnswers {
  const pending = new Map<number, Pending>();
  const foreseen = new Map<string, Promise<unknown>>();

  const expect = (id: number): Promise<unknown> => {
    const {promise, resolve, reject} = Promise.withResolvers<unknown>();
    pending.set(id, {joiner: joinAnswer(), resolve, reject});
    return promise;
  };

  return {
    expect,
    foresee(id, question) {
      const answer = expect(id);
      // Whoever asks takes the error; nobody has to.
      answer.catch(() => {});
      foreseen.set(JSON.stringify(question), answer);
    },
    takeForeseen(question) {
      const key = JSON.stringify(question);
      const answer = foreseen.get(key);
      foreseen.delete(key);
      return answer;
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
