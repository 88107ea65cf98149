/** Acknowledging, snoozing and taking back: orders to the backend, with a word about how they went. */
import {errorMessage} from '../../domain/errors.ts';
import {plural} from '../../domain/text.ts';
import type {AcknowledgeRequest} from '../backend.ts';
import type {Subject} from '../state/prompt-purpose.ts';
import type {Effects} from './controller.ts';

export async function acknowledge(
  {backend, say}: Effects,
  {findings, title}: Subject,
  request: Omit<AcknowledgeRequest, 'findings'>,
): Promise<void> {
  try {
    await backend.acknowledge({...request, findings});
    say('good', `${request.kind}: ${title}`);
  } catch (error) {
    say('bad', errorMessage(error));
  }
}

export async function undoAcknowledgement({backend, screen, say, session}: Effects): Promise<void> {
  const findings = (screen().findings?.() ?? []).filter(({acknowledgement}) => acknowledgement);
  if (session.isReadOnly) {
    say('bad', 'read-only: nothing can be taken back');
    return;
  }
  if (findings.length === 0) {
    say('info', 'nothing here is acknowledged or snoozed');
    return;
  }
  try {
    await backend.unacknowledge(findings.map(({id}) => id));
    say('good', `taken back: ${plural(findings.length, 'acknowledgement')}`);
  } catch (error) {
    say('bad', errorMessage(error));
  }
}
