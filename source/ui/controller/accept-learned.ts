/** Makes what was learned of a job an expectation in the configuration: an order to the backend, with a word about how it went. */
import {errorMessage} from '../../domain/errors.ts';
import type {Effects} from './controller.ts';

export async function acceptLearned({backend, screen, session, say}: Effects): Promise<void> {
  const subject = screen().learned?.();
  if (session.isReadOnly) say('bad', 'read-only: nothing can be written into the configuration');
  else if (!subject)
    say('info', 'nothing was learned of what is under the cursor, or something else says when it is due');
  else {
    try {
      say('good', await backend.acceptLearned(subject));
    } catch (error) {
      say('bad', errorMessage(error));
    }
  }
}
