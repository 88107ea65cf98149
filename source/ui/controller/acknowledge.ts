/** Acknowledging, snoozing and taking back: orders to the backend, with a word about how they went. */
import {errorMessage} from '../../domain/errors.ts';
import {plural} from '../../domain/text.ts';
import type {AcknowledgeRequest} from '../backend.ts';
import type {Subject} from '../state/prompt-purpose.ts';
import type {Effects} from './controller.ts';

export async function acknowledge(
  {backend, say, store}: Effects,
  subject: Subject,
  request: Omit<AcknowledgeRequest, 'findings'>,
): Promise<void> {
  const {findings, title} = subject;
  try {
    await backend.acknowledge({...request, findings});
    store.dispatch({type: 'acknowledged', subject});
    say('good', `${request.kind}: ${title}; u takes it back`);
  } catch (error) {
    say('bad', errorMessage(error));
  }
}

/** Of what is under the cursor; else what was acknowledged last, because what is snoozed is under no cursor any more. */
export async function undoAcknowledgement({backend, screen, say, session, store}: Effects): Promise<void> {
  const here = (screen().findings?.() ?? []).filter(({acknowledgement}) => acknowledgement);
  const last = store.read().acknowledged;
  if (session.isReadOnly) {
    say('bad', 'read-only: nothing can be taken back');
    return;
  }
  if (here.length === 0 && !last) {
    say('info', 'nothing here is acknowledged or snoozed');
    return;
  }
  const ids = here.map(({id}) => id);
  try {
    await backend.unacknowledge(ids.length > 0 ? ids : (last?.findings ?? []));
    const what = ids.length > 0 ? plural(ids.length, 'acknowledgement') : (last?.title ?? '');
    store.dispatch({type: 'acknowledged', subject: undefined});
    say('good', `taken back: ${what}`);
  } catch (error) {
    say('bad', errorMessage(error));
  }
}
