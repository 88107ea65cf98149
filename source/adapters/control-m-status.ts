/** From Control-M's words (Control-M/EM, Automation API) to our status. BMC writes both "Ended Not OK" and "Ended not OK". */
import type {RunStatus} from '../domain/run.ts';

const STATUS_OF: ReadonlyMap<string, RunStatus> = new Map([
  ['ended ok', 'succeeded'],
  ['ended not ok', 'failed'],
  ['executing', 'running'],
  ['wait condition', 'waiting'],
  ['wait resource', 'waiting'],
  ['wait user', 'waiting'],
  ['wait host', 'waiting'],
  ['wait workload', 'waiting'],
  ['status unknown', 'unknown'],
  ['unknown', 'unknown'],
  ['not in ajf', 'unknown'],
]);

type ControlMState = {status: string; isHeld: boolean; isDeleted: boolean};

/** The status with what a person should know of it. */
export function readControlMState({status, isHeld, isDeleted}: ControlMState): {
  status: RunStatus;
  message?: string;
} {
  const word = status.trim().replace(/\s+/g, ' ');
  const known = STATUS_OF.get(word.toLowerCase());
  // What has ended stays so: a job that is held or deleted afterwards did run.
  if (known === 'succeeded' || known === 'failed') return {status: known};
  if (isDeleted) return {status: 'cancelled', message: 'deleted'};
  if (known === undefined) return {status: 'unknown', message: `status "${word}"`};
  if (known !== 'waiting') return {status: known};
  return {status: isHeld ? 'held' : 'waiting', message: word};
}
