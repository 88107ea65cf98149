/** From the job states that conman prints (showjobs, standard format) to ours. */
import type {RunStatus} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import {statusReader} from './status-map.ts';
import type {TwsJob} from './tws-row.ts';

const STATUS_OF = {
  SUCC: 'succeeded',
  ABEND: 'failed',
  FAIL: 'failed',
  ERROR: 'failed',
  EXEC: 'running',
  INTRO: 'running',
  // Its end waits for a confirmation; these have it before their end.
  PEND: 'waiting',
  ABENP: 'running',
  SUCCP: 'running',
  // Waits for its dependencies; what an operator holds has the priority 0.
  HOLD: 'waiting',
  READY: 'waiting',
  WAIT: 'waiting',
  SCHED: 'waiting',
  ADD: 'waiting',
  FENCE: 'waiting',
  STUCK: 'waiting',
  CANCL: 'cancelled',
  SUPPR: 'cancelled',
  DONE: 'unknown',
  EXTRN: 'unknown',
} as const satisfies Record<string, RunStatus>;

const PLAIN = new Set(['SUCC', 'ABEND', 'EXEC', 'HOLD']);

/** `own`: what the configuration says of states. */
export function twsStateReader(own?: Readonly<Record<string, RunStatus>>) {
  const read = statusReader({...STATUS_OF, ...own});
  return ({state, priority, dependencies}: TwsJob): {status: RunStatus; message?: string} => {
    const known = read(state);
    if (known === undefined) return {status: 'unknown', message: cleanText(`state "${state}"`)};
    if (known !== 'waiting') return PLAIN.has(state) ? {status: known} : {status: known, message: state};
    if (CANCELLED.test(dependencies)) return {status: 'cancelled', message: 'cancelled'};
    if (priority === 0) return {status: 'held', message: 'priority 0'};
    return {status: known, message: cleanText([state, dependencies].filter(part => part !== '').join(' '))};
  };
}

/** conman writes it among the dependencies of a job that is cancelled and has not run. */
const CANCELLED = /\[Cancel(?:led|ed)\]/i;
