/** The `Backend` of the screen, on a process that may end and be started again. */
import type {Answer, Backend, Params, QueryName} from '../../ui/backend.ts';
import {createBackendEvents} from './backend-events.ts';
import type {BackendLink, Schedule} from './backend-link.ts';
import {keepConnected} from './backend-link.ts';
import type {Connect} from './channel.ts';
import type {Question, ScreenMessage} from './messages.ts';
import {createPendingAnswers} from './pending-answers.ts';

export type BackendClient = Omit<Backend, 'writeExport'> & Pick<BackendLink, 'opening' | 'close' | 'leave'>;

export function createBackendClient(connect: Connect, schedule?: Schedule): BackendClient {
  const answers = createPendingAnswers();
  const events = createBackendEvents();
  let lastId = 0;
  const link = keepConnected({
    connect,
    schedule,
    receive(message) {
      if (message.kind === 'event') events.emit(message.event);
      else answers.receive(message);
    },
    opened(opening, isFirst) {
      if (opening.kind !== 'ready') return;
      if (isFirst) for (const {id, question} of opening.foreseen) answers.foresee(id, question);
      else events.emit({kind: 'changed'});
    },
    lost(reason, isLast) {
      answers.rejectAll(`the process behind the screen ended (${reason})`);
      events.emit({kind: 'lost', reason});
      const text = `the process behind the screen cannot be started (${reason}); refresh to try again`;
      if (isLast) events.emit({kind: 'notice', tone: 'bad', text});
    },
  });

  const order = (message: (id: number) => ScreenMessage): Promise<unknown> => {
    const id = ++lastId;
    return link.send(message(id))
      ? answers.expect(id)
      : Promise.reject(new Error('the process behind the screen is being started again'));
  };

  return {
    opening: link.opening,
    async ask<Name extends QueryName>(name: Name, params: Params<Name>) {
      // Of a name and its own parameters, which the type of a union cannot tell.
      const question = {name, params} as unknown as Question;
      const answer = answers.takeForeseen(question) ?? order(id => ({kind: 'ask', id, question}));
      return (await answer) as Answer<Name>;
    },
    refresh(environments) {
      if (!link.send({kind: 'refresh', ...(environments && {environments})})) link.retry();
    },
    async acknowledge(request) {
      await order(id => ({kind: 'acknowledge', id, request}));
    },
    async unacknowledge(findings) {
      await order(id => ({kind: 'unacknowledge', id, findings}));
    },
    async acceptLearned(job) {
      return String(await order(id => ({kind: 'accept-learned', id, job})));
    },
    subscribe: events.subscribe,
    close: link.close,
    leave: link.leave,
  };
}
