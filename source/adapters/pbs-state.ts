/** From PBS's job states (qstat(1B), PBS reference guide: job states and substates) to ours. */
import type {RunStatus} from '../domain/run.ts';

type PbsState = {
  letter: string;
  substate: number | undefined;
  exitStatus: number | undefined;
  comment: string;
};

const STATUS_OF: ReadonlyMap<string, RunStatus> = new Map([
  ['Q', 'waiting'],
  ['W', 'waiting'],
  ['T', 'waiting'],
  ['H', 'held'],
  ['R', 'running'],
  ['B', 'running'],
  ['E', 'running'],
  ['S', 'running'],
  ['U', 'running'],
  // Its server goes on with it.
  ['M', 'unknown'],
]);

const WORDS: ReadonlyMap<string, string> = new Map([
  ['S', 'suspended'],
  ['U', 'suspended'],
  ['M', 'moved to another server'],
]);

/** The substate of a job that was deleted or killed on request. */
const TERMINATED = 91;

/** The status with what a person should know of it: the server's comment for what waits or has not succeeded. */
export function readPbsState(state: PbsState): {status: RunStatus; message: string | undefined} {
  const status = isFinished(state) ? endStatus(state) : (STATUS_OF.get(state.letter) ?? 'unknown');
  const isPlain = status === 'succeeded' || state.letter === 'R';
  const unknown = STATUS_OF.has(state.letter) || isFinished(state) ? undefined : `state "${state.letter}"`;
  const message = WORDS.get(state.letter) ?? unknown ?? (isPlain ? undefined : state.comment);
  return {status, message: message === '' ? undefined : message};
}

/** Finished, or (a subjob) expired. */
function isFinished({letter}: PbsState): boolean {
  return letter === 'F' || letter === 'X';
}

/** Without an exit status it never ran: it was deleted before, or its dependency failed. */
function endStatus({substate, exitStatus}: PbsState): RunStatus {
  if (substate === TERMINATED || exitStatus === undefined) return 'cancelled';
  return exitStatus === 0 ? 'succeeded' : 'failed';
}
