/** Finds a job by what was typed of its name, in the environment that it names or in the one that is shown. */
import {errorMessage} from '../../domain/errors.ts';
import {resolveJob} from '../command-line/resolve-name.ts';
import type {Effects} from './controller.ts';
import {chooseEnvironment} from './views.ts';

/** `ENV/NAME` or a name. */
export async function openJob(effects: Effects, typed: string): Promise<void> {
  const {store, backend, queries, say} = effects;
  const {day} = store.read();
  const about = day === undefined ? {} : {day};
  const environments = queries.read('report', about).data?.environments.map(({name}) => name) ?? [];
  const environment = chooseEnvironment(effects);
  try {
    const page = environment === undefined ? undefined : await backend.ask('jobs', {environment, ...about});
    const jobs = page?.rows.map(({job}) => job) ?? [];
    const found = resolveJob(typed, {environments, environment, jobs});
    if ('error' in found) say('bad', found.error);
    else store.dispatch({type: 'open', place: {screen: 'job', ...found, tab: 'slots'}});
  } catch (error) {
    say('bad', errorMessage(error));
  }
}
