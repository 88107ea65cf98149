/** From AutoSys's two-letter states to ours, with the word for those that say more than our status does. */
import type {RunStatus} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import {statusReader} from './status-map.ts';

const STATES: readonly (readonly [state: string, status: RunStatus, word?: string])[] = [
  ['SU', 'succeeded'],
  ['FA', 'failed'],
  ['TE', 'failed', 'terminated'],
  ['RU', 'running'],
  ['ST', 'running', 'starting'],
  ['RE', 'running', 'restarting'],
  ['SP', 'running', 'suspended'],
  ['AC', 'waiting', 'activated'],
  ['QW', 'waiting', 'queued'],
  ['RW', 'waiting', 'waiting for a resource'],
  ['PE', 'waiting', 'waiting for a machine'],
  ['IN', 'waiting', 'inactive'],
  ['OH', 'held', 'on hold'],
  ['OI', 'held', 'on ice'],
  ['NE', 'held', 'on no-exec'],
];

const STATUSES: Readonly<Record<string, RunStatus>> = Object.fromEntries(
  STATES.map(([state, status]) => [state, status]),
);
const WORDS: ReadonlyMap<string, string | undefined> = new Map(
  STATES.map(([state, , word]) => [state, word]),
);

type AutosysState = {status: RunStatus; message: string | undefined};

/** `own`: what the configuration says of states. */
export function readAutosysState(own?: Readonly<Record<string, RunStatus>>): (state: string) => AutosysState {
  const readStatus = statusReader({...STATUSES, ...own});
  return state => {
    const status = readStatus(state);
    return status === undefined
      ? {status: 'unknown', message: cleanText(`state "${state}"`)}
      : {status, message: WORDS.get(state)};
  };
}
